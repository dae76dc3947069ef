import { z } from 'zod'
import { cited, remarked, zCode, zExact, zOneOf, zText } from './plan-texts.ts'

/** 指标性质 flow: summed over days; stock: as on a day; ratio; distinct: different things counted once; boolean: there or not. */
const KINDS = ['flow', 'stock', 'ratio', 'distinct', 'boolean'] as const

/** 指标 What is measured. Those of indicators.ts are known everywhere; a file adds its own. */
export const zIndicator = z.strictObject({ code: zCode, name: zText, kind: zOneOf(KINDS), unit: zText })

/** 考核频次 year, month: every calendar one within the span; period: one sum over the span; end: as on its last day. */
export const PER = { year: '每年', month: '每月', period: '期间累计', end: '期末' } as const

/** 约束力 must: 必须; in-principle: 原则上, a deviation needs a reason; expected: 预计、力争、争创, missing it is no failure. */
export const FORCE = { must: '必须', 'in-principle': '原则上', expected: '预期' } as const

const zForce = zOneOf(['must', 'in-principle', 'expected'])

/**
 * 比较对象 What the value is measured against; absent: nothing, the value stands alone.
 * city-average-growth: growth minus the city's growth of the same indicator, the value in percentage points;
 * share-of: part of another indicator; funds: multiple of the sum of fund sources.
 */
const zComparator = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({ kind: z.literal('city-average-growth') }),
    z.strictObject({ kind: z.literal('share-of'), indicator: zCode }),
    z.strictObject({ kind: z.literal('funds'), sources: z.array(zCode).min(1) }),
  ],
  { error: 'plan.choice_unknown' },
)

const base = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  /** Heading it is listed under, e.g. 物流. */
  topic: zText,
  indicator: zCode,
  unit: zText,
  per: zOneOf(['year', 'month', 'period', 'end']),
  period: zCode,
  force: zForce.optional(),
  comparator: zComparator.optional(),
  facility: zCode.optional(),
  /** How the value follows from the quote, where the quote does not say it in digits: 各一部 is 2. */
  derived: zText.optional(),
})

/** 目标 One number to be met: indicator, requirement with unit, how often, over which span, and the words that demand it. */
export const zTarget = z.discriminatedUnion(
  'op',
  [
    base.extend({ op: zOneOf(['≥', '>', '=', '≤', '<']), value: zExact }),
    base.extend({ op: z.literal('range'), min: zExact, max: zExact }),
  ],
  { error: 'plan.choice_unknown' },
)

/** 设施 A place to be built or upgraded. Its numbers are targets that name it; the rest is listed in the document's words. */
export const zFacility = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  functions: z.array(zText).min(1).optional(),
  equipment: z.array(zText).min(1).optional(),
})

/** 列举 Things the document names one by one (platforms, courses, services), in its own words. `open`: it ends in 等. */
export const zEnumeration = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  topic: zText,
  open: zOneOf(['true', 'false']),
  items: z.array(zText).min(1),
})

export { zForce }
export type Indicator = z.output<typeof zIndicator>
export type Target = z.output<typeof zTarget>
export type Facility = z.output<typeof zFacility>
export type Enumeration = z.output<typeof zEnumeration>
