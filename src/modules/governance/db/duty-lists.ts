import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type DutyListRow = Selectable<DB['governance.duty_list']>

/** In force on the day, oldest first. */
export const dutyListsOf = (db: Db<'governance'>, etown: number, today: string): Promise<DutyListRow[]> =>
  db
    .selectFrom('governance.duty_list')
    .selectAll()
    .where('etown', '=', etown)
    .where('in_force_from', '<=', today)
    .orderBy('id')
    .execute()

export const findDutyList = (
  db: Db<'governance'>,
  etown: number,
  id: bigint,
): Promise<DutyListRow | undefined> =>
  db
    .selectFrom('governance.duty_list')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const insertDutyList = (
  db: Db<'governance'>,
  row: Insertable<DB['governance.duty_list']>,
): Promise<{ id: bigint }> =>
  db.insertInto('governance.duty_list').values(row).returning('id').executeTakeFirstOrThrow()

/** How many bodies only lists name, whenever they come into force. */
export async function bodiesListed(db: Db<'governance'>, etown: number): Promise<number> {
  const { count } = await db
    .selectFrom('governance.duty_list')
    .select((e) => e.fn.count<bigint>('body').distinct().as('count'))
    .where('etown', '=', etown)
    .where('body', 'like', 'listed-%')
    .executeTakeFirstOrThrow()
  return Number(count)
}
