import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SheetRow = Selectable<DB['acceptance.sheet']>
export type ScoreRow = Selectable<DB['acceptance.score']>

export const insertSheet = (
  db: Db<'acceptance'>,
  { content, ...row }: Omit<Insertable<DB['acceptance.sheet']>, 'content'> & { content: unknown },
): Promise<{ id: bigint }> =>
  db
    .insertInto('acceptance.sheet')
    .values({ ...row, content: JSON.stringify(content) })
    .returning('id')
    .executeTakeFirstOrThrow()

/** Newest first. */
export const sheetsOf = (db: Db<'acceptance'>, etown: number): Promise<SheetRow[]> =>
  db
    .selectFrom('acceptance.sheet')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('id', 'desc')
    .limit(20)
    .execute()

export const findSheet = (db: Db<'acceptance'>, etown: number, id: bigint): Promise<SheetRow | undefined> =>
  db
    .selectFrom('acceptance.sheet')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export async function insertScore(
  db: Db<'acceptance'>,
  row: Insertable<DB['acceptance.score']>,
): Promise<void> {
  await db.insertInto('acceptance.score').values(row).execute()
}

/** The last score of every indicator of a sheet that has one. */
export async function scoresOf(
  db: Db<'acceptance'>,
  etown: number,
  sheet: bigint,
): Promise<ReadonlyMap<string, ScoreRow>> {
  const rows = await db
    .selectFrom('acceptance.score')
    .distinctOn('indicator')
    .selectAll()
    .where('etown', '=', etown)
    .where('sheet', '=', sheet)
    .orderBy('indicator')
    .orderBy('id', 'desc')
    .execute()
  return new Map(rows.map((row) => [row.indicator, row]))
}
