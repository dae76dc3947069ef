import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SiteRow = Selectable<DB['party.site']>

export const sitesOf = (db: Db<'party'>, etown: number, party: bigint): Promise<SiteRow[]> =>
  db
    .selectFrom('party.site')
    .selectAll()
    .where('etown', '=', etown)
    .where('party', '=', party)
    .orderBy('id')
    .execute()

export const sitesById = (db: Db<'party'>, etown: number, ids: readonly bigint[]): Promise<SiteRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('party.site').selectAll().where('etown', '=', etown).where('id', 'in', ids).execute()

export async function pageOfSites(
  db: Db<'party'>,
  etown: number,
  narrowing: { readonly party: bigint | undefined; readonly kind: string | undefined },
  page: { readonly after: bigint | undefined; readonly limit: number },
): Promise<{ rows: SiteRow[]; total: number }> {
  let query = db.selectFrom('party.site').where('etown', '=', etown)
  if (narrowing.party !== undefined) query = query.where('party', '=', narrowing.party)
  if (narrowing.kind !== undefined) query = query.where('kind', '=', narrowing.kind)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const insertSite = (db: Db<'party'>, site: Insertable<DB['party.site']>): Promise<{ id: bigint }> =>
  db.insertInto('party.site').values(site).returning('id').executeTakeFirstOrThrow()

export const lockSite = (db: Db<'party'>, etown: number, id: bigint): Promise<SiteRow | undefined> =>
  db
    .selectFrom('party.site')
    .selectAll()
    .where('etown', '=', etown)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()

export async function endSite(db: Db<'party'>, etown: number, id: bigint, on: string): Promise<void> {
  await db
    .updateTable('party.site')
    .set({ closed_on: on })
    .where('etown', '=', etown)
    .where('id', '=', id)
    .execute()
}
