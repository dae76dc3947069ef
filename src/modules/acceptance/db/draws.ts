import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type DrawRow = Selectable<DB['acceptance.draw']>
export type DrawnRow = Selectable<DB['acceptance.drawn']> & { outcome: string | null; note: string | null }

export const insertDraw = (
  db: Db<'acceptance'>,
  row: Insertable<DB['acceptance.draw']>,
): Promise<{ id: bigint }> =>
  db.insertInto('acceptance.draw').values(row).returning('id').executeTakeFirstOrThrow()

/** Newest first. */
export const drawsOf = (db: Db<'acceptance'>, etown: number): Promise<DrawRow[]> =>
  db
    .selectFrom('acceptance.draw')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

export const lockDraw = (db: Db<'acceptance'>, etown: number, id: bigint): Promise<DrawRow | undefined> =>
  db
    .selectFrom('acceptance.draw')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function openDraw(
  db: Db<'acceptance'>,
  etown: number,
  id: bigint,
  how: { readonly seed: string; readonly words: string; readonly drawn_by: string; readonly drawn_at: Date },
): Promise<void> {
  await db.updateTable('acceptance.draw').set(how).where('etown', '=', etown).where('id', '=', id).execute()
}

export async function insertDrawn(
  db: Db<'acceptance'>,
  rows: readonly Insertable<DB['acceptance.drawn']>[],
): Promise<void> {
  await db
    .insertInto('acceptance.drawn')
    .values([...rows])
    .execute()
}

/** Who was drawn, with what came of the last call. */
export async function drawnOf(
  db: Db<'acceptance'>,
  etown: number,
  draw: bigint,
): Promise<readonly DrawnRow[]> {
  const { rows } = await sql<DrawnRow>`
    select d.*, c.outcome, c.note from acceptance.drawn d
    left join lateral (select outcome, note from acceptance.call c
      where c.etown = d.etown and c.draw = d.draw and c.place = d.place order by c.id desc limit 1) c on true
    where d.etown = ${etown} and d.draw = ${draw} order by d.place`.execute(db)
  return rows
}

export async function insertCall(
  db: Db<'acceptance'>,
  row: Insertable<DB['acceptance.call']>,
): Promise<void> {
  await db.insertInto('acceptance.call').values(row).execute()
}
