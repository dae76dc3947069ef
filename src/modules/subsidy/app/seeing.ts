import { onlyOwnParty } from '#contract/identity'
import type { Actor } from '../../../platform/http/actor.ts'

/** 行级权限 The one party somebody may see in an e-town, because they act for it; undefined: they see all. */
export const onlyParty = (actor: Actor | undefined, etown: number): bigint | undefined =>
  onlyOwnParty(actor?.towns.get(etown))

/** The party somebody acts for, whatever else they are. */
export const ownParty = (actor: Actor | undefined, etown: number): bigint | undefined => {
  const party = actor?.towns.get(etown)?.party
  return party !== undefined && /^\d{1,18}$/.test(party) ? BigInt(party) : undefined
}
