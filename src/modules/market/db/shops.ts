import type { Selectable, Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { Platform } from '../domain/platform.ts'

export type ShopRow = Selectable<DB['market.shop']>
export type ShopChange = Updateable<DB['market.shop']>
type MarketDb = Db<'market'>

/** `only`: the one party whose shops may be seen. */
export type ShopNarrowing = {
  readonly platform?: Platform | undefined
  readonly operator?: bigint | undefined
  readonly only: bigint | undefined
}

const narrowed = (db: MarketDb, etown: number, { platform, operator, only }: ShopNarrowing) => {
  let query = db.selectFrom('market.shop').where('etown', '=', etown)
  if (platform !== undefined) query = query.where('platform', '=', platform)
  if (operator !== undefined) query = query.where('operator', '=', operator)
  return only === undefined ? query : query.where('operator', '=', only)
}

/** Newest first, one row more than the page. */
export async function pageOfShops(
  db: MarketDb,
  etown: number,
  narrowing: ShopNarrowing,
  page: { readonly after: bigint | undefined; readonly limit: number },
) {
  const query = narrowed(db, etown, narrowing)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .select((e) =>
      e
        .selectFrom('market.import_batch as b')
        .select((b) => b.fn.max('b.ended_at').as('at'))
        .whereRef('b.etown', '=', 'market.shop.etown')
        .whereRef('b.shop', '=', 'market.shop.id')
        .where('b.state', '=', 'imported')
        .as('last_imported_at'),
    )
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findShop = (
  db: MarketDb,
  etown: number,
  id: bigint,
  only: bigint | undefined,
): Promise<ShopRow | undefined> =>
  narrowed(db, etown, { only }).selectAll().where('id', '=', id).executeTakeFirst()

/** Another shop of the platform with this name or number. */
export const findTwin = (
  db: MarketDb,
  etown: number,
  shop: { readonly platform: Platform; readonly name: string; readonly shopNo: string | undefined },
  self: bigint | undefined,
): Promise<{ id: bigint } | undefined> =>
  db
    .selectFrom('market.shop')
    .select('id')
    .where('etown', '=', etown)
    .where('platform', '=', shop.platform)
    .where('id', '<>', self ?? 0n)
    .where((w) => w.or([w('name', '=', shop.name), w('shop_no', '=', shop.shopNo ?? null)]))
    .executeTakeFirst()

export const insertShop = (
  db: MarketDb,
  shop: ShopChange & Pick<ShopRow, 'etown' | 'platform' | 'name' | 'operator' | 'created_by'>,
): Promise<ShopRow> => db.insertInto('market.shop').values(shop).returningAll().executeTakeFirstOrThrow()

/** Undefined: the version is no longer the one that was seen. */
export const updateShop = (
  db: MarketDb,
  etown: number,
  id: bigint,
  version: number,
  change: ShopChange,
): Promise<ShopRow | undefined> =>
  db
    .updateTable('market.shop')
    .set({ ...change, version: version + 1 })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .where('version', '=', version)
    .returningAll()
    .executeTakeFirst()

export const hasImports = async (db: MarketDb, etown: number, shop: bigint): Promise<boolean> =>
  (await db
    .selectFrom('market.import_batch')
    .select('id')
    .where('etown', '=', etown)
    .where('shop', '=', shop)
    .limit(1)
    .executeTakeFirst()) !== undefined
