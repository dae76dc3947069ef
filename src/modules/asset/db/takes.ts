import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AssetRow } from './assets.ts'

export type TakeRow = Selectable<DB['asset.take']> & { counted: number; assets: number }
/** Every asset of the ledger as it stands, with the last count of a stock-take. */
export type CountedRow = AssetRow & {
  found_at: string | null
  condition: string | null
  photo: string | null
}

const withCounts = (etown: number) => sql`
  select t.*, (select count(distinct c.asset)::int from asset.counted c where c.etown = t.etown and c.take = t.id) as counted,
    (select count(*)::int from asset.standing s where s.etown = t.etown and s.last_kind is distinct from 'disposed') as assets
  from asset.take t where t.etown = ${etown}`

export async function pageOfTakes(
  db: Db<'asset'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: TakeRow[]; total: number }> {
  const counted = await sql<{
    total: number
  }>`select count(*)::int as total from asset.take where etown = ${etown}`.execute(db)
  const { rows } = await sql<TakeRow>`
    ${withCounts(etown)} and ${page.after === undefined ? sql`true` : sql`t.id < ${page.after}`}
    order by t.id desc limit ${page.limit + 1}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export async function findTake(db: Db<'asset'>, etown: number, id: bigint): Promise<TakeRow | undefined> {
  const { rows } = await sql<TakeRow>`${withCounts(etown)} and t.id = ${id}`.execute(db)
  return rows[0]
}

/** The one that is open, if any. */
export const openTakeOf = (
  db: Db<'asset'>,
  etown: number,
): Promise<Selectable<DB['asset.take']> | undefined> =>
  db
    .selectFrom('asset.take')
    .selectAll()
    .where('etown', '=', etown)
    .where('closed_at', 'is', null)
    .executeTakeFirst()

/** Undefined where one is open already. */
export const insertTake = (
  db: Db<'asset'>,
  row: Insertable<DB['asset.take']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('asset.take')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

export async function closeTakeRow(
  db: Db<'asset'>,
  etown: number,
  id: bigint,
  how: { readonly closed_by: string; readonly closed_at: Date },
): Promise<void> {
  await db.updateTable('asset.take').set(how).where('etown', '=', etown).where('id', '=', id).execute()
}

export async function countsOf(db: Db<'asset'>, etown: number, take: bigint): Promise<readonly CountedRow[]> {
  const { rows } = await sql<CountedRow>`
    select s.*, c.place as found_at, c.condition, c.photo from asset.standing s
    left join lateral (select place, condition, photo from asset.counted c
      where c.etown = s.etown and c.asset = s.id and c.take = ${take} order by number desc limit 1) c on true
    where s.etown = ${etown} order by s.number`.execute(db)
  return rows
}

/** How often an asset has been counted in a stock-take. */
export async function timesCounted(
  db: Db<'asset'>,
  etown: number,
  take: bigint,
  asset: bigint,
): Promise<number> {
  const { rows } = await sql<{ times: number }>`
    select count(*)::int as times from asset.counted where etown = ${etown} and take = ${take} and asset = ${asset}`.execute(
    db,
  )
  return rows[0]?.times ?? 0
}

export async function insertCounted(db: Db<'asset'>, row: Insertable<DB['asset.counted']>): Promise<void> {
  await db.insertInto('asset.counted').values(row).execute()
}
