import { type Selectable, sql } from 'kysely'
import type { Refusal } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { BatchState } from '../domain/batch.ts'
import type { Platform } from '../domain/platform.ts'

type MarketDb = Db<'market'>
export type BatchRow = Selectable<DB['market.import_batch']> & {
  readonly shop_name: string
  readonly operator: bigint
}

const batches = (db: MarketDb, etown: number, only: bigint | undefined) => {
  const query = db
    .selectFrom('market.import_batch as b')
    .innerJoin('market.shop as s', (j) => j.onRef('s.etown', '=', 'b.etown').onRef('s.id', '=', 'b.shop'))
    .where('b.etown', '=', etown)
  return only === undefined ? query : query.where('s.operator', '=', only)
}

export type BatchNarrowing = {
  readonly shop: bigint | undefined
  readonly state: BatchState | undefined
  readonly only: bigint | undefined
}

/** Newest first, one row more than the page. */
export async function pageOfBatches(
  db: MarketDb,
  etown: number,
  { shop, state, only }: BatchNarrowing,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: BatchRow[]; total: number }> {
  let query = batches(db, etown, only)
  if (shop !== undefined) query = query.where('b.shop', '=', shop)
  if (state !== undefined) query = query.where('b.state', '=', state)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('b.id', '<', page.after)
  const rows = await from
    .selectAll('b')
    .select(['s.name as shop_name', 's.operator'])
    .orderBy('b.id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const findBatch = (
  db: MarketDb,
  etown: number,
  id: bigint,
  only?: bigint,
): Promise<BatchRow | undefined> =>
  batches(db, etown, only)
    .selectAll('b')
    .select(['s.name as shop_name', 's.operator'])
    .where('b.id', '=', id)
    .executeTakeFirst()

/** The import a job is to do; undefined once another job has it. */
export const batchOfJob = (db: MarketDb, etown: number, job: bigint): Promise<BatchRow | undefined> =>
  batches(db, etown, undefined)
    .selectAll('b')
    .select(['s.name as shop_name', 's.operator'])
    .where('b.job', '=', job)
    .executeTakeFirst()

export async function insertBatch(
  db: MarketDb,
  batch: {
    readonly etown: number
    readonly shop: bigint
    readonly platform: Platform
    readonly sha256: string
    readonly file_name: string
    readonly job: bigint
    readonly asked_by: string
  },
): Promise<bigint> {
  const { id } = await db
    .insertInto('market.import_batch')
    .values({ ...batch, state: 'waiting' })
    .returning('id')
    .executeTakeFirstOrThrow()
  return id
}

/** One merge at a time in an e-town; the import is ours to end only if it still waits. Locks until the commit. */
export async function lockForMerge(db: MarketDb, etown: number, batch: bigint): Promise<boolean> {
  await sql`select pg_advisory_xact_lock(hashtext('market.import'), ${etown})`.execute(db)
  const row = await db
    .selectFrom('market.import_batch')
    .select('state')
    .where('etown', '=', etown)
    .where('id', '=', batch)
    .forUpdate()
    .executeTakeFirst()
  return row?.state === 'waiting'
}

export type Ending = {
  readonly profile: string
  readonly rows: { readonly read: number; accepted: number; merged: number; rejected: number }
  readonly receipt: unknown
}

export const saveReceipt = (db: MarketDb, etown: number, batch: bigint, { profile, rows, receipt }: Ending) =>
  db
    .updateTable('market.import_batch')
    .set({
      state: 'imported',
      profile,
      read_rows: rows.read,
      accepted_rows: rows.accepted,
      merged_rows: rows.merged,
      rejected_rows: rows.rejected,
      receipt: JSON.stringify(receipt),
      ended_at: sql<Date>`now()`,
    })
    .where('etown', '=', etown)
    .where('id', '=', batch)
    .execute()

/** Ends an import without a row, or, with what was `found`, puts it aside until somebody has mapped its columns. */
export const saveRefusals = (
  db: MarketDb,
  etown: number,
  batch: bigint,
  refusals: readonly Refusal[],
  found: unknown,
) =>
  db
    .updateTable('market.import_batch')
    .set({
      state: found === undefined ? 'refused' : 'unmapped',
      refusals: JSON.stringify(refusals),
      found: found === undefined ? null : JSON.stringify(found),
      ended_at: found === undefined ? sql<Date>`now()` : null,
    })
    .where('etown', '=', etown)
    .where('id', '=', batch)
    .where('state', '=', 'waiting')
    .execute()

/** Lets another job try. */
export const waitAgain = (db: MarketDb, etown: number, batch: bigint, job: bigint) =>
  db
    .updateTable('market.import_batch')
    .set({ state: 'waiting', job, refusals: '[]', found: null })
    .where('etown', '=', etown)
    .where('id', '=', batch)
    .execute()

/** Puts the rejected rows that lie in `incoming_fault` beside the batch. */
export const keepRejected = (db: MarketDb, etown: number, batch: bigint) =>
  sql`insert into market.rejected_row (etown, batch, row_no, place, code, header, example)
    select ${etown}::int, ${batch}::bigint, row_no, place, code, header, example from incoming_fault`.execute(
    db,
  )

export type RejectedPlace = { readonly row: number; readonly place: number }

/** In the file's order. `total` counts reasons, of which a row may have several. */
export async function pageOfRejected(
  db: MarketDb,
  etown: number,
  batch: bigint,
  page: { readonly after: RejectedPlace | undefined; readonly limit: number },
) {
  const query = db.selectFrom('market.rejected_row').where('etown', '=', etown).where('batch', '=', batch)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const { after } = page
  const from =
    after === undefined
      ? query
      : query.where(sql<boolean>`(row_no, place) > (${after.row}::int, ${after.place}::int)`)
  const rows = await from
    .selectAll()
    .orderBy('row_no')
    .orderBy('place')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}
