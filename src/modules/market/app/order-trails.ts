import { sql } from 'kysely'
import { keyIn } from '../../../kernel/keys.ts'
import { type AnyDb, roomOf } from '../../../platform/db/house.ts'
import type { OrderTrail } from '../../trace/public.ts'
import { PLATFORM_NAMES } from '../contract/index.ts'

/** 订单去向 What the imported lines of these orders say: through which shop, what, in which parcel. Their buyers the platform keeps. */
export async function orderTrails(
  db: AnyDb,
  etown: number,
  orders: readonly string[],
): Promise<readonly OrderTrail[]> {
  if (orders.length === 0) return []
  const rows = await roomOf(db, 'market')
    .selectFrom('market.order_line as l')
    .innerJoin('market.shop as s', (j) => j.onRef('s.etown', '=', 'l.etown').onRef('s.id', '=', 'l.shop'))
    .select(['l.order_no', 'l.product', 'l.waybill', 'l.day', 'l.platform', 's.name'])
    .where('l.etown', '=', etown)
    // A recall names more of them than a statement has room for parameters.
    .where(sql<boolean>`l.order_no = any(${orders as string[]}::text[])`)
    .orderBy('l.order_no')
    .orderBy('l.sub_no')
    .execute()
  return rows.map(({ order_no, product, waybill, day, platform, name }) => ({
    order: order_no,
    through: `${PLATFORM_NAMES[keyIn(PLATFORM_NAMES, platform)].zh} · ${name}`,
    product,
    parcel: waybill ?? undefined,
    on: day,
  }))
}
