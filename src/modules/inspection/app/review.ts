import { randomBytes } from 'node:crypto'
import { dayOfInstant } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import { retellLots } from '#trace'
import { inspectionRefusals, type reviewSample, SAMPLE_STATES } from '../contract/index.ts'
import { labResultsOf, lacksBlank } from '../db/lab.ts'
import { insertReview, lockSample, reviewOf, runsOf, type SampleWithTask } from '../db/samples.ts'
import { numberOf } from '../domain/public-number.ts'
import { seenSample } from './samples.ts'
import { leafOf, statedResult } from './statements.ts'

type ReviewCall = Call<typeof reviewSample, 'inspection'>

/** 复核 By somebody else. The label comes into being in the same transaction as the verdict, never before. */
export async function reviewSampleIn(call: ReviewCall): Promise<Outcome<AnswerOf<typeof reviewSample>>> {
  const { db, etown, actor, body, now } = call
  await lockSample(db, etown.id, BigInt(call.params.sample))
  const found = await seenSample(call, call.params.sample)
  if (!found.ok) return found
  const sample = found.value
  const problems = await whyNot(call, sample)
  if (problems.length > 0) return refused(...problems)
  const by = actor?.account ?? ''
  const label = body.decision === 'confirmed' ? numberOf('T', etown.id, randomBytes(9)) : undefined
  const facts = { decision: body.decision, label: label ?? null, method: sample.method, food: sample.food }
  await insertReview(
    db,
    { etown: etown.id, sample: sample.id, decision: body.decision, said: body.reason ?? null, by, at: now },
    label,
  )
  const [review, runs] = [await reviewOf(db, etown.id, sample.id), await runsOf(db, etown.id, [sample.id])]
  if (review === undefined) throw new Error('a review that was just written is missing')
  await retellLots(db, [sample.lot])
  call.note(String(sample.id), { decision: body.decision })
  call.announce({
    kind: 'inspection.sample-reviewed',
    subject: String(sample.id),
    payload: {
      ...facts,
      lot: String(sample.lot),
      day: dayOfInstant(sample.taken_at.getTime()),
      measure: body.decision === 'confirmed' ? 'passed' : 'withdrawn',
      amount: '1',
      attested: [leafOf(statedResult(sample, review, label, runs))],
    },
  })
  return granted({ label })
}

async function whyNot({ db, etown, actor, body }: ReviewCall, sample: SampleWithTask): Promise<Refusal[]> {
  if (sample.state !== 'to-review') {
    const state = SAMPLE_STATES[keyIn(SAMPLE_STATES, sample.state)].zh
    return [refusal(inspectionRefusals, 'inspection.nothing_to_review', { state })]
  }
  const runs = await runsOf(db, etown.id, [sample.id])
  const results = await labResultsOf(db, etown.id, [sample.id])
  const me = actor?.account ?? ''
  const own =
    runs.some((run) => run.by === me || run.operator === me || run.operator === actor?.name) ||
    results.some((result) => result.by === me)
  const problems: Refusal[] = []
  if (own) problems.push(refusal(inspectionRefusals, 'inspection.same_person'))
  if (body.decision === 'withdrawn' && body.reason === undefined)
    problems.push(refusal(inspectionRefusals, 'inspection.withdraw_why', {}, '/reason'))
  if (body.decision === 'confirmed' && (await lacksBlank(db, etown.id, sample.id)))
    problems.push(refusal(inspectionRefusals, 'inspection.no_blank'))
  return problems
}
