import { sql } from 'kysely'
import { day } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Announcement } from '../../../platform/db/act.ts'
import { renameEtown } from '../../../platform/db/etowns.ts'
import type { Db } from '../../../platform/db/house.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import { decisionIn, decisionsOf, insertDecisions } from '../db/decisions.ts'
import { insertVersion, type VersionRow, versionsOf } from '../db/versions.ts'
import { type Decided, firstDecision } from '../domain/first-decision.ts'
import { planHash } from '../domain/plan-hash.ts'
import { checkVersions } from '../domain/plan-versions.ts'
import { keptPlan } from './kept-plan.ts'

/** One number, so that two who adopt plans of the same e-town take turns. */
const LOCK = 4_020_232

/** What a plan is adopted with: the transaction of the e-town, the stored file, and who does it when. */
export type Adopting = {
  readonly db: Db<'plan'>
  readonly etown: { readonly id: number; readonly slug: string }
  readonly file: { readonly sha256: string }
  readonly account: string
  readonly at: Date
  announce(event: Announcement): void
}

export type Adopted = { readonly version: number; readonly state: 'loaded' | 'amended' | 'unchanged' }

/** 采用方案 Makes a checked plan a version of its e-town. The very same content again changes nothing. */
export async function adoptPlan(adopting: Adopting, plan: PlanFile): Promise<Outcome<Adopted>> {
  const { db, etown, file, account, at, announce } = adopting
  await sql`select pg_advisory_xact_lock(${LOCK}, ${etown.id})`.execute(db)
  const held = await versionsOf(db, etown.id)
  const version = Number(plan.version.number)
  const place = placeAmong(held, etown.slug, plan)
  if (!place.ok) return place
  const { amended, isHeld, content } = place.value
  if (isHeld) return granted({ version, state: 'unchanged' })
  const force = { adopted_on: plan.version.adopted_on, in_force_from: plan.version.in_force_from }
  await insertVersion(
    db,
    {
      ...force,
      etown: etown.id,
      number: version,
      amends: amended?.number ?? null,
      amended_from: amended?.in_force_from ?? null,
      title: plan.document.title,
      content_sha256: content,
      file_sha256: file.sha256,
      loaded_by: account,
      loaded_at: at,
    },
    plan,
  )
  await decideFirst(adopting, plan, amended)
  // The newest plan names the e-town from the moment it is adopted: a name judges nothing, so no day is waited for.
  if (amended !== undefined) await renameEtown(db, plan.etown.name)
  announce({
    kind: amended ? 'plan.amended' : 'plan.loaded',
    subject: String(version),
    payload: {
      version,
      in_force_from: force.in_force_from,
      content,
      ...(amended && { amends: amended.number }),
    },
    evidence: [file.sha256],
  })
  return granted({ version, state: amended ? 'amended' : 'loaded' })
}

/** 版本位置 Where a plan stands among the versions held. `isHeld`: this very content is there already. */
export type Place = {
  readonly content: string
  readonly isHeld: boolean
  /** The version it amends; undefined for the first. */
  readonly amended: VersionRow | undefined
}

export function placeAmong(held: readonly VersionRow[], slug: string, plan: PlanFile): Outcome<Place> {
  const { number, amends } = plan.version
  const content = planHash(plan)
  const amended = held.find((version) => String(version.number) === amends)
  const twin = held.find((version) => String(version.number) === number)
  if (twin) {
    return twin.content_sha256 === content
      ? granted({ content, isHeld: true, amended })
      : refused(refusal(planRefusals, 'plan.version_taken', { number }))
  }
  const history = held.map((version) => ({
    etown: { id: slug },
    version: {
      number: String(version.number),
      adopted_on: day(version.adopted_on),
      in_force_from: day(version.in_force_from),
      ...(version.amends === null ? {} : { amends: String(version.amends) }),
    },
  }))
  const wrong = checkVersions([...history, plan])
  if (wrong.length > 0) return refused(...wrong)
  return granted({ content, isHeld: false, amended })
}

async function decideFirst(
  adopting: Adopting,
  plan: PlanFile,
  amended: VersionRow | undefined,
): Promise<void> {
  const { db, etown, account, at } = adopting
  const before = amended && (await decidedIn(db, etown.id, amended))
  await insertDecisions(
    db,
    plan.interpretations.map((interpretation) => {
      const { decidedBy, decidedOn, ...decision } = firstDecision(
        interpretation,
        before?.get(interpretation.code),
      )
      return {
        ...decision,
        etown: etown.id,
        version: Number(plan.version.number),
        interpretation: interpretation.code,
        place: 1,
        decided_by: decidedBy ?? null,
        decided_on: decidedOn ?? null,
        account,
        at,
      }
    }),
  )
}

/** The interpretations of a version with their newest decisions, by code. */
async function decidedIn(
  db: Db<'plan'>,
  etown: number,
  version: VersionRow,
): Promise<ReadonlyMap<string, Decided>> {
  const { plan } = await keptPlan(db, etown, version)
  const newest = new Map(
    (await decisionsOf(db, etown, version.number)).map((row) => [row.interpretation, decisionIn(row)]),
  )
  return new Map(
    plan.interpretations.flatMap((interpretation) => {
      const decision = newest.get(interpretation.code)
      return decision ? [[interpretation.code, { interpretation, decision }] as const] : []
    }),
  )
}
