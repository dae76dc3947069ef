import type { Insertable, Selectable } from 'kysely'
import { day } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'
import type { Decision } from '../domain/first-decision.ts'

export type DecisionRow = Selectable<DB['plan.decision']>

/** Every decision on the interpretations of a version, in the order they were taken; the last of each holds. */
export const decisionsOf = (db: Db<'plan'>, etown: number, version: number): Promise<DecisionRow[]> =>
  db
    .selectFrom('plan.decision')
    .selectAll()
    .where('etown', '=', etown)
    .where('version', '=', version)
    .orderBy('interpretation')
    .orderBy('place')
    .execute()

/** Throws on a row the table's constraints would have refused: a bug. */
export function decisionIn(row: DecisionRow): Decision {
  const { origin, state, adopted, reason, decided_by: decidedBy, decided_on: decidedOn } = row
  if (origin !== 'file' && origin !== 'carried' && origin !== 'person') throw new Error(`origin ${origin}`)
  if (state !== 'proposed' && state !== 'confirmed') throw new Error(`state ${state}`)
  return {
    origin,
    state,
    adopted,
    reason,
    ...(decidedBy === null || decidedOn === null ? {} : { decidedBy, decidedOn: day(decidedOn) }),
  }
}

/** Appends decisions. False: somebody has taken that place, so nothing was written. */
export async function insertDecisions(
  db: Db<'plan'>,
  rows: readonly Insertable<DB['plan.decision']>[],
): Promise<boolean> {
  if (rows.length === 0) return true
  const { numInsertedOrUpdatedRows: written } = await db
    .insertInto('plan.decision')
    .values(rows)
    .onConflict((c) => c.columns(['etown', 'version', 'interpretation', 'place']).doNothing())
    .executeTakeFirst()
  return written === BigInt(rows.length)
}
