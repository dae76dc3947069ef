import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Day } from '#kernel/day'
import type { Db, HouseDb } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import { ALL_PARTS } from '../domain/day-sums.ts'

/** 重算范围 Which days; all of them where no year is asked for. */
export type Span = { readonly from: Day; readonly until: Day } | undefined

const inSpan = (span: Span) =>
  span === undefined ? sql`true` : sql`day >= ${span.from} and day < ${span.until}`

/** Scans of yesterday and today are still being counted: held against their sums when their days are over. */
const isFinal = (etown: number) => sql`(measure <> 'scans' or day < (
  select max(day) - 1 from statistics.rolled where etown = ${etown} and measure = 'scans'))`

const kept = (etown: number, span: Span) => sql`
  select * from statistics.daily_sum where etown = ${etown} and ${inSpan(span)} and ${isFinal(etown)}`

/** The e-town, in the very words of row-level security: any others are looked at again for each of ten million rows. */
const HERE = sql`etown = platform.this_etown()`

/** The rows of an e-town added up anew: one row per measure, part and day, and one for all parts together. */
const counted = (etown: number, span: Span) => sql`
  lines as materialized (
    select shop::text as part, day, coalesce(excluded_reason, '') as why, lines, orders, retail::bigint as retail,
      case when excluded_reason is null then coalesce(refund, 0)::bigint else 0 end as refund, coalesce(excluded, 0)::bigint as excluded
    from (
      select day, shop, excluded_reason, count(*) as lines, count(*) filter (where counts_order) as orders,
        sum(retail_fen) as retail, sum(refund_fen) as refund, sum(share_fen) filter (where excluded_reason is not null) as excluded
      from market_pub.line_amount where ${HERE} and ${inSpan(span)} group by day, shop, excluded_reason) by_shop
  ),
  parcels as materialized (
    select shop::text as part, day, count(*) as lines from market_pub.parcel_shop
    where ${HERE} and ${inSpan(span)} group by shop, day
  ),
  scans as materialized (
    select item::text as part, day, count(*) as lines from (
      select 'scans' as measure, item, day from trace_pub.scan where ${HERE} and ${inSpan(span)}) scan
    where ${isFinal(etown)} group by item, day
  ),
  tallies as materialized (
    select 'parcels' as measure, part, day, lines, lines as amount from parcels union all
    select 'scans', part, day, lines, lines from scans union all
    select measure, part, day, count(*) as lines, sum(amount)::bigint as amount from statistics.tally
    where etown = ${etown} and measure not in ('parcels', 'scans') and ${inSpan(span)} and ${isFinal(etown)} group by 1, 2, 3
  ),
  counted as (
    select m.measure, coalesce(part, ${ALL_PARTS}) as part, day, sum(m.amount)::bigint as amount
    from lines cross join lateral (values
      ('retail', retail),
      ('lines', case why when '' then lines else 0 end),
      ('orders', orders),
      ('refund', refund),
      ('excluded:' || why, case why when '' then 0 else excluded end)) as m(measure, amount)
    where m.amount <> 0
    group by grouping sets ((m.measure, part, day), (m.measure, day))
    union all
    select measure, coalesce(part, ${ALL_PARTS}), day, sum(amount)::bigint from tallies
    group by grouping sets ((measure, part, day), (measure, day))
  ),
  differing as (
    select measure, part, day, coalesce(c.amount, 0) as counted, coalesce(s.amount, 0) as kept
    from counted c full join (${kept(etown, span)}) s using (measure, part, day)
    where coalesce(c.amount, 0) <> coalesce(s.amount, 0)
  )`

/** How many differences are kept word for word. */
const KEPT = 100

export type Comparison = {
  /** Imports that the sums do not hold yet: then a difference says nothing. */
  readonly behind: boolean
  readonly seq: bigint
  readonly lines: bigint
  readonly sums: bigint
  readonly differing: bigint
  readonly differences: unknown
}

/** What a comparison waits for: events of these kinds that these consumers have not folded. */
export type Folds = readonly { readonly name: string; readonly kinds: readonly string[] }[]

/**
 * Millions of rows in a few thousand groups: added up in memory, by as many processes as the database may use. Compiling
 * the statement takes longer than it saves.
 */
async function readyToCount(db: HouseDb): Promise<void> {
  for (const [name, value] of [
    ['work_mem', '128MB'],
    ['parallel_setup_cost', '0'],
    ['parallel_tuple_cost', '0'],
    ['jit', 'off'],
  ] as const)
    await sql`set local ${sql.raw(name)} = ${sql.lit(value)}`.execute(db)
}

/** Compares the kept sums with the rows, in one statement and so at one moment. */
export async function compareSums(db: HouseDb, etown: number, folds: Folds, span: Span): Promise<Comparison> {
  await readyToCount(db)
  const pairs = folds.flatMap(({ name, kinds }) => kinds.map((kind) => ({ name, kind })))
  const { rows } = await sql<Comparison>`
    with ${counted(etown, span)},
    place as (
      select f.name, f.kind, coalesce(c.seq, 0) as seq
      from unnest(${pairs.map(({ name }) => name)}::text[], ${pairs.map(({ kind }) => kind)}::text[]) as f(name, kind)
      left join platform.consumer c on c.etown = ${etown} and c.name = f.name)
    select (select min(seq) from place) as seq,
      exists (select from platform.event e join place on e.kind = place.kind
        where e.etown = ${etown} and e.seq > place.seq) as behind,
      (select coalesce(sum(lines), 0)::bigint from (select lines from lines union all select lines from tallies) l) as lines,
      (select count(*) from counted full join (${kept(etown, span)}) s using (measure, part, day)) as sums,
      (select count(*) from differing) as differing,
      (select coalesce(jsonb_agg(d), '[]') from (
        select measure, part, day, counted::text as counted, kept::text as kept from differing
        order by day, measure, part limit ${KEPT}) d) as differences`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('the comparison gave no row')
  return found
}

/** Sets every differing sum to what the rows say. The consumers' places must be locked: no fold may come between. */
export async function repairSums(db: HouseDb, etown: number, span: Span): Promise<void> {
  await readyToCount(db)
  await sql`
    with ${counted(etown, span)}
    insert into statistics.daily_sum (etown, measure, part, day, amount)
    select ${etown}, measure, part, day, counted from differing
    on conflict (etown, measure, part, day) do update set amount = excluded.amount`.execute(db)
}

/** Waits for the folds of an e-town to stand still until the transaction ends. */
export async function holdConsumers(db: HouseDb, etown: number, consumers: readonly string[]): Promise<void> {
  await db
    .selectFrom('platform.consumer')
    .select('seq')
    .where('etown', '=', etown)
    .where('name', 'in', consumers)
    .orderBy('name')
    .forUpdate()
    .execute()
}

type NewRecount = Omit<Comparison, 'behind'> & {
  readonly etown: number
  readonly kind: 'compare' | 'repair'
  readonly by: string
  readonly at: Date
  readonly reason: string | undefined
}

export async function insertRecount(db: Db<'statistics'>, row: NewRecount): Promise<bigint> {
  const { id } = await db
    .insertInto('statistics.recount')
    .values({
      etown: row.etown,
      kind: row.kind,
      at: row.at,
      asked_by: row.by,
      reason: row.reason ?? null,
      seq: row.seq,
      lines: row.lines,
      sums: row.sums,
      differing: row.differing,
      differences: JSON.stringify(row.differences),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export type RecountRow = Selectable<DB['statistics.recount']>

/** Recounts before the sums had other parts than shops wrote `shop`. */
const zDifferences = z.array(
  z
    .object({
      measure: z.string(),
      part: z.string().optional(),
      shop: z.string().optional(),
      day: z.string(),
      counted: z.string(),
      kept: z.string(),
    })
    .transform(({ shop, part = shop ?? '', ...rest }) => ({ ...rest, part })),
)
export const differencesOf = (row: RecountRow): z.output<typeof zDifferences> =>
  zDifferences.parse(row.differences)

/** Newest first. */
export async function pageOfRecounts(
  db: Db<'statistics'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ readonly rows: RecountRow[]; readonly total: number }> {
  const all = db.selectFrom('statistics.recount').where('etown', '=', etown)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}
