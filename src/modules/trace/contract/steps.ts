/**
 * 环节栏目 What is written down of each step, as data: the server checks by it, the desk draws its form by it, the scan page
 * prints by it. Fields follow NY/T 4712-2025 and the production records 农产品质量安全法 第二十七条 asks for.
 */
export type StepField = {
  readonly zh: string
  readonly en: string
  readonly type: 'text' | 'number' | 'choice'
  readonly required?: boolean
  /** Stands behind a number. */
  readonly unit?: string
  readonly choices?: Readonly<Record<string, { readonly zh: string; readonly en: string }>>
  /** Kept for the records, never shown to whoever scans: who bought, who drove. */
  readonly internal?: boolean
}

type StepWords = {
  readonly zh: string
  readonly en: string
  /** Belongs to the crop on its plot, or to the lot that came of it. */
  readonly of: 'season' | 'lot'
  /** CBV business step of the EPCIS event. */
  readonly bizStep: string
  readonly fields: Readonly<Record<string, StepField>>
}

const text = (zh: string, en: string, more: Partial<StepField> = {}): StepField => ({
  zh,
  en,
  type: 'text',
  ...more,
})
const number = (zh: string, en: string, unit: string, more: Partial<StepField> = {}): StepField => ({
  zh,
  en,
  type: 'number',
  unit,
  ...more,
})
const required = { required: true } as const

export const INPUT_KINDS = {
  pesticide: { zh: '农药', en: 'Pesticide' },
  fertiliser: { zh: '肥料', en: 'Fertiliser' },
  medicine: { zh: '兽药（蜂药）', en: 'Veterinary medicine' },
  feed: { zh: '饲料', en: 'Feed' },
} as const

export const STEPS = {
  planting: {
    zh: '种植（放蜂）',
    en: 'Planting',
    of: 'season',
    bizStep: 'commissioning',
    fields: {
      variety: text('品种', 'Variety', required),
      source: text('种苗（蜂群）来源', 'Where from'),
      count: number('数量', 'How many', '株/箱'),
    },
  },
  tending: {
    zh: '田间管理',
    en: 'Tending',
    of: 'season',
    bizStep: 'inspecting',
    fields: { what: text('做了什么', 'What was done', required) },
  },
  input: {
    zh: '用药施肥',
    en: 'Inputs',
    of: 'season',
    bizStep: 'inspecting',
    fields: {
      inputKind: { zh: '类别', en: 'Kind', type: 'choice', required: true, choices: INPUT_KINDS },
      name: text('名称（照标签填）', 'Name on its label', required),
      registration: text('登记证号', 'Registration number'),
      dose: text('用量', 'Dose', required),
      target: text('防治对象', 'Against what'),
      intervalDays: number('安全间隔期', 'Safety interval', '天'),
    },
  },
  harvest: {
    zh: '采收',
    en: 'Harvest',
    of: 'season',
    bizStep: 'commissioning',
    fields: { quantity: number('采收量', 'Quantity', '', required), way: text('采收方式', 'How') },
  },
  grading: {
    zh: '分级',
    en: 'Grading',
    of: 'lot',
    bizStep: 'inspecting',
    fields: {
      grade: text('等级', 'Grade', required),
      standard: text('执行标准', 'Standard'),
      size: text('规格（果径、波美度等）', 'Size'),
    },
  },
  processing: {
    zh: '加工',
    en: 'Processing',
    of: 'lot',
    bizStep: 'other',
    fields: {
      what: text('做了什么（过滤、灌装等）', 'What was done', required),
      temperature: number('温度', 'Temperature', '℃'),
    },
  },
  packing: {
    zh: '包装',
    en: 'Packing',
    of: 'lot',
    bizStep: 'packing',
    fields: { material: text('包装材料', 'Material', required), spec: text('包装规格', 'Size of packs') },
  },
  storage: {
    zh: '贮存',
    en: 'Storage',
    of: 'lot',
    bizStep: 'storing',
    fields: {
      place: text('库（仓）名称', 'Store', required),
      temperature: number('温度', 'Temperature', '℃'),
      humidity: number('湿度', 'Humidity', '%'),
    },
  },
  transport: {
    zh: '运输',
    en: 'Transport',
    of: 'lot',
    bizStep: 'shipping',
    fields: {
      from: text('起运地', 'From', required),
      to: text('目的地', 'To', required),
      carrier: text('承运方', 'Carrier', { internal: true }),
      temperature: number('车厢温度', 'Temperature', '℃'),
    },
  },
  sale: {
    zh: '销售',
    en: 'Sale',
    of: 'lot',
    bizStep: 'retail_selling',
    fields: {
      channel: text('销售渠道', 'Channel', required),
      buyer: text('购买方（企业）', 'Buyer (a firm)', { internal: true }),
    },
  },
} as const satisfies Record<string, StepWords>

export type StepKind = keyof typeof STEPS

/** The fields of a step, by their names. */
export const fieldsOf = (kind: StepKind): Readonly<Record<string, StepField>> => STEPS[kind].fields
