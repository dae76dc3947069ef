import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

type Exports = Db<'export'>
export type ExportRow = Selectable<DB['export.export']>
type Page = { readonly after: bigint | undefined; readonly limit: number }

export async function insertExport(db: Exports, row: Insertable<DB['export.export']>): Promise<bigint> {
  const { id } = await db.insertInto('export.export').values(row).returning('id').executeTakeFirstOrThrow()
  return id
}

/** Newest first, one row more than the page: what somebody asked for, or what waits for somebody else to decide. */
export async function pageOfExports(
  db: Exports,
  etown: number,
  whose: { readonly askedBy: string } | { readonly heldFor: string },
  { after, limit }: Page,
): Promise<{ rows: ExportRow[]; total: number }> {
  const all = db.selectFrom('export.export').where('etown', '=', etown)
  const query =
    'askedBy' in whose
      ? all.where('asked_by', '=', whose.askedBy)
      : all.where('state', '=', 'held').where('asked_by', '<>', whose.heldFor)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = after === undefined ? query : query.where('id', '<', after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

const one = (db: Exports, etown: number, id: bigint) =>
  db.selectFrom('export.export').selectAll().where('etown', '=', etown).where('id', '=', id)

export const findExport = (db: Exports, etown: number, id: bigint): Promise<ExportRow | undefined> =>
  one(db, etown, id).executeTakeFirst()

/** Locked until the transaction ends, so that two approvers do not decide twice. */
export const lockExport = (db: Exports, etown: number, id: bigint): Promise<ExportRow | undefined> =>
  one(db, etown, id).forUpdate().executeTakeFirst()

export const exportOfJob = (db: Exports, etown: number, job: bigint): Promise<ExportRow | undefined> =>
  db
    .selectFrom('export.export')
    .selectAll()
    .where('etown', '=', etown)
    .where('job', '=', job)
    .executeTakeFirst()

export async function updateExport(
  db: Exports,
  etown: number,
  id: bigint,
  change: Updateable<DB['export.export']>,
): Promise<void> {
  await db.updateTable('export.export').set(change).where('etown', '=', etown).where('id', '=', id).execute()
}
