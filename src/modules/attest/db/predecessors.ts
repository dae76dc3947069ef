import type { Insertable, Selectable } from 'kysely'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AttestDb, LogRow } from './logs.ts'

export type PredecessorRow = Selectable<DB['attest.predecessor']>

/** The logs that this one continues, the latest first. */
export const predecessorsOf = (db: AttestDb, etown: number): Promise<PredecessorRow[]> =>
  db
    .selectFrom('attest.predecessor')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('number', 'desc')
    .execute()

/** Whether heads are stored that are larger than the tree: then the database was not restored, rows were taken out of it. */
export async function hasLaterHeads(db: AttestDb, { etown, size }: LogRow): Promise<boolean> {
  const later = await db
    .selectFrom('attest.checkpoint')
    .select('size')
    .where('etown', '=', etown)
    .where('size', '>', size)
    .limit(1)
    .execute()
  return later.length > 0
}

type Begun = Pick<LogRow, 'origin' | 'ed25519' | 'sm2' | 'opened_at' | 'number'>

/** Writes down the log that ends and lets the other begin with its leaves; witnesses have seen nothing of that one yet. */
export async function succeed(
  db: AttestDb,
  ended: Insertable<DB['attest.predecessor']>,
  begun: Begun,
): Promise<void> {
  const { etown, ended_at } = ended
  await db.insertInto('attest.predecessor').values(ended).execute()
  await db.updateTable('attest.log').set(begun).where('etown', '=', etown).execute()
  await db.updateTable('attest.witness').set({ size: 0n }).where('etown', '=', etown).execute()
  await db
    .updateTable('attest.alarm')
    .set({ ended_at })
    .where('etown', '=', etown)
    .where('kind', 'in', ['fork', 'rollback', 'floor-lost'])
    .where('ended_at', 'is', null)
    .execute()
}
