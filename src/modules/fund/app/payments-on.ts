import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import { paymentsOf } from '../db/allotments.ts'
import { type EntryHead, entriesOfIds } from '../db/journal.ts'

/** 支付简况 One voucher of an allotment. */
export type PaymentBrief = {
  readonly id: bigint
  readonly allotment: bigint
  readonly amount: bigint
  readonly voucherNo: string
  readonly paidOn: string
  readonly evidence: string
}

export async function paymentsOn(
  db: AnyDb,
  etown: number,
  allotments: readonly bigint[],
): Promise<readonly PaymentBrief[]> {
  const briefs: PaymentBrief[] = []
  for (const which of allotments)
    for (const { id, allotment, amount, voucher_no, day, evidence } of await paymentsOf(
      roomOf(db, 'fund'),
      etown,
      which,
    ))
      briefs.push({ id, allotment, amount, voucherNo: voucher_no, paidOn: day, evidence: evidence ?? '' })
  return briefs
}

/** 分录简况 When an entry was, why, and by which file; of entries that another room rests on. */
export type EntryBrief = Pick<EntryHead, 'id' | 'day' | 'reason' | 'evidence'>

export const entriesAt = (db: AnyDb, etown: number, ids: readonly bigint[]): Promise<readonly EntryBrief[]> =>
  entriesOfIds(roomOf(db, 'fund'), etown, ids)
