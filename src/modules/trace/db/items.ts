import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ItemRow = Selectable<DB['trace.trade_item']>
type Page = { readonly after: bigint | undefined; readonly limit: number }

/** `only`: rows of that party alone. */
export async function pageOfItems(
  db: Db<'trace'>,
  etown: number,
  only: bigint | undefined,
  page: Page,
): Promise<{ rows: ItemRow[]; total: number }> {
  let query = db.selectFrom('trace.trade_item').where('etown', '=', etown)
  if (only !== undefined) query = query.where('party', '=', only)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const itemsById = (db: Db<'trace'>, etown: number, ids: readonly bigint[]): Promise<ItemRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('trace.trade_item')
        .selectAll()
        .where('etown', '=', etown)
        .where('id', 'in', ids)
        .execute()

/** Undefined: the number belongs to another product already. A restricted number is given by the database. */
export const insertItem = (
  db: Db<'trace'>,
  item: Insertable<DB['trace.trade_item']>,
): Promise<ItemRow | undefined> =>
  db
    .insertInto('trace.trade_item')
    .values(item)
    .onConflict((c) => c.columns(['etown', 'gtin']).doNothing())
    .returningAll()
    .executeTakeFirst()
