import { type Day, formatDay } from '#kernel/day'
import { type Refusal, refusal } from '#kernel/refusal'
import { assetRefusals } from '../contract/refusals.ts'
import { ASSET_EVENTS, ASSET_STATES, type AssetEvent, type AssetState } from '../contract/words.ts'

/** Where an asset stands after its last event. */
export function stateAfter(last: AssetEvent | undefined): AssetState {
  if (last === 'lent') return 'lent'
  if (last === 'disposal-asked') return 'asked'
  if (last === 'disposal-approved') return 'approved'
  return last === 'disposed' ? 'disposed' : 'in-use'
}

/** Which event may follow in which state; the trigger asset.event_follows says the same. */
const AFTER: Readonly<Record<AssetState, readonly AssetEvent[]>> = {
  'in-use': ['moved', 'lent', 'returned', 'disposal-asked'],
  lent: ['given-back'],
  asked: ['disposal-approved', 'disposal-refused'],
  approved: ['disposed'],
  disposed: [],
}

type Facts = {
  readonly last: AssetEvent | undefined
  readonly lastBy: string | undefined
  readonly contract: boolean
}
type Asked = { readonly kind: AssetEvent; readonly by: string; readonly dueOn?: Day | undefined }

/** Why something may not happen to an asset; none: it may. */
export function eventRefusals(facts: Facts, { kind, by, dueOn }: Asked, today: Day): readonly Refusal[] {
  const state = stateAfter(facts.last)
  const judges = kind === 'disposal-approved' || kind === 'disposal-refused'
  return [
    ...(AFTER[state].includes(kind)
      ? []
      : [
          refusal(assetRefusals, 'asset.event_order', {
            state: ASSET_STATES[state].zh,
            wanted: ASSET_EVENTS[kind].zh,
          }),
        ]),
    ...(judges && state === 'asked' && facts.lastBy === by
      ? [refusal(assetRefusals, 'asset.same_person')]
      : []),
    ...(kind === 'returned' && !facts.contract ? [refusal(assetRefusals, 'asset.no_contract')] : []),
    ...(dueOn !== undefined && dueOn < today
      ? [refusal(assetRefusals, 'asset.due_past', { today: formatDay(today) }, '/dueOn')]
      : []),
  ]
}

/** 盘到的一件 A thing of the ledger and what the count says of it. */
export type Counted = {
  readonly state: AssetState
  readonly place: string
  readonly found: { readonly place: string; readonly condition: string } | undefined
}

/** 差异 What a count and the ledger do not agree on; undefined: they agree. A lent thing is where its borrower is. */
export function differenceOf({
  state,
  place,
  found,
}: Counted): 'missing' | 'elsewhere' | 'damaged' | 'disposed' | undefined {
  if (state === 'disposed') return found === undefined ? undefined : 'disposed'
  if (found === undefined) return 'missing'
  if (found.condition !== 'good') return 'damaged'
  return found.place === place ? undefined : 'elsewhere'
}
