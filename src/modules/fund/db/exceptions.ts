import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ExceptionRow = Selectable<DB['fund.band_exception']>

export const exceptionsOf = (db: Db<'fund'>, etown: number): Promise<ExceptionRow[]> =>
  db.selectFrom('fund.band_exception').selectAll().where('etown', '=', etown).orderBy('id').execute()

export const insertException = (
  db: Db<'fund'>,
  exception: Insertable<DB['fund.band_exception']>,
): Promise<{ id: bigint }> =>
  db.insertInto('fund.band_exception').values(exception).returning('id').executeTakeFirstOrThrow()

/** One that waits for its second person, locked. */
export const lockWaitingException = (
  db: Db<'fund'>,
  etown: number,
  id: bigint,
): Promise<ExceptionRow | undefined> =>
  db
    .selectFrom('fund.band_exception')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('approved_by', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export async function markException(
  db: Db<'fund'>,
  etown: number,
  id: bigint,
  approved: { readonly approved_by: string; readonly approved_at: Date },
): Promise<void> {
  await db
    .updateTable('fund.band_exception')
    .set(approved)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
