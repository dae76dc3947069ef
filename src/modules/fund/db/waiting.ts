import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** What others proposed and nobody has approved, and what is approved and not yet paid, for one account. */
export async function countWaiting(
  db: Db<'fund'>,
  etown: number,
  account: string,
): Promise<{
  readonly approvals: number
  readonly exceptions: number
  readonly payments: number
  readonly withdrawals: number
}> {
  const { rows } = await sql<{
    approvals: number
    exceptions: number
    payments: number
    withdrawals: number
  }>`
    select count(*) filter (where approved_by is null and proposed_by <> ${account})::int as approvals,
      count(*) filter (where committed > 0 and ${account} not in (proposed_by, approved_by))::int as payments,
      (select count(*)::int from fund.band_exception where etown = ${etown} and approved_by is null and asked_by <> ${account})
        as exceptions,
      (select count(*)::int from fund.withdrawal where etown = ${etown} and approved_by is null and asked_by <> ${account})
        as withdrawals
    from fund.allotment where etown = ${etown} and ended_at is null`.execute(db)
  return rows[0] ?? { approvals: 0, exceptions: 0, payments: 0, withdrawals: 0 }
}
