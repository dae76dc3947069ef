import { TOWN_ROLES } from '#contract/identity'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import { DUTY_KINDS, projectRefusals, type recordDuty } from '../contract/index.ts'
import { insertDuty } from '../db/performing.ts'
import { findProject } from '../db/projects.ts'
import { dayRefusals, doingOf, evidenceRefusals } from './doing.ts'

/** 部门事项 What a department did for a project by the plan's list of duties; each kind belongs to one role. */
export async function recordDutyIn(
  call: Call<typeof recordDuty, 'project'>,
): Promise<Outcome<AnswerOf<typeof recordDuty>>> {
  const doing = doingOf(call)
  const { kind, name, number, doneOn, evidence } = call.body
  const project = await findProject(call.db, doing.etown, BigInt(call.params.project))
  if (project === undefined) return refused(refusal(projectRefusals, 'project.not_found'))
  const { role, zh } = DUTY_KINDS[kind]
  const held = call.actor?.towns.get(doing.etown)?.roles ?? []
  const values = { kind: zh, role: TOWN_ROLES[role].zh }
  const wrong: Refusal[] = [
    ...(held.includes(role) ? [] : [refusal(projectRefusals, 'project.duty_of_another', values, '/kind')]),
    ...dayRefusals(doing, doneOn, '/doneOn'),
    ...(await evidenceRefusals(doing, evidence)),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertDuty(call.db, {
    etown: doing.etown,
    project: project.id,
    kind,
    name,
    number: number ?? null,
    done_on: doneOn,
    evidence,
    made_by: doing.account,
    made_at: doing.now,
  })
  doing.announce({
    kind: 'project.duty-done',
    subject: call.params.project,
    payload: { duty: String(id), kind },
    evidence: [evidence],
  })
  call.note(call.params.project, { kind })
  return granted({ id: String(id) })
}
