/** 事项种类 What in the plan can stand on a clause, under the words it is shown by. */
export const ITEM_KINDS = {
  target: { zh: '目标', en: 'Target' },
  'fund-source': { zh: '资金来源', en: 'Fund source' },
  'fund-category': { zh: '支持方向', en: 'Fund category' },
  exclusion: { zh: '不得重复享受', en: 'No double benefit' },
  policy: { zh: '政策', en: 'Policy' },
  scheme: { zh: '奖补办法', en: 'Subsidy scheme' },
  period: { zh: '考核期间', en: 'Span' },
  stage: { zh: '实施阶段', en: 'Stage' },
  facility: { zh: '设施', en: 'Facility' },
  enumeration: { zh: '列举', en: 'List' },
  body: { zh: '机构', en: 'Body' },
  duty: { zh: '职责', en: 'Duty' },
  boundary: { zh: '范围', en: 'Boundary' },
  document: { zh: '文件', en: 'Document' },
  interpretation: { zh: '解释口径', en: 'Interpretation' },
  system: { zh: '系统', en: 'System' },
  clause: { zh: '条款', en: 'Clause' },
  /** A number that binds nobody, with the reason. */
  uncounted: { zh: '不计数', en: 'Not counted' },
} as const satisfies Readonly<Record<string, { readonly zh: string; readonly en: string }>>

export type ItemKind = keyof typeof ITEM_KINDS
