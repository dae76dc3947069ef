import { type Day, dayOfInstant } from '#kernel/day'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Db } from '../../../platform/db/house.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import { type VersionRow, versionsOf } from '../db/versions.ts'
import { type KeptPlan, keptPlan } from './kept-plan.ts'

/** What every page of the plan is drawn from: the version asked for, among all there are. */
export type ShownPlan = KeptPlan & {
  readonly versions: readonly VersionRow[]
  /** Of the version in force today; undefined before the first one's day. */
  readonly inForce: number | undefined
  readonly today: Day
}

type Asking = {
  readonly db: Db<'plan'>
  readonly etown: { readonly id: number }
  readonly now: Date
  readonly query: { readonly version?: string | undefined }
}

/** 所看版本 The version asked for; else the one in force today, else the first that will be. */
export async function shownPlan({ db, etown, now, query }: Asking): Promise<Outcome<ShownPlan>> {
  const versions = await versionsOf(db, etown.id)
  const today = dayOfInstant(now.getTime())
  const inForce = versions.findLast((version) => version.in_force_from <= today)
  const { version } = query
  const shown =
    version === undefined
      ? (inForce ?? versions[0])
      : versions.find(({ number }) => String(number) === version)
  if (shown === undefined && version !== undefined)
    return refused(refusal(planRefusals, 'plan.no_such_version', { version }))
  if (shown === undefined) return refused(refusal(planRefusals, 'plan.none'))
  return granted({ ...(await keptPlan(db, etown.id, shown)), versions, inForce: inForce?.number, today })
}
