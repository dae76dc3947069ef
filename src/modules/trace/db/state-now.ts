import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

export type StateNow = {
  readonly events: bigint
  readonly seenAt: Date | null
  readonly place: string | null
  readonly bizStep: string | null
  readonly disposition: string | null
  readonly inside: readonly string[]
  readonly lot: string | null
}

/** What the events say of a thing at an instant: its last event, its containers' last place, the lot it came from. */
export async function stateAt(db: Db<'trace'>, etown: number, key: string, at: Date): Promise<StateNow> {
  const { rows } = await sql<StateNow>`
    with recursive held (key, from_at, depth) as (
      select ${key}::text collate "C", '-infinity'::timestamptz, 0
      union all
      select s.parent, s.from_at, held.depth + 1 from held
      join trace.stay s on s.etown = ${etown} and s.child = held.key and s.kind = 'in' and s.from_at <= ${at} and s.until_at > ${at}
      where held.depth < 20
    ), own as (
      select e.at, e.biz_step, e.disposition from trace.mention m join trace.event e on e.etown = m.etown and e.id = m.event
      where m.etown = ${etown} and m.key = ${key} and m.at <= ${at} and not m.withdrawn order by m.at desc, m.event desc
    ), placed as (
      select m.at, coalesce(e.biz_location, e.read_point) as place
      from held join trace.mention m on m.etown = ${etown} and m.key = held.key and m.at >= held.from_at and m.at <= ${at} and not m.withdrawn
      join trace.event e on e.etown = m.etown and e.id = m.event
      where coalesce(e.biz_location, e.read_point) is not null order by m.at desc limit 1
    )
    select (select count(*) from trace.mention m where m.etown = ${etown} and m.key = ${key} and not m.withdrawn) as events,
      greatest((select max(at) from own), (select at from placed)) as "seenAt", (select place from placed) as place,
      (select biz_step from own where biz_step is not null limit 1) as "bizStep",
      (select disposition from own where disposition is not null limit 1) as disposition,
      coalesce((select array_agg(key order by depth) from held where depth > 0), '{}') as inside,
      (select via from trace.mention m where m.etown = ${etown} and m.key = ${key} and m.link = 'lot' and not m.withdrawn limit 1) as lot`.execute(
    db,
  )
  const [row] = rows
  if (row === undefined) throw new Error('one row was asked for')
  return row
}
