import { sql } from 'kysely'
import { type Day, day, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import { ALL_PARTS } from '../domain/day-sums.ts'
import type { Term } from '../domain/definition.ts'

/** 每日之和 The last days of a figure, a day without rows being 0, oldest first. */
export async function lastDays(
  db: Db<'statistics'>,
  etown: number,
  terms: readonly (Pick<Term, 'sign'> & { readonly measure: string })[],
  { from, until }: Period,
): Promise<readonly bigint[]> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(s.amount * t.sign), 0)::bigint as amount
    from generate_series(${from}::date, ${until}::date - 1, interval '1 day') as d(day)
    cross join unnest(${terms.map((t) => t.measure)}::text[], ${terms.map((t) => t.sign)}::int[]) as t(measure, sign)
    left join statistics.daily_sum s on s.etown = ${etown} and s.measure = t.measure and s.part = ${ALL_PARTS}
      and s.day = d.day::date
    group by d.day order by d.day`.execute(db)
  return rows.map(({ amount }) => amount)
}

/** The last day before another that has rows of any of these measures. */
export async function lastDayOf(
  db: Db<'statistics'>,
  etown: number,
  measures: readonly string[],
  before: Day,
): Promise<Day | undefined> {
  const { rows } = await sql<{ last: string | null }>`
    select max(day)::text as last from statistics.daily_sum
    where etown = ${etown} and measure = any(${[...measures]}::text[]) and part = ${ALL_PARTS} and amount <> 0
      and day < ${before}`.execute(db)
  return rows[0]?.last == null ? undefined : day(rows[0].last)
}

/** A sum by the township in which whoever runs the shop is registered now; `unknown`: nobody entered where. */
export async function sumsByTownship(
  db: Db<'statistics' | 'market_pub' | 'party_pub'>,
  etown: number,
  measure: string,
  period: Period,
): Promise<readonly { readonly part: string; readonly amount: bigint }[]> {
  const { rows } = await sql<{ part: string; amount: bigint }>`
    select coalesce(e.township, 'unknown') as part, sum(s.amount)::bigint as amount
    from statistics.daily_sum s
    left join market_pub.shop p on p.etown = s.etown and p.shop::text = s.part
    left join party_pub.entity e on e.etown = p.etown and e.party = p.operator
    where s.etown = ${etown} and s.measure = ${measure} and s.part <> ${ALL_PARTS}
      and s.day >= ${period.from} and s.day < ${period.until}
    group by 1`.execute(db)
  return rows
}

export type SitesOfTownship = {
  readonly township: string
  readonly sites: number
  readonly lon: number | null
  readonly lat: number | null
}

/** Where the recorded sites of each township lie on average, and how many stand open on a day. */
export async function sitesByTownship(
  db: Db<'party_pub'>,
  etown: number,
  on: Day,
): Promise<readonly SitesOfTownship[]> {
  const { rows } = await sql<SitesOfTownship>`
    select township, count(*)::int as sites, avg(lon) as lon, avg(lat) as lat from party_pub.site
    where etown = ${etown} and township is not null and opened_on <= ${on} and (closed_on is null or closed_on > ${on})
    group by township`.execute(db)
  return rows
}

/** Real recalls that nobody has closed. */
export async function openRecalls(db: Db<'trace_pub'>, etown: number): Promise<number> {
  const { rows } = await sql<{ open: number }>`
    select count(*)::int as open from trace_pub.recall
    where etown = ${etown} and closed_at is null and not drill`.execute(db)
  return rows[0]?.open ?? 0
}

/** How many sums the newest recount found differing; 0 after a repair, or where nobody recounted. */
export async function differingSums(db: Db<'statistics'>, etown: number): Promise<bigint> {
  const row = await db
    .selectFrom('statistics.recount')
    .select(['kind', 'differing'])
    .where('etown', '=', etown)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()
  return row?.kind === 'compare' ? row.differing : 0n
}
