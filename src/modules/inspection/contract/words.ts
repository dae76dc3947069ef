export const PURPOSES = {
  self: { zh: '自检', en: 'Own control' },
  commissioned: { zh: '委托检测', en: 'Commissioned' },
  supervision: { zh: '监督抽检', en: 'Supervision' },
} as const
export type Purpose = keyof typeof PURPOSES

export const SAMPLE_STATES = {
  drawn: { zh: '待检', en: 'To be tested' },
  'to-review': { zh: '待复核', en: 'To be reviewed' },
  passed: { zh: '已通过', en: 'Passed' },
  locked: { zh: '初检阳性，锁定待复检', en: 'Positive: locked, retest' },
  failed: { zh: '速测不合格，待确证', en: 'Rapid test failed' },
  disputed: { zh: '复检不一致，待确证', en: 'Retests differ' },
  cleared: { zh: '确证合格，已解锁', en: 'Cleared by the laboratory' },
  condemned: { zh: '确证不合格', en: 'Failed by the laboratory' },
  withdrawn: { zh: '作废，重新抽样', en: 'Withdrawn' },
} as const

export const VERDICTS = {
  negative: { zh: '阴性', en: 'Negative' },
  positive: { zh: '阳性', en: 'Positive' },
  invalid: { zh: '无效（不出判定）', en: 'Invalid: no verdict' },
} as const

export const STYLES = {
  producer: { zh: '生产者', en: 'Producer' },
  buyer: { zh: '收购者', en: 'Buyer' },
} as const

export const BASES = {
  control: { zh: '质量安全控制符合要求', en: 'Quality and safety control' },
  'self-test': { zh: '自行检测合格', en: 'Own test passed' },
  commissioned: { zh: '委托检测合格', en: 'Commissioned test passed' },
} as const

export const SHEET_SIZES = {
  '50x30': { zh: '50×30 毫米', en: '50×30 mm', width: 50, height: 30 },
  '100x70': { zh: '100×70 毫米', en: '100×70 mm', width: 100, height: 70 },
  a5: { zh: 'A5 纸', en: 'A5', width: 148, height: 210 },
  a4: { zh: 'A4 纸', en: 'A4', width: 210, height: 297 },
} as const
export type SheetSize = keyof typeof SHEET_SIZES

export const LINE_TROUBLES = {
  shape: { zh: '不认识的行格式', en: 'Unknown shape' },
  value: { zh: '检测值不是数字', en: 'The value is no number' },
  unit: { zh: '单位不是抑制率（%）', en: 'The unit is not inhibition in per cent' },
  time: { zh: '检测时间无法识别', en: 'The time cannot be read' },
  sample: { zh: '没有样品名称（样品码）', en: 'No sample is named' },
} as const

export const NOTES = {
  'above-control': { zh: '样品高于对照，抑制率为负', en: 'Sample above its control' },
  'weak-blank': {
    zh: '空白吸光度变化低于下限，酶液过弱，重配后再测',
    en: 'Blank too weak: make the reagent anew',
  },
  'strong-blank': { zh: '空白吸光度变化超过上限，请复核读数', en: 'Blank above its sanity limit' },
  advisory: { zh: '落在可疑区间（仅提示，标准无此规定）', en: 'In the advisory band' },
  undecided: { zh: '读数只给出范围且跨过限值，不能判定', en: 'The reading spans the limit' },
  'device-differs': { zh: '仪器自判与按标准复算不一致，以复算为准', en: 'The device judged otherwise' },
} as const

/** 导出的表 */
export const TABLES = {
  samples: { zh: '检测样品', en: 'Samples' },
  runs: { zh: '测定记录', en: 'Readings' },
  certificates: { zh: '承诺达标合格证', en: 'Certificates of conformity' },
  incoming: { zh: '收取的合格证', en: 'Collected certificates' },
  positives: { zh: '阳性台账', en: 'Positives' },
  tools: { zh: '仪器与试剂台账', en: 'Instruments and reagents' },
} as const

/** What a negative of an enzyme test is called, wherever it is printed. */
export const RAPID_NEGATIVE = { zh: '快筛阴性', en: 'Rapid screen negative' } as const
/** 阴性不等于什么 Printed with each rapid result. */
export const MEANING = {
  zh: '酶抑制率法只能发现有机磷和氨基甲酸酯类农药，看不见菊酯、烟碱、杀菌剂等；阴性不等于没有残留。',
  en: 'The enzyme test sees organophosphorus and carbamate pesticides only; a negative does not mean free of residues.',
} as const
