import type { Day } from '#kernel/day'
import type { Interpretation } from '../contract/clause.ts'
import { canonicalText } from './plan-hash.ts'

/**
 * 口径决定 Which reading holds, why, and whether the county said so. `file`: as the plan file has it; `carried`: the
 * county's word on the same question in the version before; `person`: decided in the system.
 */
export type Decision = {
  readonly origin: 'file' | 'carried' | 'person'
  readonly state: 'proposed' | 'confirmed'
  readonly adopted: string
  readonly reason: string
  readonly decidedBy?: string | undefined
  readonly decidedOn?: Day | undefined
}

/** An interpretation of the version before, with its newest decision. */
export type Decided = { readonly interpretation: Interpretation; readonly decision: Decision }

const questionOf = ({ kind, issue, places, readings }: Interpretation): string =>
  canonicalText({ kind, issue, places, readings })

/**
 * 首个决定 What holds of an interpretation when its version is loaded. What the county has confirmed stays confirmed as
 * long as the very same question is asked; a file that says `confirmed` itself is taken at its word.
 */
export function firstDecision(interpretation: Interpretation, before: Decided | undefined): Decision {
  const { state, adopted, reason, decided_by: decidedBy, decided_on: decidedOn } = interpretation
  if (
    state === 'proposed' &&
    before?.decision.state === 'confirmed' &&
    questionOf(before.interpretation) === questionOf(interpretation)
  )
    return { ...before.decision, origin: 'carried' }
  return { origin: 'file', state, adopted, reason, decidedBy, decidedOn }
}
