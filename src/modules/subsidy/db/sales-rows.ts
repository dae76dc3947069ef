import { type RawBuilder, sql } from 'kysely'
import type { Period } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'

type Market = Db<'market_pub'>

/** Whose sales, in which days; `goods`: only of what is sorted as that kind. */
export type SalesAsked = {
  readonly etown: number
  readonly party: bigint
  readonly span: Period
  readonly goods: string | undefined
}

/** `from … where …` of the counted order lines `o`, with the kind of goods they are now sorted as in `g`. */
const sortedLines = ({ etown, party, span }: Omit<SalesAsked, 'goods'>): RawBuilder<unknown> => sql`
  from market_pub.order_goods o
  left join subsidy.goods_now g on g.etown = o.etown and g.product = o.product
  where o.etown = ${etown} and o.operator = ${party} and o.day >= ${span.from} and o.day < ${span.until}`

/** As sortedLines, of one kind of goods where one is asked for. */
export const goodsLines = (asked: SalesAsked): RawBuilder<unknown> =>
  asked.goods === undefined ? sortedLines(asked) : sql`${sortedLines(asked)} and g.kind = ${asked.goods}`

type Summed = { readonly fen: bigint; readonly rows: bigint }

export type Sales = {
  readonly counted: readonly (Summed & { readonly batch: bigint; readonly evidence: string | null })[]
  readonly excluded: readonly (Summed & { readonly excluded_reason: string | null })[]
  /** Sorted as other kinds. */
  readonly others: readonly (Summed & { readonly kind: string })[]
  readonly unsorted: Summed & { readonly products: bigint }
}

const SUMS = sql`coalesce(sum(o.retail_fen), 0)::bigint as fen, count(*) as rows`

/** 计入销售 Of a party in a period, file by file; what was not counted, by why; and what is of other kinds or of none yet. */
export async function salesOf(db: Market, asked: SalesAsked): Promise<Sales> {
  const { etown, party, span, goods } = asked
  const counted = await sql<Sales['counted'][number]>`
    select o.batch, o.evidence, ${SUMS} ${goodsLines(asked)} group by o.batch, o.evidence order by o.batch`.execute(
    db,
  )
  const excluded = await db
    .selectFrom('market_pub.order_line')
    .select([
      'excluded_reason',
      sql<bigint>`coalesce(sum(excluded_fen), 0)::bigint`.as('fen'),
      sql<bigint>`count(*)`.as('rows'),
    ])
    .where('etown', '=', etown)
    .where('operator', '=', party)
    .where('day', '>=', span.from)
    .where('day', '<', span.until)
    .where('excluded_reason', 'is not', null)
    .groupBy('excluded_reason')
    .orderBy('excluded_reason')
    .execute()
  const none = { fen: 0n, rows: 0n, products: 0n }
  if (goods === undefined) return { counted: counted.rows, excluded, others: [], unsorted: none }
  const kinds = await sql<Summed & { kind: string | null; products: bigint }>`
    select g.kind, ${SUMS}, count(distinct o.product) as products ${sortedLines(asked)}
      and g.kind is distinct from ${goods} group by g.kind order by g.kind`.execute(db)
  return {
    counted: counted.rows,
    excluded,
    others: kinds.rows.flatMap(({ kind, fen, rows }) => (kind === null ? [] : [{ kind, fen, rows }])),
    unsorted: kinds.rows.find(({ kind }) => kind === null) ?? none,
  }
}

/** 可疑的行 Of the counted lines: sold late, without a waybill, with a mark of brushing in the seller's remark; parcels. */
export async function signsIn(db: Market, asked: SalesAsked, lateFrom: string) {
  const { rows } = await sql<{
    late: bigint
    bare: bigint
    bare_fen: bigint
    marked: bigint
    marked_fen: bigint
    waybills: bigint
  }>`
    select coalesce(sum(o.retail_fen) filter (where o.day >= ${lateFrom}), 0)::bigint as late,
      count(*) filter (where o.waybill is null) as bare,
      coalesce(sum(o.retail_fen) filter (where o.waybill is null), 0)::bigint as bare_fen,
      count(*) filter (where o.mark is not null) as marked,
      coalesce(sum(o.retail_fen) filter (where o.mark is not null), 0)::bigint as marked_fen,
      count(distinct o.waybill) as waybills ${goodsLines(asked)}`.execute(db)
  return rows[0] ?? { late: 0n, bare: 0n, bare_fen: 0n, marked: 0n, marked_fen: 0n, waybills: 0n }
}

/** Which of the counted lines a flag speaks of. */
export type Sign = 'late' | 'bare' | 'marked'

const SHOWN = 20

/** 可疑的行 The largest of them, each by where it stands. */
export async function linesWith(db: Market, asked: SalesAsked, sign: Sign, lateFrom: string) {
  const is = {
    late: sql`o.day >= ${lateFrom}`,
    bare: sql`o.waybill is null`,
    marked: sql`o.mark is not null`,
  }[sign]
  const { rows } = await sql<{
    order_no: string
    day: string
    fen: bigint
    batch: bigint
    mark: string | null
  }>`
    select o.order_no, o.day, o.retail_fen as fen, o.batch, o.mark ${goodsLines(asked)} and ${is}
    order by o.retail_fen desc, o.order_no, o.sub_no limit ${SHOWN}`.execute(db)
  return rows
}

/** 运单 Parcels of counted orders: each waybill number once. With how many lines were looked at. */
export async function waybillsOf(db: Market, asked: SalesAsked) {
  const { rows } = await sql<{ waybills: bigint; lines: bigint }>`
    select count(distinct o.waybill) as waybills, count(*) as lines ${goodsLines(asked)}`.execute(db)
  return rows[0] ?? { waybills: 0n, lines: 0n }
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
