import { z } from 'zod'
import { NOTICE_STATES } from '#contract/notice'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zFen, zId, zInstant, zSha256 } from '#kernel/wire'
import { applicationMachine, DUTIES, EVENT_NAMES } from './states.ts'

export const zState = z.enum(keysOf(applicationMachine.states))
export const zEvent = z.enum(keysOf(EVENT_NAMES))
export const zReason = zReasonWithin(4, 500)
/** The version of the application the caller has looked at. */
export const zSeen = z.int().min(1)
/** A fact as people write it: `612.5万元`, `是`; for 明细 one `0.80元 × 300` a line. */
export const zTyped = z.string().trim().min(1).max(5000)

export const zRoundItem = z.object({
  id: zId,
  scheme: z.string(),
  schemeName: z.string(),
  name: z.string(),
  opensOn: zDay,
  closesOn: zDay.meta({ description: '不含当日' }),
  isOpen: z.boolean(),
  poolFen: zFen,
  reservedFen: zFen,
  way: z.string().optional(),
  category: z.string().optional(),
  applications: z.int(),
  /** Checked by the treasury, waiting for the notice. */
  checked: z.int(),
})

export const zFactAsked = z.object({
  name: z.string(),
  kind: z.enum(['数值', '是否', '选项', '明细']),
  unit: z.string().optional(),
  options: z.array(z.string()).optional(),
  document: z.string(),
  /** Counted by the house; nobody fills it in. */
  fromRows: z.string().optional(),
})

export const zRoundDetail = zRoundItem.omit({ applications: true, checked: true }).extend({
  basisDay: zDay,
  support: z.string(),
  isService: z.boolean(),
  /** Of a project that is built, not of what was sold: one of the register may be chosen. */
  isForProject: z.boolean(),
  costItem: z.string(),
  clause: z.object({ id: z.string(), quote: z.string(), document: z.string() }),
  facts: z.array(zFactAsked),
  conditions: z.array(z.string()),
  parameters: z.array(z.object({ name: z.string(), said: z.string(), unit: z.string(), value: z.string() })),
  readings: z.array(z.object({ text: z.string(), confirmed: z.boolean(), reason: z.string() })),
  note: z.string().optional(),
})

export const zSchemeChoice = z.object({
  code: z.string(),
  name: z.string(),
  isService: z.boolean(),
  /** Of the fund: what the money may be booked to. */
  categories: z.array(z.object({ code: z.string(), name: z.string() })),
  /** Why no round can be opened yet. */
  blocked: z.array(z.string()),
})

export const zVerdict = z.enum(['可补', '不符', '待补'])

/** A project of the register that an application may be for; `isOwn`: the applicant has its contract. */
export const zProjectChoice = z.object({ id: zId, name: z.string(), isOwn: z.boolean() })

export const zTrial = z.object({
  verdict: zVerdict,
  amountFen: zFen.optional(),
  gives: z.string().optional(),
  reasons: z.array(z.string()),
  asks: z.array(z.object({ fact: z.string(), document: z.string() })),
  /** It hangs of the place among all, which is known once the round has closed. */
  isRanked: z.boolean(),
})

export const zApplicationItem = z.object({
  id: zId,
  number: z.string().optional(),
  party: zId,
  partyName: z.string(),
  project: z.string(),
  /** Of the register; absent where it is the applicant's own, by its typed name. */
  registered: zId.optional(),
  round: zId,
  roundName: z.string(),
  schemeName: z.string(),
  state: zState,
  version: z.int(),
  amountFen: zFen.optional(),
  submittedAt: zInstant.optional(),
})

const zEvidence = z.object({ what: z.string(), ref: z.string(), sha256: zSha256.optional() })

export const zFactView = zFactAsked.extend({
  /** As it was typed; absent where nobody fills it in or nothing is known. */
  typed: z.string().optional(),
  said: z.string(),
  known: z.boolean(),
  files: z.array(z.object({ sha256: zSha256, name: z.string() })),
  evidence: z.array(zEvidence),
})

export const zReceiptView = zTrial.extend({
  place: z.int(),
  sha256: zSha256,
  issuedAt: zInstant,
  conditions: z.array(z.object({ name: z.string(), holds: z.enum(['真', '假', '未知']), says: z.string() })),
  steps: z.array(z.object({ name: z.string(), says: z.string() })),
})

export const zFlag = z.object({
  code: z.string(),
  sentence: z.string(),
  /** What speaks against it. */
  counter: z.string(),
  rows: z.array(zEvidence),
})

export const zDeed = z.object({
  place: z.int(),
  event: zEvent,
  state: zState,
  by: z.string(),
  duty: z.enum(keysOf(DUTIES)),
  reason: z.string().optional(),
  amountFen: zFen.optional(),
  at: zInstant,
})

export const zApplicationDetail = zApplicationItem.extend({
  scheme: z.string(),
  isService: z.boolean(),
  clause: z.object({ id: z.string(), quote: z.string() }),
  facts: z.array(zFactView),
  requestedFen: zFen.optional(),
  recommendedFen: zFen.optional(),
  grantedFen: zFen.optional(),
  receipt: zReceiptView.optional(),
  trial: zTrial,
  flags: z.array(zFlag),
  deeds: z.array(zDeed),
  /** Until when it can be taken back. */
  withdrawUntil: zInstant.optional(),
  payment: z
    .object({
      instruction: z.string(),
      paidFen: zFen,
      /** Each pays its part, by a voucher of its own. */
      allotments: z.array(
        z.object({ id: zId, source: z.string(), reservedFen: zFen, committedFen: zFen, paidFen: zFen }),
      ),
    })
    .optional(),
  notice: z
    .object({ id: zId, title: z.string(), state: z.enum(keysOf(NOTICE_STATES)), runsThrough: zDay })
    .optional(),
  /** What was objected and is not settled. */
  objection: z.string().optional(),
  /** Why sales cannot be counted yet. */
  unsorted: z.string().optional(),
  /** Present where the scheme has a cap that holds in principle only. */
  widening: z
    .object({
      step: z.string(),
      words: z.string(),
      proposed: z.object({ amountFen: zFen, reason: z.string(), approved: z.boolean() }).optional(),
    })
    .optional(),
})

export const zGoodsItem = z.object({
  product: z.string(),
  kind: z.string().optional(),
  soldFen: zFen,
  lines: z.int(),
})

export type RoundItem = z.output<typeof zRoundItem>
export type RoundDetail = z.output<typeof zRoundDetail>
export type FactAsked = z.output<typeof zFactAsked>
export type Trial = z.output<typeof zTrial>
export type ApplicationItem = z.output<typeof zApplicationItem>
export type ApplicationDetail = z.output<typeof zApplicationDetail>
export type FactView = z.output<typeof zFactView>
export type Deed = z.output<typeof zDeed>
export type Flag = z.output<typeof zFlag>
export type ProjectChoice = z.output<typeof zProjectChoice>
export type GoodsItem = z.output<typeof zGoodsItem>
