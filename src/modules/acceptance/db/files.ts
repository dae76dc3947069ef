import type { Insertable, Selectable, Updateable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type FileRow = Selectable<DB['acceptance.file']>

export const insertFile = (
  db: Db<'acceptance'>,
  row: Insertable<DB['acceptance.file']>,
): Promise<{ id: bigint }> =>
  db.insertInto('acceptance.file').values(row).returning('id').executeTakeFirstOrThrow()

export const findFile = (db: Db<'acceptance'>, etown: number, id: bigint): Promise<FileRow | undefined> =>
  db
    .selectFrom('acceptance.file')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()

export async function updateFileOfJob(
  db: Db<'acceptance'>,
  etown: number,
  job: bigint,
  change: Updateable<DB['acceptance.file']>,
): Promise<void> {
  await db
    .updateTable('acceptance.file')
    .set(change)
    .where('etown', '=', etown)
    .where('job', '=', job)
    .where('state', '=', 'making')
    .execute()
}

export async function pageOfFiles(
  db: Db<'acceptance'>,
  etown: number,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: FileRow[]; total: number }> {
  const all = db.selectFrom('acceptance.file').where('etown', '=', etown)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}
