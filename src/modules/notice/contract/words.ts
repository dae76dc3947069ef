/** 公示事项 What is shown to the public. */
export const NOTICE_KINDS = {
  acceptance: { zh: '验收', en: 'Acceptance' },
  subsidy: { zh: '补助资金', en: 'Subsidy' },
  procurement: { zh: '采购结果', en: 'Procurement result' },
  brand: { zh: '品牌授权', en: 'Brand authorisation' },
  award: { zh: '评奖', en: 'Award' },
  other: { zh: '其他', en: 'Other' },
} as const
export type NoticeKind = keyof typeof NOTICE_KINDS

/** 公示状态 `hindered`: its days are over, an objection is not settled. Only `passed` lets money go. */
export const NOTICE_STATES = {
  running: { zh: '公示中', en: 'Running' },
  hindered: { zh: '期满，异议未了结', en: 'Objections open' },
  passed: { zh: '期满无异议', en: 'Passed' },
  withdrawn: { zh: '已撤回', en: 'Withdrawn' },
} as const
export type NoticeState = keyof typeof NOTICE_STATES
