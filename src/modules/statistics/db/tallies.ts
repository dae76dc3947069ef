import { type RawBuilder, sql } from 'kysely'
import { type Day, day, type Period } from '#kernel/day'
import type { Db } from '#platform/db/house'
import type { Tally } from '../contract/index.ts'
import { ALL_PARTS } from '../domain/day-sums.ts'
import type { Term } from '../domain/definition.ts'

type Statistics = Db<'statistics'>

/**
 * 按日重数 Sets the sums of whole days to what the rows say now, and those of parts that are gone to nothing. Doing it twice
 * is doing it once: whatever cut it off, the next time ends in the same figures.
 */
export async function countDays(
  db: Statistics,
  etown: number,
  measure: Tally,
  days: readonly Day[],
): Promise<void> {
  if (days.length === 0) return
  await sql`
    with counted as (
      select coalesce(part, ${ALL_PARTS}) as part, day, sum(amount)::bigint as amount
      from statistics.tally
      where etown = ${etown} and measure = ${measure} and day = any(${[...days]}::date[])
      group by grouping sets ((part, day), (day))
    ), gone as (
      select part, day, 0::bigint as amount from statistics.daily_sum s
      where etown = ${etown} and measure = ${measure} and day = any(${[...days]}::date[])
        and not exists (select from counted c where c.part = s.part and c.day = s.day)
    )
    insert into statistics.daily_sum (etown, measure, part, day, amount)
    select ${etown}::int, ${measure}::text, part, day, amount from counted union all
    select ${etown}::int, ${measure}::text, part, day, amount from gone
    on conflict (etown, measure, part, day) do update set amount = excluded.amount`.execute(db)
}

/** Every day that rows of a measure lie on, or a sum of it. */
export async function daysOf(db: Statistics, etown: number, measure: Tally): Promise<readonly Day[]> {
  const { rows } = await sql<{ day: string }>`
    select day from statistics.tally where etown = ${etown} and measure = ${measure} union
    select day from statistics.daily_sum where etown = ${etown} and measure = ${measure}`.execute(db)
  return rows.map((row) => day(row.day))
}

export type TallyAsk = {
  readonly terms: readonly Term[]
  readonly period: Period
  /** Of these parts; of all where none are named. */
  readonly parts: readonly string[] | undefined
}

const signs = (terms: readonly Term[]): RawBuilder<unknown> => sql`
  unnest(${terms.map(({ measure }) => measure)}::text[], ${terms.map(({ sign }) => sign)}::int[]) as t(measure, sign)`

const within = (etown: number, { period, parts }: TallyAsk): RawBuilder<unknown> => sql`
  r.etown = ${etown} and r.day >= ${period.from} and r.day < ${period.until}
  and ${parts === undefined ? sql`true` : sql`r.part = any(${[...parts]}::text[])`}`

export type TallyRow = {
  readonly measure: Tally
  readonly part: string
  readonly day: Day
  /** Taken from the figure where its sign is minus. */
  readonly amount: bigint
  readonly key: string
  readonly name: string
  readonly about: string
  readonly evidence: string | null
  readonly at: Date | null
}
export type TallyPlace = Pick<TallyRow, 'day' | 'measure' | 'key'>

/** The rows behind a figure, by day. */
export async function pageOfTally(
  db: Statistics,
  etown: number,
  ask: TallyAsk,
  page: { readonly after: TallyPlace | undefined; readonly limit: number },
): Promise<readonly TallyRow[]> {
  const { after, limit } = page
  const from =
    after === undefined
      ? sql`true`
      : sql`(r.day, r.measure, r.key) > (${after.day}::date, ${after.measure}, ${after.key})`
  const { rows } = await sql<Omit<TallyRow, 'day'> & { day: string }>`
    select r.measure, r.part, r.day, r.amount * t.sign as amount, r.key, r.name, r.about, r.evidence, r.at
    from ${signs(ask.terms)} join statistics.tally r on r.measure = t.measure
    where ${within(etown, ask)} and ${from} order by r.day, r.measure, r.key limit ${limit + 1}`.execute(db)
  return rows.map((row) => ({ ...row, day: day(row.day) }))
}

/** All rows behind a figure, added up from the rows themselves. */
export async function addTally(
  db: Statistics,
  etown: number,
  ask: TallyAsk,
): Promise<{ readonly rows: bigint; readonly sum: bigint }> {
  const { rows } = await sql<{ rows: bigint; sum: bigint }>`
    select count(*) as rows, coalesce(sum(r.amount * t.sign), 0)::bigint as sum
    from ${signs(ask.terms)} join statistics.tally r on r.measure = t.measure where ${within(etown, ask)}`.execute(
    db,
  )
  return rows[0] ?? { rows: 0n, sum: 0n }
}

/** Which files the rows of a figure came in, and how many by each; null: they rest on no file. */
export async function tallyFiles(
  db: Statistics,
  etown: number,
  ask: TallyAsk,
): Promise<readonly { readonly sha256: string | null; readonly rows: number }[]> {
  const { rows } = await sql<{ sha256: string | null; rows: number }>`
    select r.evidence as sha256, count(*)::int as rows
    from ${signs(ask.terms)} join statistics.tally r on r.measure = t.measure where ${within(etown, ask)}
    group by 1 order by 1`.execute(db)
  return rows
}

/** The day of an entry in the fund's journal. */
export async function dayOfEntry(db: Db<'fund_pub'>, etown: number, entry: bigint): Promise<Day | undefined> {
  const row = await db
    .selectFrom('fund_pub.movement')
    .select('day')
    .where('etown', '=', etown)
    .where('entry', '=', entry)
    .executeTakeFirst()
  return row?.day == null ? undefined : day(row.day)
}

export async function dayOfLot(db: Db<'trace_pub'>, etown: number, lot: bigint): Promise<Day | undefined> {
  const row = await db
    .selectFrom('trace_pub.lot')
    .select('day')
    .where('etown', '=', etown)
    .where('lot', '=', lot)
    .executeTakeFirst()
  return row?.day == null ? undefined : day(row.day)
}

/** The day a sample was taken, whether or not there is a result yet. */
export async function dayOfSample(
  db: Db<'inspection_pub'>,
  etown: number,
  sample: bigint,
): Promise<Day | undefined> {
  const row = await db
    .selectFrom('inspection_pub.sample_day')
    .select('day')
    .where('etown', '=', etown)
    .where('sample', '=', sample)
    .executeTakeFirst()
  return row?.day == null ? undefined : day(row.day)
}

/** Who sells the goods; farmers are not named. */
export async function sellerNames(db: Db<'party_pub'>, etown: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('party_pub.product as p')
    .innerJoin('party_pub.entity as e', (j) =>
      j.onRef('e.etown', '=', 'p.etown').onRef('e.party', '=', 'p.party'),
    )
    .select(['p.party', 'e.name'])
    .distinct()
    .where('p.etown', '=', etown)
    .execute()
  return new Map(rows.map(({ party, name }) => [String(party), name ?? `农户 ${party}`]))
}

/** What the parts of a tally are called: traced products by their own name; a source of money is the plan's word. */
export async function itemNames(db: Db<'trace_pub'>, etown: number): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('trace_pub.lot')
    .select(['item', 'item_name'])
    .distinct()
    .where('etown', '=', etown)
    .execute()
  return new Map(rows.map(({ item, item_name }) => [String(item), item_name ?? '']))
}
