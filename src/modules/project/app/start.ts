import { fundPlaces } from '#fund'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { projectRefusals, type startProject } from '../contract/index.ts'
import { insertProject } from '../db/projects.ts'
import { dayRefusals, doingOf, evidenceRefusals, step } from './doing.ts'

/** 立项 One project, one category of the plan, one name. */
export async function startProjectIn(
  call: Call<typeof startProject, 'project'>,
): Promise<Outcome<AnswerOf<typeof startProject>>> {
  const doing = doingOf(call)
  const { name, purpose, clause, category, startedOn, evidence } = call.body
  const { categories } = await fundPlaces(doing.fund)
  const known = categories.map((c) => c.name).join('、')
  const wrong = [
    ...(categories.some(({ code }) => code === category)
      ? []
      : [refusal(projectRefusals, 'project.category_unknown', { category, known }, '/category')]),
    ...dayRefusals(doing, startedOn, '/startedOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const made = await insertProject(call.db, {
    etown: doing.etown,
    name,
    purpose,
    clause: clause ?? null,
    category,
    made_by: doing.account,
    made_at: doing.now,
  })
  if (made === undefined) return refused(refusal(projectRefusals, 'project.name_known', { name }, '/name'))
  await step(doing, { id: made.id, state: 'started' }, 'start', 'started', { on: startedOn, evidence })
  call.note(String(made.id), { category })
  return granted({ id: String(made.id) })
}
