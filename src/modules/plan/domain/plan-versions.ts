import type { Day } from '#kernel/day'
import { type Refusal, refusal } from '#kernel/refusal'
import type { PlanFile } from '../contract/plan-file.ts'
import { planFileRefusals } from '../contract/refusals.ts'
import type { FindingCode } from './finding.ts'

type Versioned = Pick<PlanFile, 'version'> & { readonly etown: Pick<PlanFile['etown'], 'id'> }

/**
 * 当日版本 The version in force on a day: the one whose force began last, on that day or before. Undefined before the
 * first. A figure keeps the version of its own day, so an amendment never judges an old figure anew.
 */
export function versionOn<Plan extends Pick<PlanFile, 'version'>>(
  plans: readonly Plan[],
  on: Day,
): Plan | undefined {
  return plans
    .filter(({ version }) => version.in_force_from <= on)
    .reduce<Plan | undefined>(
      (last, plan) => (last && last.version.in_force_from > plan.version.in_force_from ? last : plan),
      undefined,
    )
}

/** 版本核对 The files of one e-town as a history: one e-town, each number once, each amends the one before it. */
export function checkVersions(plans: readonly Versioned[]): readonly Refusal[] {
  const say = (code: FindingCode, values: Record<string, string>): Refusal =>
    refusal(planFileRefusals, code, values)
  const ids = [...new Set(plans.map(({ etown }) => etown.id))]
  const mixed = ids.length > 1 ? [say('plan.versions_mixed', { ids: ids.join('、') })] : []
  const later = plans.flatMap(({ version: { number, amends, in_force_from: from } }, i) => {
    const twins = plans.slice(0, i).map(({ version }) => version)
    if (twins.some((twin) => twin.number === number)) return [say('plan.version_repeated', { number })]
    if (amends === undefined) return []
    const rival = twins.find((twin) => twin.amends === amends)
    if (rival) return [say('plan.version_branches', { number, rival: rival.number, amends })]
    const before = plans.find(({ version }) => version.number === amends)?.version.in_force_from
    if (before === undefined) return [say('plan.version_missing', { number, amends })]
    return from > before ? [] : [say('plan.version_not_later', { number, amends, from, before })]
  })
  return [...mixed, ...later]
}
