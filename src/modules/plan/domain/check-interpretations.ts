import type { Interpretation } from '../contract/clause.ts'
import type { PlanFile } from '../contract/plan-file.ts'
import { type Finding, finding } from './finding.ts'

function decision({ state, decided_by, decided_on }: Interpretation, pointer: string): readonly Finding[] {
  const complete = decided_by !== undefined && decided_on !== undefined
  const begun = decided_by !== undefined || decided_on !== undefined
  if (state === 'confirmed')
    return complete ? [] : [finding('plan.confirmation_incomplete', `${pointer}/state`)]
  return begun ? [finding('plan.confirmation_premature', `${pointer}/state`)] : []
}

/** 口径核对 The adopted reading is one of those listed; a confirmed one says who and when. */
export const interpretationFindings = ({ interpretations }: PlanFile): readonly Finding[] =>
  interpretations.flatMap((interpretation, i) => {
    const { adopted, readings } = interpretation
    const pointer = `/interpretations/${i}`
    const listed = readings.some(({ code }) => code === adopted)
    const unknown = listed ? [] : [finding('plan.reading_unknown', `${pointer}/adopted`, { adopted })]
    return [...unknown, ...decision(interpretation, pointer)]
  })
