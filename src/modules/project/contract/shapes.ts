import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zFen, zId, zInstant, zSha256 } from '#kernel/wire'
import { NOTICE_STATES } from '../../notice/contract/index.ts'
import {
  CLOCK_STATES,
  DEPOSIT_FORMS,
  DEPOSIT_KINDS,
  DUTY_KINDS,
  MILESTONE_STATES,
  PROCUREMENT_WAYS,
  PROJECT_EVENTS,
  PROJECT_STATES,
} from './words.ts'

export const zCode = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
export const zText = (most: number, least = 2) => z.string().trim().min(least).max(most)
export const zReason = zReasonWithin(2, 1000)
export const zWhy = zReasonWithin(4, 500)
/** 金额 above nothing, below a thousand thousand million yuan. */
export const zAmount = zFen.regex(/^[1-9]\d{0,13}$/)
export const zPlace = z.int().min(1).max(60)

/** 来源金额 What one source of money gives. */
export const zShareOfSource = z.strictObject({ source: zCode, amount: zAmount })
export const zMoney = z.array(zShareOfSource).min(1).max(10)

export const zMilestonePlan = z.strictObject({
  place: zPlace,
  name: zText(100),
  deliverable: zText(1000),
  amount: zAmount,
  dueOn: zDay,
  needsNotice: z.boolean().meta({ description: '付款前须验收公示期满' }),
})
export type MilestonePlan = z.output<typeof zMilestonePlan>

export const zProjectItem = z.object({
  id: zId,
  name: z.string(),
  category: z.string(),
  categoryName: z.string(),
  state: z.enum(keysOf(PROJECT_STATES)),
  budget: zFen.optional(),
  contractor: z.string().optional(),
  contractAmount: zFen.optional(),
  paid: zFen,
})
export type ProjectItem = z.output<typeof zProjectItem>

const zStep = z.object({
  event: z.enum(keysOf(PROJECT_EVENTS)),
  state: z.enum(keysOf(PROJECT_STATES)),
  on: zDay,
  reason: z.string().optional(),
  evidence: zSha256.optional(),
  by: z.string(),
  at: zInstant,
})
export type ProjectStep = z.output<typeof zStep>

export const zScheme = z.object({
  version: z.int(),
  way: z.enum(keysOf(PROCUREMENT_WAYS)),
  budget: zFen,
  money: z.array(z.object({ source: z.string(), sourceName: z.string(), amount: zFen })),
  scope: z.string(),
  qualification: z.string(),
  scoring: z.string(),
  termDays: z.int(),
  why: z.string().optional(),
  evidence: zSha256,
  madeBy: z.string(),
  approvedBy: z.string().optional(),
  approvedAt: zInstant.optional(),
})
export type Scheme = z.output<typeof zScheme>

const zBid = z.object({
  id: zId,
  bidder: z.string(),
  creditCode: z.string(),
  receivedAt: zInstant,
  evidence: zSha256,
  amount: zFen.optional(),
  valid: z.boolean().optional(),
  why: z.string().optional(),
})
export const zTender = z.object({
  id: zId,
  number: z.string(),
  version: z.int(),
  publishedOn: zDay,
  place: z.string(),
  opensAt: zInstant,
  evidence: zSha256,
  bids: z.array(zBid),
  openedAt: zInstant.optional(),
  witnesses: z.string().optional(),
  openingEvidence: zSha256.optional(),
  award: z
    .object({
      bid: zId,
      bidder: z.string(),
      amount: zFen,
      decidedOn: zDay,
      reason: z.string(),
      evidence: zSha256,
      notice: zId.optional(),
      elsewhere: z.string().optional(),
      publicFrom: zDay.optional(),
      publicThrough: zDay.optional(),
    })
    .optional(),
})
export type Tender = z.output<typeof zTender>

export const zVersion = z.object({
  id: zId,
  number: z.int(),
  amount: zFen,
  signedOn: zDay,
  why: z.string().optional(),
  evidence: zSha256,
  madeBy: z.string(),
  approved: z.boolean().optional(),
  verdictReason: z.string().optional(),
  verdictBy: z.string().optional(),
  verdictAt: zInstant.optional(),
  money: z.array(z.object({ source: z.string(), sourceName: z.string(), amount: zFen })),
  milestones: z.array(zMilestonePlan),
  /** What differs from the version before, one line each. */
  changes: z.array(z.string()),
})
export type ContractVersion = z.output<typeof zVersion>

export const zMilestone = z.object({
  place: z.int(),
  name: z.string(),
  deliverable: z.string(),
  amount: zFen,
  paid: zFen,
  dueOn: zDay,
  needsNotice: z.boolean(),
  state: z.enum(keysOf(MILESTONE_STATES)),
  delivery: zId.optional(),
  deliveredOn: zDay.optional(),
  deliveredBy: z.string().optional(),
  deliveryEvidence: zSha256.optional(),
  inspectedOn: zDay.optional(),
  inspectionEvidence: zSha256.optional(),
  said: z.string().optional(),
})
export type Milestone = z.output<typeof zMilestone>

export const zPaymentLine = z.object({
  id: zId,
  place: z.int(),
  allotment: zId,
  source: z.string(),
  sourceName: z.string(),
  amount: zFen,
  voucherNo: z.string(),
  paidOn: zDay,
  evidence: zSha256,
})

export const zRecoveryLine = z.object({
  entry: zId,
  place: z.int(),
  sourceName: z.string(),
  amount: zFen,
  on: zDay,
  reason: z.string(),
  evidence: zSha256,
})

export const zDeposit = z.object({
  id: zId,
  kind: z.enum(keysOf(DEPOSIT_KINDS)),
  form: z.enum(keysOf(DEPOSIT_FORMS)),
  amount: zFen,
  receivedOn: zDay,
  dueBackOn: zDay.meta({ description: '按合同到期应退的日子' }),
  terms: z.string(),
  evidence: zSha256,
  madeBy: z.string(),
  returned: z
    .object({ on: zDay, amount: zFen, why: z.string().optional(), evidence: zSha256, by: z.string() })
    .optional(),
})
export type Deposit = z.output<typeof zDeposit>

export const zContract = z.object({
  id: zId,
  number: z.string(),
  contractor: z.string(),
  creditCode: z.string(),
  amount: zFen.optional().meta({ description: '现行合同价；未审定的没有' }),
  versions: z.array(zVersion),
  milestones: z.array(zMilestone),
  payments: z.array(zPaymentLine),
  recoveries: z.array(zRecoveryLine),
  deposits: z.array(zDeposit),
})
export type Contract = z.output<typeof zContract>

export const zClock = z.object({
  code: z.string(),
  zh: z.string(),
  en: z.string(),
  amount: z.int(),
  unit: z.enum(['workdays', 'days']),
  bound: z.enum(['at-least', 'at-most']),
  source: z.string(),
  certain: z.boolean().meta({ description: '县里核实过原文' }),
  state: z.enum(keysOf(CLOCK_STATES)),
  from: zDay.optional(),
  until: zDay.optional().meta({ description: '至少到、最迟到的那一日（含）' }),
  doneOn: zDay.optional(),
  /** Working days or days left until the border, or beyond it. */
  left: z.int().optional(),
})
export type Clock = z.output<typeof zClock>

export const zClockRule = zClock
  .pick({ code: true, zh: true, en: true, bound: true, source: true, certain: true })
  .extend({
    unit: z.enum(['workdays', 'days', 'percent']),
    binds: z.boolean().meta({ description: '未经核实也约束' }),
    amount: z.int().optional(),
    inForceFrom: zDay.optional(),
    evidence: zSha256.optional(),
  })
export type ClockRuleView = z.output<typeof zClockRule>

export const zProjectDetail = zProjectItem.extend({
  purpose: z.string(),
  clause: z.string().optional(),
  madeBy: z.string(),
  steps: z.array(zStep),
  schemes: z.array(zScheme),
  tenders: z.array(zTender),
  contract: zContract.optional(),
  notice: z
    .object({ id: zId, title: z.string(), state: z.enum(keysOf(NOTICE_STATES)), through: zDay })
    .optional(),
  evaluations: z.array(
    z.object({
      evaluator: z.string(),
      on: zDay,
      score: z.string(),
      found: z.string(),
      evidence: zSha256,
      by: z.string(),
    }),
  ),
  duties: z.array(
    z.object({
      id: zId,
      kind: z.enum(keysOf(DUTY_KINDS)),
      name: z.string(),
      number: z.string().optional(),
      on: zDay,
      evidence: zSha256,
      by: z.string(),
    }),
  ),
  clocks: z.array(zClock),
  /** Which duties whoever asks may enter here. */
  ownDuties: z.array(z.enum(keysOf(DUTY_KINDS))),
})
export type ProjectDetail = z.output<typeof zProjectDetail>
