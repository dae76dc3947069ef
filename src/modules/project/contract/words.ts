/** 项目环节 Where a project stands: the last thing that was done. */
export const PROJECT_STATES = {
  started: { zh: '立项', en: 'Started' },
  planned: { zh: '方案', en: 'Scheme drawn up' },
  approved: { zh: '核准', en: 'Approved' },
  announced: { zh: '公告', en: 'Announced' },
  opened: { zh: '开标', en: 'Bids opened' },
  awarded: { zh: '中标', en: 'Awarded' },
  contracted: { zh: '合同', en: 'Contracted' },
  performing: { zh: '里程碑', en: 'Milestones' },
  delivered: { zh: '交付', en: 'Delivered' },
  accepted: { zh: '验收', en: 'Accepted' },
  publicised: { zh: '公示', en: 'Public notice' },
  evaluated: { zh: '绩效', en: 'Evaluated' },
  archived: { zh: '归档', en: 'Archived' },
  ended: { zh: '终止', en: 'Ended' },
} as const
export type ProjectState = keyof typeof PROJECT_STATES

/** 办理 What is done to a project. */
export const PROJECT_EVENTS = {
  start: { zh: '立项', en: 'Start' },
  plan: { zh: '报采购方案', en: 'Submit the scheme' },
  return: { zh: '退回方案', en: 'Return the scheme' },
  approve: { zh: '核准方案', en: 'Approve the scheme' },
  announce: { zh: '发采购公告', en: 'Announce' },
  fail: { zh: '采购失败', en: 'Procurement failed' },
  open: { zh: '开标', en: 'Open the bids' },
  award: { zh: '定标', en: 'Award' },
  sign: { zh: '审定合同', en: 'Approve the contract' },
  amend: { zh: '审定合同变更', en: 'Approve the amendment' },
  deliver: { zh: '交付里程碑', en: 'Deliver a milestone' },
  reject: { zh: '退回整改', en: 'Send back to be mended' },
  accept: { zh: '里程碑验收', en: 'Accept a milestone' },
  publicise: { zh: '发验收公示', en: 'Publish the acceptance' },
  evaluate: { zh: '绩效评价', en: 'Evaluate' },
  archive: { zh: '归档', en: 'Archive' },
  end: { zh: '终止项目', en: 'End the project' },
} as const
export type ProjectEvent = keyof typeof PROJECT_EVENTS

type Row = readonly [event: ProjectEvent, from: ProjectState, to: ProjectState]

/** 状态表 What may follow what. The database holds the same rows as `project.life`; a test holds the two together. */
export const LIFE: readonly Row[] = [
  ['plan', 'started', 'planned'],
  ['return', 'planned', 'started'],
  ['approve', 'planned', 'approved'],
  ['plan', 'approved', 'planned'],
  ['plan', 'announced', 'planned'],
  ['announce', 'approved', 'announced'],
  ['fail', 'announced', 'approved'],
  ['open', 'announced', 'opened'],
  ['fail', 'opened', 'approved'],
  ['award', 'opened', 'awarded'],
  ['sign', 'awarded', 'contracted'],
  ['amend', 'contracted', 'contracted'],
  ['amend', 'performing', 'performing'],
  ['amend', 'performing', 'contracted'],
  ['amend', 'performing', 'delivered'],
  ['amend', 'performing', 'accepted'],
  ['amend', 'delivered', 'performing'],
  ['amend', 'delivered', 'delivered'],
  ['amend', 'delivered', 'accepted'],
  ['deliver', 'contracted', 'performing'],
  ['deliver', 'contracted', 'delivered'],
  ['deliver', 'performing', 'performing'],
  ['deliver', 'performing', 'delivered'],
  ['reject', 'performing', 'performing'],
  ['reject', 'delivered', 'performing'],
  ['accept', 'performing', 'performing'],
  ['accept', 'delivered', 'delivered'],
  ['accept', 'delivered', 'accepted'],
  ['publicise', 'accepted', 'publicised'],
  ['publicise', 'publicised', 'publicised'],
  ['evaluate', 'publicised', 'evaluated'],
  ['evaluate', 'evaluated', 'evaluated'],
  ['archive', 'evaluated', 'archived'],
  ['end', 'started', 'ended'],
  ['end', 'planned', 'ended'],
  ['end', 'approved', 'ended'],
  ['end', 'announced', 'ended'],
  ['end', 'opened', 'ended'],
  ['end', 'awarded', 'ended'],
]

/** 采购方式 How what is needed is bought. */
export const PROCUREMENT_WAYS = {
  open: { zh: '公开招标', en: 'Open tender' },
  invited: { zh: '邀请招标', en: 'Invited tender' },
  negotiation: { zh: '竞争性谈判', en: 'Competitive negotiation' },
  consultation: { zh: '竞争性磋商', en: 'Competitive consultation' },
  inquiry: { zh: '询价', en: 'Price inquiry' },
  'single-source': { zh: '单一来源', en: 'Single source' },
  framework: { zh: '框架协议', en: 'Framework agreement' },
} as const
export type ProcurementWay = keyof typeof PROCUREMENT_WAYS

/** 里程碑状态 How far one milestone has come. */
export const MILESTONE_STATES = {
  waiting: { zh: '未交付', en: 'Not delivered' },
  delivered: { zh: '已交付，待验收', en: 'Delivered, to be accepted' },
  rejected: { zh: '退回整改', en: 'Sent back' },
  accepted: { zh: '已验收', en: 'Accepted' },
} as const
export type MilestoneState = keyof typeof MILESTONE_STATES

/** 保证金类别 What a contractor leaves with the county, and gets back. */
export const DEPOSIT_KINDS = {
  performance: { zh: '履约保证金', en: 'Performance deposit' },
  warranty: { zh: '质量保证金', en: 'Warranty deposit' },
} as const
export type DepositKind = keyof typeof DEPOSIT_KINDS

/** 保证金形式 How it is left: on paper, or held back of what is due. */
export const DEPOSIT_FORMS = {
  guarantee: { zh: '保函', en: 'Letter of guarantee' },
  bill: { zh: '支票、汇票或本票', en: 'Cheque or bill' },
  transfer: { zh: '转账', en: 'Transfer' },
  retained: { zh: '从应付款中预留', en: 'Held back of what is due' },
} as const
export type DepositForm = keyof typeof DEPOSIT_FORMS

/** 部门事项 What the duty list of a plan asks of a department for a project, and whose it is, by role. */
export const DUTY_KINDS = {
  permit: { zh: '审批手续', en: 'Permit', role: 'approval' },
  site: { zh: '场地与占地协调', en: 'Site', role: 'township' },
  investment: { zh: '招商引资', en: 'Investment', role: 'investment' },
  publicity: { zh: '宣传报道', en: 'Publicity', role: 'publicity' },
  farming: { zh: '农业政策与手续支持', en: 'Agricultural support', role: 'agriculture' },
  linkage: { zh: '乡村振兴衔接', en: 'Rural revitalization', role: 'revitalization' },
  supervision: { zh: '资金监督', en: 'Supervision of money', role: 'finance' },
} as const
export type DutyKind = keyof typeof DUTY_KINDS

/** 期限状态 Where a statutory clock stands on a day. */
export const CLOCK_STATES = {
  idle: { zh: '未起算', en: 'Not begun' },
  running: { zh: '计时中', en: 'Running' },
  met: { zh: '按期', en: 'In time' },
  early: { zh: '早于期限', en: 'Too early' },
  overdue: { zh: '逾期', en: 'Overdue' },
  late: { zh: '逾期办结', en: 'Done late' },
  unknown: { zh: '日历未公布', en: 'Calendar not known' },
} as const
export type ClockState = keyof typeof CLOCK_STATES
