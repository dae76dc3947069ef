/** 报送频次 How often a form is due. */
export const EVERY = {
  month: { zh: '月报', en: 'Monthly' },
  quarter: { zh: '季报', en: 'Quarterly' },
  'half-year': { zh: '半年报', en: 'Half-yearly' },
  year: { zh: '年报', en: 'Yearly' },
} as const
export type Every = keyof typeof EVERY

/** 报送状态 Where a report stands; `township` and `county`: with whom it waits. */
export const REPORT_STATES = {
  filling: { zh: '填报中', en: 'Being filled' },
  township: { zh: '待镇级审核', en: 'With the township' },
  county: { zh: '待县办公室审核', en: 'With the county office' },
  locked: { zh: '已锁定', en: 'Locked' },
  dispatched: { zh: '已上报', en: 'Dispatched' },
} as const
export type ReportState = keyof typeof REPORT_STATES

export const REPORT_ACTIONS = {
  open: { zh: '开始填报', en: 'Opened' },
  submit: { zh: '提交', en: 'Submitted' },
  pass: { zh: '镇级审核通过', en: 'Passed by the township' },
  return: { zh: '退回', en: 'Returned' },
  lock: { zh: '县办公室锁定', en: 'Locked by the county office' },
  dispatch: { zh: '上报', en: 'Dispatched' },
  amend: { zh: '更正', en: 'Correction opened' },
} as const

/** 单元格来源 How a cell came to hold what it holds. */
export const CELL_ORIGINS = {
  computed: { zh: '由明细计算', en: 'Computed from rows' },
  typed: { zh: '填报', en: 'Typed' },
  'handed-in': { zh: '离线表交来', en: 'From the offline sheet' },
  unknown: { zh: '未知', en: 'Unknown' },
  'no-base': { zh: '无可比基数', en: 'No base to compare with' },
  blank: { zh: '未填', en: 'Not filled' },
} as const
export type CellOrigin = keyof typeof CELL_ORIGINS

export const BULLETIN_KINDS = {
  bulletin: { zh: '工作简报', en: 'Bulletin' },
  'work-report': { zh: '工作报告', en: 'Work report' },
} as const

export const BULLETIN_STATES = {
  draft: { zh: '拟稿中', en: 'Draft' },
  waiting: { zh: '待审定', en: 'Waiting for approval' },
  published: { zh: '已发布', en: 'Published' },
  withdrawn: { zh: '已撤下', en: 'Withdrawn' },
} as const
export type BulletinState = keyof typeof BULLETIN_STATES
