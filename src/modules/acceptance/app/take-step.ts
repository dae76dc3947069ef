import { dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, refusal, refused } from '#kernel/refusal'
import { planOf } from '#plan'
import { findEvidence } from '../../../platform/files/evidence.ts'
import type { Call } from '../../../platform/http/route.ts'
import {
  acceptanceRefusals,
  type acceptItem,
  type addEvidence,
  type assessItem,
  type bringPaper,
  type findProblem,
  type rectifyItem,
  type StepKind,
} from '../contract/index.ts'
import { insertEvidence } from '../db/evidence.ts'
import { holdItem, insertStep, stepsOf } from '../db/steps.ts'
import { itemsOfPlan } from '../domain/plan-items.ts'
import { stepRefusals } from '../domain/steps.ts'
import { EVIDENCE_ADDED } from './item-detail.ts'
import type { Rooms } from './read-items.ts'

type Stepping = Call<typeof assessItem | typeof acceptItem | typeof rectifyItem | typeof findProblem, Rooms>
type Stepped = Promise<Outcome<AnswerOf<typeof assessItem>>>

const isKnown = async ({ db, etown, now, params }: Stepping | Adding): Promise<boolean> => {
  const found = await planOf(db, etown.id, dayOfInstant(now.getTime()))
  return found !== undefined && itemsOfPlan(found.plan).some(({ code }) => code === params.item)
}

/** One step of an item: what may follow, who may take it, and its paper. */
const stepOf =
  (kind: StepKind) =>
  async (call: Stepping): Stepped => {
    const { db, etown, now, params, body } = call
    const by = call.actor?.account ?? ''
    if (!(await isKnown(call))) return refused(refusal(acceptanceRefusals, 'acceptance.item_unknown'))
    await holdItem(db, etown.id, params.item)
    const steps = await stepsOf(db, etown.id, params.item)
    const problem = 'dueOn' in body ? body : undefined
    const known = body.evidence === undefined || (await findEvidence(db, etown.id, body.evidence))
    const wrong = [
      ...stepRefusals(steps.at(-1), { kind, by, dueOn: problem?.dueOn }, dayOfInstant(now.getTime())),
      ...(known ? [] : [refusal(acceptanceRefusals, 'acceptance.evidence_unknown', {}, '/evidence')]),
    ]
    if (wrong.length > 0) return refused(...wrong)
    const number = steps.length + 1
    await insertStep(db, {
      etown: etown.id,
      item: params.item,
      number,
      kind,
      text: body.text,
      due_on: problem?.dueOn ?? null,
      owner: problem?.owner ?? null,
      sha256: body.evidence ?? null,
      by,
      at: now,
    })
    call.note(params.item, { kind, number })
    call.announce({
      kind: `acceptance.${kind}`,
      subject: params.item,
      payload: { number, text: body.text, ...(problem && { dueOn: problem.dueOn, owner: problem.owner }) },
      evidence: body.evidence === undefined ? [] : [body.evidence],
    })
    return granted({ number })
  }

export const assessIn = stepOf('assessed')
export const acceptIn = stepOf('accepted')
export const findProblemIn = stepOf('problem')
export const rectifyIn = stepOf('rectified')

type Adding = Call<typeof addEvidence, Rooms>

/** 补充证据 A paper for an item, with the day of what it shows; it becomes a leaf of the log. */
export async function addEvidenceIn(call: Adding): Promise<Outcome<AnswerOf<typeof addEvidence>>> {
  const { db, etown, now, params } = call
  const { title, happenedOn, evidence } = call.body
  const today = dayOfInstant(now.getTime())
  if (!(await isKnown(call))) return refused(refusal(acceptanceRefusals, 'acceptance.item_unknown'))
  const file = await findEvidence(db, etown.id, evidence)
  const wrong = [
    ...(file === undefined
      ? [refusal(acceptanceRefusals, 'acceptance.evidence_unknown', {}, '/evidence')]
      : []),
    ...(happenedOn > today
      ? [refusal(acceptanceRefusals, 'acceptance.day_future', { today: formatDay(today) }, '/happenedOn')]
      : []),
  ]
  if (wrong.length > 0) return refused(...wrong)
  const { id } = await insertEvidence(db, {
    etown: etown.id,
    item: params.item,
    title,
    happened_on: happenedOn,
    sha256: evidence,
    origin: null,
    event: null,
    added_by: call.actor?.account ?? '',
    added_at: now,
  })
  call.note(params.item, { evidence: String(id) })
  call.announce({
    kind: EVIDENCE_ADDED,
    subject: `evidence-${id}`,
    payload: { item: params.item, title, happenedOn, sha256: evidence },
    evidence: [evidence],
  })
  return granted({ id: String(id) })
}

export async function bringPaperIn(
  call: Call<typeof bringPaper, Rooms>,
): Promise<Outcome<AnswerOf<typeof bringPaper>>> {
  const { file } = call
  if (file === undefined) throw new Error('an upload came without its file')
  call.note(file.sha256)
  return granted({ sha256: file.sha256 })
}
