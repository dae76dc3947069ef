import type { Actor } from '../../../platform/http/actor.ts'

/** 行级权限 The one party somebody may see in an e-town, because they act for it; undefined: they see all. */
export function onlyParty(actor: Actor | undefined, etown: number): bigint | undefined {
  const party = actor?.towns.get(etown)?.party
  if (party === undefined) return undefined
  // No party has number 0: an unreadable one sees nothing.
  return /^\d{1,18}$/.test(party) ? BigInt(party) : 0n
}
