import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { listTargets } from '../contract/endpoints.ts'
import { SHARED_INDICATORS } from '../contract/indicators.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import type { Target } from '../contract/target.ts'
import { facilityNamed, standingOf } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof listTargets>
type View = Answer['items'][number]

export async function listTargetsIn(call: Call<typeof listTargets, 'plan'>): Promise<Outcome<Answer>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan } = found.value
  const items = plan.targets.map((target) => targetView(target, plan))
  return granted({ items, total: items.length })
}

function targetView(target: Target, plan: PlanFile): View {
  const { topic, indicator, op, unit, per, force, derived } = target
  const period = plan.periods.find(({ code }) => code === target.period)
  if (period === undefined) throw new Error(`target ${target.code} has no period`)
  const { code, name, from, until } = period
  return {
    ...standingOf(plan, target),
    topic,
    indicator,
    indicatorName: indicatorName(plan, indicator),
    op,
    ...(target.op === 'range' ? { min: target.min, max: target.max } : { value: target.value }),
    unit,
    per,
    period: { code, name, from, until },
    ...(force === undefined ? {} : { force }),
    ...against(target, plan),
    ...facilityNamed(plan, target.facility),
    ...(derived === undefined ? {} : { derived }),
  }
}

const indicatorName = ({ indicators }: PlanFile, code: string): string =>
  [...indicators, ...SHARED_INDICATORS].find((indicator) => indicator.code === code)?.name ?? code

function against({ comparator }: Target, plan: PlanFile): Pick<View, 'against'> {
  switch (comparator?.kind) {
    case undefined:
      return {}
    case 'city-average-growth':
      return { against: { kind: comparator.kind, names: [plan.etown.city_name] } }
    case 'share-of':
      return { against: { kind: comparator.kind, names: [indicatorName(plan, comparator.indicator)] } }
    case 'funds': {
      const { sources } = comparator
      const named = plan.funds.sources.filter(({ code }) => sources.includes(code))
      return { against: { kind: comparator.kind, names: named.map(({ name }) => name) } }
    }
  }
}
