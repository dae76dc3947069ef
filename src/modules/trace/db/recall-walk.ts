import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** A thing of the walk, or a container for as long as it held one. */
export type WalkNode = {
  readonly id: number
  readonly key: string
  /** The recalled lot it came from; null: a container. */
  readonly lot: string | null
  readonly place: string | null
  readonly seenMs: number | null
}
export type WalkEdge = { readonly below: number; readonly above: number }
export type WalkTrade = {
  readonly node: number
  readonly order: string | null
  readonly buyer: string | null
}

/** 召回的走法 Things, what held them, and what the events of each say. */
export type RecallWalk = {
  readonly nodes: readonly WalkNode[]
  readonly edges: readonly WalkEdge[]
  readonly trades: readonly WalkTrade[]
}

const DEEPEST = 20

/**
 * From lots (or items, or containers) to everything they became and everything that held it while it held it. Runs in
 * steps over temporary tables, so that each step is planned for the numbers it really has; things that shared a container
 * and a time share its node.
 */
export async function walkRecall(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  most: number,
): Promise<RecallWalk | 'too-many'> {
  await sql`set local work_mem = '128MB'`.execute(db)
  await sql`drop table if exists recall_node, recall_edge, recall_step, recall_seen, recall_event`.execute(db)
  const things = await spread(db, etown, starts, most)
  if (things > most) return 'too-many'
  await climb(db, etown)
  return gather(db, etown)
}

/**
 * Downwards, wave by wave: items of a lot, products of a transformation, and what was inside a recalled container. Each thing's
 * mentions are read once, and kept for what they say of places and orders. Only a class of things can be a lot of items.
 */
async function spread(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  most: number,
): Promise<number> {
  await sql`create temporary table recall_node (id int generated always as identity, key text collate "C", lot text collate "C",
    from_at timestamptz, until_at timestamptz, level int, wave int) on commit drop`.execute(db)
  await sql`create temporary table recall_seen (node int, event bigint, at timestamptz, link text, role text,
    via text collate "C") on commit drop`.execute(db)
  await sql`insert into recall_node (key, lot, from_at, until_at, level, wave)
    select key, key collate "C", '-infinity', 'infinity', 0, 0 from unnest(${starts}::text[]) as asked (key)`.execute(
    db,
  )
  let things = starts.length
  for (let wave = 0; things <= most; wave++) {
    await sql`analyze recall_node`.execute(db)
    await see(db, etown, sql`n.wave = ${wave}`)
    const { numAffectedRows = 0n } = await sql`
      insert into recall_node (key, lot, from_at, until_at, level, wave)
      select next.key, min(next.lot), '-infinity', 'infinity', 0, ${wave + 1}::int from (
        select m.key, n.lot from recall_node n join trace.mention m
          on m.etown = ${etown} and m.via = n.key and m.link = 'lot' and not m.withdrawn
        where n.wave = ${wave} and n.key not like '%/21/%'
        union all
        select o.key, n.lot from recall_node n join recall_seen i on i.node = n.id and i.link = 'made' and i.role = 'input'
        join trace.mention o on o.etown = ${etown} and o.via = i.via and o.link = 'made' and o.role = 'output' and not o.withdrawn
        where n.wave = ${wave}
        union all
        select s.child, n.lot from recall_node n join trace.stay s on s.etown = ${etown} and s.parent = n.key
        where n.wave = 0 and ${wave}::int = 0
      ) next
      where not exists (select from recall_node k where k.key = next.key)
      group by next.key order by 2, 1 limit ${most + 1 - things}`.execute(db)
    if (numAffectedRows === 0n) break
    things += Number(numAffectedRows)
  }
  return things
}

/** What the events say of these nodes, for as long as they are of concern. */
const see = (db: Db<'trace'>, etown: number, which: RawBuilder<unknown>) =>
  sql`insert into recall_seen
    select n.id, m.event, m.at, m.link, m.role, m.via from recall_node n
    join trace.mention m on m.etown = ${etown} and m.key = n.key and m.at >= n.from_at and m.at < n.until_at
      and not m.withdrawn
    where ${which}`.execute(db)

/** Upwards, level by level: every container, for as long as it held what is below. */
async function climb(db: Db<'trace'>, etown: number): Promise<void> {
  await sql`create temporary table recall_edge (below int, above int) on commit drop`.execute(db)
  for (let level = 0; level < DEEPEST; level++) {
    await sql`
      create temporary table recall_step on commit drop as
      select n.id as below, s.parent as key, greatest(n.from_at, s.from_at) as from_at, least(n.until_at, s.until_at) as until_at
      from recall_node n join trace.stay s on s.etown = ${etown} and s.child = n.key
        and s.from_at < n.until_at and s.until_at > n.from_at
      where n.level = ${level}`.execute(db)
    const { numAffectedRows } = await sql`
      insert into recall_node (key, from_at, until_at, level)
      select distinct key, from_at, until_at, ${level + 1}::int from recall_step`.execute(db)
    await sql`
      insert into recall_edge
      select s.below, n.id from recall_step s
      join recall_node n on n.level = ${level + 1} and n.key = s.key and n.from_at = s.from_at and n.until_at = s.until_at
    `.execute(db)
    await sql`drop table recall_step`.execute(db)
    if ((numAffectedRows ?? 0n) === 0n) break
  }
}

/** What the events of each node say: where it was seen last, in which orders and for whom. */
async function gather(db: Db<'trace'>, etown: number): Promise<RecallWalk> {
  await see(db, etown, sql`n.level > 0`)
  await sql`analyze recall_seen`.execute(db)
  await sql`
    create temporary table recall_event on commit drop as
    select e.id, coalesce(e.biz_location, e.read_point) as place, e.document -> 'bizTransactionList' as orders,
      e.document -> 'destinationList' as buyers
    from trace.event e where e.etown = ${etown} and e.id in (select event from recall_seen)`.execute(db)
  await sql`analyze recall_event`.execute(db)
  const nodes = await sql<WalkNode>`
    select n.id, n.key, n.lot, last.place, date_part('epoch', last.at) * 1000 as "seenMs"
    from recall_node n left join (
      select distinct on (s.node) s.node, e.place, s.at from recall_seen s join recall_event e on e.id = s.event
      where e.place is not null order by s.node, s.at desc
    ) last on last.node = n.id order by n.id`.execute(db)
  const edges = await sql<WalkEdge>`select below, above from recall_edge`.execute(db)
  const trades = await sql<WalkTrade>`
    select distinct s.node, o ->> 'bizTransaction' as order, null as buyer
    from recall_seen s join recall_event e on e.id = s.event cross join lateral jsonb_array_elements(e.orders) o
    union
    select distinct s.node, null, b ->> 'destination'
    from recall_seen s join recall_event e on e.id = s.event cross join lateral jsonb_array_elements(e.buyers) b
    where b ->> 'type' in ('owning_party', 'possessing_party')`.execute(db)
  return { nodes: nodes.rows, edges: edges.rows, trades: trades.rows }
}
