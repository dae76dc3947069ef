import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { EpcisEvent } from '../domain/epcis/event.ts'

/** One event of a thing's way, and through which identifier it belongs to it. */
export type TraceRow = {
  readonly id: bigint
  readonly eventId: string
  readonly at: Date
  readonly recordedAt: Date
  readonly bizStep: string | null
  readonly disposition: string | null
  readonly place: string | null
  readonly key: string
  readonly by: string
  readonly device: string | null
  readonly evidence: readonly string[]
  readonly document: EpcisEvent
}

const DEEPEST = 20

/**
 * 全程 Everything that happened to a thing: to itself, to what held it while it held it, to the lot it came from and to
 * what that was made of, up to its making. Oldest first; withdrawn events are not in it.
 */
export async function traceEvents(
  db: Db<'trace'>,
  etown: number,
  key: string,
  most: number,
): Promise<readonly TraceRow[]> {
  const { rows } = await sql<TraceRow>`
    with recursive up (key, from_at, until_at, depth) as (
      select ${key}::text collate "C", '-infinity'::timestamptz, 'infinity'::timestamptz, 0
      union
      select n.key, n.from_at, n.until_at, up.depth + 1 from up cross join lateral (
        select s.parent as key, greatest(up.from_at, s.from_at) as from_at, least(up.until_at, s.until_at) as until_at
        from trace.stay s where s.etown = ${etown} and s.child = up.key and s.from_at < up.until_at and s.until_at > up.from_at
        union all
        select m.via, '-infinity', m.at + interval '1 microsecond'
        from trace.mention m where m.etown = ${etown} and m.key = up.key and m.link = 'lot' and not m.withdrawn and m.at < up.until_at
        union all
        select i.key, '-infinity', i.at + interval '1 microsecond'
        from trace.mention o join trace.mention i on i.etown = o.etown and i.via = o.via and i.link = 'made'
          and i.role = 'input' and not i.withdrawn
        where o.etown = ${etown} and o.key = up.key and o.link = 'made' and o.role = 'output' and not o.withdrawn
          and o.at < up.until_at
      ) n where up.depth < ${DEEPEST}
    ), seen as (
      select m.event, min(up.depth) as depth, (array_agg(up.key order by up.depth))[1] as key
      from up join trace.mention m on m.etown = ${etown} and m.key = up.key and m.at >= up.from_at and m.at < up.until_at
        and not m.withdrawn
      group by m.event
    )
    select e.id, e.event_id as "eventId", e.at, e.recorded_at as "recordedAt", e.biz_step as "bizStep", e.disposition,
      coalesce(e.biz_location, e.read_point) as place, seen.key, e.by_account as "by", e.device, e.evidence, e.document
    from seen join trace.event e on e.etown = ${etown} and e.id = seen.event
    order by e.at, e.id limit ${most}`.execute(db)
  return rows
}
