import { sql } from 'kysely'
import { type Day, day, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import { ALL_PARTS } from '../domain/day-sums.ts'
import type { Measure } from '../domain/definition.ts'

/** 来历切片 The rows of a figure over some of its days: how many, what they add up to, the hash of them all. */
export type Slice = {
  readonly from: Day
  readonly rows: string
  readonly sum: string
  readonly sha256: string
}

type Row = {
  readonly from_day: string
  readonly rows: bigint
  readonly sum: bigint
  readonly sha256: string
}

const sliceOf = ({ from_day, rows, sum, sha256 }: Row): Slice => ({
  from: day(from_day),
  rows: rows.toString(),
  sum: sum.toString(),
  sha256,
})

/** The order lines that make a sum, by day or by month. Hashed day by day, so that no year is ever held in one text. */
export async function lineSlices(
  db: Db<'market_pub'>,
  etown: number,
  { from, until }: Period,
  by: 'day' | 'month',
): Promise<readonly Slice[]> {
  const { rows } = await sql<Row>`
    with days as (
      select day, count(*) as rows, sum(retail_fen)::bigint as sum, sha256(convert_to(string_agg(
        concat_ws('|', day, shop, order_no, sub_no, retail_fen), E'\n' order by shop, order_no collate "C", sub_no collate "C"),
        'UTF8')) as hash
      from market_pub.order_line
      where etown = ${etown} and day >= ${from} and day < ${until} and excluded_reason is null
      group by day)
    select date_trunc(${by}::text, day)::date as from_day, sum(rows)::bigint as rows, sum(sum)::bigint as sum,
      encode(sha256(string_agg(hash, ''::bytea order by day)), 'hex') as sha256
    from days group by 1 order by 1`.execute(db)
  return rows.map(sliceOf)
}

/** What the rows of other rooms were folded into, by month; the rows themselves are listed by the figure's own page. */
export async function sumSlices(
  db: Db<'statistics'>,
  etown: number,
  terms: readonly { readonly measure: Measure; readonly sign: 1 | -1 }[],
  { from, until }: Period,
): Promise<readonly Slice[]> {
  const { rows } = await sql<Row>`
    select date_trunc('month', s.day)::date as from_day, count(*) as rows, sum(s.amount * t.sign)::bigint as sum,
      encode(sha256(convert_to(string_agg(concat_ws('|', s.measure, s.day, s.amount), E'\n' order by s.measure, s.day), 'UTF8')), 'hex') as sha256
    from statistics.daily_sum s
    join unnest(${terms.map(({ measure }) => measure)}::text[], ${terms.map(({ sign }) => sign)}::int[]) as t(measure, sign)
      on t.measure = s.measure
    where s.etown = ${etown} and s.part = ${ALL_PARTS} and s.day >= ${from} and s.day < ${until}
    group by 1 order by 1`.execute(db)
  return rows.map(sliceOf)
}

/** What was typed for exactly these days and stands. */
export async function enteredOver(
  db: Db<'statistics'>,
  etown: number,
  indicator: string,
  { from, until }: Period,
): Promise<{ readonly entry: string; readonly evidence: string; readonly source: string } | undefined> {
  const { rows } = await sql<{ id: bigint; evidence: string; source: string }>`
    select id, evidence, source from statistics.entered_figure e
    where etown = ${etown} and indicator = ${indicator} and area = '' and period_from = ${from} and period_until = ${until}
      and not exists (select from statistics.entered_figure r where r.etown = e.etown and r.replaces = e.id)`.execute(
    db,
  )
  const [row] = rows
  return row && { entry: row.id.toString(), evidence: row.evidence, source: row.source }
}
