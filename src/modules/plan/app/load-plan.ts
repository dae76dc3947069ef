import { Readable } from 'node:stream'
import { granted, type Outcome, type Refusal, refused } from '#kernel/refusal'
import { inEtown, RolledBack } from '../../../platform/db/act.ts'
import { listEtowns, openEtown } from '../../../platform/db/etowns.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { recordEvidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { versionsOf } from '../db/versions.ts'
import type { PlanProblem } from '../domain/finding.ts'
import { type Adopted, adoptPlan, placeAmong } from './adopt-plan.ts'
import { readPlanBytes } from './read-plan-file.ts'

/** Who loads: an account, or the name of a program. `demonstration` marks an e-town that the plan opens. */
export type Loader = { readonly account: string; readonly demonstration?: boolean }

export type LoadedPlan = Adopted & { readonly etown: number; readonly slug: string }

/** The plan as it is now held, or every problem with its place in the file, and nothing written. */
export type PlanLoad =
  | { readonly ok: true; readonly value: LoadedPlan }
  | { readonly ok: false; readonly problems: readonly PlanProblem[] }

const TRIES = 5

/**
 * 载入方案 Loads the bytes of a plan file: the first plan of an e-town opens the e-town, a later version amends it, one
 * that is held already changes nothing. Safe to call at every start and in several processes.
 */
export async function loadPlan(
  house: House,
  file: { readonly name: string; readonly bytes: Uint8Array },
  by: Loader,
): Promise<PlanLoad> {
  const check = readPlanBytes(file.bytes)
  if (!check.ok) return check
  for (let tries = 1; ; tries++) {
    try {
      const outcome = await loadOnce(house, file, check.plan, by)
      return outcome.ok ? outcome : { ok: false, problems: outcome.refused.map(aboutTheWhole) }
    } catch (error) {
      // Another process has just opened an e-town under the same number: look again.
      if (!isDuplicate(error) || tries === TRIES) throw error
    }
  }
}

const aboutTheWhole = (why: Refusal): PlanProblem => ({ line: 1, col: 1, refusal: why })

const isDuplicate = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === '23505'

async function loadOnce(
  house: House,
  file: { readonly name: string; readonly bytes: Uint8Array },
  plan: PlanFile,
  by: Loader,
): Promise<Outcome<LoadedPlan>> {
  const towns = await listEtowns(house.db)
  const slug = plan.etown.id
  const known = towns.find((town) => town.slug === slug)
  if (known && (await isHeld(house, known.id, plan)))
    return granted({ version: Number(plan.version.number), state: 'unchanged', etown: known.id, slug })
  const stored = await house.evidence.receive(Readable.from([file.bytes]), file.name, ['yaml'])
  if (!stored.ok) return stored
  const etown = known?.id ?? Math.max(0, ...towns.map(({ id }) => id)) + 1
  try {
    return await inEtown(house.pool, etown, 'write', async ({ db, announce, record }) => {
      if (!known)
        await openEtown(db, {
          slug,
          name: plan.etown.name,
          countyCode: plan.etown.county,
          demonstration: by.demonstration ?? false,
        })
      await recordEvidence(db, etown, stored.value, by.account)
      const adopting = { etown: { id: etown, slug }, file: stored.value, account: by.account, announce }
      const adopted = await adoptPlan({ ...adopting, db: roomOf(db, 'plan'), at: house.clock() }, plan)
      if (!adopted.ok) throw new RolledBack(adopted.refused)
      const detail = { version: adopted.value.version, file: stored.value.sha256 }
      record({ actor: by.account, act: 'plan.load-plan', subject: slug, outcome: 'done', detail })
      return granted({ ...adopted.value, etown, slug })
    })
  } catch (error) {
    if (error instanceof RolledBack) return refused(...error.value)
    throw error
  }
}

const isHeld = (house: House, etown: number, plan: PlanFile): Promise<boolean> =>
  inEtown(house.pool, etown, 'read', async ({ db }) => {
    const place = placeAmong(await versionsOf(roomOf(db, 'plan'), etown), plan.etown.id, plan)
    return place.ok && place.value.isHeld
  })
