import { type Day, day } from '../../../kernel/day.ts'
import { keyIn } from '../../../kernel/keys.ts'
import { maskAddress, maskName, maskPhone, maskResidentId } from '../../../kernel/mask.ts'
import type { Vault } from '../../../platform/vault.ts'
import { INSIDE_BASES, type PartyItem, type Product, SITE_KINDS, type Site } from '../contract/index.ts'
import type { PartyRow } from '../db/parties.ts'
import type { ProductRow } from '../db/products.ts'
import type { SiteRow } from '../db/sites.ts'
import { isCounted } from '../domain/new-entity.ts'
import { placeName } from '../domain/places.ts'
import { kindOf, personalOf } from './party-columns.ts'

const dayOf = (text: string | null): Day | undefined => (text === null ? undefined : day(text))

export const registeredOf = (row: PartyRow): Day | null => dayOf(row.registered_on) ?? null

/** 农户的姓名 is personal data, a firm's name is not. */
const shownName = (row: PartyRow): string => (row.kind === 'farmer' ? maskName(row.name, 'ends') : row.name)

export const itemOf = (row: PartyRow): PartyItem => ({
  id: String(row.id),
  version: row.version,
  kind: kindOf(row),
  name: shownName(row),
  creditCode: row.credit_code ?? undefined,
  registeredOn: dayOf(row.registered_on),
  deregisteredOn: dayOf(row.deregistered_on),
  placeCode: row.place_code ?? undefined,
  place: row.place_code === null ? undefined : placeName(row.place_code),
  inside: row.inside ?? undefined,
  insideBasis: keyIn(INSIDE_BASES, row.inside_basis),
  ecommerceSince: dayOf(row.ecommerce_since),
  counted: isCounted({ kind: kindOf(row), merged: row.merged_into !== null }),
  mergedInto: row.merged_into === null ? undefined : String(row.merged_into),
})

/** Personal fields as others may see them. A farmer's address ends at the village, the point at about 100 m. */
export function maskedOf(vault: Vault, row: PartyRow) {
  const open = personalOf(vault, row)
  const hidden = <T>(value: T | undefined, mask: (value: T) => T): T | undefined =>
    value === undefined ? undefined : mask(value)
  const address = row.address ?? undefined
  return {
    residentId: hidden(open.residentId, maskResidentId),
    legalRepresentative: hidden(open.legalRepresentative, maskName),
    phone: hidden(open.phone, maskPhone),
    address: row.kind === 'farmer' ? hidden(address, maskAddress) : address,
    point: pointOf(row),
  }
}

const rounded = (degrees: number): number => Math.round(degrees * 1_000) / 1_000

export function pointOf(row: PartyRow): { lon: number; lat: number } | undefined {
  if (row.lon === null || row.lat === null) return undefined
  if (row.kind === 'farmer') return { lon: rounded(row.lon), lat: rounded(row.lat) }
  return { lon: row.lon, lat: row.lat }
}

export const siteView = (row: SiteRow): Site => ({
  id: String(row.id),
  kind: keyIn(SITE_KINDS, row.kind),
  name: row.name,
  party: row.party === null ? undefined : String(row.party),
  placeCode: row.place_code ?? undefined,
  place: row.place_code === null ? undefined : placeName(row.place_code),
  address: row.address ?? undefined,
  point: row.lon === null || row.lat === null ? undefined : { lon: row.lon, lat: row.lat },
  openedOn: day(row.opened_on),
  closedOn: dayOf(row.closed_on),
})

export const productView = (row: ProductRow): Product => ({
  id: String(row.id),
  party: String(row.party),
  name: row.name,
  category: row.category,
  since: day(row.since),
  until: dayOf(row.until),
})
