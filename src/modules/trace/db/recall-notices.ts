import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type NoticeRow = Selectable<DB['trace.recall_notice']>

/** Whom a recall has to tell, each once; those that are there already stay as they are. */
export async function addNotices(
  db: Db<'trace'>,
  etown: number,
  recall: bigint,
  { dispatches, orders }: { readonly dispatches: readonly bigint[]; readonly orders: readonly string[] },
): Promise<void> {
  await sql`
    insert into trace.recall_notice (etown, recall, dispatch, order_ref)
    select ${etown}::int, ${recall}::bigint, d.id, null from unnest(${dispatches.map(String)}::bigint[]) as given (id)
    join trace.dispatch d on d.etown = ${etown} and d.id = given.id
    union all
    select ${etown}::int, ${recall}::bigint, null, given.order_ref from unnest(${orders as string[]}::text[]) as given (order_ref)
    on conflict do nothing`.execute(db)
}

export async function pageOfNotices(
  db: Db<'trace'>,
  etown: number,
  recall: bigint,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: NoticeRow[]; total: number }> {
  const all = db.selectFrom('trace.recall_notice').where('etown', '=', etown).where('recall', '=', recall)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '>', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}
