import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type BatchRow = Selectable<DB['party.import_batch']>
export type ProblemRow = Selectable<DB['party.import_row_problem']>

export const insertBatch = (
  db: Db<'party'>,
  batch: Insertable<DB['party.import_batch']>,
): Promise<BatchRow> =>
  db.insertInto('party.import_batch').values(batch).returningAll().executeTakeFirstOrThrow()

export const findBatch = (db: Db<'party'>, etown: number, id: bigint): Promise<BatchRow | undefined> =>
  db
    .selectFrom('party.import_batch')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export const lockBatch = (db: Db<'party'>, etown: number, id: bigint): Promise<BatchRow | undefined> =>
  db
    .selectFrom('party.import_batch')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

/** One import of an e-town writes at a time, so that two of them cannot register the same party. */
export async function lockImports(db: Db<'party'>, etown: number): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('party.import'), ${etown}::int)`.execute(db)
}

export const updateBatch = (
  db: Db<'party'>,
  etown: number,
  id: bigint,
  change: Updateable<DB['party.import_batch']>,
): Promise<BatchRow> =>
  db
    .updateTable('party.import_batch')
    .set(change)
    .where('etown', '=', etown)
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow()

export async function pageOfBatches(
  db: Db<'party'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: BatchRow[]; total: number }> {
  const query = db.selectFrom('party.import_batch').where('etown', '=', etown)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export async function batchOfFile(
  db: Db<'party'>,
  etown: number,
  sha256: string,
): Promise<bigint | undefined> {
  const row = await db
    .selectFrom('party.import_batch')
    .select('id')
    .where('etown', '=', etown)
    .where('file_sha256', '=', sha256)
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row?.id
}

export async function forgetProblems(db: Db<'party'>, etown: number, batch: bigint): Promise<void> {
  await db
    .deleteFrom('party.import_row_problem')
    .where('etown', '=', etown)
    .where('batch', '=', batch)
    .execute()
}

export async function insertProblems(
  db: Db<'party'>,
  problems: readonly Insertable<DB['party.import_row_problem']>[],
): Promise<void> {
  if (problems.length > 0) await db.insertInto('party.import_row_problem').values(problems).execute()
}

export async function pageOfProblems(
  db: Db<'party'>,
  etown: number,
  batch: bigint,
  page: {
    readonly after: { readonly row: number; readonly place: number } | undefined
    readonly limit: number
  },
): Promise<{ rows: ProblemRow[]; total: number }> {
  const query = db
    .selectFrom('party.import_row_problem')
    .where('etown', '=', etown)
    .where('batch', '=', batch)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const { after, limit } = page
  const from =
    after === undefined
      ? query
      : query.where(sql<boolean>`(row_no, place) > (${after.row}::int, ${after.place}::int)`)
  const rows = await from
    .selectAll()
    .orderBy('row_no')
    .orderBy('place')
    .limit(limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const problemsOf = (db: Db<'party'>, etown: number, batch: bigint): Promise<ProblemRow[]> =>
  db
    .selectFrom('party.import_row_problem')
    .selectAll()
    .where('etown', '=', etown)
    .where('batch', '=', batch)
    .orderBy('row_no')
    .orderBy('place')
    .execute()
