import { sql } from 'kysely'
import type { Period } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'

type Market = Db<'market_pub'>

/** Counted sales of a party in a period, file by file; and what was not counted, by why. */
export async function salesOf(db: Market, etown: number, party: bigint, { from, until }: Period) {
  const lines = db
    .selectFrom('market_pub.order_line')
    .where('etown', '=', etown)
    .where('operator', '=', party)
    .where('day', '>=', from)
    .where('day', '<', until)
  const counted = await lines
    .select([
      'batch',
      'evidence',
      sql<bigint>`coalesce(sum(retail_fen), 0)::bigint`.as('fen'),
      sql<bigint>`count(*)`.as('rows'),
    ])
    .where('excluded_reason', 'is', null)
    .groupBy(['batch', 'evidence'])
    .orderBy('batch')
    .execute()
  const excluded = await lines
    .select([
      'excluded_reason',
      sql<bigint>`coalesce(sum(excluded_fen), 0)::bigint`.as('fen'),
      sql<bigint>`count(*)`.as('rows'),
    ])
    .where('excluded_reason', 'is not', null)
    .groupBy('excluded_reason')
    .orderBy('excluded_reason')
    .execute()
  return { counted, excluded }
}

/** What was counted in the last days of a period: a burst before a deadline or a line. */
export async function salesIn(
  db: Market,
  etown: number,
  party: bigint,
  { from, until }: Period,
): Promise<bigint> {
  const { fen } = await db
    .selectFrom('market_pub.order_line')
    .select(sql<bigint>`coalesce(sum(retail_fen), 0)::bigint`.as('fen'))
    .where('etown', '=', etown)
    .where('operator', '=', party)
    .where('day', '>=', from)
    .where('day', '<', until)
    .executeTakeFirstOrThrow()
  return fen
}

export async function shopsOf(db: Market, etown: number, party: bigint) {
  return db
    .selectFrom('market_pub.shop')
    .select(['shop', 'platform', 'name'])
    .where('etown', '=', etown)
    .where('operator', '=', party)
    .orderBy('shop')
    .execute()
}
