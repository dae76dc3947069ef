import type { EpcisEvent, QuantityElement } from './event.ts'
import { keyOf } from './key-of.ts'

/** 在事件中的角色 As what an event names an identifier. */
export type MentionRole =
  | 'epc'
  | 'parent'
  | 'child'
  | 'input'
  | 'output'
  | 'transaction'
  | 'source'
  | 'destination'

/**
 * 提及 One identifier as one event names it. `link` says how it hangs on `via`: a child in or with its parent, an input or
 * output in its transformation, a new item in its lot.
 */
export type Mention = {
  /** In its one spelling (canonicalEpc). */
  readonly key: string
  readonly role: MentionRole
  /** A class of things, with a quantity perhaps, not one thing. */
  readonly isClass: boolean
  /** Where the event begins or ends something: a thing's life, or its stay in a parent. */
  readonly action: 'ADD' | 'DELETE' | undefined
  readonly link: 'in' | 'with' | 'made' | 'lot' | 'emptied' | undefined
  /** Of a transformation without an ID of its own: undefined, it is the event itself. */
  readonly via: string | undefined
  readonly quantity: number | undefined
  readonly uom: string | undefined
  /** Kind of transaction, source or destination. */
  readonly kind: string | undefined
}

type Tie = Pick<Mention, 'link' | 'via'>
const LOOSE: Tie = { link: undefined, via: undefined }

/** Every identifier an event names, in the event's order. */
export function mentionsOf(event: EpcisEvent): readonly Mention[] {
  const found: Mention[] = []
  const action = event.action === 'OBSERVE' || event.type === 'TransactionEvent' ? undefined : event.action
  const add = (key: string, role: MentionRole, tie: Tie, more: Partial<Mention> = {}): void => {
    found.push({
      key,
      role,
      isClass: false,
      action,
      quantity: undefined,
      uom: undefined,
      kind: undefined,
      ...tie,
      ...more,
    })
  }
  const each = (list: readonly string[] | undefined, role: MentionRole, tie: (uri: string) => Tie): void => {
    for (const uri of list ?? []) add(keyOf(uri), role, tie(uri))
  }
  const amounts = (list: readonly QuantityElement[] | undefined, role: MentionRole, tie: Tie): void => {
    for (const { epcClass, quantity, uom } of list ?? [])
      add(keyOf(epcClass), role, tie, { isClass: true, quantity, uom })
  }
  const held = heldBy(event)
  if (event.parentID !== undefined) add(keyOf(event.parentID), 'parent', emptied(event))
  each(event.childEPCs, 'child', () => held)
  amounts(event.childQuantityList, 'child', held)
  each(event.epcList, 'epc', (uri) => (event.action === 'ADD' ? lotOf(uri, event) : LOOSE))
  amounts(event.quantityList, 'epc', LOOSE)
  const transformed: Tie = { link: 'made', via: event.transformationID }
  each(event.inputEPCList, 'input', () => transformed)
  amounts(event.inputQuantityList, 'input', transformed)
  each(event.outputEPCList, 'output', () => transformed)
  amounts(event.outputQuantityList, 'output', transformed)
  for (const { type, bizTransaction } of event.bizTransactionList ?? [])
    add(bizTransaction, 'transaction', LOOSE, { kind: type })
  for (const { type, source } of event.sourceList ?? []) add(keyOf(source), 'source', LOOSE, { kind: type })
  for (const { type, destination } of event.destinationList ?? [])
    add(keyOf(destination), 'destination', LOOSE, { kind: type })
  return found
}

function heldBy(event: EpcisEvent): Tie {
  if (event.parentID === undefined || event.action === 'OBSERVE') return LOOSE
  if (event.type === 'AggregationEvent') return { link: 'in', via: keyOf(event.parentID) }
  return event.type === 'AssociationEvent' ? { link: 'with', via: keyOf(event.parentID) } : LOOSE
}

/** DELETE without children takes everything out of the parent. */
function emptied(event: EpcisEvent): Tie {
  const holds = event.type === 'AggregationEvent' || event.type === 'AssociationEvent'
  const none = (event.childEPCs?.length ?? 0) + (event.childQuantityList?.length ?? 0) === 0
  if (!holds || event.action !== 'DELETE' || !none) return LOOSE
  return { link: 'emptied', via: event.type === 'AggregationEvent' ? 'in' : 'with' }
}

/** The lot an item is born into: its own link's `/10/`, else the lot number among the new thing's master data. */
function lotOf(uri: string, event: EpcisEvent): Tie {
  const found = /^(?:https?:\/\/[^?#]*)?\/01\/(\d{14})(?:\/22\/[^/?#]*)?(?:\/10\/([^/?#]+))?\/21\//.exec(uri)
  const ilmd = event.ilmd?.['cbvmda:lotNumber']
  const inUri = found?.[2]
  const gtin = found?.[1] ?? (ilmd === undefined ? undefined : /\/01\/(\d{14})\/21\//.exec(keyOf(uri))?.[1])
  const lot = inUri ?? (typeof ilmd === 'string' ? encodeURIComponent(ilmd) : undefined)
  return gtin === undefined || lot === undefined
    ? LOOSE
    : { link: 'lot', via: keyOf(`https://id.gs1.org/01/${gtin}/10/${lot}`) }
}
