import { type EventOf, machine, type StateOf } from '#kernel/machine'

/**
 * 申报状态 The life of an application. 公示期满 comes of the working-day clock; money moves only after 审定,
 * and can still be recovered when all is closed.
 * @law 沁政办发〔2023〕33号 六(四)、九(一); 大政办发〔2022〕37号 五(四)
 */
export const applicationMachine = machine({
  initial: 'draft',
  ends: ['recovered', 'rejected'],
  states: {
    draft: { zh: '草稿', en: 'Draft', on: { submit: 'submitted' } },
    submitted: {
      zh: '已提交，待初审',
      en: 'Handed in',
      on: { withdraw: 'draft', recommend: 'recommended', return: 'returned', refuse: 'refused' },
    },
    returned: { zh: '待补正', en: 'To be completed', on: { submit: 'submitted', refuse: 'refused' } },
    recommended: {
      zh: '初审同意，待财政复核',
      en: 'Recommended',
      on: { check: 'checked', 'send-back': 'submitted' },
    },
    checked: {
      zh: '财政复核通过，待公示',
      en: 'Checked by the treasury',
      on: { publish: 'publicised', carry: 'checked', 'send-back': 'submitted' },
    },
    publicised: {
      zh: '公示中',
      en: 'On public notice',
      on: { amend: 'publicised', object: 'objected', lapse: 'elapsed' },
    },
    objected: {
      zh: '异议复查',
      en: 'Objection under review',
      on: { dismiss: 'publicised', uphold: 'refused' },
    },
    elapsed: {
      zh: '公示期满，待审定',
      en: 'Notice over',
      on: { decide: 'decided', decline: 'refused' },
    },
    decided: {
      zh: '已审定，待拨付',
      en: 'Decided',
      on: { instruct: 'instructed', serve: 'closed', revoke: 'refused' },
    },
    instructed: { zh: '已下拨付指令', en: 'Payment instructed', on: { pay: 'paid', revoke: 'refused' } },
    paid: {
      zh: '已到账',
      en: 'Paid',
      on: { recover: 'recovered', 'recover-part': 'paid', close: 'closed' },
    },
    refused: {
      zh: '不予支持，可申诉',
      en: 'Refused, may appeal',
      on: { appeal: 'appealed', reject: 'rejected' },
    },
    appealed: { zh: '申诉复查', en: 'Appeal under review', on: { reopen: 'submitted', reject: 'rejected' } },
    closed: { zh: '已办结', en: 'Closed', on: { recover: 'recovered', 'recover-part': 'closed' } },
    recovered: { zh: '已追回', en: 'Recovered' },
    rejected: { zh: '不予支持', en: 'Refused for good' },
  },
})

export type ApplicationState = StateOf<typeof applicationMachine>
export type ApplicationEvent = EventOf<typeof applicationMachine>

/** 职责 What somebody does at an application; one person has one of them at one application. */
export const DUTIES = {
  apply: { zh: '申报', en: 'Applicant' },
  review: { zh: '初审', en: 'Review' },
  check: { zh: '财政复核', en: 'Treasury check' },
  decide: { zh: '审定', en: 'Decision' },
  pay: { zh: '拨付', en: 'Payment' },
} as const

export type Duty = keyof typeof DUTIES

/** Who may cause which event. */
export const DUTY_OF = {
  submit: 'apply',
  withdraw: 'apply',
  appeal: 'apply',
  recommend: 'review',
  return: 'review',
  refuse: 'review',
  publish: 'review',
  amend: 'review',
  object: 'review',
  dismiss: 'decide',
  uphold: 'decide',
  lapse: 'review',
  carry: 'review',
  check: 'check',
  'send-back': 'check',
  decide: 'decide',
  decline: 'decide',
  revoke: 'decide',
  reopen: 'decide',
  reject: 'decide',
  instruct: 'pay',
  pay: 'pay',
  close: 'pay',
  serve: 'pay',
  recover: 'pay',
  'recover-part': 'pay',
} as const satisfies Readonly<Record<ApplicationEvent, Duty>>

/** 待办 The states in which an application waits for a duty. */
export const WAITING = {
  apply: ['draft', 'returned', 'refused'],
  review: ['submitted', 'checked'],
  check: ['recommended'],
  decide: ['objected', 'elapsed', 'appealed'],
  pay: ['decided', 'instructed'],
} as const satisfies Readonly<Record<Duty, readonly ApplicationState[]>>

/** What an event is called on buttons and in the record. */
export const EVENT_NAMES = {
  submit: { zh: '提交', en: 'Hand in' },
  withdraw: { zh: '撤回', en: 'Withdraw' },
  appeal: { zh: '申诉', en: 'Appeal' },
  recommend: { zh: '初审同意', en: 'Recommend' },
  return: { zh: '退回补正', en: 'Return' },
  refuse: { zh: '不予支持', en: 'Refuse' },
  publish: { zh: '公示', en: 'Publish' },
  carry: { zh: '结转下一批', en: 'Carry to the next round' },
  amend: { zh: '改动拟补助金额', en: 'Amend' },
  object: { zh: '登记异议', en: 'Objection' },
  dismiss: { zh: '异议不成立', en: 'Dismiss objection' },
  uphold: { zh: '异议成立', en: 'Uphold objection' },
  lapse: { zh: '公示期满', en: 'Notice over' },
  check: { zh: '财政复核通过', en: 'Check' },
  'send-back': { zh: '退回初审', en: 'Send back' },
  decide: { zh: '审定同意', en: 'Decide' },
  decline: { zh: '审定不予支持', en: 'Decline' },
  revoke: { zh: '撤销审定', en: 'Revoke the decision' },
  reopen: { zh: '申诉成立，重新初审', en: 'Reopen' },
  reject: { zh: '维持不予支持', en: 'Uphold refusal' },
  instruct: { zh: '下达拨付指令', en: 'Instruct payment' },
  pay: { zh: '登记到账', en: 'Confirm payment' },
  close: { zh: '绩效回访，办结', en: 'Close' },
  serve: { zh: '服务已提供，办结', en: 'Service given' },
  recover: { zh: '追回', en: 'Recover' },
  'recover-part': { zh: '追回一部分', en: 'Recover a part' },
} as const satisfies Readonly<Record<ApplicationEvent, { zh: string; en: string }>>

/** Minutes after handing in during which an applicant may take it back. */
export const WITHDRAW_MINUTES = 10
