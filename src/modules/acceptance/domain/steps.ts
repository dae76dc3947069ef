import { type Day, formatDay } from '#kernel/day'
import { type Refusal, refusal } from '#kernel/refusal'
import { acceptanceRefusals } from '../contract/refusals.ts'
import { ITEM_STATES, type ItemState, STEPS, type StepKind } from '../contract/words.ts'

/** Which step may follow which state; the trigger acceptance.step_follows says the same. */
const AFTER: Readonly<Record<ItemState, readonly StepKind[]>> = {
  open: ['assessed'],
  assessed: ['assessed', 'accepted', 'problem'],
  accepted: ['problem'],
  problem: ['rectified'],
  rectified: ['accepted', 'problem'],
}

export const mayFollow = (state: ItemState): readonly StepKind[] => AFTER[state]

type Asked = { readonly kind: StepKind; readonly by: string; readonly dueOn?: Day | undefined }
type Last = { readonly kind: StepKind; readonly by: string } | undefined

/** Why a step may not be taken; none: it may. */
export function stepRefusals(last: Last, { kind, by, dueOn }: Asked, today: Day): readonly Refusal[] {
  const state: ItemState = last?.kind ?? 'open'
  const judges = kind === 'accepted' || kind === 'problem'
  return [
    ...(AFTER[state].includes(kind)
      ? []
      : [
          refusal(acceptanceRefusals, 'acceptance.step_order', {
            state: ITEM_STATES[state].zh,
            wanted: STEPS[kind].zh,
          }),
        ]),
    ...(judges && last !== undefined && last.by === by && (state === 'assessed' || state === 'rectified')
      ? [refusal(acceptanceRefusals, 'acceptance.same_person')]
      : []),
    ...(dueOn !== undefined && dueOn < today
      ? [refusal(acceptanceRefusals, 'acceptance.due_past', { today: formatDay(today) }, '/dueOn')]
      : []),
  ]
}
