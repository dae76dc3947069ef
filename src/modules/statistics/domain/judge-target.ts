import type { Target } from '#contract/plan'
import { type Day, daysBetween, type Period } from '#kernel/day'
import { compareRates, type Rate, ratioOf } from '#kernel/money'
import type { Verdict } from '../contract/verdicts.ts'
import type { IndicatorKind } from './definition.ts'
import type { Reading } from './reading.ts'
import { floorOf, isBeyond, isBroken, lasts, meets, type Requirement } from './requirement.ts'

/** 序时进度 What should be reached by the day the figure reaches, if the time gone were all that counts. */
export type Pace = { readonly days: number; readonly of: number; readonly due: Rate; readonly ahead: boolean }

/** 判定结果 */
export type Judgement = {
  readonly verdict: Verdict
  /** Only while a target is not due. */
  readonly pace?: Pace
  /** Beyond the upper bound of a range: pointed out, not failed. */
  readonly beyond?: true
}

/** What a judgement rests on: values unrounded, `period` the days the reading covers. */
export type Case = {
  readonly requirement: Requirement
  readonly reading: Reading | { readonly state: 'city-missing' }
  readonly kind: IndicatorKind
  readonly per: Target['per']
  readonly force: Target['force']
  readonly window: Period
  /** Undefined before the window begins. */
  readonly period: Period | undefined
  readonly today: Day
}

/** Sums and counts that grow with the days: what they have reached they keep. What is asked as on a last day waits for it. */
const grows = ({ kind, per }: Pick<Case, 'kind' | 'per'>): boolean =>
  (kind === 'flow' || kind === 'distinct') && per !== 'end'

/** 判定目标 Judges one target. An unrounded tie is decided by ≥ or > alone. */
export function judge(facts: Case): Judgement {
  const { requirement, reading, window, period, today } = facts
  if (period === undefined) return { verdict: 'not-begun' }
  if (reading.state === 'absent') return { verdict: 'not-computed' }
  const due = today >= window.until
  const whole = period.until >= window.until
  // Half the rows of a year that is over say neither that there is no base nor that the city's figure is missing.
  if (reading.state !== 'known') return { verdict: due && !whole ? 'incomplete' : reading.state }
  const { value } = reading
  const met = meets(value, requirement)
  const beyond = isBeyond(value, requirement) ? ({ beyond: true } as const) : {}
  const stays = grows(facts) && lasts(requirement)
  if (due && !whole) return met && stays ? { verdict: 'met', ...beyond } : { verdict: 'incomplete' }
  if (due) return { verdict: met ? 'met' : shortfall(facts.force), ...beyond }
  // Reached early is reached, and a ceiling once broken stays broken; all else waits for its day.
  if (stays && met) return { verdict: 'met', ...beyond }
  if (grows(facts) && isBroken(value, requirement)) return { verdict: shortfall(facts.force) }
  return { verdict: 'not-due', pace: paceOf(facts, value, period), ...beyond }
}

const shortfall = (force: Target['force']): Verdict => (force === 'expected' ? 'below-expected' : 'not-met')

function paceOf(facts: Case, value: Rate, period: Period): Pace {
  const { requirement, window } = facts
  const days = daysBetween(period.from, period.until)
  const of = daysBetween(window.from, window.until)
  const floor = floorOf(requirement)
  const whole = floor ?? (requirement.op === 'range' ? requirement.max : requirement.value)
  // A ratio or a level has no part of itself due by a part of the time.
  const due = grows(facts) ? (ratioOf(whole.num * BigInt(days), whole.den * BigInt(of)) ?? whole) : whole
  return {
    days,
    of,
    due,
    ahead: floor === undefined ? meets(value, requirement) : compareRates(value, due) >= 0,
  }
}
