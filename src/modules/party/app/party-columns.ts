import { keyIn } from '../../../kernel/keys.ts'
import type { Vault } from '../../../platform/vault.ts'
import { PARTY_KINDS } from '../contract/index.ts'
import type { PartyChange, PartyRow } from '../db/parties.ts'
import { type Boundary, decideInside } from '../domain/inside-boundary.ts'
import { nameCore, nameKey } from '../domain/names.ts'
import { naturalKey } from '../domain/natural-key.ts'
import type { PartyFacts } from '../domain/register.ts'

const PURPOSE = {
  residentId: 'party.resident-id',
  legalRepresentative: 'party.legal-representative',
  phone: 'party.phone',
} as const

/** What facts need around them to become columns. */
export type Surroundings = {
  readonly vault: Vault
  readonly boundary: Boundary | undefined
  /** From placeWords(county). */
  readonly places: readonly string[]
}

type FactColumns = Pick<
  PartyRow,
  | 'kind'
  | 'name'
  | 'name_key'
  | 'name_core'
  | 'natural_key'
  | 'credit_code'
  | 'resident_id_sealed'
  | 'resident_id_blind'
  | 'legal_representative_sealed'
  | 'phone_sealed'
  | 'phone_blind'
  | 'registered_on'
  | 'deregistered_on'
  | 'place_code'
  | 'address'
  | 'lon'
  | 'lat'
  | 'inside'
  | 'inside_basis'
  | 'inside_reason'
  | 'main_products'
>

/** The columns that follow from facts. Personal fields the facts do not speak of keep what stood in them `before`. */
export function columnsOf(
  facts: PartyFacts,
  before: PartyRow | undefined,
  { vault, boundary, places }: Surroundings,
): FactColumns {
  const blind = (purpose: string, value: string | null | undefined, kept: Buffer | null): Buffer | null =>
    value === undefined ? kept : value === null ? null : vault.blind(purpose, value)
  const residentBlind = blind(PURPOSE.residentId, facts.residentId, before?.resident_id_blind ?? null)
  const phoneBlind = blind(PURPOSE.phone, facts.phone, before?.phone_blind ?? null)
  const verdict = decideInside(facts, boundary)
  return {
    kind: facts.kind,
    name: facts.name,
    name_key: nameKey(facts.name),
    name_core: nameCore(facts.name, places),
    natural_key: naturalKey({
      ...facts,
      residentBlind: residentBlind?.toString('hex') ?? null,
      phoneBlind: phoneBlind?.toString('hex') ?? null,
    }),
    credit_code: facts.creditCode,
    resident_id_sealed: sealed(vault, 'residentId', facts.residentId, before?.resident_id_sealed ?? null),
    resident_id_blind: residentBlind,
    legal_representative_sealed: sealed(
      vault,
      'legalRepresentative',
      facts.legalRepresentative,
      before?.legal_representative_sealed ?? null,
    ),
    phone_sealed: sealed(vault, 'phone', facts.phone, before?.phone_sealed ?? null),
    phone_blind: phoneBlind,
    registered_on: facts.registeredOn,
    deregistered_on: facts.deregisteredOn,
    place_code: facts.placeCode,
    address: facts.address,
    lon: facts.point?.lon ?? null,
    lat: facts.point?.lat ?? null,
    inside: verdict.inside,
    inside_basis: verdict.basis,
    inside_reason: verdict.reason,
    main_products: facts.mainProducts,
  }
}

/** A value that says what was sealed before keeps its seal: sealing anew would look like a change. */
function sealed(
  vault: Vault,
  field: keyof typeof PURPOSE,
  value: string | null | undefined,
  before: Buffer | null,
): Buffer | null {
  if (value === undefined || value === null) return value === undefined ? before : null
  if (before !== null && vault.open(PURPOSE[field], before) === value) return before
  return vault.seal(PURPOSE[field], value)
}

/** Personal data in clear: to be masked, revealed with a reason, or exported. */
export function personalOf(vault: Vault, row: PartyRow) {
  const open = (field: keyof typeof PURPOSE, value: Buffer | null): string | undefined =>
    value === null ? undefined : vault.open(PURPOSE[field], value)
  return {
    residentId: open('residentId', row.resident_id_sealed),
    legalRepresentative: open('legalRepresentative', row.legal_representative_sealed),
    phone: open('phone', row.phone_sealed),
  }
}

/** The columns of `after` that differ from the row; undefined when none does. */
export function differing(row: PartyRow, after: Partial<PartyRow>): PartyChange | undefined {
  const old: Readonly<Record<string, unknown>> = row
  const changed = Object.entries(after).filter(([name, value]) => !same(old[name], value))
  return changed.length === 0 ? undefined : Object.fromEntries(changed)
}

const same = (a: unknown, b: unknown): boolean =>
  Buffer.isBuffer(a) && Buffer.isBuffer(b) ? a.equals(b) : a === b

export const kindOf = (row: Pick<PartyRow, 'kind'>) => keyIn(PARTY_KINDS, row.kind)
