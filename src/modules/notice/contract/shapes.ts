import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zId, zInstant, zSha256 } from '#kernel/wire'
import { NOTICE_KINDS, NOTICE_STATES } from './words.ts'

const zCell = z.string().trim().max(200)

/** What is published. `rows` come as they are; only what the mask rule leaves of them is kept and shown. */
const content = {
  title: z.string().trim().min(4).max(200),
  basis: z.string().trim().min(2).max(2000).meta({ description: '依据与说明' }),
  contact: z.string().trim().min(5).max(200).meta({ description: '受理异议的单位、电话、地址' }),
  columns: z.array(zCell.min(1)).min(1).max(12),
  rows: z.array(z.array(zCell).max(12)).min(1).max(2000),
  days: z.int().min(1).max(60).meta({ description: '公示的工作日数' }),
  evidence: zSha256.meta({ description: '经签字盖章的名单原件' }),
}

export const zPublish = z.strictObject({ kind: z.enum(keysOf(NOTICE_KINDS)), ...content })
export const zAmend = z.strictObject({ ...content, why: zReasonWithin(2, 500) })
export type NoticeContent = Omit<z.output<typeof zAmend>, 'why'>

export const zNotice = z.object({
  id: zId,
  kind: z.enum(keysOf(NOTICE_KINDS)),
  state: z.enum(keysOf(NOTICE_STATES)),
  title: z.string(),
  edition: z.int(),
  days: z.int(),
  publishedOn: zDay.meta({ description: '起算日，当日不计入' }),
  runsThrough: zDay.meta({ description: '最后一日（含）' }),
  listed: z.int().meta({ description: '名单行数' }),
  origin: z.string().optional(),
})
export type NoticeItem = z.output<typeof zNotice>

export const zEdition = z.object({
  number: z.int(),
  publishedAt: zInstant,
  publishedOn: zDay,
  runsThrough: zDay,
  material: z.boolean(),
  why: z.string().optional(),
  by: z.string(),
  sha256: zSha256,
})

export const zObjection = z.object({
  id: zId,
  edition: z.int(),
  receivedOn: zDay,
  text: z.string(),
  enteredBy: z.string(),
  upheld: z.boolean().optional(),
  answer: z.string().optional(),
  answeredBy: z.string().optional(),
})

/** 在线证明 How often the page was fetched from its public address, and how often it showed this edition. */
const zSightings = z.object({
  seen: z.int(),
  missed: z.int(),
  first: zInstant.optional(),
  last: zInstant.optional(),
})

export const zNoticeDetail = zNotice.extend({
  basis: z.string(),
  contact: z.string(),
  columns: z.array(z.string()),
  rows: z.array(z.array(z.string())),
  evidence: zSha256,
  withdrawnWhy: z.string().optional(),
  editions: z.array(zEdition),
  objections: z.array(zObjection),
  sightings: zSightings,
  publicPath: z.string(),
})
export type NoticeDetail = z.output<typeof zNoticeDetail>

export const zNewObjection = z.strictObject({
  receivedOn: zDay,
  from: z.string().trim().min(2).max(200).meta({ description: '提出人及联系方式，加密保存' }),
  text: z.string().trim().min(2).max(2000),
})
export const zAnswer = z.strictObject({ upheld: z.boolean(), answer: z.string().trim().min(2).max(2000) })
