import { onlyOwnParty } from '#contract/identity'
import { maskName } from '../../../kernel/mask.ts'
import type { AnyDb } from '../../../platform/db/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { partiesOf } from '../../party/public.ts'

/** 行级权限 The one party somebody may see and write for; undefined: all. */
export const onlyParty = (actor: Actor | undefined, etown: number): bigint | undefined =>
  onlyOwnParty(actor?.towns.get(etown))

/** May somebody see what belongs to this party? */
export const sees = (actor: Actor | undefined, etown: number, party: bigint): boolean => {
  const only = onlyParty(actor, etown)
  return only === undefined || only === party
}

/** Names of parties as they may be shown: a farmer's is masked. */
export async function partyNames(
  db: AnyDb,
  etown: number,
  ids: readonly bigint[],
): Promise<(id: bigint) => string> {
  const briefs = await partiesOf(db, etown, [...new Set(ids)])
  return (id) => {
    const brief = briefs.get(id)
    if (brief === undefined) return '—'
    return brief.kind === 'farmer' ? maskName(brief.name, 'ends') : brief.name
  }
}
