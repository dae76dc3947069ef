import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type CaptureRow = Selectable<DB['trace.capture']>

/**
 * Waits until no other capture of the e-town that begins a life or fills a container is under way: two of them, each
 * right by itself, could commission one serial twice or close a circle together. Mere sightings go on beside each other.
 */
export async function oneAtATime(db: Db<'trace'>, etown: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('trace.capture'), ${etown})`.execute(db)
}

/** Reserves a capture; its row is written when its outcome is known, for it never changes. */
export async function insertCapture(
  db: Db<'trace'>,
  etown: number,
  capture: {
    readonly behaviour: 'rollback' | 'proceed'
    readonly at: Date
    readonly accepted: number
    readonly errors: readonly unknown[]
    readonly by: string
  },
): Promise<bigint> {
  const { id } = await db
    .insertInto('trace.capture')
    .values({
      etown,
      behaviour: capture.behaviour,
      created_at: capture.at,
      finished_at: capture.at,
      accepted: capture.accepted,
      errors: JSON.stringify(capture.errors),
      by_account: capture.by,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

export const findCapture = (db: Db<'trace'>, etown: number, id: bigint): Promise<CaptureRow | undefined> =>
  db
    .selectFrom('trace.capture')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

/** Newest first, before the one named. */
export async function capturesBefore(
  db: Db<'trace'>,
  etown: number,
  before: bigint | undefined,
  limit: number,
): Promise<CaptureRow[]> {
  let query = db.selectFrom('trace.capture').selectAll().where('etown', '=', etown)
  if (before !== undefined) query = query.where('id', '<', before)
  return query.orderBy('id', 'desc').limit(limit).execute()
}
