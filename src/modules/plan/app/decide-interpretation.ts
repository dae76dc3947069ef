import { dayOfInstant, formatDay } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import type { Call } from '../../../platform/http/route.ts'
import type { decideInterpretation } from '../contract/endpoints.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { planRefusals } from '../contract/room-refusals.ts'
import { decisionsOf, insertDecisions } from '../db/decisions.ts'
import { shownPlan } from './shown-plan.ts'

type Deciding = Call<typeof decideInterpretation, 'plan'>

/** 确认口径 Appends the county's decision; those before it stay as history. */
export async function decideInterpretationIn(
  call: Deciding,
): Promise<Outcome<AnswerOf<typeof decideInterpretation>>> {
  const { body, db, etown, params } = call
  const { version, adopted, reason, decidedBy, decidedOn, seen } = body
  const found = await shownPlan({ ...call, query: { version: String(version) } })
  if (!found.ok) return found
  const wrong = wrongIn(call, found.value.plan)
  if (wrong.length > 0) return refused(...wrong)
  const code = params.interpretation
  const before = (await decisionsOf(db, etown.id, version)).filter((row) => row.interpretation === code)
  const place = seen + 1
  const appended =
    before.length === seen &&
    (await insertDecisions(db, [
      {
        etown: etown.id,
        version,
        interpretation: code,
        place,
        origin: 'person',
        state: 'confirmed',
        adopted,
        reason,
        decided_by: decidedBy,
        decided_on: decidedOn,
        account: call.actor?.account ?? '',
        at: call.now,
      },
    ]))
  if (!appended) return refused(refusal(planRefusals, 'plan.decided_meanwhile'))
  call.note(`${version} ${code}`, { adopted, place })
  call.announce({
    kind: 'plan.interpretation-decided',
    subject: `${version} ${code}`,
    payload: { version, interpretation: code, adopted, was: before.at(-1)?.adopted ?? null, place },
  })
  return granted({ place })
}

function wrongIn({ body, now, params }: Deciding, plan: PlanFile): readonly Refusal[] {
  const { version, adopted, decidedOn } = body
  const code = params.interpretation
  const today = dayOfInstant(now.getTime())
  const asked = plan.interpretations.find((interpretation) => interpretation.code === code)
  if (asked === undefined) return [refusal(planRefusals, 'plan.no_such_interpretation', { version, code })]
  const listed = asked.readings.some((reading) => reading.code === adopted)
  return [
    ...(listed ? [] : [refusal(planRefusals, 'plan.reading_unlisted', { code, adopted }, '/adopted')]),
    ...(decidedOn <= today
      ? []
      : [refusal(planRefusals, 'plan.decided_in_future', { today: formatDay(today) }, '/decidedOn')]),
  ]
}
