import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type DispatchRow = Selectable<DB['trace.dispatch']>

export const insertDispatch = (
  db: Db<'trace'>,
  dispatch: Insertable<DB['trace.dispatch']>,
): Promise<DispatchRow> =>
  db.insertInto('trace.dispatch').values(dispatch).returningAll().executeTakeFirstOrThrow()

/** Of these serial numbers those the lot has, each with the dispatch it left with. */
export async function packsOf(
  db: Db<'trace'>,
  etown: number,
  lot: bigint,
  serials: readonly string[],
): Promise<readonly { serial: string; dispatch: bigint | null }[]> {
  const { rows } = await sql<{ serial: string; dispatch: bigint | null }>`
    select s.serial, d.dispatch from trace.serial s
    left join trace.dispatched_pack d on d.etown = s.etown and d.serial = s.serial
    where s.etown = ${etown} and s.lot = ${lot} and s.serial = any(${serials as string[]}::text[])`.execute(
    db,
  )
  return rows
}

export async function insertPacks(
  db: Db<'trace'>,
  etown: number,
  dispatch: bigint,
  serials: readonly string[],
): Promise<void> {
  await sql`insert into trace.dispatched_pack (etown, serial, dispatch)
    select ${etown}, serial, ${dispatch}::bigint from unnest(${serials as string[]}::text[]) as given (serial)`.execute(
    db,
  )
}

export async function pageOfDispatches(
  db: Db<'trace'>,
  etown: number,
  lot: bigint,
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: DispatchRow[]; total: number }> {
  const all = db.selectFrom('trace.dispatch').where('etown', '=', etown).where('lot', '=', lot)
  const { total } = await all.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? all : all.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const dispatchesById = (
  db: Db<'trace'>,
  etown: number,
  ids: readonly bigint[],
): Promise<DispatchRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('trace.dispatch')
        .selectAll()
        .where('etown', '=', etown)
        // A recall names more of them than a statement has room for parameters.
        .where(sql<boolean>`id = any(${ids.map(String)}::bigint[])`)
        .execute()

export const insertPurchase = async (
  db: Db<'trace'>,
  purchase: Insertable<DB['trace.purchase']>,
): Promise<void> => void (await db.insertInto('trace.purchase').values(purchase).execute())

export const purchasesOf = (db: Db<'trace'>, etown: number, lots: readonly bigint[]) =>
  lots.length === 0
    ? Promise.resolve([])
    : db
        .selectFrom('trace.purchase')
        .selectAll()
        .where('etown', '=', etown)
        .where('lot', 'in', lots)
        .execute()
