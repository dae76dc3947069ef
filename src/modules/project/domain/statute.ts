import type { ProcurementWay } from '../contract/words.ts'

/** 期限的起止 What a clock begins and ends with; a fact of the project. */
export type ClockFact =
  | 'announced'
  | 'opens'
  | 'opened'
  | 'awarded'
  | 'award-published'
  | 'signed'
  | 'contract-public'
  | 'delivered'
  | 'inspected'
  | 'paid'
  | 'deposit-due'
  | 'deposit-returned'

/** 法定期限 One span a law asks for. `amount` absent: the law names none, the county may. */
export type StatutoryClock = {
  readonly code: string
  readonly zh: string
  readonly en: string
  readonly from: ClockFact
  readonly to: ClockFact
  /** `at-least`: not before so many have passed; `at-most`: no later. */
  readonly bound: 'at-least' | 'at-most'
  readonly amount?: number
  readonly unit: 'workdays' | 'days'
  /** For these ways of procurement only. */
  readonly ways?: readonly ProcurementWay[]
  readonly source: string
}

/**
 * 法定期限表 As they are commonly told. None was read in its own text, so each is shown as not yet confirmed and only warns;
 * once the county has confirmed or corrected it with a file (`project.clock_rule`), it binds.
 */
export const STATUTORY_CLOCKS: readonly StatutoryClock[] = [
  {
    code: 'bid-documents',
    zh: '招标文件发出到开标',
    en: 'From bid documents to opening',
    from: 'announced',
    to: 'opens',
    bound: 'at-least',
    amount: 20,
    unit: 'days',
    ways: ['open', 'invited'],
    source: '《政府采购法》第三十五条',
  },
  {
    code: 'consultation-documents',
    zh: '磋商文件发出到提交响应文件',
    en: 'From consultation documents to responses',
    from: 'announced',
    to: 'opens',
    bound: 'at-least',
    amount: 10,
    unit: 'days',
    ways: ['consultation'],
    source: '《政府采购竞争性磋商采购方式管理暂行办法》第十条',
  },
  {
    code: 'negotiation-documents',
    zh: '谈判文件、询价通知书发出到提交响应文件',
    en: 'From negotiation documents to responses',
    from: 'announced',
    to: 'opens',
    bound: 'at-least',
    amount: 3,
    unit: 'workdays',
    ways: ['negotiation', 'inquiry'],
    source: '《政府采购非招标采购方式管理办法》第二十九条、第四十五条',
  },
  {
    code: 'single-source-notice',
    zh: '单一来源采购公示',
    en: 'Notice of single-source procurement',
    from: 'announced',
    to: 'opens',
    bound: 'at-least',
    amount: 5,
    unit: 'workdays',
    ways: ['single-source'],
    source: '《政府采购非招标采购方式管理办法》第三十八条',
  },
  {
    code: 'award-decision',
    zh: '评审结束到确定中标人',
    en: 'From evaluation to award',
    from: 'opened',
    to: 'awarded',
    bound: 'at-most',
    amount: 5,
    unit: 'workdays',
    source: '《政府采购法实施条例》第四十三条',
  },
  {
    code: 'award-announcement',
    zh: '确定中标人到公告结果',
    en: 'From award to its announcement',
    from: 'awarded',
    to: 'award-published',
    bound: 'at-most',
    amount: 2,
    unit: 'workdays',
    source: '《政府采购法实施条例》第四十三条',
  },
  {
    code: 'contract-signing',
    zh: '中标通知到签订合同',
    en: 'From award notice to contract',
    from: 'award-published',
    to: 'signed',
    bound: 'at-most',
    amount: 30,
    unit: 'days',
    source: '《政府采购法》第四十六条',
  },
  {
    code: 'contract-publication',
    zh: '签订合同到公开合同',
    en: 'From contract to its publication',
    from: 'signed',
    to: 'contract-public',
    bound: 'at-most',
    amount: 2,
    unit: 'workdays',
    source: '《政府采购法实施条例》第五十条',
  },
  {
    code: 'acceptance',
    zh: '交付到验收',
    en: 'From delivery to acceptance',
    from: 'delivered',
    to: 'inspected',
    bound: 'at-most',
    unit: 'workdays',
    source: '合同或县里的办法；法规没有统一天数',
  },
  {
    code: 'payment',
    zh: '验收到付款',
    en: 'From acceptance to payment',
    from: 'inspected',
    to: 'paid',
    bound: 'at-most',
    amount: 30,
    unit: 'days',
    source: '《保障中小企业款项支付条例》',
  },
  {
    code: 'performance-return',
    zh: '履约保证金到期到退还',
    en: 'From the day a performance deposit is due back to its return',
    from: 'deposit-due',
    to: 'deposit-returned',
    bound: 'at-most',
    unit: 'workdays',
    source: '合同约定；法规没有统一天数',
  },
  {
    code: 'warranty-return',
    zh: '质量保证金到期到退还',
    en: 'From the day a warranty deposit is due back to its return',
    from: 'deposit-due',
    to: 'deposit-returned',
    bound: 'at-most',
    amount: 14,
    unit: 'days',
    source: '《建设工程质量保证金管理办法》第十一条',
  },
]
