import { SHARED_INDICATORS } from '../contract/indicators.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import type { Target } from '../contract/target.ts'
import { dimensionOf, KNOWN_UNITS } from '../contract/units.ts'
import { type Finding, finding, pointerTo } from './finding.ts'
import { mappingsIn } from './walk.ts'

const unknown = (plan: PlanFile): readonly Finding[] =>
  mappingsIn(plan).flatMap(({ pointer, fields: { unit } }) =>
    typeof unit !== 'string' || dimensionOf(unit)
      ? []
      : [finding('plan.unit_unknown', pointerTo(pointer, 'unit'), { unit, known: KNOWN_UNITS.join('、') })],
  )

/** The unit a target must be in: points against the city's growth, a multiple of funds, else its indicator's. */
function neededUnit({ comparator }: Target, ofIndicator: string): string {
  if (comparator?.kind === 'city-average-growth') return '百分点'
  return comparator?.kind === 'funds' ? '倍' : ofIndicator
}

function unlike(plan: PlanFile): readonly Finding[] {
  const units = new Map([...plan.indicators, ...SHARED_INDICATORS].map(({ code, unit }) => [code, unit]))
  return plan.targets.flatMap((target, i) => {
    const own = units.get(target.indicator)
    if (own === undefined) return []
    const { unit, indicator } = target
    const needed = neededUnit(target, own)
    const [is, must] = [dimensionOf(unit), dimensionOf(needed)]
    return is === undefined || must === undefined || is === must
      ? []
      : [finding('plan.unit_differs', `/targets/${i}/unit`, { unit, needed, indicator })]
  })
}

/** 单位核对 Units are known, and a target's measures what its indicator measures: 人次 is not 人. */
export const unitFindings = (plan: PlanFile): readonly Finding[] => [...unknown(plan), ...unlike(plan)]
