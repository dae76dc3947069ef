import type { Day } from '#kernel/day'
import type { Db } from '../../../platform/db/house.ts'
import { type PlanFile, zPlanFile } from '../contract/plan-file.ts'
import { fileOf, versionInForce } from '../db/versions.ts'

/** A version that is kept, by its number. */
export type KeptPlan = { readonly number: number; readonly plan: PlanFile }

/** Content by its hash: what has this hash never changes, so a copy never grows old, and no e-town's data leaks by it. */
const read = new Map<string, PlanFile>()
const READ_MAX = 64

/** 载入的方案 The content of a version that is there. */
export async function keptPlan(
  db: Db<'plan'>,
  etown: number,
  version: { readonly number: number; readonly content_sha256: string },
): Promise<KeptPlan> {
  const { number, content_sha256: hash } = version
  const known = read.get(hash)
  if (known) return { number, plan: known }
  const plan = zPlanFile.parse(await fileOf(db, etown, number))
  const [oldest] = read.keys()
  if (read.size >= READ_MAX && oldest !== undefined) read.delete(oldest)
  read.set(hash, plan)
  return { number, plan }
}

/** The plan in force on a day; undefined before the first version, or where no plan is loaded. */
export async function planInForce(db: Db<'plan'>, etown: number, on: Day): Promise<KeptPlan | undefined> {
  const version = await versionInForce(db, etown, on)
  return version && keptPlan(db, etown, version)
}
