import { z } from 'zod'
import { cited, remarked, zCode, zExact, zOneOf, zPlanDay, zText } from './plan-texts.ts'
import { zStep } from './scheme-step.ts'

/** What the room can count from its own rows; any other fact is declared, with its document. */
export const FACT_ROWS = {
  'counted-sales': '导入订单中计入的当年网络销售额',
  'counted-sales-last-year': '导入订单中计入的上年网络销售额',
  'counted-waybills': '导入订单中计入的当年运单数',
  'party-kind': '经营主体登记的类别',
  'registered-in-town': '登记地在e镇范围内',
} as const

const factBase = { name: zText, document: zText }

/** 事实 What a scheme asks of an applicant, and the document that decides it. `rows`: it is counted from rows. */
const zFact = z.discriminatedUnion(
  'kind',
  [
    z.strictObject({
      ...factBase,
      kind: z.literal('数值'),
      unit: zText,
      rows: zOneOf(['counted-sales', 'counted-sales-last-year', 'counted-waybills']).optional(),
      /** Of rows only what is sorted as this kind of goods counts. */
      goods: zText.optional(),
    }),
    z.strictObject({
      ...factBase,
      kind: z.literal('是否'),
      rows: zOneOf(['registered-in-town']).optional(),
    }),
    z.strictObject({
      ...factBase,
      kind: z.literal('选项'),
      options: z.array(zText).min(2),
      rows: zOneOf(['party-kind']).optional(),
    }),
    /** Amounts with how often each occurs: parcels by what they cost. */
    z.strictObject({ ...factBase, kind: z.literal('明细'), unit: zText }),
  ],
  { error: 'plan.choice_unknown' },
)

/**
 * 参数 A number with the days it holds: each value from its day until the next one's. Its number stands in the scheme's
 * quotes, or `decided` names the interpretation by which the county set it.
 */
const zDated = z.strictObject({
  name: zText,
  decided: zCode.optional(),
  values: z.array(z.strictObject({ from: zPlanDay, value: zExact, unit: zText })).min(1),
})

const testBase = { name: zText, of: zText }

const zTest = z.discriminatedUnion(
  'does',
  [
    z.strictObject({ ...testBase, does: z.literal('为'), value: zOneOf(['是', '否']) }),
    z.strictObject({ ...testBase, does: z.literal('属于'), among: z.array(zText).min(1) }),
    z.strictObject({ ...testBase, does: z.literal('不少于'), line: zText }),
    z.strictObject({ ...testBase, does: z.literal('多于'), line: zText }),
    z.strictObject({ ...testBase, does: z.literal('不超过'), line: zText }),
  ],
  { error: 'plan.choice_unknown' },
)

/** 条件 What must hold, in a sentence; `any`: one of them is enough. */
const zCondition = z.strictObject({ name: zText, any: z.array(zTest).min(1) })

export const POOL_WAYS = ['排序', '按比例', '先到先得', '结转'] as const

/**
 * 资金池 What the money of a scheme is taken from, and how it is shared when it does not suffice: by an interpretation
 * the county must have confirmed before it opens. `last`: whether the one it runs out at gets what is left.
 */
const zPool = z.strictObject({
  sources: z.array(zCode).min(1),
  interpretation: zCode,
  ways: z.array(z.strictObject({ reading: zCode, way: zOneOf(POOL_WAYS) })).min(1),
  last: zOneOf(['给剩余', '不给']),
})

/**
 * 奖补办法 One way public money is given, as data beside the clause that says so: what it asks, under which conditions,
 * step by step how much. Facts, parameters and steps are named in Chinese and named by one another.
 */
export const zScheme = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  policy: zCode.optional(),
  support: zOneOf(['以奖代补', '购买服务', '贷款贴息', '项目补助', '免费服务']),
  /** What the money is for; a project gets it for one such item once within an exclusion. */
  cost_item: zText,
  exclusion: zCode.optional(),
  facts: z.array(zFact).min(1),
  parameters: z.array(zDated).min(1).optional(),
  conditions: z.array(zCondition).min(1).optional(),
  steps: z.array(zStep).min(1),
  /** The step whose result is given. */
  pays: zText,
  pool: zPool.optional(),
})

export type Scheme = z.output<typeof zScheme>
export type SchemeFact = z.output<typeof zFact>
export type SchemeParameter = z.output<typeof zDated>
export type SchemeTest = z.output<typeof zTest>
export type SchemeCondition = z.output<typeof zCondition>
export type SchemePool = z.output<typeof zPool>
export type PoolWay = (typeof POOL_WAYS)[number]
export type FactRows = keyof typeof FACT_ROWS
