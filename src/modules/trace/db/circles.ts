import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** A child that an event puts into a parent. */
export type Put = { readonly child: string; readonly parent: string; readonly atMs: number }

/** No product is packed deeper; a chain beyond it is a circle that time windows have not closed. */
const DEEPEST = 40

/**
 * Of stored puts, those by which a thing comes to be inside itself: from the new parent upwards through every stay that
 * overlaps in time, back to the child. Only parents that stay in something themselves can close a circle, so that most
 * captures end after one look.
 */
export async function closedCircles(
  db: Db<'trace'>,
  etown: number,
  puts: readonly Put[],
): Promise<readonly Put[]> {
  const parents = [...new Set(puts.map((put) => put.parent))]
  if (parents.length === 0) return []
  const { rows: held } = await sql<{ key: string }>`
    select key from unnest(${parents}::text[]) as asked (key)
    where exists (select from trace.mention m where m.etown = ${etown} and m.key = asked.key
      and m.link in ('in', 'with') and m.action = 'ADD' and not m.withdrawn)`.execute(db)
  const inside = new Set(held.map((row) => row.key))
  const suspects = puts.filter((put) => inside.has(put.parent))
  if (suspects.length === 0) return []
  const { rows } = await sql<{ child: string; parent: string; at: Date }>`
    with recursive up (child, parent, at, top, from_at, until_at, depth) as (
      select asked.child, asked.parent, asked.at, s.parent, s.from_at, s.until_at, 1
      from unnest(${suspects.map((s) => s.child)}::text[], ${suspects.map((s) => s.parent)}::text[],
        ${suspects.map((s) => new Date(s.atMs).toISOString())}::timestamptz[]) as asked (child, parent, at)
      join trace.stay s on s.etown = ${etown} and s.child = asked.child and s.parent = asked.parent and s.from_at = asked.at
      union all
      select up.child, up.parent, up.at, s.parent, greatest(up.from_at, s.from_at), least(up.until_at, s.until_at), up.depth + 1
      from up join trace.stay s on s.etown = ${etown} and s.child = up.top
        and s.from_at < up.until_at and s.until_at > up.from_at
      where up.top <> up.child and up.depth < ${DEEPEST}
    )
    select distinct child, parent, at from up where top = child or depth = ${DEEPEST}`.execute(db)
  return rows.map((row) => ({ child: row.child, parent: row.parent, atMs: row.at.getTime() }))
}
