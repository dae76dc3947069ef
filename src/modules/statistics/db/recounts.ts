import { type Selectable, sql } from 'kysely'
import { z } from 'zod'
import type { Db, HouseDb } from '#platform/db/house'
import type { DB } from '#platform/db/tables.generated'
import { ALL_SHOPS } from '../domain/day-sums.ts'

/** The lines of an e-town added up anew: one row per measure, shop and day, and one for all shops together. */
const counted = (etown: number) => sql`
  lines as materialized (
    select shop::text as shop, day, coalesce(excluded_reason, '') as why, count(*) as lines,
      count(*) filter (where counts_order) as orders, coalesce(sum(retail_fen), 0)::bigint as retail,
      coalesce(sum(refund), 0)::bigint as refund, coalesce(sum(excluded_fen), 0)::bigint as excluded
    from market_pub.order_line where etown = ${etown} group by 1, 2, 3
  ),
  counted as (
    select m.measure, coalesce(shop, ${ALL_SHOPS}) as shop, day, sum(m.amount)::bigint as amount
    from lines cross join lateral (values
      ('retail', retail),
      ('lines', case why when '' then lines else 0 end),
      ('orders', orders),
      ('refund', refund),
      ('excluded:' || why, case why when '' then 0 else excluded end)) as m(measure, amount)
    where m.amount <> 0
    group by grouping sets ((m.measure, shop, day), (m.measure, day))
  ),
  differing as (
    select measure, shop, day, coalesce(c.amount, 0) as counted, coalesce(s.amount, 0) as kept
    from counted c
    full join (select * from statistics.daily_sum where etown = ${etown}) s using (measure, shop, day)
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

/** Compares the kept sums with the lines, in one statement and so at one moment. */
export async function compareSums(
  db: HouseDb,
  etown: number,
  kind: string,
  consumer: string,
): Promise<Comparison> {
  const { rows } = await sql<Comparison>`
    with ${counted(etown)},
    place as (select coalesce((select seq from platform.consumer where etown = ${etown} and name = ${consumer}), 0) as seq)
    select place.seq,
      exists (select from platform.event e where e.etown = ${etown} and e.kind = ${kind} and e.seq > place.seq) as behind,
      (select coalesce(sum(lines), 0)::bigint from lines) as lines,
      (select count(*) from counted full join (select * from statistics.daily_sum where etown = ${etown}) s
        using (measure, shop, day)) as sums,
      (select count(*) from differing) as differing,
      (select coalesce(jsonb_agg(d), '[]') from (
        select measure, shop, day, counted::text as counted, kept::text as kept from differing
        order by day, measure, shop limit ${KEPT}) d) as differences
    from place`.execute(db)
  const [found] = rows
  if (found === undefined) throw new Error('the comparison gave no row')
  return found
}

/** Sets every differing sum to what the lines say. The consumer's place must be locked: no fold may come between. */
export async function repairSums(db: HouseDb, etown: number): Promise<void> {
  await sql`
    with ${counted(etown)}
    insert into statistics.daily_sum (etown, measure, shop, day, amount)
    select ${etown}, measure, shop, day, counted from differing
    on conflict (etown, measure, shop, day) do update set amount = excluded.amount`.execute(db)
}

/** Waits for the fold of an e-town to stand still until the transaction ends. */
export async function holdConsumer(db: HouseDb, etown: number, consumer: string): Promise<void> {
  await db
    .selectFrom('platform.consumer')
    .select('seq')
    .where('etown', '=', etown)
    .where('name', '=', consumer)
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

const zDifferences = z.array(
  z.object({ measure: z.string(), shop: z.string(), day: z.string(), counted: z.string(), kept: z.string() }),
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
