import type { AnswerOf } from '#kernel/endpoint'
import { applyRate, type Fen, rate, ZERO_FEN } from '#kernel/money'
import { granted, type Outcome } from '#kernel/refusal'
import { fromFen } from '#kernel/wire'
import type { Call } from '../../../platform/http/route.ts'
import type { showFunds } from '../contract/endpoints.ts'
import type { Policy } from '../contract/fund.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { fenOf } from '../contract/units.ts'
import { decisionsOf } from '../db/decisions.ts'
import { askedBy, standingOf } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof showFunds>

export async function showFundsIn(call: Call<typeof showFunds, 'plan'>): Promise<Outcome<Answer>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan, number } = found.value
  const rows = await decisionsOf(call.db, call.etown.id, number)
  const adopted = new Map(rows.map((row) => [row.interpretation, row.adopted]))
  const { sources, categories, exclusions } = plan.funds
  return granted({
    sources: sources.map((source) => ({
      ...standingOf(plan, source),
      level: source.level,
      amount: fromFen(amountOf(source)),
      ...(source.use === undefined ? {} : { use: source.use }),
    })),
    categories: categories.map((category) => {
      const { source, min, max, force, scope } = category
      const whole = sources.find(({ code }) => code === source)
      const total = whole ? amountOf(whole) : ZERO_FEN
      return {
        ...standingOf(plan, category),
        source,
        min,
        max,
        scope,
        minAmount: fromFen(applyRate(total, rate(min), 'up')),
        maxAmount: fromFen(applyRate(total, rate(max), 'down')),
        ...(force === undefined ? {} : { force }),
      }
    }),
    exclusions: exclusions.map((exclusion) => ({
      ...standingOf(plan, exclusion),
      sources: exclusion.sources,
    })),
    policies: plan.policies.map((policy) => policyView(policy, plan, adopted)),
  })
}

const amountOf = ({ value, unit }: PlanFile['funds']['sources'][number]): Fen => {
  const amount = fenOf(value, unit)
  // The plan was checked before it was kept.
  if (amount === undefined) throw new RangeError(`not money: ${value} ${unit}`)
  return amount
}

function policyView(
  policy: Policy,
  plan: PlanFile,
  adopted: ReadonlyMap<string, string>,
): Answer['policies'][number] {
  const { kind, family, parameters = [], choices = [], conditions = [], unstated = [] } = policy
  return {
    ...standingOf(plan, policy),
    kind,
    ...(family === undefined ? {} : { family }),
    parameters: parameters.map(({ op, force, ...parameter }) => ({
      ...parameter,
      ...(op === undefined ? {} : { op }),
      ...(force === undefined ? {} : { force }),
    })),
    choices: choices.flatMap((choice) =>
      askedBy(plan, [choice.interpretation]).map((interpretation) => {
        const { readings } = plan.interpretations[interpretation.number - 1] ?? { readings: [] }
        const reading = readings.find(({ code }) => code === adopted.get(interpretation.code))
        return { name: choice.name, interpretation, reading: reading?.text ?? '' }
      }),
    ),
    conditions,
    unstated,
  }
}
