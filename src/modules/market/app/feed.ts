import { type Refusal, refusal } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import type { OrderRows } from './order-rows.ts'

/** 喂行 What every kind of file feeds: the rows, and `hand` to pass on what has come of them so far. */
export type Feed = { readonly rows: OrderRows; readonly hand: () => Promise<void> }

const MEBI = 2 ** 20

export type Limits = { readonly textBytes: number; readonly workbookBytes: number }

/** A million rows of the widest export are some 600 MB. A workbook has to be held whole, so it must be small. */
export const LIMITS: Limits = { textBytes: 1024 * MEBI, workbookBytes: 32 * MEBI }

export const tooLarge = (bytes: number): Refusal =>
  refusal(fileRefusals, 'market.file_too_large', { limit: `${Math.floor(bytes / MEBI)} MB` })
