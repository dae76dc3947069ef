import type { Db } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import { boundaryIn, newestBoundary } from '../db/boundaries.ts'
import { placeWords } from '../domain/names.ts'
import type { Surroundings } from './party-columns.ts'

/** What facts need around them to become columns: the boundary in force, the county's names, the vault. */
export async function surroundingsOf(at: {
  readonly db: Db<'party'>
  readonly house: House
  readonly etown: { readonly id: number; readonly countyCode: string }
}): Promise<Surroundings> {
  return {
    vault: at.house.vault,
    boundary: boundaryIn(await newestBoundary(at.db, at.etown.id)),
    places: placeWords(at.etown.countyCode),
  }
}
