import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type RecallRow = Selectable<DB['trace.recall']>

export const insertRecall = (db: Db<'trace'>, row: Insertable<DB['trace.recall']>): Promise<RecallRow> =>
  db.insertInto('trace.recall').values(row).returningAll().executeTakeFirstOrThrow()

export const findRecall = (db: Db<'trace'>, etown: number, id: bigint): Promise<RecallRow | undefined> =>
  db.selectFrom('trace.recall').selectAll().where('etown', '=', etown).where('id', '=', id).executeTakeFirst()

export async function pageOfRecalls(
  db: Db<'trace'>,
  etown: number,
  before: bigint | undefined,
  limit: number,
): Promise<{ rows: RecallRow[]; total: number }> {
  const all = db.selectFrom('trace.recall').where('etown', '=', etown)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = before === undefined ? all : all.where('id', '<', before)
  const rows = await from.selectAll().orderBy('id', 'desc').limit(limit).execute()
  return { rows, total: Number(total) }
}

export const closeRecallRow = (
  db: Db<'trace'>,
  etown: number,
  id: bigint,
  closed: { readonly at: Date; readonly by: string; readonly note: string },
): Promise<RecallRow | undefined> =>
  db
    .updateTable('trace.recall')
    .set({ closed_at: closed.at, closed_by: closed.by, note: closed.note })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('closed_at', 'is', null)
    .returningAll()
    .executeTakeFirst()

/** Of these codes, those that no event names. */
export async function unmentioned(
  db: Db<'trace'>,
  etown: number,
  keys: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from unnest(${keys}::text[]) as asked (key)
    where not exists (select from trace.mention m where m.etown = ${etown} and m.key = asked.key)
      and not exists (select from trace.mention m where m.etown = ${etown} and m.via = asked.key and m.link = 'lot')`.execute(
    db,
  )
  return rows.map((row) => row.key)
}
