import type { Actor } from '../../../platform/http/actor.ts'

/** 行级权限 The one party whose shops somebody may see in an e-town, because they act for it; undefined: all shops. */
export function onlyParty(actor: Actor | undefined, etown: number): bigint | undefined {
  const party = actor?.towns.get(etown)?.party
  return party === undefined ? undefined : BigInt(party)
}
