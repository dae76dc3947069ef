import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type StepRow = Selectable<DB['trace.step']>
export type StepWithPhotos = StepRow & { readonly photos: readonly string[]; readonly corrected: boolean }

/**
 * Harvests and applications of one season exclude each other for the length of a transaction: neither may look while
 * the other writes.
 */
export async function holdSeason(db: Db<'trace'>, etown: number, season: bigint): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`trace.season ${etown} ${season}`}, 0))`.execute(
    db,
  )
}

export const insertStep = (db: Db<'trace'>, step: Insertable<DB['trace.step']>): Promise<StepRow> =>
  db.insertInto('trace.step').values(step).returningAll().executeTakeFirstOrThrow()

export const findStep = (db: Db<'trace'>, etown: number, id: bigint): Promise<StepRow | undefined> =>
  db.selectFrom('trace.step').selectAll().where('etown', '=', etown).where('id', '=', id).executeTakeFirst()

type Of = { readonly seasons: readonly bigint[]; readonly lots: readonly bigint[] }

/** The records of seasons and lots in the order things happened, each with its photos. */
export async function stepsOf(
  db: Db<'trace'>,
  etown: number,
  { seasons, lots }: Of,
): Promise<StepWithPhotos[]> {
  if (seasons.length + lots.length === 0) return []
  const rows = await db
    .selectFrom('trace.step as s')
    .selectAll('s')
    .select([
      sql<
        string[]
      >`array(select p.sha256 from trace.step_photo p where p.etown = s.etown and p.step = s.id order by p.at)`.as(
        'photos',
      ),
      sql<boolean>`exists (select from trace.step c where c.etown = s.etown and c.corrects = s.id)`.as(
        'corrected',
      ),
    ])
    .where('s.etown', '=', etown)
    .where((w) =>
      w.or([
        ...(seasons.length > 0 ? [w('s.season', 'in', seasons)] : []),
        ...(lots.length > 0 ? [w('s.lot', 'in', lots)] : []),
      ]),
    )
    .orderBy('s.occurred_at')
    .orderBy('s.id')
    .execute()
  return rows
}

export async function insertPhoto(db: Db<'trace'>, photo: Insertable<DB['trace.step_photo']>): Promise<void> {
  await db
    .insertInto('trace.step_photo')
    .values(photo)
    .onConflict((c) => c.doNothing())
    .execute()
}
