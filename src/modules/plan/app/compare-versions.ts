import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { compareVersions } from '../contract/version-endpoints.ts'
import { changesBetween, type PlanChange } from '../domain/plan-changes.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof compareVersions>

export async function compareVersionsIn(
  call: Call<typeof compareVersions, 'plan'>,
): Promise<Outcome<Answer>> {
  const from = await shownPlan({ ...call, query: { version: call.query.from } })
  if (!from.ok) return from
  const to = await shownPlan({ ...call, query: { version: call.query.to } })
  if (!to.ok) return to
  const items = changesBetween(from.value.plan, to.value.plan).map(changeView)
  return granted({ from: from.value.number, to: to.value.number, items, total: items.length })
}

export const changeView = ({ fields, ...change }: PlanChange): Answer['items'][number] => ({
  ...change,
  fields: [...fields],
})
