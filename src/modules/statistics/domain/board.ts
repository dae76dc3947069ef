import type { PlanFile, Target } from '#contract/plan'
import { type Day, type Period, yearOf } from '#kernel/day'
import { type Rate, subRates } from '#kernel/money'
import type { Adopted } from './adopted.ts'
import type { Definition } from './definition.ts'
import { type Define, definitionsFor } from './indicators.ts'
import { type Judgement, judge } from './judge-target.ts'
import { type Ask, asksOf, type Facts, type Horizon, periodToRead, type Reading, read } from './reading.ts'
import { type Requirement, requirementOf } from './requirement.ts'
import { windowOf } from './window.ts'

/** What the board needs of a plan. */
export type JudgedPlan = Pick<PlanFile, 'targets' | 'periods' | 'indicators' | 'funds'>

/** 看板行 A target with all that is settled before any figure is looked up. */
export type Line = {
  readonly target: Target
  readonly definition: Definition
  readonly requirement: Requirement
  readonly window: Period
  /** The days to be read; undefined before the window begins. */
  readonly period: Period | undefined
  readonly asks: readonly Ask[]
}

/** 全市平均 The city's figure of the same indicator over the same days, or undefined: nobody entered it. */
export type CityOf = (indicator: string, period: Period) => Rate | undefined

export type Result = Judgement & {
  readonly line: Line
  /** The indicator itself; against the city `margin` is what is judged. */
  readonly own: Reading | undefined
  readonly city?: Rate
  /** Own less the city's, 1/100 is one percentage point. */
  readonly margin?: Rate
}

const isAgainstCity = ({ comparator }: Target): boolean => comparator?.kind === 'city-average-growth'

/** The lines of a board, in the plan's order: one for every target. */
export function linesOf(plan: JudgedPlan, adopted: Adopted, view: View): readonly Line[] {
  const define = definitionsFor(plan, adopted)
  return plan.targets.map((target) => lineOf(target, plan, define, { ...view, adopted }))
}

type View = { readonly year: number; readonly today: Day; readonly horizon: Horizon }

function lineOf(
  target: Target,
  plan: JudgedPlan,
  define: Define,
  { year, today, horizon, adopted }: View & { readonly adopted: Adopted },
): Line {
  const declared = define(target.indicator)
  const span = plan.periods.find(({ code }) => code === target.period)
  if (declared === undefined || span === undefined)
    throw new RangeError(`${target.code}: the plan was not checked`)
  const definition = asShare(declared, target)
  const window = windowOf(target.per, span, year, today)
  const options = { againstCity: isAgainstCity(target), define }
  const period = periodToRead(definition, window, today, horizon, options)
  const requirement = requirementOf(target, plan.funds, adopted)
  return {
    target,
    definition,
    requirement,
    window,
    period,
    asks: period === undefined ? [] : asksOf(definition, period),
  }
}

/** `其中…不少于60%` may also be written against a count: then the share of that count is what is judged. */
function asShare(definition: Definition, { comparator }: Target): Definition {
  if (comparator?.kind !== 'share-of' || definition.method.by === 'share') return definition
  return {
    ...definition,
    kind: 'ratio',
    unit: '%',
    method: { by: 'share', part: definition.code, whole: comparator.indicator },
  }
}

/** 结果 A line with its figures and what they mean. */
export function resultOf(line: Line, facts: Facts, cityOf: CityOf, today: Day): Result {
  const { target, definition, period } = line
  const own = period && read(definition, period, facts)
  const reading: Reading = own ?? { state: 'absent' }
  const city = period && isAgainstCity(target) ? cityOf(definition.code, period) : undefined
  const margin = reading.state === 'known' && city !== undefined ? subRates(reading.value, city) : undefined
  const judged =
    reading.state === 'known' && isAgainstCity(target)
      ? margin === undefined
        ? ({ state: 'city-missing' } as const)
        : { ...reading, value: margin }
      : reading
  const { kind } = definition
  const judgement = judge({ ...line, reading: judged, kind, per: target.per, force: target.force, today })
  return {
    ...judgement,
    line,
    own,
    ...(city === undefined ? {} : { city }),
    ...(margin === undefined ? {} : { margin }),
  }
}

/** The years a board can show: from the first span of the plan to the last, and this one. */
export function yearsOf({ periods }: JudgedPlan, today: Day): readonly number[] {
  const first = Math.min(...periods.map(({ from }) => yearOf(from)), yearOf(today))
  const last = Math.max(
    ...periods.map(({ until }) => yearOf(until) - (until.endsWith('-01-01') ? 1 : 0)),
    yearOf(today),
  )
  return Array.from({ length: last - first + 1 }, (_, i) => first + i)
}
