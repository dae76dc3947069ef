import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type WithdrawalRow = Selectable<DB['fund.withdrawal']>

export const withdrawalsOf = (db: Db<'fund'>, etown: number): Promise<WithdrawalRow[]> =>
  db.selectFrom('fund.withdrawal').selectAll().where('etown', '=', etown).orderBy('id').execute()

export const insertWithdrawal = (
  db: Db<'fund'>,
  withdrawal: Insertable<DB['fund.withdrawal']>,
): Promise<{ id: bigint }> =>
  db.insertInto('fund.withdrawal').values(withdrawal).returning('id').executeTakeFirstOrThrow()

/** One that waits for its second person, locked. */
export const lockWaitingWithdrawal = (
  db: Db<'fund'>,
  etown: number,
  id: bigint,
): Promise<WithdrawalRow | undefined> =>
  db
    .selectFrom('fund.withdrawal')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('approved_by', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export async function markWithdrawal(
  db: Db<'fund'>,
  etown: number,
  id: bigint,
  approved: { readonly approved_by: string; readonly approved_at: Date; readonly entry: bigint },
): Promise<void> {
  await db
    .updateTable('fund.withdrawal')
    .set(approved)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
