import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type AssetRow = Selectable<DB['asset.asset']> & {
  held_by: string
  stands_at: string
  last_kind: string | null
  last_number: number | null
  last_by: string | null
  due_on: string | null
  way: string | null
  came_back: boolean
}
export type EventRow = Selectable<DB['asset.event']>
export type ShareRow = Selectable<DB['asset.share']>

export type AssetFilter = {
  readonly id?: bigint | undefined
  readonly tag?: string | undefined
  readonly kinds?: readonly (string | null)[] | undefined
  readonly text?: string | undefined
  /** Not given back although due before this day. */
  readonly overdueOn?: string | undefined
}

/** What may have happened last, by where an asset stands. */
export const LAST_OF = {
  'in-use': [null, 'moved', 'given-back', 'returned', 'disposal-refused'],
  lent: ['lent'],
  asked: ['disposal-asked'],
  approved: ['disposal-approved'],
  disposed: ['disposed'],
} as const

const fitting = (etown: number, { id, tag, kinds, text, overdueOn }: AssetFilter) => sql`
  s.etown = ${etown}
  and ${id === undefined ? sql`true` : sql`s.id = ${id}`}
  and ${tag === undefined ? sql`true` : sql`s.tag = ${tag}`}
  and ${kinds === undefined ? sql`true` : sql`coalesce(s.last_kind, '') = any (${kinds.map((kind) => kind ?? '')}::text[])`}
  and ${text === undefined ? sql`true` : sql`position(${text} in s.name || ' ' || s.model || ' ' || s.number || ' ' || s.held_by || ' ' || s.stands_at) > 0`}
  and ${overdueOn === undefined ? sql`true` : overdue(overdueOn)}`

const overdue = (today: string) => sql`(
  (s.last_kind = 'lent' and s.due_on < ${today}::date)
  or (s.use_until < ${today}::date and not s.came_back and s.last_kind is distinct from 'disposed'))`

export async function pageOfAssets(
  db: Db<'asset'>,
  etown: number,
  filter: AssetFilter,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: AssetRow[]; total: number }> {
  const where = fitting(etown, filter)
  const counted = await sql<{
    total: number
  }>`select count(*)::int as total from asset.standing s where ${where}`.execute(db)
  const { rows } = await sql<AssetRow>`
    select s.* from asset.standing s where ${where} and ${page.after === undefined ? sql`true` : sql`s.id < ${page.after}`}
    order by s.id desc limit ${page.limit + 1}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export const findAsset = async (
  db: Db<'asset'>,
  etown: number,
  one: Pick<AssetFilter, 'id' | 'tag'>,
): Promise<AssetRow | undefined> =>
  (await pageOfAssets(db, etown, one, { after: undefined, limit: 1 })).rows[0]

/** Undefined where the number or the tag is taken. */
export const insertAsset = (
  db: Db<'asset'>,
  row: Insertable<DB['asset.asset']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('asset.asset')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()

export async function insertShares(
  db: Db<'asset'>,
  rows: readonly Insertable<DB['asset.share']>[],
): Promise<void> {
  await db
    .insertInto('asset.share')
    .values([...rows])
    .execute()
}

export const sharesOf = (db: Db<'asset'>, etown: number, asset: bigint): Promise<ShareRow[]> =>
  db
    .selectFrom('asset.share')
    .selectAll()
    .where('etown', '=', etown)
    .where('asset', '=', asset)
    .orderBy('source')
    .execute()

/** Nothing else happens to this asset until the transaction ends. */
export async function holdAsset(db: Db<'asset'>, etown: number, asset: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`asset.event/${etown}/${asset}`}, 0))`.execute(db)
}

export async function insertEvent(db: Db<'asset'>, row: Insertable<DB['asset.event']>): Promise<void> {
  await db.insertInto('asset.event').values(row).execute()
}

export const eventsOf = (db: Db<'asset'>, etown: number, asset: bigint): Promise<EventRow[]> =>
  db
    .selectFrom('asset.event')
    .selectAll()
    .where('etown', '=', etown)
    .where('asset', '=', asset)
    .orderBy('number')
    .execute()

/** Whether a file is of this asset: its purchase, an event, a photo of a count. */
export async function isPaperOf(
  db: Db<'asset'>,
  etown: number,
  asset: bigint,
  sha256: string,
): Promise<boolean> {
  const { rows } = await sql<{ is: boolean }>`
    select exists (select from asset.asset where etown = ${etown} and id = ${asset} and evidence = ${sha256})
      or exists (select from asset.event where etown = ${etown} and asset = ${asset} and sha256 = ${sha256})
      or exists (select from asset.counted where etown = ${etown} and asset = ${asset} and photo = ${sha256}) as is`.execute(
    db,
  )
  return rows[0]?.is ?? false
}

/** Queues, for whoever opens their desk. */
export async function countQueues(
  db: Db<'asset'>,
  etown: number,
  { account, today }: { readonly account: string; readonly today: string },
): Promise<{ readonly asked: number; readonly approved: number; readonly overdue: number }> {
  const { rows } = await sql<{ asked: number; approved: number; overdue: number }>`
    select count(*) filter (where last_kind = 'disposal-asked' and last_by <> ${account})::int as asked,
      count(*) filter (where last_kind = 'disposal-approved')::int as approved,
      count(*) filter (where ${overdue(today)})::int as overdue
    from asset.standing s where s.etown = ${etown}`.execute(db)
  return rows[0] ?? { asked: 0, approved: 0, overdue: 0 }
}
