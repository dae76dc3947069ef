import type { Fen } from '../../../kernel/money.ts'
import type { AnyDb } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { Etown } from '../../../platform/http/route.ts'

/** Money becomes a number in the sheet, everything else stays the text it is. */
export type ExportCell = string | Fen

export type ExportColumn = { readonly header: string; readonly width: number; readonly money?: boolean }

/** One fact of the second sheet: what it is called, what it says. */
export type ExportFact = readonly [name: string, text: string]

/** 导出内容 The rows of one export, all from one snapshot. */
export type ExportContent = {
  readonly columns: readonly ExportColumn[]
  /** How many rows there are, before the first is read. */
  readonly total: number
  /** Read once, in order. */
  readonly pages: AsyncIterable<readonly (readonly ExportCell[])[]>
  /** Filter and definition. */
  readonly facts: readonly ExportFact[]
  /** Asked after the last row: what the rows add up to. May throw, to be tried again later. */
  readonly end?: () => { readonly sum?: readonly ExportCell[]; readonly facts: readonly ExportFact[] }
}

export type ExportSource = {
  /** The snapshot. */
  readonly db: AnyDb
  readonly house: House
  readonly etown: Etown
  /** As the room wrote it when it was asked. */
  readonly ask: unknown
  readonly personal: boolean
  /** The first try is 1. */
  readonly tries: number
}

/** 可导出 What a room lets out as rows. */
export type Exportable = {
  readonly kind: `${string}.${string}`
  /** Heads the file's name. */
  readonly name: { readonly zh: string; readonly en: string }
  /** The permission to export it, asked again at the download. */
  readonly may: string
  open(source: ExportSource): Promise<ExportContent>
}
