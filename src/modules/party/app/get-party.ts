import { z } from 'zod'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import { namesOf } from '../../identity/public.ts'
import type { getParty, PartyDetail, PartyVersion } from '../contract/index.ts'
import { versionsOf } from '../db/parties.ts'
import { productsOf } from '../db/products.ts'
import { sitesOf } from '../db/sites.ts'
import { seenParty } from './find-party.ts'
import { itemOf, maskedOf, productView, siteView } from './party-views.ts'

export async function getPartyIn(call: Call<typeof getParty, 'party'>): Promise<Outcome<PartyDetail>> {
  const found = await seenParty(call)
  if (!found.ok) return found
  const row = found.value
  const [versions, sites, products] = [
    await versionsOf(call.db, call.etown.id, row.id),
    await sitesOf(call.db, call.etown.id, row.id),
    await productsOf(call.db, call.etown.id, row.id),
  ]
  const accounts = versions.map((version) => version.by)
  const names = await namesOf(roomOf(call.db, 'identity'), accounts)
  return granted({
    ...itemOf(row),
    ...maskedOf(call.house.vault, row),
    mainProducts: row.main_products ?? undefined,
    insideReason: row.inside_reason ?? undefined,
    ecommerceEvidence: row.ecommerce_evidence ?? undefined,
    source: row.source === 'import' ? 'import' : 'typed',
    batch: row.batch === null ? undefined : String(row.batch),
    batchRow: row.batch_row ?? undefined,
    history: historyOf(versions, names),
    sites: sites.map(siteView),
    products: products.map(productView),
  })
}

/** Columns of the table by the names the contract gives them; those not named here say nothing to a person. */
const FIELDS: Readonly<Record<string, string>> = {
  kind: 'kind',
  name: 'name',
  credit_code: 'creditCode',
  resident_id_sealed: 'residentId',
  legal_representative_sealed: 'legalRepresentative',
  phone_sealed: 'phone',
  registered_on: 'registeredOn',
  deregistered_on: 'deregisteredOn',
  place_code: 'placeCode',
  address: 'address',
  lon: 'lon',
  lat: 'lat',
  inside: 'inside',
  inside_basis: 'insideBasis',
  inside_reason: 'insideReason',
  ecommerce_since: 'ecommerceSince',
  main_products: 'mainProducts',
  merged_into: 'mergedInto',
}

const zState = z.record(z.string(), z.unknown())

type VersionRow = Awaited<ReturnType<typeof versionsOf>>[number]

function historyOf(versions: readonly VersionRow[], names: ReadonlyMap<string, string>): PartyVersion[] {
  let before: Readonly<Record<string, unknown>> = {}
  return versions.map((v) => {
    const state = zState.parse(v.state)
    const changes = v.changed.flatMap((column) => {
      const field = FIELDS[column]
      return field === undefined ? [] : [{ field, before: said(before[column]), after: said(state[column]) }]
    })
    before = state
    return { version: v.version, at: v.at.toISOString(), by: names.get(v.by) ?? v.by, why: v.why, changes }
  })
}

const said = (value: unknown): string | undefined =>
  value === null || value === undefined ? undefined : String(value)
