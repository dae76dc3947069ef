import { day } from '#kernel/day'
import type { Definition, DefinitionVersion } from '../definition.ts'

/** The plans name what is counted; the rows are kept from the first version of the platform on. */
const version = (code: string, zh: string, en: string, text: string, source: string): DefinitionVersion => ({
  version: `${code}@2022`,
  from: day('2022-01-01'),
  zh,
  en,
  text,
  source,
})

export const parcels: Definition = {
  code: 'parcels',
  kind: 'flow',
  unit: '件',
  method: { by: 'days', measure: 'parcels' },
  versions: [
    version(
      'parcels',
      '网上订单寄出的包裹',
      'Parcels sent for online orders',
      '订单文件里的运单号，按付款日计；同一付款日的同一运单号只计一件，一件里有几行商品都是一件。没有写运单号的订单不计。',
      '方案：物流配送体系；平台订单导出文件的运单号列',
    ),
  ],
}

export const traceScans: Definition = {
  code: 'trace-scans',
  kind: 'flow',
  unit: '次',
  method: { by: 'days', measure: 'scans' },
  versions: [
    version(
      'trace-scans',
      '溯源扫码',
      'Scans of trace codes',
      '消费者打开追溯码页面的次数；同一设备十分钟内再看同一个码不重复计。次数不是人数。',
      '方案：质量安全追溯；扫码记录',
    ),
  ],
}

export const traceLots: Definition = {
  code: 'trace-lots',
  kind: 'flow',
  unit: '个',
  method: { by: 'days', measure: 'lots' },
  versions: [
    version(
      'trace-lots',
      '追溯批次',
      'Traced lots',
      '按生产（采收、加工、购入）日计的批次，含拆分、合并后形成的新批次。',
      '方案：质量安全追溯；批次登记',
    ),
  ],
}

const MONEY = '专项资金管理：资金到账文件、支付凭证'

export const fundArrived: Definition = {
  code: 'fund-arrived',
  kind: 'flow',
  unit: '元',
  method: { by: 'days', measure: 'fund-arrived' },
  versions: [
    version(
      'fund-arrived',
      '到账专项资金',
      'Special funds arrived',
      '按到账日计的省、市、县各级专项资金，每笔附到账文件。',
      MONEY,
    ),
  ],
}

export const fundPaid: Definition = {
  code: 'fund-paid',
  kind: 'flow',
  unit: '元',
  method: {
    by: 'net',
    terms: [
      { measure: 'fund-paid', sign: 1 },
      { measure: 'fund-recovered', sign: -1 },
    ],
  },
  versions: [
    version(
      'fund-paid',
      '已支付专项资金',
      'Special funds paid',
      '按支付日计的支付额，减去同期追回；预留、审定未付的不计。每笔附凭证。',
      MONEY,
    ),
  ],
}

export const fundBalance: Definition = {
  code: 'fund-balance',
  kind: 'stock',
  unit: '元',
  method: {
    by: 'level',
    terms: [
      { measure: 'fund-arrived', sign: 1 },
      { measure: 'fund-paid', sign: -1 },
      { measure: 'fund-recovered', sign: 1 },
    ],
  },
  versions: [
    version(
      'fund-balance',
      '专项资金结余',
      'Special funds not yet paid',
      '截至期末：历年到账合计，减支付，加追回。是时点数，不与别的日子相加。',
      MONEY,
    ),
  ],
}
