import { compareRates } from '#kernel/money'
import type { Scheme, SchemeParameter } from '../contract/scheme.ts'
import { daysOfChange, type ParameterOn, parameterOn } from '../contract/scheme-parameter.ts'
import type { SchemeStep } from '../contract/scheme-step.ts'
import { type Finding, finding } from './finding.ts'

type Tier = { readonly from: string; readonly until?: string | undefined }

type Values = ReadonlyMap<string, ParameterOn>

/** What is wrong between a tier and the one before it on one day. */
function between(before: Tier, tier: Tier, values: Values, at: string, from: string): Finding | undefined {
  const next = values.get(tier.from)
  if (next === undefined) return undefined
  const until = before.until === undefined ? undefined : values.get(before.until)
  if (before.until === undefined)
    return finding('plan.scheme_tiers_overlap', `${at}/from`, { from, until: '不封顶', next: next.said })
  if (until === undefined) return undefined
  const order = compareRates(until.value, next.value)
  const said = { from, until: until.said, next: next.said }
  if (order < 0) return finding('plan.scheme_tiers_gap', `${at}/from`, said)
  return order > 0 ? finding('plan.scheme_tiers_overlap', `${at}/from`, said) : undefined
}

function within(tier: Tier, values: Values, at: string, from: string): Finding | undefined {
  const [low, high] = [values.get(tier.from), tier.until === undefined ? undefined : values.get(tier.until)]
  return low && high && compareRates(low.value, high.value) >= 0
    ? finding('plan.scheme_tier_empty', `${at}/from`, { from, next: low.said, until: high.said })
    : undefined
}

/** Lines to be crossed stand in rising order; tiers touch each other, so that an amount lies in one at most. */
function wrongOn(step: SchemeStep, values: Values, at: string, from: string): Finding | undefined {
  if (!('tiers' in step)) return undefined
  const tiers: readonly Tier[] =
    step.does === '首次达到'
      ? step.tiers.map((tier, i) => ({ ...tier, until: step.tiers[i + 1]?.from }))
      : step.tiers
  for (const [i, tier] of tiers.entries()) {
    const here = `${at}/tiers/${i}`
    const before = tiers[i - 1]
    const wrong =
      (before && step.does !== '首次达到' ? between(before, tier, values, here, from) : undefined) ??
      within(tier, values, here, from)
    if (wrong) return wrong
  }
  return undefined
}

function zeroOn(step: SchemeStep, values: Values, at: string, from: string): Finding | undefined {
  return step.does === '每满' && values.get(step.every)?.value.num === 0n
    ? finding('plan.scheme_zero_divisor', `${at}/every`, { name: step.every, from })
    : undefined
}

/** 档次核对 What steps come to on every day their parameters change: tiers without gap or overlap, nothing by zero. */
export function tierFindings(scheme: Scheme, pointer: string): readonly Finding[] {
  const parameters: readonly SchemeParameter[] = scheme.parameters ?? []
  const days = daysOfChange(parameters).map((day) => ({
    day,
    values: new Map(
      parameters.flatMap((parameter) => {
        const on = parameterOn(parameter, day)
        return on ? [[parameter.name, on] as const] : []
      }),
    ),
  }))
  return scheme.steps.flatMap((step, i) => {
    const at = `${pointer}/steps/${i}`
    for (const { day, values } of days) {
      const wrong = wrongOn(step, values, at, day) ?? zeroOn(step, values, at, day)
      if (wrong) return [wrong]
    }
    return []
  })
}
