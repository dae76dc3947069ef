type Both = { readonly zh: string; readonly en: string }

export const UNITS = {
  kg: { zh: '千克', en: 'kg' },
  piece: { zh: '件', en: 'pieces' },
  litre: { zh: '升', en: 'litres' },
} as const satisfies Record<string, Both>
export type Unit = keyof typeof UNITS

/** 编码来源 Who gave a product its number. */
export const NUMBERINGS = {
  restricted: { zh: '本e镇限域编码（没有商品条码时）', en: "The e-town's restricted number" },
  gs1: { zh: '企业自有商品条码', en: "The firm's own GS1 number" },
} as const satisfies Record<string, Both>
export type Numbering = keyof typeof NUMBERINGS

export const ORIGINS = {
  harvest: { zh: '采收', en: 'Harvest' },
  purchase: { zh: '收购', en: 'Purchase' },
  split: { zh: '拆分', en: 'Split' },
  merge: { zh: '合并', en: 'Merged' },
  transform: { zh: '加工', en: 'Processed' },
} as const satisfies Record<string, Both>
export type Origin = keyof typeof ORIGINS

/** 批次状态 A recalled lot stays recalled. */
export const LOT_STATES = {
  open: { zh: '正常', en: 'In order' },
  frozen: { zh: '已冻结', en: 'Frozen' },
  recalled: { zh: '已召回', en: 'Recalled' },
} as const satisfies Record<string, Both>
export type LotState = keyof typeof LOT_STATES

export const SUPERVISIONS = {
  visit: { zh: '巡查', en: 'Visit' },
  sample: { zh: '抽样', en: 'Sample taken' },
  finding: { zh: '发现问题', en: 'Finding' },
  freeze: { zh: '冻结批次', en: 'Freeze' },
  release: { zh: '解除冻结', en: 'Release' },
  recall: { zh: '召回批次', en: 'Recall' },
} as const satisfies Record<string, Both>
export type Supervision = keyof typeof SUPERVISIONS

/** 录入方式 What stands behind a record. */
export const SOURCES = {
  desk: { zh: '人工录入（电脑）', en: 'Typed at a desk' },
  phone: { zh: '人工录入（手机）', en: 'Typed on a phone' },
  device: { zh: '设备自动采集', en: 'From a device' },
  'third-party': { zh: '第三方提供', en: 'From a third party' },
} as const satisfies Record<string, Both>
export type Source = keyof typeof SOURCES

/** 主体码类别 What kind of subject the national platform took a party for. */
export const SUBJECT_KINDS = {
  operator: { zh: '经营主体', en: 'Operator' },
  node: { zh: '节点', en: 'Node' },
  person: { zh: '自然人', en: 'Person' },
} as const satisfies Record<string, Both>
export type SubjectKind = keyof typeof SUBJECT_KINDS
