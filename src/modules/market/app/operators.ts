import { type PartyBrief, partiesOf } from '#party'
import { maskName } from '../../../kernel/mask.ts'
import type { AnyDb } from '../../../platform/db/house.ts'

/** A farmer's name is a person's. */
export const shownName = ({ kind, name }: PartyBrief): string =>
  kind === 'farmer' ? maskName(name, 'ends') : name

/** The names of shops' operators, by id; of one that was merged, the name it lives on under. */
export async function operatorNames(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<(id: bigint) => string> {
  const parties = await partiesOf(db, etown, [...new Set(ids)])
  return (id) => {
    const party = parties.get(id)
    return party === undefined ? '' : shownName(party)
  }
}
