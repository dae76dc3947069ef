import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Db } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'

export type ViewRow = Selectable<DB['statistics.saved_view']>

type NewView = Pick<ViewRow, 'etown' | 'name' | 'page' | 'indicator' | 'shared' | 'made_by' | 'made_at'> & {
  readonly query: Readonly<Record<string, string>>
}

/** Undefined where one's own view of that name stands already. */
export async function insertView(db: Db<'statistics'>, view: NewView): Promise<bigint | undefined> {
  const row = await db
    .insertInto('statistics.saved_view')
    .values({ ...view, query: JSON.stringify(view.query) })
    .onConflict((c) => c.columns(['etown', 'made_by', 'name']).where('ended_at', 'is', null).doNothing())
    .returning('id')
    .executeTakeFirst()
  return row?.id
}

const zQuery = z.record(z.string(), z.string())
export const queryOf = ({ query }: ViewRow): Record<string, string> => zQuery.parse(query)

const standing = (db: Db<'statistics'>, etown: number, account: string) =>
  db
    .selectFrom('statistics.saved_view')
    .where('etown', '=', etown)
    .where('ended_at', 'is', null)
    .where((e) => e.or([e('made_by', '=', account), e('shared', '=', true)]))

/** What somebody may open, newest first. */
export async function pageOfViews(
  db: Db<'statistics'>,
  etown: number,
  account: string,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ readonly rows: readonly ViewRow[]; readonly total: number }> {
  const all = standing(db, etown, account)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findView = (
  db: Db<'statistics'>,
  etown: number,
  account: string,
  id: bigint,
): Promise<ViewRow | undefined> =>
  standing(db, etown, account).selectAll().where('id', '=', id).executeTakeFirst()

export async function endOwnView(
  db: Db<'statistics'>,
  etown: number,
  account: string,
  id: bigint,
  at: Date,
): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('statistics.saved_view')
    .set({ ended_at: at })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('made_by', '=', account)
    .where('ended_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}
