import type { Insertable, Selectable } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type SeasonRow = Selectable<DB['trace.season']>
type Page = { readonly after: bigint | undefined; readonly limit: number }

export async function pageOfSeasons(
  db: Db<'trace'>,
  etown: number,
  only: bigint | undefined,
  page: Page,
): Promise<{ rows: SeasonRow[]; total: number }> {
  let query = db.selectFrom('trace.season').where('etown', '=', etown)
  if (only !== undefined) query = query.where('party', '=', only)
  const { total } = await query.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  const from = page.after === undefined ? query : query.where('id', '<', page.after)
  const rows = await from
    .selectAll()
    .orderBy('id', 'desc')
    .limit(page.limit + 1)
    .execute()
  return { rows, total: Number(total) }
}

export const insertSeason = (
  db: Db<'trace'>,
  season: Insertable<DB['trace.season']>,
): Promise<{ id: bigint }> =>
  db.insertInto('trace.season').values(season).returning('id').executeTakeFirstOrThrow()

export const seasonsById = (db: Db<'trace'>, etown: number, ids: readonly bigint[]): Promise<SeasonRow[]> =>
  ids.length === 0
    ? Promise.resolve([])
    : db.selectFrom('trace.season').selectAll().where('etown', '=', etown).where('id', 'in', ids).execute()
