import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ClosedYearRow = Selectable<DB['fund.closed_year']>
export type CarriedRow = Selectable<DB['fund.carried']>

export const closedYears = (db: Db<'fund'>, etown: number): Promise<ClosedYearRow[]> =>
  db.selectFrom('fund.closed_year').selectAll().where('etown', '=', etown).orderBy('year', 'desc').execute()

export const carriedOf = (db: Db<'fund'>, etown: number): Promise<CarriedRow[]> =>
  db
    .selectFrom('fund.carried')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('source')
    .orderBy('category')
    .execute()

/** No entry is written while a year is being closed (fund.year_is_open takes the same lock, shared). */
export async function lockYears(db: Db<'fund'>, etown: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('fund.year'), ${etown})`.execute(db)
}

export async function entriesAfter(db: Db<'fund'>, etown: number, day: string): Promise<number> {
  const { count } = await db
    .selectFrom('fund.entry')
    .select((e) => e.fn.countAll<bigint>().as('count'))
    .where('etown', '=', etown)
    .where('day', '>', day)
    .executeTakeFirstOrThrow()
  return Number(count)
}

export async function insertClosedYear(
  db: Db<'fund'>,
  year: Insertable<DB['fund.closed_year']>,
  carried: readonly Insertable<DB['fund.carried']>[],
): Promise<void> {
  await db.insertInto('fund.closed_year').values(year).execute()
  if (carried.length > 0) await db.insertInto('fund.carried').values(carried).execute()
}
