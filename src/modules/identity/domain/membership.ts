import { type Day, formatDay } from '../../../kernel/day.ts'
import { type Refusal, refusal } from '../../../kernel/refusal.ts'
import { accountRefusals } from '../contract/refusals.ts'
import { TOWN_ROLES, type TownRole } from '../contract/roles.ts'
import type { AccountKind } from './account.ts'
import { conflictOf } from './sides.ts'

/** 岗位授予 What is to be granted to whom. The end is not included; absent: no end is known. */
export type MembershipAsked = {
  readonly roles: readonly TownRole[]
  readonly party: string | undefined
  readonly since: Day
  readonly until: Day | undefined
}

/** Every reason why this person may not get these roles in an e-town. */
export function refuseMembership(
  asked: MembershipAsked,
  person: { readonly name: string; readonly kind: AccountKind },
): readonly Refusal[] {
  const reasons: Refusal[] = []
  const no = (code: keyof typeof accountRefusals, values: Record<string, string>, pointer: string) =>
    reasons.push(refusal(accountRefusals, code, values, pointer))
  const [first, second] = conflictOf(asked.roles) ?? []
  if (person.kind === 'administrator') no('identity.member_only', { name: person.name }, '')
  if (first !== undefined && second !== undefined)
    no('identity.two_sides', { first: TOWN_ROLES[first].zh, second: TOWN_ROLES[second].zh }, '/roles')
  if (asked.roles.includes('merchant') && asked.party === undefined) no('identity.party_needed', {}, '/party')
  if (asked.until !== undefined && asked.until < asked.since) {
    const period = { since: formatDay(asked.since), until: formatDay(asked.until) }
    no('identity.ends_before_begin', period, '/until')
  }
  return reasons
}
