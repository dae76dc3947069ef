import { type RawBuilder, sql } from 'kysely'
import { type Fen, fen, ZERO_FEN } from '../../../kernel/money.ts'
import type { Db } from '../../../platform/db/house.ts'
import { AMOUNTS, type Amount } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import type { Tally } from '../domain/receipt.ts'
import type { Contribution } from '../domain/retail-change.ts'
import type { Incoming } from './incoming.ts'

type MarketDb = Db<'market'>

const FACTS = [
  ...[
    'order_no',
    'sub_no',
    'day',
    'paid_at',
    'stage',
    'payable_fen',
    'paid_fen',
    'received_fen',
    'refund_fen',
  ],
  ...['goods_fen', 'quantity', 'product', 'waybill', 'mark', 'wholesale', 'row_no'],
]
const COUNTS = ['share_fen', 'retail_fen', 'excluded']
const list = (names: readonly string[], table = ''): RawBuilder<unknown> =>
  sql.raw(names.map((name) => table + name).join(', '))

/** The total order of domain/merge-order.ts compareObservations, as a row that PostgreSQL compares. */
const rank = (t: string): RawBuilder<unknown> =>
  sql.raw(`row(${t}.stage, coalesce(${t}.refund_fen, -1),
    num_nonnulls(${t}.payable_fen, ${t}.paid_fen, ${t}.received_fen, ${t}.paid_at, ${t}.quantity, ${t}.waybill),
    -coalesce(${t}.paid_fen, -1), -coalesce(${t}.payable_fen, -1), -coalesce(${t}.received_fen, -1),
    ${t}.day, coalesce(${t}.paid_at, '-infinity'), coalesce(${t}.goods_fen, -1), coalesce(${t}.quantity, -1),
    ${t}.product collate "C", coalesce(${t}.waybill, '') collate "C", coalesce(${t}.mark, '') collate "C", ${t}.wholesale)`)

/** The same for two rows of one line exactly where all their facts are. */
const factsHash = (t: string): RawBuilder<unknown> =>
  sql.raw(`left(encode(sha256(convert_to(jsonb_build_array(${t}.day, extract(epoch from ${t}.paid_at), ${t}.stage,
    ${t}.payable_fen, ${t}.paid_fen, ${t}.received_fen, ${t}.refund_fen, ${t}.goods_fen, ${t}.quantity, ${t}.product,
    ${t}.waybill, ${t}.mark, ${t}.wholesale)::text, 'UTF8')), 'hex'), 32)::uuid`)

/**
 * The line that a row `t` of a temporary table is about. `limit 1` keeps the lookup a lookup: a table that grew a minute ago
 * has no statistics yet, and the plan that PostgreSQL makes of a plain join then costs seconds (measured).
 */
const lineOf = (t: string, etown: number, platform: Platform): RawBuilder<unknown> => sql`
  cross join lateral (
    select * from market.order_line
    where etown = ${etown} and platform = ${platform} and order_no = ${sql.ref(`${t}.order_no`)}
      and sub_no = ${sql.ref(`${t}.sub_no`)}
    limit 1
  ) l`

/** Adds contributions up; `each` is a table that gives them one by one. */
export const contributionsOf = (each: RawBuilder<unknown>): RawBuilder<Contribution> => sql<Contribution>`
  select day, excluded, sum(lines)::bigint as lines, sum(orders)::bigint as orders, sum(retail)::bigint as retail,
    sum(refund)::bigint as refund, sum(share)::bigint as share
  from ${each} one
  group by day, excluded
  having bool_or(lines <> 0) or bool_or(orders <> 0) or bool_or(retail <> 0) or bool_or(refund <> 0) or bool_or(share <> 0)`

type Sums = Readonly<Record<'rows' | Amount, bigint>>

const tallyOf = (sums: Sums): Tally => {
  const sum = (amount: Amount): Fen => fen(sums[amount])
  return {
    rows: Number(sums.rows),
    sums: { payable: sum('payable'), paid: sum('paid'), received: sum('received'), refund: sum('refund') },
  }
}

/** How many rows, and the sum of each amount; `prefix` and `suffix` name the columns. */
const sumsOf = (prefix = '', suffix = '_fen'): RawBuilder<unknown> =>
  sql.raw(
    [
      'count(*)::bigint as rows',
      ...AMOUNTS.map((amount) => `coalesce(sum(${prefix}${amount}${suffix}), 0)::bigint as ${amount}`),
    ].join(', '),
  )

const insertion = ({ etown, platform, shop, batch }: Incoming, from: string): RawBuilder<unknown> => sql`
  insert into market.order_line (etown, platform, shop, batch, counts_order, ${list(FACTS)}, ${list(COUNTS)})
  select ${etown}::int, ${platform}, ${shop}::bigint, ${batch}::bigint, excluded is null, ${list(FACTS)}, ${list(COUNTS)}
  from ${sql.raw(from)}`

export type Fresh = { readonly tally: Tally; readonly contributions: readonly Contribution[] }

/**
 * Inserts the lines of the slice that nobody has seen before; of rows that repeat a line, the first. `allFresh` says that
 * there are no others, which halves the cost; where it is wrong, PostgreSQL refuses the statement.
 */
export async function insertFresh(db: MarketDb, incoming: Incoming, allFresh: boolean): Promise<Fresh> {
  const { rows } = await sql<Contribution & Sums>`
    with fresh as (
      ${insertion(incoming, 'incoming')}
      ${allFresh ? sql`` : sql`on conflict (etown, order_no, sub_no, platform) do nothing`}
      returning day, excluded, counts_order, payable_fen, paid_fen, received_fen, refund_fen, share_fen, retail_fen
    )
    select day, excluded, count(*)::bigint as lines, (count(*) filter (where counts_order))::bigint as orders,
      sum(retail_fen)::bigint as retail, coalesce(sum(share_fen), 0)::bigint as share, ${sumsOf()}
    from fresh group by day, excluded`.execute(db)
  const sum = (of: keyof Sums): bigint => rows.reduce((total, row) => total + row[of], 0n)
  return {
    tally: tallyOf({
      rows: sum('rows'),
      payable: sum('payable'),
      paid: sum('paid'),
      received: sum('received'),
      refund: sum('refund'),
    }),
    contributions: rows.map(({ day, excluded, lines, orders, retail, refund, share }) => ({
      ...{ day, excluded, lines, orders, retail, share },
      refund: excluded === null ? fen(refund) : ZERO_FEN,
    })),
  }
}

/** Sets the slice's rows aside that met a line, known before or inserted from this file. */
export const meetKnown = (db: MarketDb, { etown, platform, batch }: Incoming) =>
  sql`
    insert into met
    select i.*, l.shop, l.batch, l.day, l.excluded, l.payable_fen, l.paid_fen, l.received_fen, l.refund_fen,
      l.share_fen, l.retail_fen, l.counts_order,
      case when ${rank('i')} > ${rank('l')} then 1 when ${rank('i')} = ${rank('l')} then 0 else -1 end
    from incoming i ${lineOf('i', etown, platform)}
    where l.batch <> ${batch} or l.row_no <> i.row_no`.execute(db)

/** How many rows met a line of another shop, and of which. */
export async function meetOtherShop(
  db: MarketDb,
  { shop }: Incoming,
): Promise<{ readonly lines: bigint; readonly shop: bigint } | undefined> {
  const { rows } = await sql<{ lines: bigint; shop: bigint | null }>`
    select count(*)::bigint as lines, min(known_shop)::bigint as shop from met where known_shop <> ${shop}`.execute(
    db,
  )
  const [found] = rows
  return found === undefined || found.shop === null ? undefined : { lines: found.lines, shop: found.shop }
}

/** Moves the lines whose state a met row surpasses, and keeps everything that is not the state as history. */
export async function moveKnown(db: MarketDb, incoming: Incoming): Promise<readonly Contribution[]> {
  const { etown, platform, shop, batch } = incoming
  await sql`
    create temporary table moved on commit drop as
    select distinct on (order_no, sub_no) m.* from met m where compared > 0
    order by order_no, sub_no, ${rank('m')} desc, row_no`.execute(db)
  await sql`
    insert into market.observation (etown, platform, shop, batch, facts_hash, ${list(FACTS)})
    select l.etown, l.platform, l.shop, l.batch, ${factsHash('l')}, ${list(FACTS, 'l.')}
    from moved m ${lineOf('m', etown, platform)}
    union all
    (select ${etown}, ${platform}, ${shop}, ${batch}, ${factsHash('m')}, ${list(FACTS, 'm.')}
    from met m left join moved v on v.order_no = m.order_no and v.sub_no = m.sub_no
    where m.compared <> 0 and (v.order_no is null or ${rank('m')} <> ${rank('v')})
    order by m.row_no)
    on conflict do nothing`.execute(db)
  await sql`${insertion(incoming, 'moved')}
    on conflict (etown, order_no, sub_no, platform) do update set batch = excluded.batch,
      counts_order = excluded.counts_order,
      ${sql.raw([...FACTS, ...COUNTS].map((name) => `${name} = excluded.${name}`).join(', '))}`.execute(db)
  const { rows } = await contributionsOf(sql`(
    select day, excluded, 1 as lines, (excluded is null)::int as orders, retail_fen as retail,
      case when excluded is null then coalesce(refund_fen, 0) else 0 end as refund, coalesce(share_fen, 0) as share
    from moved
    union all
    select known_day, known_excluded, -1, -known_counts::int, -known_retail,
      case when known_excluded is null then -coalesce(known_refund, 0) else 0 end, -coalesce(known_share, 0)
    from moved)`).execute(db)
  return rows
}

/**
 * Of the rows that met a line: `met` all of them, `moved` those that are now its state, `displaced` rows of this very file
 * that were inserted first and gave way to one of them.
 */
export async function tallyMet(
  db: MarketDb,
  { batch }: Incoming,
): Promise<Record<'met' | 'moved' | 'displaced', Tally>> {
  const one = async (query: RawBuilder<Sums>): Promise<Tally> => {
    const { rows } = await query.execute(db)
    if (rows[0] === undefined) throw new Error('an aggregate gave no row')
    return tallyOf(rows[0])
  }
  return {
    met: await one(sql<Sums>`select ${sumsOf()} from met`),
    moved: await one(sql<Sums>`select ${sumsOf()} from moved`),
    displaced: await one(sql<Sums>`select ${sumsOf('known_', '')} from moved where known_batch = ${batch}`),
  }
}
