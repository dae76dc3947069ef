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
 * and a time share its node. What the store says of a thing is looked for thing by thing (`lateral … offset 0`): joined to
 * 200,000 of them, the planner would read all of the store instead, and take the longer the more there is in it.
 */
export async function walkRecall(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  most: number,
): Promise<RecallWalk | 'too-many'> {
  const lots = starts.toSorted()
  await sql`set local work_mem = '128MB'`.execute(db)
  // Where PostgreSQL can compile plans, it would for each step, and for longer than the step takes.
  await sql`set local jit = off`.execute(db)
  await sql`drop table if exists recall_node, recall_edge, recall_step, recall_seen, recall_event`.execute(db)
  const things = await spread(db, etown, lots, most)
  if (things > most) return 'too-many'
  await climb(db, etown)
  return gather(db, etown, lots)
}

/**
 * Downwards, wave by wave: items of a lot, products of a transformation, and what was inside a recalled container. Each thing's
 * mentions are read once, and kept for what they say of places and orders. Only a class of things can be a lot of items,
 * and it holds nothing. `lot` is the place of the lot among those asked for.
 */
async function spread(
  db: Db<'trace'>,
  etown: number,
  lots: readonly string[],
  most: number,
): Promise<number> {
  await sql`create temporary table recall_node (id int generated always as identity, key text collate "C", lot int,
    from_at timestamptz, until_at timestamptz, level int, wave int) on commit drop`.execute(db)
  await sql`create temporary table recall_seen (node int, event bigint, made_as text, made_in text collate "C")
    on commit drop`.execute(db)
  await sql`insert into recall_node (key, lot, from_at, until_at, level, wave)
    select key, n - 1, '-infinity', 'infinity', 0, 0 from unnest(${lots}::text[]) with ordinality as asked (key, n)`.execute(
    db,
  )
  let things = lots.length
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
        select o.key, n.lot from recall_node n join recall_seen i on i.node = n.id and i.made_as = 'input'
        join trace.mention o on o.etown = ${etown} and o.via = i.made_in and o.link = 'made' and o.role = 'output' and not o.withdrawn
        where n.wave = ${wave}
        union all
        select s.child, n.lot from recall_node n join trace.stay s on s.etown = ${etown} and s.parent = n.key
        where n.wave = 0 and ${wave}::int = 0 and (n.key not like '%/01/%' or n.key like '%/21/%')
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
    select n.id, m.event, m.made_as, m.made_in from recall_node n cross join lateral (
      select event, case when link = 'made' then role end as made_as, case when link = 'made' then via end as made_in
      from trace.mention
      where etown = ${etown} and key = n.key and at >= n.from_at and at < n.until_at and not withdrawn offset 0
    ) m where ${which}`.execute(db)

/** Upwards, level by level: every container, for as long as it held what is below. */
async function climb(db: Db<'trace'>, etown: number): Promise<void> {
  await sql`create temporary table recall_edge (below int, above int) on commit drop`.execute(db)
  for (let level = 0; level < DEEPEST; level++) {
    await sql`
      create temporary table recall_step on commit drop as
      select n.id as below, s.parent as key, greatest(n.from_at, s.from_at) as from_at, least(n.until_at, s.until_at) as until_at
      from recall_node n cross join lateral (
        select parent, from_at, until_at from trace.stay
        where etown = ${etown} and child = n.key and from_at < n.until_at and until_at > n.from_at offset 0
      ) s where n.level = ${level}`.execute(db)
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
async function gather(db: Db<'trace'>, etown: number, lots: readonly string[]): Promise<RecallWalk> {
  await see(db, etown, sql`n.level > 0`)
  await sql`analyze recall_seen`.execute(db)
  // Numbered in their order, those that name a place after all others: the last of a node is the highest number.
  await sql`
    create temporary table recall_event on commit drop as
    select e.*, row_number() over (order by (e.place is not null), e.at, e.id)::int as nth from (
      select id, at, coalesce(biz_location, read_point) as place, document -> 'bizTransactionList' as orders,
        document -> 'destinationList' as buyers
      from (select distinct event from recall_seen) s cross join lateral (
        select * from trace.event where etown = ${etown} and id = s.event offset 0
      ) e
    ) e`.execute(db)
  await sql`analyze recall_event`.execute(db)
  const nodes = await nodesOf(db, lots)
  // One row a container: a row an edge costs more to read than to find.
  const edges = await sql<{ above: number; below: string }>`
    select above, string_agg(below::text, ' ') as below from recall_edge group by above`.execute(db)
  const trades = await sql<WalkTrade>`
    select distinct s.node, t.order, t.buyer from recall_event e join recall_seen s on s.event = e.id cross join lateral (
      select o ->> 'bizTransaction' as order, null as buyer from jsonb_array_elements(e.orders) o
      union all
      select null, b ->> 'destination' from jsonb_array_elements(e.buyers) b where b ->> 'type' in ('owning_party', 'possessing_party')
    ) t where e.orders is not null or e.buyers is not null`.execute(db)
  return {
    nodes,
    edges: edges.rows.flatMap(({ above, below }) =>
      below.split(' ').map((id) => ({ below: Number(id), above })),
    ),
    trades: trades.rows,
  }
}

async function nodesOf(db: Db<'trace'>, lots: readonly string[]): Promise<readonly WalkNode[]> {
  const seen = await sql<{ nth: number; place: string; ms: number }>`
    select nth, place, date_part('epoch', at) * 1000 as ms from recall_event where place is not null`.execute(
    db,
  )
  const places = new Map(seen.rows.map((one) => [one.nth, one]))
  const { rows } = await sql<{ id: number; key: string; lot: number | null; last: number | null }>`
    select n.id, n.key, n.lot, s.last from recall_node n left join (
      select s.node, max(e.nth) as last from recall_seen s join recall_event e on e.id = s.event group by s.node
    ) s on s.node = n.id order by n.id`.execute(db)
  return rows.map(({ id, key, lot, last }) => {
    const where = last === null ? undefined : places.get(last)
    return {
      id,
      key,
      lot: lot === null ? null : (lots[lot] ?? null),
      place: where?.place ?? null,
      seenMs: where?.ms ?? null,
    }
  })
}
