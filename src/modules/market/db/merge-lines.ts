import { type RawBuilder, sql } from 'kysely'
import { ZERO_FEN } from '../../../kernel/money.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { Amount } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import type { Contribution } from '../domain/retail-change.ts'

type MarketDb = Db<'market'>

/** The import whose rows lie in `incoming`. */
export type Incoming = {
  readonly etown: number
  readonly platform: Platform
  readonly shop: bigint
  readonly batch: bigint
}

/** How many rows, and the sum of each amount, as they stand in the tables. */
export type TallyRow = Readonly<Record<'rows' | Amount, bigint>>

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
  ...['goods_fen', 'quantity', 'product', 'waybill', 'mark', 'wholesale', 'row_hash', 'row_no'],
]
const COUNTS = ['share_fen', 'retail_fen', 'excluded']
const list = (names: readonly string[], table = ''): RawBuilder<unknown> =>
  sql.raw(names.map((name) => table + name).join(', '))

/** The total order of domain/merge-order.ts compareObservations, as a row that PostgreSQL compares. */
const rank = (t: string): RawBuilder<unknown> =>
  sql.raw(`row(${t}.stage, coalesce(${t}.refund_fen, -1),
    num_nonnulls(${t}.payable_fen, ${t}.paid_fen, ${t}.received_fen, ${t}.paid_at, ${t}.quantity, ${t}.waybill),
    -coalesce(${t}.paid_fen, -1), -coalesce(${t}.payable_fen, -1), -coalesce(${t}.received_fen, -1), ${t}.row_hash)`)

const TALLY = sql`count(*)::bigint as rows, coalesce(sum(payable_fen), 0)::bigint as payable,
  coalesce(sum(paid_fen), 0)::bigint as paid, coalesce(sum(received_fen), 0)::bigint as received,
  coalesce(sum(refund_fen), 0)::bigint as refund`

/** Adds contributions up; `each` is a table that gives them one by one. */
export const contributionsOf = (each: RawBuilder<unknown>): RawBuilder<Contribution> => sql<Contribution>`
  select day, excluded, sum(lines)::bigint as lines, sum(orders)::bigint as orders, sum(retail)::bigint as retail,
    sum(refund)::bigint as refund, sum(share)::bigint as share
  from ${each} one
  group by day, excluded
  having bool_or(lines <> 0) or bool_or(orders <> 0) or bool_or(retail <> 0) or bool_or(refund <> 0) or bool_or(share <> 0)`

/**
 * The line that a row `t` of a temporary table is about. `limit 1` keeps the lookup a lookup: a table that grew a minute ago
 * has no statistics yet, and the plan that PostgreSQL would make of a plain join costs seconds (measured).
 */
const lineOf = (t: string, etown: number, platform: Platform): RawBuilder<unknown> => sql`
  cross join lateral (
    select * from market.order_line
    where etown = ${etown} and platform = ${platform} and order_no = ${sql.ref(`${t}.order_no`)}
      and sub_no = ${sql.ref(`${t}.sub_no`)}
    limit 1
  ) l`

/**
 * Inserts the lines that nobody has seen before; of rows that repeat a line, the first. `contributions` is what they add,
 * `tally` what their rows show.
 */
export async function insertFresh(
  db: MarketDb,
  { etown, platform, shop, batch }: Incoming,
): Promise<{ tally: TallyRow; contributions: readonly Contribution[] }> {
  const { rows } = await sql<Contribution & TallyRow>`
    with fresh as (
      insert into market.order_line (etown, platform, shop, batch, counts_order, ${list(FACTS)}, ${list(COUNTS)})
      select ${etown}::int, ${platform}, ${shop}::bigint, ${batch}::bigint, excluded is null, ${list(FACTS)}, ${list(COUNTS)}
      from incoming
      on conflict (etown, platform, order_no, sub_no) do nothing
      returning day, excluded, counts_order, payable_fen, paid_fen, received_fen, refund_fen, share_fen, retail_fen
    )
    select day, excluded, count(*)::bigint as lines, (count(*) filter (where counts_order))::bigint as orders,
      sum(retail_fen)::bigint as retail, coalesce(sum(share_fen), 0)::bigint as share, ${TALLY}
    from fresh group by day, excluded`.execute(db)
  const sum = (of: keyof TallyRow): bigint => rows.reduce((total, row) => total + row[of], 0n)
  return {
    tally: {
      rows: sum('rows'),
      payable: sum('payable'),
      paid: sum('paid'),
      received: sum('received'),
      refund: sum('refund'),
    },
    contributions: rows.map((row) => (row.excluded === null ? row : { ...row, refund: ZERO_FEN })),
  }
}

/** The rows that met a line known already, into `met`. Returns how many lines there belong to another shop. */
export async function meetKnown(
  db: MarketDb,
  { etown, platform, shop, batch }: Incoming,
): Promise<{ readonly lines: bigint; readonly shop: bigint | null }> {
  await sql`
    create temporary table met (like incoming, known_shop bigint, known_hash uuid, known_day date,
      known_excluded text, known_share bigint, known_retail bigint, known_refund bigint, known_counts boolean,
      moves boolean) on commit drop`.execute(db)
  await sql`
    insert into met
    select i.*, l.shop, l.row_hash, l.day, l.excluded, l.share_fen, l.retail_fen, l.refund_fen,
      l.counts_order, ${rank('i')} > ${rank('l')}
    from incoming i ${lineOf('i', etown, platform)}
    where l.batch <> ${batch} or l.row_no <> i.row_no`.execute(db)
  const { rows } = await sql<{ lines: bigint; shop: bigint | null }>`
    select count(*)::bigint as lines, min(known_shop)::bigint as shop from met where known_shop <> ${shop}`.execute(
    db,
  )
  return rows[0] ?? { lines: 0n, shop: null }
}

/** Moves the lines whose state a met row surpasses, and keeps everything that is not the state as history. */
export async function moveKnown(
  db: MarketDb,
  { etown, platform, shop, batch }: Incoming,
): Promise<readonly Contribution[]> {
  await sql`
    create temporary table moved on commit drop as
    select distinct on (order_no, sub_no) m.* from met m where moves
    order by order_no, sub_no, ${rank('m')} desc, row_no`.execute(db)
  await sql`
    insert into market.observation (etown, platform, shop, batch, ${list(FACTS)})
    select l.etown, l.platform, l.shop, l.batch, ${list(FACTS, 'l.')}
    from moved m ${lineOf('m', etown, platform)}
    union all
    (select ${etown}, ${platform}, ${shop}, ${batch}, ${list(FACTS, 'm.')}
    from met m left join moved v on v.order_no = m.order_no and v.sub_no = m.sub_no
    where m.row_hash <> m.known_hash and m.row_hash is distinct from v.row_hash
    order by m.row_no)
    on conflict do nothing`.execute(db)
  await sql`
    insert into market.order_line (etown, platform, shop, batch, counts_order, ${list(FACTS)}, ${list(COUNTS)})
    select ${etown}::int, ${platform}, ${shop}::bigint, ${batch}::bigint, excluded is null, ${list(FACTS)}, ${list(COUNTS)}
    from moved
    on conflict (etown, platform, order_no, sub_no) do update set batch = excluded.batch,
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

/** Which of the file's rows are now the state of their line, and which are not. */
export async function tallyMerge(
  db: MarketDb,
  { etown, platform, batch }: Incoming,
): Promise<{ accepted: TallyRow; merged: TallyRow }> {
  const { rows } = await sql<TallyRow & { mine: boolean }>`
    select l.batch = ${batch} and l.row_no = i.row_no as mine, ${TALLY_OF_I}
    from incoming i ${lineOf('i', etown, platform)}
    group by mine`.execute(db)
  const of = (mine: boolean): TallyRow => rows.find((row) => row.mine === mine) ?? NOTHING
  return { accepted: of(true), merged: of(false) }
}

export const NOTHING: TallyRow = { rows: 0n, payable: 0n, paid: 0n, received: 0n, refund: 0n }

const TALLY_OF_I = sql`count(*)::bigint as rows, coalesce(sum(i.payable_fen), 0)::bigint as payable,
  coalesce(sum(i.paid_fen), 0)::bigint as paid, coalesce(sum(i.received_fen), 0)::bigint as received,
  coalesce(sum(i.refund_fen), 0)::bigint as refund`
