/** 事项类别 Which part of the plan an item comes from. */
export const ITEM_KINDS = {
  target: { zh: '目标', en: 'Target' },
  'fund-source': { zh: '资金来源', en: 'Fund source' },
  'fund-category': { zh: '资金占比', en: 'Share of funds' },
  facility: { zh: '设施', en: 'Facility' },
  policy: { zh: '政策与规则', en: 'Policy' },
} as const
export type ItemKind = keyof typeof ITEM_KINDS

/** 验收步骤 What was done about an item; the database holds which may follow which. */
export const STEPS = {
  assessed: { zh: '自评', en: 'Self-assessment' },
  accepted: { zh: '县验收通过', en: 'Accepted by the county' },
  problem: { zh: '发现问题', en: 'Problem found' },
  rectified: { zh: '已整改', en: 'Rectified' },
} as const
export type StepKind = keyof typeof STEPS

/** 验收状态 The last step, or that there is none. */
export const ITEM_STATES = { open: { zh: '未自评', en: 'Not assessed' }, ...STEPS } as const
export type ItemState = keyof typeof ITEM_STATES

/** 事项判定 What the figures say; `by-hand`: no figure decides it, evidence and people do. */
export const ITEM_VERDICTS = {
  met: { zh: '已达到', en: 'Met' },
  'not-met': { zh: '未达到', en: 'Not met' },
  waiting: { zh: '未到期', en: 'Not due' },
  unknown: { zh: '数据缺失', en: 'No data' },
  'by-hand': { zh: '人工核验', en: 'By evidence' },
} as const
export type ItemVerdict = keyof typeof ITEM_VERDICTS

export const FILE_STATES = {
  making: { zh: '生成中', en: 'Being made' },
  ready: { zh: '可下载', en: 'Ready' },
  failed: { zh: '没有生成', en: 'Failed' },
} as const

/** 核实结果 What came of one call. */
export const CALL_OUTCOMES = {
  confirmed: { zh: '属实', en: 'Confirmed' },
  denied: { zh: '不属实', en: 'Denied' },
  unreachable: { zh: '未接通', en: 'Not reached' },
  refused: { zh: '拒绝回答', en: 'Refused' },
} as const
