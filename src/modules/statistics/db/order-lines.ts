import { type RawBuilder, sql } from 'kysely'
import { type Day, day, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'

type Market = Db<'market_pub'>

export type LineAsk = {
  readonly period: Period
  readonly shop: string | undefined
  /** The rows that make the figure, or those left out. */
  readonly counted: boolean
}

const rowsOf = (etown: number, { period, shop, counted }: LineAsk): RawBuilder<unknown> => sql`
  etown = ${etown} and day >= ${period.from} and day < ${period.until}
  and ${counted ? sql`excluded_reason is null` : sql`excluded_reason is not null`}
  and ${shop === undefined ? sql`true` : sql`shop = ${shop}::bigint`}`

export type LineRow = {
  readonly day: Day
  readonly platform: string
  readonly shop: bigint
  readonly shopName: string
  readonly orderNo: string
  readonly subNo: string
  readonly stage: string
  readonly amount: bigint
  readonly refund: bigint
  readonly excluded: string | undefined
  readonly batch: bigint
  readonly row: number
  readonly evidence: string
}

/** Where a page begins: after this line. */
export type LinePlace = Pick<LineRow, 'day' | 'shop' | 'orderNo' | 'subNo'>

/** The lines behind a sum, by day. */
export async function pageOfLines(
  db: Market,
  etown: number,
  ask: LineAsk,
  page: { readonly after: LinePlace | undefined; readonly limit: number },
): Promise<readonly LineRow[]> {
  const { after, limit } = page
  const from =
    after === undefined
      ? sql`true`
      : sql`(day, shop, order_no, sub_no) > (${after.day}::date, ${after.shop}::bigint, ${after.orderNo}, ${after.subNo})`
  const { rows } = await sql<{
    day: string
    platform: string
    shop: bigint
    shop_name: string
    order_no: string
    sub_no: string
    status: string
    amount: bigint
    refund: bigint
    excluded_reason: string | null
    batch: bigint
    row_no: number
    evidence: string
  }>`
    select day, platform, shop, shop_name, order_no, sub_no, status, coalesce(retail_fen, excluded_fen) as amount,
      coalesce(refund, 0)::bigint as refund, excluded_reason, batch, row_no, evidence
    from market_pub.order_line where ${rowsOf(etown, ask)} and ${from}
    order by day, shop, order_no, sub_no limit ${limit + 1}`.execute(db)
  return rows.map((row) => ({
    day: day(row.day),
    platform: row.platform,
    shop: row.shop,
    shopName: row.shop_name,
    orderNo: row.order_no,
    subNo: row.sub_no,
    stage: row.status,
    amount: row.amount,
    refund: row.refund,
    excluded: row.excluded_reason ?? undefined,
    batch: row.batch,
    row: row.row_no,
    evidence: row.evidence,
  }))
}

/** What the shops are called now. */
export async function shopNames(db: Market, etown: number): Promise<ReadonlyMap<string, string>> {
  const shops = await db
    .selectFrom('market_pub.shop')
    .select(['shop', 'name'])
    .where('etown', '=', etown)
    .execute()
  return new Map(shops.map(({ shop, name }) => [String(shop), name ?? '']))
}

/** All lines behind a sum, added up from the lines themselves. */
export async function addLines(
  db: Market,
  etown: number,
  ask: LineAsk,
): Promise<{ readonly lines: bigint; readonly sum: bigint }> {
  const { rows } = await sql<{ lines: bigint; sum: bigint }>`
    select count(*) as lines, coalesce(sum(coalesce(retail_fen, excluded_fen)), 0)::bigint as sum
    from market_pub.order_line where ${rowsOf(etown, ask)}`.execute(db)
  return rows[0] ?? { lines: 0n, sum: 0n }
}

/** Which files the counted lines of a period came in, and how many from each. */
export async function lineFiles(
  db: Market,
  etown: number,
  period: Period,
): Promise<readonly { readonly sha256: string | null; readonly rows: number }[]> {
  const { rows } = await sql<{ sha256: string; rows: number }>`
    select evidence as sha256, count(*)::int as rows from market_pub.order_line
    where ${rowsOf(etown, { period, shop: undefined, counted: true })} group by evidence order by evidence`.execute(
    db,
  )
  return rows
}
