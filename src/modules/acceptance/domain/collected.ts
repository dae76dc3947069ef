import { isFields } from '#kernel/fields'

/** 所载事件 What is needed of an event to know whom it concerns. */
type Event = { readonly kind: string; readonly payload: unknown }
/** What items the plan has: a target by its indicator. */
type Wanted = { readonly code: string; readonly indicator: string }

const RETAIL = ['online-retail', 'online-retail-growth', 'cross-border-sales']
const ENTITIES = [
  'new-entities',
  'new-entities-ecommerce-share',
  'new-ecommerce-firms',
  'leading-ecommerce-firms',
]

/** Events that carry a paper or a fact an item needs, in the words of an evidence list. */
export const COLLECTED: Readonly<Record<string, string>> = {
  'market.orders-imported': '订单文件导入',
  'party.ecommerce-marked': '主体标记为从事电商',
  'statistics.entered': '指标数字录入',
  'statistics.corrected': '指标数字更正',
  'fund.arrived': '资金到账登记',
  'fund.allocated': '资金分配到类别',
  'fund.paid': '资金支付',
  'notice.published': '公示发布',
  'notice.amended': '公示更正',
  'project.accepted': '项目验收',
  'project.milestone-accepted': '里程碑验收',
}

const textIn = (payload: unknown, field: string): string | undefined => {
  const value = isFields(payload) ? payload[field] : undefined
  return typeof value === 'string' ? value : undefined
}

/** 归集 The items an event is evidence for; empty: none. */
export function itemsTouched({ kind, payload }: Event, targets: readonly Wanted[]): readonly string[] {
  const by = (indicators: readonly string[]): readonly string[] =>
    targets.filter(({ indicator }) => indicators.includes(indicator)).map(({ code }) => `target.${code}`)
  if (kind === 'market.orders-imported') return by(RETAIL)
  if (kind === 'party.ecommerce-marked') return by(ENTITIES)
  if (kind.startsWith('statistics.')) return by([textIn(payload, 'indicator') ?? ''])
  if (kind.startsWith('notice.')) return ['policy.publicity']
  if (kind.startsWith('project.')) return ['policy.acceptance']
  const [source, category] = [textIn(payload, 'source'), textIn(payload, 'category')]
  return [
    ...(source === undefined ? [] : [`fund-source.${source}`]),
    ...(category === undefined || category === 'whole' ? [] : [`fund-category.${category}`]),
  ]
}
