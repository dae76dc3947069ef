import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type EditionRow = Omit<Selectable<DB['notice.edition']>, 'rows'> & { rows: string[][] }
export type ObjectionRow = Selectable<DB['notice.objection']>

/** A notice with its newest edition. */
export type NoticeRow = Selectable<DB['notice.notice']> &
  Pick<EditionRow, 'number' | 'title' | 'days' | 'published_on' | 'runs_through'> & {
    listed: number
    hindered: bigint
  }

const newest = (db: Db<'notice'>, etown: number) =>
  db
    .selectFrom('notice.notice as n')
    .innerJoin('notice.edition as e', (j) =>
      j
        .onRef('e.etown', '=', 'n.etown')
        .onRef('e.notice', '=', 'n.id')
        .on(
          sql<boolean>`e.number = (select max(x.number) from notice.edition x where x.etown = n.etown and x.notice = n.id)`,
        ),
    )
    .where('n.etown', '=', etown)

const columns = (query: ReturnType<typeof newest>) =>
  query
    .selectAll('n')
    .select(['e.number', 'e.title', 'e.days', 'e.published_on', 'e.runs_through'])
    .select(sql<number>`jsonb_array_length(e.rows)`.as('listed'))
    // As notice_pub.standing counts them, for rooms above.
    .select(
      sql<bigint>`(select count(*) from notice.objection o where o.etown = n.etown and o.notice = n.id
        and (o.upheld is null or (o.upheld and o.edition >= e.number)))`.as('hindered'),
    )

export async function pageOfNotices(
  db: Db<'notice'>,
  etown: number,
  kind: string | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: NoticeRow[]; total: number }> {
  let query = newest(db, etown)
  if (kind !== undefined) query = query.where('n.kind', '=', kind)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('n.id', '<', page.after)
  const rows = await columns(from)
    .orderBy('n.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findNotice = (db: Db<'notice'>, etown: number, id: bigint): Promise<NoticeRow | undefined> =>
  columns(newest(db, etown)).where('n.id', '=', id).executeTakeFirst()

/** Its editions and objections may not change until the transaction ends. */
export async function lockNotice(
  db: Db<'notice'>,
  etown: number,
  id: bigint,
): Promise<NoticeRow | undefined> {
  await db
    .selectFrom('notice.notice')
    .select('id')
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .execute()
  return findNotice(db, etown, id)
}

export const insertNotice = (
  db: Db<'notice'>,
  notice: Insertable<DB['notice.notice']>,
): Promise<{ id: bigint }> =>
  db.insertInto('notice.notice').values(notice).returning('id').executeTakeFirstOrThrow()

export async function withdraw(
  db: Db<'notice'>,
  etown: number,
  id: bigint,
  how: { readonly withdrawn_at: Date; readonly withdrawn_by: string; readonly withdrawn_why: string },
): Promise<void> {
  await db.updateTable('notice.notice').set(how).where('etown', '=', etown).where('id', '=', id).execute()
}

export async function insertEdition(
  db: Db<'notice'>,
  {
    rows,
    ...edition
  }: Omit<Insertable<DB['notice.edition']>, 'rows'> & {
    rows: readonly (readonly string[])[]
  },
): Promise<void> {
  await db
    .insertInto('notice.edition')
    .values({ ...edition, rows: JSON.stringify(rows) })
    .execute()
}

/** Newest first. */
export async function editionsOf(db: Db<'notice'>, etown: number, notice: bigint): Promise<EditionRow[]> {
  const rows = await db
    .selectFrom('notice.edition')
    .selectAll()
    .where('etown', '=', etown)
    .where('notice', '=', notice)
    .orderBy('number', 'desc')
    .execute()
  return rows.map((row) => ({ ...row, rows: listIn(row.rows) }))
}

/** Written by insertEdition only, as lists of texts. */
const listIn = (rows: unknown): string[][] =>
  Array.isArray(rows) ? rows.map((row) => (Array.isArray(row) ? row.map(String) : [])) : []

export const objectionsOf = (db: Db<'notice'>, etown: number, notice: bigint): Promise<ObjectionRow[]> =>
  db
    .selectFrom('notice.objection')
    .selectAll()
    .where('etown', '=', etown)
    .where('notice', '=', notice)
    .orderBy('id')
    .execute()

export const insertObjection = (
  db: Db<'notice'>,
  objection: Insertable<DB['notice.objection']>,
): Promise<{ id: bigint }> =>
  db.insertInto('notice.objection').values(objection).returning('id').executeTakeFirstOrThrow()

export const lockOpenObjection = (
  db: Db<'notice'>,
  etown: number,
  id: bigint,
): Promise<ObjectionRow | undefined> =>
  db
    .selectFrom('notice.objection')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('upheld', 'is', null)
    .forUpdate()
    .executeTakeFirst()

export async function answerObjection(
  db: Db<'notice'>,
  etown: number,
  id: bigint,
  answer: {
    readonly upheld: boolean
    readonly answer: string
    readonly answered_by: string
    readonly answered_at: Date
  },
): Promise<void> {
  await db
    .updateTable('notice.objection')
    .set(answer)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
