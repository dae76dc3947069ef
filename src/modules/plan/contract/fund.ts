import { z } from 'zod'
import { cited, remarked, zCode, zExact, zOneOf, zPercent, zText } from './plan-texts.ts'
import { zForce } from './target.ts'

/** 资金来源 Money promised by one level of government, exact. */
const zFundSource = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  level: zOneOf(['province', 'city', 'county', 'other']),
  value: zExact,
  unit: zText,
  /** What the document says it is for, in its words. */
  use: zText.optional(),
})

/** 支持方向 A category one source is divided into, with its band of shares and what may be booked to it. */
const zFundCategory = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  source: zCode,
  min: zPercent,
  max: zPercent,
  force: zForce,
  scope: z.array(zText).min(1),
})

/** 不得重复享受 A rule that one project or expense is not paid twice. */
const zExclusion = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  sources: z.array(zCode).min(1),
})

export const zFunds = z.strictObject({
  sources: z.array(zFundSource).min(1),
  categories: z.array(zFundCategory),
  exclusions: z.array(zExclusion),
})

const zParameter = z.strictObject({
  code: zCode,
  name: zText,
  op: zOneOf(['≥', '>', '=', '≤', '<']).optional(),
  value: zExact,
  unit: zText,
  force: zForce.optional(),
})

/** A parameter the text leaves open: its value is the reading adopted in an interpretation. */
const zChoice = z.strictObject({ code: zCode, name: zText, interpretation: zCode })

/**
 * 政策 A rule of the plan as parameters: entitlement (五免), award (两补, 奖补) or rule (procurement, acceptance, publicity,
 * assets). `unstated` is what the county must settle before it opens: the document does not say.
 */
export const zPolicy = z.strictObject({
  ...cited,
  ...remarked,
  code: zCode,
  name: zText,
  kind: zOneOf(['entitlement', 'award', 'rule']),
  family: zText.optional(),
  parameters: z.array(zParameter).min(1).optional(),
  choices: z.array(zChoice).min(1).optional(),
  /** Conditions, steps and means in the document's words. */
  conditions: z.array(zText).min(1).optional(),
  unstated: z.array(zText).min(1).optional(),
})

export type Funds = z.output<typeof zFunds>
export type Policy = z.output<typeof zPolicy>
