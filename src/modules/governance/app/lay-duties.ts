import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import { governanceRefusals, type layDuties } from '../contract/index.ts'
import { bodiesListed, insertDutyList } from '../db/duty-lists.ts'
import { groupBodies } from './plan-bodies.ts'

/**
 * 登记责任清单 What the plan leaves open, as the county laid it down by a document: duties of a body the plan names, or of one it
 * does not. The plan's own words stay as they are.
 */
export async function layDutiesIn(
  call: Call<typeof layDuties, 'governance'>,
): Promise<Outcome<AnswerOf<typeof layDuties>>> {
  const { db, etown, now, body } = call
  const bodies = await groupBodies(call)
  if (bodies.length === 0) return refused(refusal(governanceRefusals, 'governance.no_plan'))
  const named = bodies.find(({ code, name }) =>
    body.body === undefined ? name === body.name : code === body.body,
  )
  const wrong = [
    ...(body.body !== undefined && named === undefined
      ? [refusal(governanceRefusals, 'governance.owner_unknown', {}, '/body')]
      : []),
    ...(body.body === undefined && body.name === undefined
      ? [refusal(governanceRefusals, 'governance.body_unnamed', {}, '/name')]
      : []),
    ...((await findEvidence(db, etown.id, body.evidence)) === undefined
      ? [refusal(governanceRefusals, 'governance.evidence_unknown', {}, '/evidence')]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertDutyList(db, {
    etown: etown.id,
    body: named?.code ?? `listed-${(await bodiesListed(db, etown.id)) + 1}`,
    name: named?.name ?? body.name ?? '',
    role: named?.role === undefined ? (body.role ?? null) : null,
    duties: body.duties,
    document: body.document,
    in_force_from: body.inForceFrom,
    evidence: body.evidence,
    made_by: call.actor?.account ?? '',
    made_at: now,
  })
  call.note(`duty-list-${id}`, { duties: body.duties.length })
  call.announce({
    kind: 'governance.duties-laid',
    subject: `duty-list-${id}`,
    payload: { body: named?.name ?? body.name ?? '', duties: body.duties, document: body.document },
    evidence: [body.evidence],
  })
  return granted({ id: String(id) })
}
