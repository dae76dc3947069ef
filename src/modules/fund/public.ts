/**
 * What rooms above may do with the fund. Every function works in the caller's own transaction and answers with every
 * reason why not; who acts is the account that acts there, and proposer, approver and payer are three.
 * @example
 * const made = await propose(actingOf(call), { project: '新建项目奖补', expense: '甲公司2026年', source: 'county',
 *   category: 'leading-industry', amount, payee, evidence, origin: `subsidy.application/${id}` })
 */
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { allotmentsOfOrigin } from './db/allotments.ts'
import { type AccountSum, accountSums } from './db/journal.ts'

export { type Acting, actingOf } from './app/acting.ts'
export { approve } from './app/approve.ts'
export { freeAt, type SourceChoice, sourceChoices } from './app/free-money.ts'
export { recover, reduce, release } from './app/give-back.ts'
export { attach } from './app/notice-gate.ts'
export { pay, type Voucher } from './app/pay.ts'
export { type EntryBrief, entriesAt, type PaymentBrief, paymentsOn } from './app/payments-on.ts'
export { type FundPlaces, fundPlaces, lockPlaces } from './app/places.ts'
export { type Asked, propose } from './app/propose.ts'

/** 安排简况 What became of the money another room asked for, in fen. */
export type AllotmentBrief = {
  readonly id: bigint
  readonly source: string
  readonly reserved: bigint
  readonly committed: bigint
  readonly paid: bigint
  readonly ended: boolean
}

export async function allotmentsFor(
  db: AnyDb,
  etown: number,
  origin: string,
): Promise<readonly AllotmentBrief[]> {
  const rows = await allotmentsOfOrigin(roomOf(db, 'fund'), etown, origin)
  return rows.map(({ id, source, reserved, committed, paid, ended_at }) => ({
    id,
    source,
    reserved,
    committed,
    paid,
    ended: ended_at !== null,
  }))
}

/** 账户余额 What stands in every account now, by source and category, in fen. */
export const accountsNow = (db: AnyDb, etown: number): Promise<readonly AccountSum[]> =>
  accountSums(roomOf(db, 'fund'), etown)
