import {
  type ApplicationDetail,
  type ApplicationEvent,
  applicationMachine,
  DUTY_OF,
  type Duty,
} from '#contract/subsidy'
import { keysOf } from '#kernel/keys'

/** What the desk causes at one application; the rest is the applicant's, or happens to a whole list. */
export type DeskEvent = Exclude<
  ApplicationEvent,
  'submit' | 'withdraw' | 'appeal' | 'publish' | 'carry' | 'lapse' | 'recover-part'
>

const ELSEWHERE: ReadonlySet<ApplicationEvent> = new Set([
  'submit',
  'withdraw',
  'appeal',
  'publish',
  'carry',
  'lapse',
  'recover-part',
])
const isOfDesk = (event: ApplicationEvent): event is DeskEvent => !ELSEWHERE.has(event)

const MAY: Readonly<Record<Duty, string>> = {
  apply: 'subsidy.apply',
  review: 'subsidy.review',
  check: 'subsidy.check',
  decide: 'subsidy.decide',
  pay: 'subsidy.pay',
}

/** 可办事项 What the state allows and this person may do; a service is given, money is instructed. */
export function deskEvents(
  { state, isService }: Pick<ApplicationDetail, 'state' | 'isService'>,
  may: readonly string[],
): readonly DeskEvent[] {
  const on: Readonly<Partial<Record<ApplicationEvent, unknown>>> = applicationMachine.states[state].on ?? {}
  return keysOf(DUTY_OF).filter(
    (event): event is DeskEvent =>
      Object.hasOwn(on, event) &&
      isOfDesk(event) &&
      may.includes(event === 'amend' ? 'subsidy.publish' : MAY[DUTY_OF[event]]) &&
      event !== (isService ? 'instruct' : 'serve'),
  )
}
