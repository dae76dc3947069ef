import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zFen, zId, zInstant, zSha256 } from '#kernel/wire'
import { NOTICE_STATES } from '../../notice/contract/index.ts'
import { ACCOUNTS, ALLOTMENT_STATES, ENTRY_KINDS } from './words.ts'

/** A code of the plan, as its file writes it. */
export const zCode = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(60)
const zName = z.string().trim().min(2).max(100)
export const zReason = zReasonWithin(2, 500)
/** 金额 of one act: below a thousand thousand million yuan, so that sums stay within the database's numbers. */
const zAmount = zFen.regex(/^-?\d{1,14}$/)
/** 占比, of the whole source: `40%`. */
export const zShare = z.string().regex(/^\d{1,3}(\.\d{1,2})?%$/)

/** 账上金额 What stands in the accounts of a source or of one of its categories, in fen. */
const sums = {
  available: zFen,
  reserved: zFen,
  committed: zFen,
  paid: zFen,
  allocated: zFen.meta({ description: '分配到此的合计 = 可用 + 预留 + 占用 + 已支付' }),
}

const zBand = z.object({
  min: zShare,
  max: zShare,
  minAmount: zFen,
  maxAmount: zFen,
  force: z.enum(['must', 'in-principle']),
  excepted: z.boolean().meta({ description: '已批准例外，上下限为例外后的' }),
})

/** `below`: under the lower border still; `within`; `above`. Judged unrounded, on the source's whole amount. */
const zBandState = z.enum(['below', 'within', 'above'])

export const zCategorySums = z.object({
  code: z.string(),
  name: z.string(),
  clause: z.string().optional(),
  scope: z.array(z.string()),
  ...sums,
  band: zBand.extend({ allocated: zBandState, spent: zBandState }).optional(),
})
export type CategorySums = z.output<typeof zCategorySums>

export const zSourceSums = z.object({
  code: z.string(),
  name: z.string(),
  clause: z.string().optional(),
  planned: zFen.meta({ description: '方案承诺的金额' }),
  arrived: zFen,
  unallocated: zFen,
  ...sums,
  categories: z.array(zCategorySums),
})
export type SourceSums = z.output<typeof zSourceSums>

export const zTranche = z.object({
  id: zId,
  source: z.string(),
  sourceName: z.string(),
  document: z.string().meta({ description: '下达文号' }),
  amount: zFen,
  arrivedOn: zDay,
  evidence: zSha256,
  entry: zId,
  by: z.string().meta({ description: '登记人的账号' }),
})
export type Tranche = z.output<typeof zTranche>

export const zEntry = z.object({
  id: zId,
  kind: z.enum(keysOf(ENTRY_KINDS)),
  day: zDay,
  at: zInstant,
  by: z.string(),
  reason: z.string().optional(),
  evidence: zSha256.optional(),
  amount: zFen,
  source: z.string(),
  sourceName: z.string(),
  category: z.string().optional(),
  categoryName: z.string().optional(),
  allotment: zId.optional(),
  from: z.enum(keysOf(ACCOUNTS)),
  to: z.enum(keysOf(ACCOUNTS)),
})
export type EntryView = z.output<typeof zEntry>

export const zAllotment = z.object({
  id: zId,
  project: z.string(),
  expense: z.string(),
  origin: z.string().optional(),
  source: z.string(),
  sourceName: z.string(),
  category: z.string(),
  categoryName: z.string(),
  state: z.enum(keysOf(ALLOTMENT_STATES)),
  amount: zFen,
  reserved: zFen,
  committed: zFen,
  paid: zFen,
  payee: z.string().meta({ description: '收款人；个人姓名已脱敏' }),
  contractNo: z.string().optional(),
  evidence: zSha256,
  proposedBy: z.string(),
  proposedAt: zInstant,
  approvedBy: z.string().optional(),
  approvedAt: zInstant.optional(),
  until: zInstant.optional().meta({ description: '预留到期的时刻' }),
  needsNotice: z.boolean().meta({ description: '付款前须公示期满' }),
  notice: zId.optional(),
  throughOrigin: z.boolean().meta({ description: '只在提出它的业务室里审定、支付、释放、追回' }),
})
export type Allotment = z.output<typeof zAllotment>

export const zPayment = z.object({
  id: zId,
  amount: zFen,
  voucherNo: z.string(),
  evidence: zSha256,
  paidOn: zDay,
  paidBy: z.string(),
})

export const zAllotmentDetail = zAllotment.extend({
  payments: z.array(zPayment),
  entries: z.array(zEntry),
  /** Where the notice stands that payment waits for, if one is attached. */
  noticeState: z.enum(keysOf(NOTICE_STATES)).optional(),
  noticeThrough: zDay.optional(),
  /** What the one who asks may still do here, by role and by separation of duties. */
  may: z.array(z.enum(['approve', 'pay', 'release', 'recover', 'attach'])),
})
export type AllotmentDetail = z.output<typeof zAllotmentDetail>

export const zNewTranche = z.strictObject({
  source: zCode,
  document: zName,
  amount: zAmount,
  arrivedOn: zDay,
  evidence: zSha256,
})

export const zAllocate = z.strictObject({
  source: zCode,
  category: zCode,
  amount: zAmount,
  reason: zReason.optional(),
})

export const zPropose = z.strictObject({
  project: zName,
  expense: zName,
  source: zCode,
  category: zCode,
  amount: zAmount,
  payee: zName,
  contractNo: z.string().trim().min(1).max(100).optional(),
  evidence: zSha256,
  until: zDay.optional().meta({ description: '预留保留到这一日（含），不填为长期' }),
  needsNotice: z.boolean().optional().meta({ description: '付款前须公示期满' }),
})
export type Proposal = z.output<typeof zPropose>

export const zPay = z.strictObject({
  amount: zAmount,
  voucherNo: z.string().trim().min(1).max(60),
  paidOn: zDay,
  evidence: zSha256,
})
export type Paying = z.output<typeof zPay>

export const zRecover = z.strictObject({ amount: zAmount, reason: zReason, evidence: zSha256 })

export const zException = z.object({
  id: zId,
  source: z.string(),
  category: z.string(),
  categoryName: z.string(),
  min: zShare,
  max: zShare,
  reason: z.string(),
  evidence: zSha256,
  askedBy: z.string(),
  askedAt: zInstant,
  approvedBy: z.string().optional(),
  approvedAt: zInstant.optional(),
})
export type BandException = z.output<typeof zException>

export const zNewException = z.strictObject({
  source: zCode,
  category: zCode,
  min: zShare,
  max: zShare,
  reason: zReasonWithin(5, 500),
  evidence: zSha256,
})

export const zWithdrawal = z.object({
  id: zId,
  source: z.string(),
  sourceName: z.string(),
  category: z.string(),
  categoryName: z.string(),
  amount: zFen,
  reason: z.string(),
  evidence: zSha256,
  askedBy: z.string(),
  askedAt: zInstant,
  approvedBy: z.string().optional(),
  approvedAt: zInstant.optional(),
})
export type Withdrawal = z.output<typeof zWithdrawal>

export const zNewWithdrawal = z.strictObject({
  source: zCode,
  category: zCode,
  amount: zAmount,
  reason: zReasonWithin(4, 200),
  evidence: zSha256,
})

/** 试算 What would be done: money given to categories or taken back (negative), bands other than the plan's. */
export const zWhatIf = z.strictObject({
  moves: z.array(z.strictObject({ source: zCode, category: zCode, amount: zAmount })).max(40),
  bands: z.array(z.strictObject({ source: zCode, category: zCode, min: zShare, max: zShare })).max(40),
})
export type WhatIf = z.output<typeof zWhatIf>

export const zTried = z.object({
  sources: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      unallocatedNow: zFen,
      unallocated: zFen,
      categories: z.array(
        z.object({
          code: z.string(),
          name: z.string(),
          allocatedNow: zFen,
          allocated: zFen,
          availableNow: zFen,
          available: zFen,
          band: zBand.pick({ min: true, max: true, minAmount: true, maxAmount: true }).optional(),
          state: zBandState.optional(),
        }),
      ),
    }),
  ),
  problems: z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() })),
})
export type Tried = z.output<typeof zTried>

export const zClosedYear = z.object({
  year: z.int(),
  carried: zFen,
  closedBy: z.string(),
  closedAt: zInstant,
  lines: z.array(
    z.object({
      source: z.string(),
      category: z.string(),
      account: z.enum(keysOf(ACCOUNTS)),
      amount: zAmount,
    }),
  ),
})
