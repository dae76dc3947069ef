import { z } from 'zod'
import { zExclusion, zPlatform, zStage } from '#contract/market'
import { zPartyKind } from '#contract/party'
import { zDay, zFen, zId, zInstant, zMonth, zSha256 } from '#kernel/wire'
import { OUTLOOKS } from './outlooks.ts'
import { TALLIES } from './tallies.ts'
import { verdicts } from './verdicts.ts'

const zDigits = z.string().regex(/^-?\d+$/)

/** An exact number: num/den. Money in fen, ratios as such (1/20 is 5 %), all else in its own unit. */
export const zExactRate = z.object({ num: zDigits, den: zDigits })

export const zPeriod = z.object({ from: zDay, until: zDay.meta({ description: '不含当日' }) })

/** What a figure measures: how it is written. points: 百分点. */
export const DIMENSIONS = ['money', 'ratio', 'points', 'number'] as const

export const zReading = z.object({
  state: z.enum(['known', 'no-base', 'absent']),
  value: zExactRate.optional(),
  origin: z.enum(['computed', 'typed']).optional(),
  /** The base year's rows begin in a later month than the base. */
  baseSince: zDay.optional(),
})

export const zDefinitionVersion = z.object({
  version: z.string(),
  from: zDay,
  zh: z.string(),
  en: z.string(),
  text: z.string(),
  source: z.string(),
})

/**
 * days, net, level: sums of rows over days, or until one; entities: the register; share, growth: made of other indicators;
 * entry: typed.
 */
const zBy = z.enum(['days', 'net', 'level', 'entities', 'share', 'growth', 'entry'])

/** 明细 Which rows open; tally: parcels, scans, lots, money in and out. Absent: it is made of others, or typed. */
const zRowKind = z.enum(['order-lines', 'entities', 'tally'])

export const zDefinition = z.object({
  indicator: z.string(),
  kind: z.enum(['flow', 'stock', 'ratio', 'distinct', 'boolean']),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  by: zBy,
  rows: zRowKind.optional(),
  /** Indicators it is made of. */
  of: z.array(z.string()),
  versions: z.array(zDefinitionVersion),
})

export const zAsOf = z.object({ seq: zId, at: zInstant })

/** 预计 docs/rules/forecast.md. */
export const zForecast = z.object({
  low: zExactRate,
  middle: zExactRate,
  high: zExactRate,
  basis: z.enum(['last-year', 'daily']),
  outlook: z.enum(OUTLOOKS),
})

/** 锁定与现在 A figure as the newest snapshot of its report locked it, beside what the rows say now of the same days. */
export const zLocked = z.object({
  indicator: z.string(),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  /** Of which report. */
  name: z.string(),
  /** 1 for 锁定 v1. */
  number: z.int(),
  at: zInstant,
  period: zPeriod,
  /** Absent: locked as 无可比基数. */
  value: zExactRate.optional(),
  now: zReading,
  /** Now less locked; absent where one of the two is no number. */
  difference: zExactRate.optional(),
  same: z.boolean(),
  /** The snapshot. */
  href: z.string(),
  /** The figure of the same days as it is now. */
  nowHref: z.string(),
})
export type Locked = z.output<typeof zLocked>

export const zTargetLine = z.object({
  code: z.string(),
  name: z.string(),
  topic: z.string(),
  indicator: z.string(),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  /** As the plan writes it: `≥ 2000 万元`, `3–5 个`. */
  required: z.string(),
  /** The bound that must be reached (or kept), in base units. */
  bound: zExactRate,
  per: z.enum(['year', 'month', 'period', 'end']),
  force: z.enum(['must', 'in-principle', 'expected']),
  againstCity: z.boolean(),
  window: zPeriod,
  /** The days the figure covers. */
  period: zPeriod.optional(),
  verdict: z.enum(verdicts),
  own: zReading.optional(),
  city: zExactRate.optional(),
  margin: zExactRate.optional(),
  pace: z.object({ days: z.int(), of: z.int(), due: zExactRate, ahead: z.boolean() }).optional(),
  forecast: zForecast.optional(),
  /** 锁定: the snapshot that reaches furthest into the window from its beginning. */
  locked: zLocked.optional(),
  beyond: z.boolean().optional(),
  definition: z.string(),
  by: zBy,
  clause: z.object({ id: z.string(), heading: z.string() }),
  /** The clause's own words that demand it. */
  quote: z.string(),
  /** 未计算: the systems (S1–S30) the plan asks for in this clause; they will keep its rows. */
  systems: z.array(z.string()),
})

export const zBoard = z.object({
  year: z.int(),
  years: z.array(z.int()),
  today: zDay,
  /** Counts of entities are taken when the board is read; sums of orders are as of the last import. */
  readAt: zInstant,
  asOf: zAsOf.optional(),
  /** Absent: no version of the plan was in force. */
  plan: z
    .object({ version: z.string(), title: z.string(), number: z.string(), inForceFrom: zDay })
    .optional(),
  city: z.object({ code: z.string(), name: z.string() }),
  targets: z.array(zTargetLine),
  /** Of the indicators that come out of rows; listDefinitions has them all. */
  definitions: z.array(zDefinitionVersion),
})

export const zMonthSum = z.object({ month: zMonth, amount: zDigits.optional(), lastYear: zDigits.optional() })

const zFigurePart = z.object({ key: z.string(), name: z.string(), amount: zDigits })

export const zEntered = z.object({
  id: zId,
  indicator: z.string(),
  name: z.string(),
  area: z.string().meta({ description: '空为本e镇，否则为所比较的市' }),
  areaName: z.string(),
  period: zPeriod,
  value: z.string(),
  unit: z.string(),
  source: z.string(),
  evidence: zSha256,
  enteredBy: z.string(),
  enteredAt: zInstant,
  /** Corrects this one. */
  replaces: zId.optional(),
  reason: z.string().optional(),
  /** Was corrected by this one. */
  replacedBy: zId.optional(),
})

export const zFigure = z.object({
  indicator: z.string(),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  definition: zDefinition,
  period: zPeriod,
  reading: zReading,
  asOf: zAsOf.optional(),
  /** Indicators and periods a ratio is made of, numerator first. */
  madeOf: z.array(
    z.object({
      indicator: z.string(),
      name: z.string(),
      unit: z.string(),
      period: zPeriod,
      reading: zReading,
    }),
  ),
  months: z.array(zMonthSum),
  /** By shop, or by kind of entity. */
  parts: z.array(zFigurePart),
  /** Left out, by reason: money for orders, counts for entities. */
  excluded: z.array(zFigurePart),
  /** Whether months and parts add up to the figure; absent where there are none. */
  adds: z.boolean().optional(),
  entered: z.array(zEntered),
  /** 锁定: of the whole period first, then of parts of it, the latest first. */
  locked: z.array(zLocked),
})

export const zOrderLine = z.object({
  day: zDay,
  platform: zPlatform,
  shop: zId,
  shopName: z.string(),
  orderNo: z.string(),
  subNo: z.string(),
  stage: zStage,
  amount: zFen,
  refund: zFen,
  /** Why it does not count; absent: it counts. */
  excluded: zExclusion.optional(),
  batch: zId,
  row: z.int(),
  evidence: zSha256,
})

export const zEntityRow = z.object({
  party: zId,
  name: z.string(),
  kind: zPartyKind,
  registeredOn: zDay,
  ecommerceSince: zDay.optional(),
  /** Where the row came from, if not typed by hand. */
  batch: zId.optional(),
  row: z.int().optional(),
  evidence: zSha256.optional(),
  ecommerceEvidence: zSha256.optional(),
})

export const zTallyRow = z.object({
  day: zDay,
  at: zInstant.optional(),
  measure: z.enum(TALLIES),
  partName: z.string(),
  /** 运单号、追溯码、批次号、文件号、凭证号 */
  name: z.string(),
  /** Taken from the figure where it is negative. Money in fen. */
  amount: zDigits,
  key: z.string(),
  /** Where it is looked up: number of the order, the lot, the allotment. */
  about: z.string(),
  evidence: zSha256.optional(),
})

export const zRecount = z.object({
  id: zId,
  kind: z.enum(['compare', 'repair']),
  at: zInstant,
  askedBy: z.string(),
  reason: z.string().optional(),
  seq: z.string(),
  lines: z.int(),
  sums: z.int(),
  differing: z.int(),
  differences: z.array(
    z.object({ measure: z.string(), part: z.string(), day: zDay, counted: zDigits, kept: zDigits }),
  ),
})
