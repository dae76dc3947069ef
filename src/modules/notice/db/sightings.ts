import { type Insertable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type Sighting = Insertable<DB['notice.sighting']>

export const insertSighting = async (db: Db<'notice'>, sighting: Sighting): Promise<void> => {
  await db.insertInto('notice.sighting').values(sighting).execute()
}

/** Notices still up, whose page nobody has looked at since an instant: their newest edition. */
export async function unseenSince(
  db: Db<'notice'>,
  etown: number,
  today: string,
  since: Date,
): Promise<readonly { id: bigint; number: number; sha256: string }[]> {
  const { rows } = await sql<{ id: bigint; number: number; sha256: string }>`
    select n.id, e.number, e.sha256 from notice.notice n
    join lateral (select number, sha256, runs_through from notice.edition x
      where x.etown = n.etown and x.notice = n.id order by number desc limit 1) e on true
    where n.etown = ${etown} and n.withdrawn_at is null and e.runs_through >= ${today}::date
      and not exists (select from notice.sighting s where s.etown = n.etown and s.notice = n.id
        and s.edition = e.number and s.at > ${since})
    order by n.id`.execute(db)
  return rows
}

export type Sightings = { seen: number; missed: number; first: Date | null; last: Date | null }

export async function sightingsOf(
  db: Db<'notice'>,
  etown: number,
  notice: bigint,
  edition: number,
): Promise<Sightings> {
  const { rows } = await sql<Sightings>`
    select count(*) filter (where shows_it)::int as seen, count(*) filter (where not shows_it)::int as missed,
      min(at) filter (where shows_it) as first, max(at) filter (where shows_it) as last
    from notice.sighting where etown = ${etown} and notice = ${notice} and edition = ${edition}`.execute(db)
  return rows[0] ?? { seen: 0, missed: 0, first: null, last: null }
}
