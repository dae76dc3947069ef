import type { Selectable } from 'kysely'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { AttestDb } from './logs.ts'

export type WitnessRow = Selectable<DB['attest.witness']>

export const listWitnesses = (db: AttestDb, etown: number): Promise<WitnessRow[]> =>
  db.selectFrom('attest.witness').selectAll().where('etown', '=', etown).orderBy('name').execute()

export const activeWitnesses = (db: AttestDb, etown: number): Promise<WitnessRow[]> =>
  db
    .selectFrom('attest.witness')
    .selectAll()
    .where('etown', '=', etown)
    .where('retired_at', 'is', null)
    .orderBy('name')
    .execute()

/** False where the name is taken. */
export async function insertWitness(
  db: AttestDb,
  row: Pick<WitnessRow, 'etown' | 'name' | 'url' | 'key' | 'added_by' | 'added_at'>,
): Promise<boolean> {
  const made = await db
    .insertInto('attest.witness')
    .values(row)
    .onConflict((c) => c.doNothing())
    .returning('name')
    .execute()
  return made.length === 1
}

/** False where no active witness has the name. */
export async function retire(db: AttestDb, etown: number, name: string, at: Date): Promise<boolean> {
  const { numUpdatedRows } = await db
    .updateTable('attest.witness')
    .set({ retired_at: at })
    .where('etown', '=', etown)
    .where('name', '=', name)
    .where('retired_at', 'is', null)
    .executeTakeFirst()
  return numUpdatedRows === 1n
}

export async function noteAnswer(
  db: AttestDb,
  etown: number,
  name: string,
  seen: { readonly size: bigint; readonly at: Date },
): Promise<void> {
  await db
    .updateTable('attest.witness')
    .set({ size: seen.size, answered_at: seen.at })
    .where('etown', '=', etown)
    .where('name', '=', name)
    .where('size', '<=', seen.size)
    .execute()
}

export async function insertCosignature(
  db: AttestDb,
  row: Selectable<DB['attest.cosignature']>,
): Promise<void> {
  await db
    .insertInto('attest.cosignature')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
}
