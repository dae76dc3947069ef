import type { LikenessCode, PartyKind } from '../contract/words.ts'
import { nameKey, similarity } from './names.ts'

/** 相似点 What two parties are compared by. Blinds are hexadecimal. */
export type PartyTraits = {
  readonly kind: PartyKind
  readonly name: string
  readonly nameCore: string
  readonly creditCode: string | null
  readonly residentBlind: string | null
  readonly phoneBlind: string | null
  /** How many parties use this phone: stations lend theirs to villagers. */
  readonly phoneUsers: number
  readonly placeCode: string | null
  readonly address: string | null
}

export type Likeness = { readonly code: LikenessCode; readonly points: number }

/** A pair is shown to a person from this sum on. */
export const PROPOSE_AT = 60

const POINTS = {
  'same-credit-code': 100,
  'same-name': 50,
  'same-core': 40,
  'similar-name': 25,
  'same-phone': 40,
  'phone-of-many': 0,
  'same-address': 20,
  'same-place': 10,
  'different-phone': -20,
  'different-credit-code': -40,
  'different-resident-id': -100,
  'farmer-and-other': -100,
} as const satisfies Record<LikenessCode, number>

const SHARED_FROM = 4
const SIMILAR_FROM = 0.7

/** 疑似重复 Whether two parties look like one, and every reason for and against. The same whichever comes first. */
export function likeness(
  a: PartyTraits,
  b: PartyTraits,
): { readonly score: number; readonly why: readonly Likeness[] } {
  const codes: (LikenessCode | undefined)[] = [
    both(a.creditCode, b.creditCode, 'same-credit-code', 'different-credit-code'),
    both(a.residentBlind, b.residentBlind, undefined, 'different-resident-id'),
    (a.kind === 'farmer') === (b.kind === 'farmer') ? undefined : 'farmer-and-other',
    sameName(a, b),
    samePhone(a, b),
    sameWhere(a, b),
  ]
  const why = codes.filter((code) => code !== undefined).map((code) => ({ code, points: POINTS[code] }))
  return { score: why.reduce((sum, reason) => sum + reason.points, 0), why }
}

const both = <S, D>(a: string | null, b: string | null, same: S, different: D): S | D | undefined =>
  a === null || b === null ? undefined : a === b ? same : different

function sameName(a: PartyTraits, b: PartyTraits): LikenessCode | undefined {
  if (nameKey(a.name) === nameKey(b.name)) return 'same-name'
  if (a.nameCore === b.nameCore) return 'same-core'
  // Two people whose names differ in a character are two people.
  if (a.kind === 'farmer' || b.kind === 'farmer') return undefined
  return similarity(a.nameCore, b.nameCore) >= SIMILAR_FROM ? 'similar-name' : undefined
}

function samePhone(a: PartyTraits, b: PartyTraits): LikenessCode | undefined {
  const found = both(a.phoneBlind, b.phoneBlind, 'same-phone' as const, 'different-phone' as const)
  return found === 'same-phone' && Math.max(a.phoneUsers, b.phoneUsers) >= SHARED_FROM
    ? 'phone-of-many'
    : found
}

function sameWhere(a: PartyTraits, b: PartyTraits): LikenessCode | undefined {
  const address = a.address === null ? '' : nameKey(a.address)
  if (address.length >= 6 && b.address !== null && address === nameKey(b.address)) return 'same-address'
  return a.placeCode !== null && a.placeCode === b.placeCode ? 'same-place' : undefined
}
