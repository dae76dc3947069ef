/** 判定 What a target's figure means, in the order the board counts them. `hint`: what to do next. */
export const VERDICTS = {
  met: { zh: '已达成', en: 'Met' },
  'not-met': { zh: '未达成', en: 'Not met' },
  'below-expected': { zh: '未达预期（须说明）', en: 'Below expectation' },
  'not-due': { zh: '尚未到期', en: 'Not due yet' },
  'not-begun': { zh: '尚未开始', en: 'Not begun' },
  'no-base': { zh: '无可比基数', en: 'No comparable base' },
  'city-missing': { zh: '缺市平均', en: 'City average missing' },
  incomplete: { zh: '数据不全', en: 'Data incomplete' },
  'not-computed': { zh: '未计算', en: 'Not computed yet' },
} as const

export type Verdict = keyof typeof VERDICTS
export const verdicts = Object.keys(VERDICTS) as readonly Verdict[]
