import { type RawBuilder, sql } from 'kysely'
import { type Day, day, type Month, month, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import { ALL_PARTS, type DaySum } from '../domain/day-sums.ts'
import type { Measure } from '../domain/definition.ts'

type Statistics = Db<'statistics'>

/** Adds to the sums. Each sum may stand in the list once. */
export async function addToSums(db: Statistics, etown: number, sums: readonly DaySum[]): Promise<void> {
  if (sums.length === 0) return
  const column = (field: keyof DaySum): string[] => sums.map((s) => String(s[field]))
  await sql`
    insert into statistics.daily_sum as s (etown, measure, part, day, amount)
    select ${etown}, * from unnest(${column('measure')}::text[], ${column('part')}::text[],
      ${column('day')}::date[], ${column('amount')}::bigint[])
    on conflict (etown, measure, part, day) do update set amount = s.amount + excluded.amount`.execute(db)
}

export type AsOf = { readonly seq: bigint; readonly at: Date }

/** Notes the event the sums now hold, for the 截至 of every figure. */
export async function noteFolded(db: Statistics, etown: number, { seq, at }: AsOf): Promise<void> {
  await db
    .insertInto('statistics.folded')
    .values({ etown, seq, at })
    .onConflict((c) => c.column('etown').doUpdateSet({ seq, at }))
    .execute()
}

export type SumAsk = { readonly measure: Measure; readonly period: Period }
export type Sum = { readonly amount: bigint; readonly first: Day; readonly last: Day }

/** The sums of several measures over several periods, as rows `place, amount, first, last`; places from 1. */
export const sumsQuery = (etown: number, asks: readonly SumAsk[]): RawBuilder<unknown> => sql`
  select a.place, s.amount, s.first, s.last
  from unnest(${asks.map((a) => a.measure)}::text[], ${asks.map((a) => a.period.from)}::date[],
    ${asks.map((a) => a.period.until)}::date[]) with ordinality as a(measure, from_day, until_day, place)
  cross join lateral (
    select sum(amount)::bigint as amount, min(day) as first, max(day) as last from statistics.daily_sum
    where etown = ${etown} and measure = a.measure and part = ${ALL_PARTS}
      and day >= a.from_day and day < a.until_day) s`

/** One sum over a period; undefined where no day has rows. */
export async function sumIn(db: Statistics, etown: number, ask: SumAsk): Promise<Sum | undefined> {
  const { rows } = await sql<SumRow>`${sumsQuery(etown, [ask])}`.execute(db)
  return rows[0] && ofRow(rows[0])
}

export type SumRow = {
  readonly amount: bigint | null
  readonly first: string | null
  readonly last: string | null
}

export const ofRow = ({ amount, first, last }: SumRow): Sum | undefined =>
  amount === null || first === null || last === null
    ? undefined
    : { amount, first: day(first), last: day(last) }

export type MonthAmount = { readonly month: Month; readonly amount: bigint }

/** By calendar month, months without rows left out. */
export async function monthSums(
  db: Statistics,
  etown: number,
  { measure, period }: SumAsk,
): Promise<readonly MonthAmount[]> {
  const { rows } = await sql<{ month: string; amount: bigint }>`
    select to_char(day, 'YYYY-MM') as month, sum(amount)::bigint as amount from statistics.daily_sum
    where etown = ${etown} and measure = ${measure} and part = ${ALL_PARTS}
      and day >= ${period.from} and day < ${period.until}
    group by 1 order by 1`.execute(db)
  return rows.map((row) => ({ month: month(row.month), amount: row.amount }))
}

/** By part, the largest first. */
export async function partSums(
  db: Statistics,
  etown: number,
  { measure, period }: SumAsk,
): Promise<readonly { readonly part: string; readonly amount: bigint }[]> {
  const { rows } = await sql<{ part: string; amount: bigint }>`
    select part, sum(amount)::bigint as amount from statistics.daily_sum
    where etown = ${etown} and measure = ${measure} and part <> ${ALL_PARTS}
      and day >= ${period.from} and day < ${period.until}
    group by part order by amount desc, part`.execute(db)
  return rows
}

/** What is left out, by reason, the largest first. */
export async function excludedSums(
  db: Statistics,
  etown: number,
  period: Period,
): Promise<readonly { readonly why: string; readonly amount: bigint }[]> {
  const { rows } = await sql<{ why: string; amount: bigint }>`
    select substr(measure, 10) as why, sum(amount)::bigint as amount from statistics.daily_sum
    where etown = ${etown} and measure like 'excluded:%' and part = ${ALL_PARTS}
      and day >= ${period.from} and day < ${period.until}
    group by measure order by amount desc, measure`.execute(db)
  return rows
}

/** One sum; of some parts where they are named. */
export async function sumOf(
  db: Statistics,
  etown: number,
  { measure, period }: SumAsk,
  parts: readonly string[] = [ALL_PARTS],
): Promise<bigint> {
  const { rows } = await sql<{ amount: bigint }>`
    select coalesce(sum(amount), 0)::bigint as amount from statistics.daily_sum
    where etown = ${etown} and measure = ${measure} and part = any(${[...parts]}::text[])
      and day >= ${period.from} and day < ${period.until}`.execute(db)
  return rows[0]?.amount ?? 0n
}
