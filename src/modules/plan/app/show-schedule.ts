import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { TOWN_ROLES } from '../../identity/contract/index.ts'
import type { showSchedule } from '../contract/endpoints.ts'
import type { Body } from '../contract/organisation.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { standingOf } from './item-views.ts'
import { shownPlan } from './shown-plan.ts'

type Answer = AnswerOf<typeof showSchedule>

export async function showScheduleIn(call: Call<typeof showSchedule, 'plan'>): Promise<Outcome<Answer>> {
  const found = await shownPlan(call)
  if (!found.ok) return found
  const { plan, today } = found.value
  return granted({
    today,
    stages: plan.stages.map((stage) => {
      const { from, until, tasks } = stage
      return { ...standingOf(plan, stage), from, until, tasks }
    }),
    periods: plan.periods.map((period) => {
      const { from, until } = period
      return { ...standingOf(plan, period), from, until }
    }),
    bodies: plan.organisation.map((body) => bodyView(body, plan)),
  })
}

function bodyView(body: Body, plan: PlanFile): Answer['bodies'][number] {
  const { kind, role, head, deputies, members, within, duties } = body
  return {
    ...standingOf(plan, body),
    kind,
    ...(role === undefined ? {} : { role: TOWN_ROLES[role].zh }),
    ...(head === undefined ? {} : { head }),
    ...(deputies === undefined ? {} : { deputies }),
    ...(members === undefined ? {} : { members }),
    ...(within === undefined ? {} : { within }),
    duties,
  }
}
