import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import { lotRefusals, type Origin } from '../contract/index.ts'
import type { ItemRow } from '../db/items.ts'
import { insertLot, type LotRow, lotsBeginning } from '../db/lots.ts'
import { lotCode } from '../domain/lot-code.ts'

export type NewLot = {
  readonly item: ItemRow
  readonly origin: Origin
  readonly madeOn: string
  readonly quantity: string
  readonly season?: bigint
  readonly yield?: string
  /** Absent: the next free one of the day. */
  readonly code: string | undefined
  readonly by: string
}

/** How often a free code is looked for: others may be taking the same ones. */
const TRIES = 20

/** Makes a lot under the code that was asked for, or the next of its day. */
export async function makeLot(db: Db<'trace'>, etown: number, lot: NewLot): Promise<Outcome<LotRow>> {
  const head = lotCode(lot.madeOn)
  let n = lot.code === undefined ? (await lotsBeginning(db, etown, lot.item.id, head)) + 1 : 0
  for (let tried = 0; tried < TRIES; tried++, n++) {
    const code = lot.code ?? lotCode(lot.madeOn, n)
    const row = await insertLot(db, {
      etown,
      code,
      item: lot.item.id,
      party: lot.item.party,
      season: lot.season ?? null,
      origin: lot.origin,
      made_on: lot.madeOn,
      quantity: lot.quantity,
      yield: lot.yield ?? '1',
      pack_size: lot.item.pack_size,
      made_by: lot.by,
    })
    if (row !== undefined) return granted(row)
    if (lot.code !== undefined)
      return refused(refusal(lotRefusals, 'trace.lot_code_known', { code }, '/code'))
  }
  return refused(refusal(lotRefusals, 'trace.lot_code_known', { code: lotCode(lot.madeOn, n) }, '/code'))
}
