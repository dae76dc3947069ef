import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type FieldEntryRow = Selectable<DB['trace.field_entry']>

/** The same entry sent twice at once: the second waits for the first, then finds it. */
export async function holdEntry(db: Db<'trace'>, etown: number, id: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`trace.field_entry ${etown} ${id}`}, 0))`.execute(
    db,
  )
}

export const findEntry = (db: Db<'trace'>, etown: number, id: string): Promise<FieldEntryRow | undefined> =>
  db
    .selectFrom('trace.field_entry')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const insertEntry = (
  db: Db<'trace'>,
  entry: Insertable<DB['trace.field_entry']>,
): Promise<FieldEntryRow> =>
  db.insertInto('trace.field_entry').values(entry).returningAll().executeTakeFirstOrThrow()

/** What phones said of these steps, by step. */
export async function entriesOf(
  db: Db<'trace'>,
  etown: number,
  steps: readonly bigint[],
): Promise<ReadonlyMap<bigint, FieldEntryRow>> {
  if (steps.length === 0) return new Map()
  const rows = await db
    .selectFrom('trace.field_entry')
    .selectAll()
    .where('etown', '=', etown)
    .where('step', 'in', steps)
    .execute()
  return new Map(rows.map((row) => [row.step, row]))
}
