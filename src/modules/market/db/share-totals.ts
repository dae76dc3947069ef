import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { Platform } from '../domain/platform.ts'
import type { AmountsPer } from '../domain/profile.ts'
import type { Contribution } from '../domain/retail-change.ts'
import { RETAIL_DEFINITIONS } from '../domain/retail-definitions.ts'
import { contributionsOf, type Incoming } from './merge-lines.ts'

/** The amount that the definition of the line's day names. */
const amountOf = (platform: Platform): RawBuilder<unknown> => {
  const [first, ...later] = RETAIL_DEFINITIONS.map(({ from, amount }) => ({
    from,
    fen: `l.${amount[platform]}_fen`,
  }))
  const cases = later.toReversed().map(({ from, fen }) => `when l.day >= '${from}' then ${fen}`)
  return sql.raw(cases.length === 0 ? `${first?.fen}` : `case ${cases.join(' ')} else ${first?.fen} end`)
}

/**
 * Divides the totals of all orders that `incoming` touches, as domain/share-total.ts does, and says which line stands for
 * its order. Returns what this changed. Lines alone in their order keep what they have.
 */
export async function shareTotals(
  db: Db<'market'>,
  { etown, platform }: Incoming,
  per: Exclude<AmountsPer, 'line'>,
): Promise<readonly Contribution[]> {
  const repeats = per === 'order' ? sql`true` : sql`most = least`
  const { rows } = await sql<Contribution>`
      with line as (
        select l.ctid as place, l.order_no, l.sub_no, l.day, l.excluded, l.share_fen, l.retail_fen, l.counts_order,
          coalesce(l.refund_fen, 0) as refund, coalesce(l.goods_fen, 0) as goods,
          coalesce(${amountOf(platform)}, 0) as amount,
          count(*) over (partition by l.order_no) as lines
        from (select distinct order_no from incoming) i
        cross join lateral (
          select ctid, * from market.order_line
          where etown = ${etown} and platform = ${platform} and order_no = i.order_no
          offset 0
        ) l
      ), part as (
        select *, max(amount) over own as most, min(amount) over own as least, sum(goods) over own as goods_sum,
          row_number() over (partition by order_no, sub_no = '' order by excluded is not null, sub_no) = 1 as bears,
          excluded is null
            and row_number() over (partition by order_no order by excluded is not null, sub_no) = 1 as counts
        from line where lines > 1
        window own as (partition by order_no, sub_no = '')
      ), cut as (
        select *, case
          when sub_no = '' then 0
          when not (${repeats}) then amount
          when goods_sum <= most then goods
          else div(most::numeric * goods, goods_sum)::bigint end as piece
        from part
      ), share as (
        select *, piece + case when bears and sub_no <> '' and ${repeats}
          then (most - sum(piece) over (partition by order_no, sub_no = ''))::bigint else 0 end as share
        from cut
      ), due as (
        select *, case when excluded is null then greatest(share - refund, 0) else 0 end as retail from share
      ), changed as (
        update market.order_line l set share_fen = d.share, retail_fen = d.retail, counts_order = d.counts
        from due d
        where l.etown = ${etown} and l.ctid = d.place
          and (l.share_fen, l.retail_fen, l.counts_order) is distinct from (d.share, d.retail, d.counts)
        returning d.*
      ), change as (
      select day, excluded, 0 as lines, counts::int - counts_order::int as orders, retail - retail_fen as retail,
        0 as refund, share - coalesce(share_fen, 0) as share
      from changed
      )
      ${contributionsOf(sql`change`)}`.execute(db)
  return rows
}
