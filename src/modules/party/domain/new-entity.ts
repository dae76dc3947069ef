import { type Day, inPeriod, type Period } from '../../../kernel/day.ts'
import { type Rate, ratioOf } from '../../../kernel/money.ts'
import type { PartyKind } from '../contract/words.ts'

/** 计数事实 What counting looks at; the view party_pub.entity holds the same. */
export type EntityFacts = {
  readonly kind: PartyKind
  readonly registeredOn: Day | null
  readonly inside: boolean | null
  readonly ecommerceSince: Day | null
  readonly merged: boolean
}

/**
 * 市场主体 Farmers, village stations and associations are parties of the e-town but no market entities.
 * @law 市场主体登记管理条例（国务院令第746号）第二条
 */
export const isMarketEntity = (kind: PartyKind): boolean =>
  kind === 'enterprise' || kind === 'cooperative' || kind === 'sole-trader'

export const isCounted = (party: Pick<EntityFacts, 'kind' | 'merged'>): boolean =>
  isMarketEntity(party.kind) && !party.merged

/** 新增市场主体 Counted, known to be inside, registered within the window. One deregistered since was new all the same. */
export const isNewEntity = (party: EntityFacts, window: Period): boolean =>
  isCounted(party) &&
  party.inside === true &&
  party.registeredOn !== null &&
  inPeriod(party.registeredOn, window)

/** Doing e-commerce before the window ended. */
export const doesEcommerce = (party: EntityFacts, window: Period): boolean =>
  party.ecommerceSince !== null && party.ecommerceSince < window.until

/** 新增市场主体及电商占比 `share` is exact and never rounded; undefined where nothing is new. */
export function countNew(
  parties: readonly EntityFacts[],
  window: Period,
): { readonly entities: number; readonly ecommerce: number; readonly share: Rate | undefined } {
  const fresh = parties.filter((party) => isNewEntity(party, window))
  const ecommerce = fresh.filter((party) => doesEcommerce(party, window)).length
  return { entities: fresh.length, ecommerce, share: ratioOf(BigInt(ecommerce), BigInt(fresh.length)) }
}
