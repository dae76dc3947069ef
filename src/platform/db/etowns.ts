import type { Etown } from '../http/route.ts'
import { type AnyDb, roomOf } from './house.ts'

/** Every e-town of the house, the whole platform (0) not among them. */
export async function listEtowns(db: AnyDb): Promise<readonly Etown[]> {
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.etown')
    .select(['id', 'slug', 'name', 'county_code', 'demonstration'])
    .where('id', '>', 0)
    .orderBy('id')
    .execute()
  return rows.map(({ county_code, ...row }) => ({ ...row, countyCode: county_code }))
}
