import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** 受影响物 A thing that came out of a recalled lot, with what its own and its containers' events say. */
export type AffectedRow = {
  readonly key: string
  readonly lot: string
  readonly isClass: boolean
  readonly place: string | null
  readonly seenAt: Date | null
  readonly containers: readonly string[]
  readonly orders: readonly string[]
  readonly buyers: readonly string[]
}

const DEEPEST = 20

/**
 * From lots (or items, or containers) to everything they became and everything that held it while it held it. Runs in
 * steps over temporary tables, so that each step is planned for the numbers it really has.
 */
export async function walkRecall(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  most: number,
): Promise<readonly AffectedRow[] | 'too-many'> {
  const things = await spread(db, etown, starts, most)
  if (things > most) return 'too-many'
  await climb(db, etown)
  await gather(db, etown)
  const { rows } = await sql<AffectedRow>`
    select t.key, t.lot, t.is_class as "isClass", l.place, l.seen_at as "seenAt",
      coalesce(c.containers, '{}') as containers, coalesce(o.orders, '{}') as orders, coalesce(o.buyers, '{}') as buyers
    from recall_thing t
    left join lateral (
      select n.place, n.seen_at from recall_above a join recall_node n on n.id = a.node
      where a.thing = t.id and n.seen_at is not null order by n.seen_at desc limit 1
    ) l on true
    left join lateral (
      select array_agg(distinct n.key) as containers from recall_above a join recall_node n on n.id = a.node
      where a.thing = t.id and n.key <> t.key
    ) c on true
    left join lateral (
      select array_agg(distinct x.order_id) filter (where x.order_id is not null) as orders,
             array_agg(distinct x.buyer) filter (where x.buyer is not null) as buyers
      from recall_above a join recall_trade x on x.node = a.node where a.thing = t.id
    ) o on true
    order by t.lot, t.key`.execute(db)
  return rows
}

/** Downwards: items of a lot, products of a transformation, and what was inside a recalled container. */
async function spread(
  db: Db<'trace'>,
  etown: number,
  starts: readonly string[],
  most: number,
): Promise<number> {
  await sql`drop table if exists recall_thing, recall_node, recall_above, recall_trade`.execute(db)
  await sql`
    create temporary table recall_thing on commit drop as
    with recursive thing (key, lot, start) as (
      select key collate "C", key, true from unnest(${starts}::text[]) as asked (key)
      union
      select next.key, thing.lot, false from thing cross join lateral (
        select m.key from trace.mention m
        where m.etown = ${etown} and m.via = thing.key and m.link = 'lot' and not m.withdrawn
        union all
        select o.key from trace.mention i
        join trace.mention o on o.etown = i.etown and o.via = i.via and o.link = 'made' and o.role = 'output' and not o.withdrawn
        where i.etown = ${etown} and i.key = thing.key and i.link = 'made' and i.role = 'input' and not i.withdrawn
        union all
        select s.child from trace.stay s where thing.start and s.etown = ${etown} and s.parent = thing.key
      ) next
    ) select row_number() over () as id, key, min(lot) as lot, false as is_class from thing group by key limit ${most + 1}
  `.execute(db)
  await sql`analyze recall_thing`.execute(db)
  const { rows } = await sql<{ count: bigint }>`select count(*) as count from recall_thing`.execute(db)
  return Number(rows[0]?.count ?? 0)
}

/** Upwards: every container, for as long as it held the thing; things that share a container and a time share a node. */
async function climb(db: Db<'trace'>, etown: number): Promise<void> {
  await sql`create temporary table recall_node (id bigint generated always as identity, key text collate "C",
    from_at timestamptz, until_at timestamptz, level int, place text, seen_at timestamptz) on commit drop`.execute(
    db,
  )
  await sql`create temporary table recall_above (thing bigint, node bigint) on commit drop`.execute(db)
  await sql`insert into recall_node (key, from_at, until_at, level)
    select key, '-infinity', 'infinity', 0 from recall_thing order by id`.execute(db)
  await sql`insert into recall_above select t.id, n.id from recall_thing t join recall_node n on n.key = t.key`.execute(
    db,
  )
  for (let level = 0; level < DEEPEST; level++) {
    await sql`analyze recall_node`.execute(db)
    await sql`
      create temporary table recall_edge on commit drop as
      select n.id as below, s.parent as key, greatest(n.from_at, s.from_at) as from_at, least(n.until_at, s.until_at) as until_at
      from recall_node n join trace.stay s on s.etown = ${etown} and s.child = n.key
        and s.from_at < n.until_at and s.until_at > n.from_at
      where n.level = ${level}`.execute(db)
    await sql`analyze recall_edge`.execute(db)
    const { numAffectedRows } = await sql`
      insert into recall_node (key, from_at, until_at, level)
      select distinct key, from_at, until_at, ${level + 1}::int from recall_edge`.execute(db)
    await sql`
      insert into recall_above
      select distinct a.thing, n.id from recall_edge e
      join recall_node n on n.level = ${level + 1} and n.key = e.key and n.from_at = e.from_at and n.until_at = e.until_at
      join recall_above a on a.node = e.below`.execute(db)
    await sql`drop table recall_edge`.execute(db)
    if ((numAffectedRows ?? 0n) === 0n) break
  }
}

/** What the events of each node say: where it was seen last, in which orders and for whom. */
async function gather(db: Db<'trace'>, etown: number): Promise<void> {
  await sql`analyze recall_above`.execute(db)
  await sql`
    create temporary table recall_seen on commit drop as
    select n.id as node, m.event, m.at from recall_node n
    join trace.mention m on m.etown = ${etown} and m.key = n.key and m.at >= n.from_at and m.at < n.until_at
      and not m.withdrawn`.execute(db)
  await sql`analyze recall_seen`.execute(db)
  await sql`
    create temporary table recall_event on commit drop as
    select e.id, coalesce(e.biz_location, e.read_point) as place, e.document -> 'bizTransactionList' as orders,
      e.document -> 'destinationList' as buyers
    from trace.event e where e.etown = ${etown} and e.id in (select event from recall_seen)`.execute(db)
  await sql`analyze recall_event`.execute(db)
  await sql`
    update recall_node n set place = last.place, seen_at = last.at from (
      select distinct on (s.node) s.node, e.place, s.at from recall_seen s join recall_event e on e.id = s.event
      where e.place is not null order by s.node, s.at desc
    ) last where last.node = n.id`.execute(db)
  await sql`
    create temporary table recall_trade on commit drop as
    select distinct s.node, o ->> 'bizTransaction' as order_id, null as buyer
    from recall_seen s join recall_event e on e.id = s.event cross join lateral jsonb_array_elements(e.orders) o
    union
    select distinct s.node, null, b ->> 'destination'
    from recall_seen s join recall_event e on e.id = s.event cross join lateral jsonb_array_elements(e.buyers) b
    where b ->> 'type' in ('owning_party', 'possessing_party')`.execute(db)
  await sql`create index on recall_above (thing)`.execute(db)
  await sql`create index on recall_trade (node)`.execute(db)
  await sql`create index on recall_node (id)`.execute(db)
  await sql`analyze recall_above, recall_trade, recall_node`.execute(db)
}
