import type { Day } from '#kernel/day'
import { type AnyDb, roomOf } from '../../platform/db/house.ts'
import { planInForce } from './app/kept-plan.ts'
import type { Clause } from './contract/clause.ts'
import type { Etown } from './contract/document.ts'
import type { PlanFile } from './contract/plan-file.ts'
import { decisionsOf } from './db/decisions.ts'

export { type Loader, loadPlan, type PlanLoad } from './app/load-plan.ts'
export { readPlanFile, readPlanText } from './app/read-plan-file.ts'
export type { PlanCheck } from './domain/check-plan.ts'
export { type Citation, citationsOf } from './domain/citations.ts'
export type { PlanProblem } from './domain/finding.ts'
export { planSummary } from './domain/plan-summary.ts'
export { checkVersions, versionOn } from './domain/plan-versions.ts'

/** What a board needs of the plan, and the number of the version that judges. */
export type JudgedTargets = { readonly number: number } & Pick<
  PlanFile,
  'targets' | 'periods' | 'indicators' | 'funds'
>

/**
 * 当日方案 The plan in force on a day, whole, with its version's number; undefined before its first version. `db` is inside
 * the e-town. Costs one indexed read: what a version holds never changes.
 */
export const planOf = (db: AnyDb, etown: number, on: Day) => planInForce(roomOf(db, 'plan'), etown, on)

/** 当日目标 The targets that judge the figures of a day. */
export async function targetsOf(db: AnyDb, etown: number, on: Day): Promise<JudgedTargets | undefined> {
  const found = await planOf(db, etown, on)
  return found && { ...found.plan, number: found.number }
}

/** 当日范围 Where the e-town lies by its plan: places by name, or a polygon, and the county to look them up in. */
export async function boundaryOf(
  db: AnyDb,
  etown: number,
  on: Day,
): Promise<Pick<Etown, 'county' | 'town' | 'boundary'> | undefined> {
  return (await planOf(db, etown, on))?.plan.etown
}

/** 当日条款 The clauses of the plan in force on a day, in the order of the document; none before its first version. */
export const clausesOf = async (db: AnyDb, etown: number, on: Day): Promise<readonly Clause[]> =>
  (await planOf(db, etown, on))?.plan.clauses ?? []

/** 采用的读法 What the county has decided last about each interpretation of a version, by its code. */
export async function readingsOf(db: AnyDb, etown: number, version: number) {
  const rows = await decisionsOf(roomOf(db, 'plan'), etown, version)
  return new Map(
    rows.map(({ interpretation, adopted, state, decided_by, reason }) => [
      interpretation,
      {
        reading: adopted,
        state: state === 'confirmed' ? ('confirmed' as const) : ('proposed' as const),
        decidedBy: decided_by,
        reason,
      },
    ]),
  )
}

/**
 * 当日口径 The plan in force on a day with the reading of each interpretation that the county follows: the last one it
 * decided on, else the one the file adopts.
 */
export async function adoptedPlanOf(db: AnyDb, etown: number, on: Day) {
  const found = await planOf(db, etown, on)
  if (found === undefined) return undefined
  const decided = await decisionsOf(roomOf(db, 'plan'), etown, found.number)
  const adopted = new Map<string, string>([
    ...found.plan.interpretations.map((one) => [one.code, one.adopted] as const),
    ...decided.map((row) => [row.interpretation, row.adopted] as const),
  ])
  return { ...found, adopted }
}
