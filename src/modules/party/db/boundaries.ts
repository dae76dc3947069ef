import type { Selectable } from 'kysely'
import { z } from 'zod'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { Boundary } from '../domain/inside-boundary.ts'

const zRings = z.array(z.array(z.tuple([z.number(), z.number()])))

export type BoundaryRow = Selectable<DB['party.boundary']>

/** The newest version; undefined where nobody has set one. */
export const newestBoundary = (db: Db<'party'>, etown: number): Promise<BoundaryRow | undefined> =>
  db
    .selectFrom('party.boundary')
    .selectAll()
    .where('etown', '=', etown)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()

export const boundaryIn = (row: BoundaryRow | undefined): Boundary | undefined =>
  row && { places: row.places, rings: zRings.parse(row.rings ?? []) }

export async function insertBoundary(
  db: Db<'party'>,
  row: {
    readonly etown: number
    readonly version: number
    readonly source: string
    readonly by: string
  } & Boundary,
): Promise<void> {
  await db
    .insertInto('party.boundary')
    .values({
      etown: row.etown,
      version: row.version,
      places: [...row.places],
      rings: row.rings.length === 0 ? null : JSON.stringify(row.rings),
      source: row.source,
      set_by: row.by,
    })
    .execute()
}
