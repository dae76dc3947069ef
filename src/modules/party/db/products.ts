import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type ProductRow = Selectable<DB['party.product']>

export const productsOf = (db: Db<'party'>, etown: number, party: bigint): Promise<ProductRow[]> =>
  db
    .selectFrom('party.product')
    .selectAll()
    .where('etown', '=', etown)
    .where('party', '=', party)
    .orderBy('id')
    .execute()

export async function pageOfProducts(
  db: Db<'party'>,
  etown: number,
  party: bigint | undefined,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: ProductRow[]; total: number }> {
  let query = db.selectFrom('party.product').where('etown', '=', etown)
  if (party !== undefined) query = query.where('party', '=', party)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

/** Undefined: the party has a product of this name already. */
export const insertProduct = (
  db: Db<'party'>,
  product: Insertable<DB['party.product']>,
): Promise<{ id: bigint } | undefined> =>
  db
    .insertInto('party.product')
    .values(product)
    .onConflict((c) => c.columns(['etown', 'party', 'name']).doNothing())
    .returning('id')
    .executeTakeFirst()

export const lockProduct = (db: Db<'party'>, etown: number, id: bigint): Promise<ProductRow | undefined> =>
  db
    .selectFrom('party.product')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function endProduct(db: Db<'party'>, etown: number, id: bigint, on: string): Promise<void> {
  await db
    .updateTable('party.product')
    .set({ until: on })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
