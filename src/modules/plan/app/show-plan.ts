import { namesOf } from '#identity'
import { day } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { AnyDb } from '../../../platform/db/house.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { showPlan } from '../contract/endpoints.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { decisionsOf } from '../db/decisions.ts'
import type { VersionRow } from '../db/versions.ts'
import { citesOf } from '../domain/plan-items.ts'
import { askedBy } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof showPlan>

export async function showPlanIn(call: Call<typeof showPlan, 'plan'>): Promise<Outcome<Answer>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { number, plan, versions, inForce } = found.value
  const names = await loadersOf(call.db, versions)
  const views = versions.map((row, i) => versionView(row, versions[i + 1], names))
  const version = views.find((view) => view.number === number)
  if (version === undefined) throw new Error(`version ${number} is not among its own`)
  const newest = new Map(
    (await decisionsOf(call.db, call.etown.id, number)).map((row) => [row.interpretation, row.state]),
  )
  const { document } = plan
  return granted({
    version,
    versions: views,
    ...(inForce === undefined ? {} : { inForce }),
    place: placeView(plan),
    document: {
      number: document.number,
      title: document.title,
      issuer: document.issuer,
      issuedOn: document.issued_on,
      approvedBy: document.approved_by,
      public: document.public,
      addressedTo: document.addressed_to,
      copiedTo: document.copied_to ?? [],
      basedOn: document.based_on.map(({ number, title }) => ({ number, title })),
    },
    counts: {
      clauses: plan.clauses.length,
      targets: plan.targets.length,
      policies: plan.policies.length,
      facilities: plan.facilities.length,
      bodies: plan.organisation.length,
      interpretations: plan.interpretations.length,
      unconfirmed: [...newest.values()].filter((state) => state === 'proposed').length,
    },
  })
}

/** Names of the accounts that loaded versions. A program's own name is shown as it is. */
export const loadersOf = (db: AnyDb, versions: readonly VersionRow[]): Promise<ReadonlyMap<string, string>> =>
  namesOf(
    roomOf(db, 'identity'),
    versions.map((version) => version.loaded_by),
  )

function versionView(
  row: VersionRow,
  next: VersionRow | undefined,
  names: ReadonlyMap<string, string>,
): Answer['version'] {
  return {
    number: row.number,
    ...(row.amends === null ? {} : { amends: row.amends }),
    adoptedOn: day(row.adopted_on),
    inForceFrom: day(row.in_force_from),
    ...(next === undefined ? {} : { inForceUntil: day(next.in_force_from) }),
    title: row.title,
    contentSha256: row.content_sha256,
    fileSha256: row.file_sha256,
    loadedBy: names.get(row.loaded_by) ?? row.loaded_by,
    loadedAt: row.loaded_at.toISOString(),
  }
}

function placeView(plan: PlanFile): Answer['place'] {
  const { etown } = plan
  const { area_km2: areaKm2, interpretations = [], note, clause, quote, also, ...places } = etown.boundary
  return {
    county: etown.county,
    countyName: etown.county_name,
    cityName: etown.city_name,
    provinceName: etown.province_name,
    town: etown.town,
    boundary: {
      cites: [...citesOf({ clause, quote, also })],
      interpretations: askedBy(plan, interpretations),
      ...(note === undefined ? {} : { note }),
      ...(areaKm2 === undefined ? {} : { areaKm2 }),
      ...places,
    },
  }
}
