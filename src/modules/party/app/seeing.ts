import type { Actor } from '../../../platform/http/actor.ts'
import { partyGrants } from '../contract/index.ts'

/** 行级权限 The one party somebody may see in an e-town, because they act for it; undefined: they see all. */
export function onlyParty(actor: Actor | undefined, etown: number): bigint | undefined {
  const party = actor?.towns.get(etown)?.party
  return party === undefined ? undefined : BigInt(party)
}

/** Whether somebody may see personal data whole, as `party.reveal` grants it, where another permission let them in. */
export function mayReveal(actor: Actor | undefined, etown: number): boolean {
  const { roles, secondFactor } = partyGrants['party.reveal']
  const held = actor?.towns.get(etown)?.roles ?? []
  const granted: readonly string[] = roles
  return held.some((role) => granted.includes(role)) && (!secondFactor || actor?.secondFactor === true)
}
