import type { Period } from '#kernel/day'
import { type AnyDb, roomOf } from '#platform/db/house'
import { standingFigure } from '../db/entered-figures.ts'
import { entityFiles } from '../db/entities.ts'
import { lineFiles } from '../db/order-lines.ts'
import { tallyFiles } from '../db/tallies.ts'
import { type Definition, daysCounted, rowsOf } from '../domain/definition.ts'
import { asksOf } from '../domain/reading.ts'
import { findDefinition } from './find-definition.ts'
import type { Reads } from './known-figures.ts'
import { today } from './on-the-wire.ts'

/** A file that rows came from; `rows` undefined: a person entered the figure from it. */
export type SourceFile = { readonly sha256: string; readonly rows: number | undefined }
export type Sources = { readonly rows: number; readonly files: readonly SourceFile[] }

const reads = (): 'statistics' | 'party_pub' | 'market_pub' => 'statistics'

/** 数字的来源 How many rows a figure was counted from, and which evidence files hold them. */
export async function sourcesOf(
  db: AnyDb,
  etown: number,
  indicator: string,
  period: Period,
  now: Date,
): Promise<Sources> {
  const own = roomOf(db, reads())
  const found = await findDefinition(db, etown, indicator, today(now), '')
  if (!found.ok) return { rows: 0, files: [] }
  const { definition, define } = found.value
  const files: SourceFile[] = []
  let rows = 0
  for (const ask of asksOf(definition, period)) {
    const part = define(ask.indicator)
    const counted = part === undefined ? [] : await filesOf(own, etown, part, ask.period)
    rows += counted.reduce((sum, file) => sum + file.rows, 0)
    files.push(...counted.flatMap(({ sha256, ...file }) => (sha256 === null ? [] : [{ ...file, sha256 }])))
    const key = { indicator: ask.indicator, area: '', period: ask.period }
    const entered = counted.length === 0 ? await standingFigure(own, etown, key) : undefined
    if (entered !== undefined) files.push({ sha256: entered.evidence, rows: undefined })
  }
  return { rows, files: [...new Map(files.map((file) => [file.sha256, file])).values()] }
}

type Held = readonly { readonly sha256: string | null; readonly rows: number }[]

/** By what its rows are, not by how they are added up: parcels are sums of days too, but no order lines. */
async function filesOf(db: Reads, etown: number, { method }: Definition, period: Period): Promise<Held> {
  const kept = rowsOf(method)
  switch (kept?.kind) {
    case 'order-lines':
      return lineFiles(db, etown, period)
    case 'entities':
      return entityFiles(db, etown, { count: kept.count, period, by: period.until })
    case 'tally':
      return tallyFiles(db, etown, {
        terms: kept.terms,
        period: daysCounted(method, period),
        parts: undefined,
      })
    default:
      return []
  }
}
