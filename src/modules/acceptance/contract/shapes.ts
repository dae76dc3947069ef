import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zId, zInstant, zSha256 } from '#kernel/wire'
import { FILE_STATES, ITEM_KINDS, ITEM_STATES, ITEM_VERDICTS, STEPS } from './words.ts'

/** An item by its kind and its code in the plan: `target.online-retail`. */
export const zItemCode = z.string().regex(/^[a-z-]{1,20}\.[a-z0-9.-]{1,80}$/)

/** 读数 What an item's figure was over one window of its time, in words that are printed as they are. */
export const zReading = z.object({
  from: zDay,
  until: zDay.meta({ description: '不含当日' }),
  verdict: z.enum(keysOf(ITEM_VERDICTS)),
  actual: z.string().optional(),
  /** The days the figure covers, where that is not the whole window. */
  covers: z.object({ from: zDay, until: zDay }).optional(),
  typed: z.boolean().meta({ description: '人工录入，不是逐行算出' }),
  gap: z.string().optional().meta({ description: '差距，一句话' }),
  indicator: z.string().optional(),
})
export type Reading = z.output<typeof zReading>

export const zItem = z.object({
  code: zItemCode,
  kind: z.enum(keysOf(ITEM_KINDS)),
  name: z.string(),
  topic: z.string(),
  clause: z.object({ id: z.string(), heading: z.string() }),
  quote: z.string(),
  force: z.enum(['must', 'in-principle', 'expected']),
  required: z.string(),
  /** How the figure is counted; absent where people judge by evidence. */
  definition: z.object({ version: z.string(), text: z.string(), source: z.string() }).optional(),
  readings: z.array(zReading),
  verdict: z.enum(keysOf(ITEM_VERDICTS)),
  state: z.enum(keysOf(ITEM_STATES)),
  dueOn: zDay.optional().meta({ description: '整改期限' }),
  evidence: z.int(),
  gaps: z.array(z.string()).meta({ description: '缺什么，直说' }),
})
export type Item = z.output<typeof zItem>

export const zItems = z.object({
  items: z.array(zItem),
  total: z.int(),
  plan: z.object({ title: z.string(), number: z.string(), version: z.string() }).optional(),
  readAt: zInstant,
})

export const zEvidence = z.object({
  id: zId,
  title: z.string(),
  happenedOn: zDay,
  sha256: zSha256.optional(),
  name: z.string().optional(),
  origin: z.string().optional(),
  /** Its place in the log of the e-town, once it is there. */
  leaf: z.string().optional(),
  collected: z.boolean().meta({ description: '系统在事情发生时自己记下的' }),
  addedBy: z.string(),
  addedAt: zInstant,
})
export type Evidence = z.output<typeof zEvidence>

export const zStep = z.object({
  number: z.int(),
  kind: z.enum(keysOf(STEPS)),
  text: z.string(),
  dueOn: zDay.optional(),
  owner: z.string().optional(),
  sha256: zSha256.optional(),
  by: z.string(),
  at: zInstant,
})
export type Step = z.output<typeof zStep>

export const zSources = z.object({
  from: zDay,
  until: zDay,
  rows: z.int(),
  files: z.array(z.object({ sha256: zSha256, rows: z.int().optional() })),
})

export const zItemDetail = zItem.extend({
  clauseText: z.string(),
  sources: z.array(zSources).meta({ description: '每个读数的行数与来源文件' }),
  evidenceList: z.array(zEvidence).meta({ description: '最近 200 份' }),
  steps: z.array(zStep),
  owners: z.array(z.object({ code: z.string(), name: z.string() })).meta({ description: '方案里的责任单位' }),
})
export type ItemDetail = z.output<typeof zItemDetail>

export const zAddEvidence = z.strictObject({
  title: zReasonWithin(2, 200).meta({ description: '是什么材料' }),
  happenedOn: zDay,
  evidence: zSha256,
})

const said = { text: zReasonWithin(2, 2000), evidence: zSha256.optional() }
export const zSay = z.strictObject(said)
export const zProblem = z.strictObject({ ...said, dueOn: zDay, owner: z.string().trim().min(1).max(80) })

export const zFile = z.object({
  id: zId,
  state: z.enum(keysOf(FILE_STATES)),
  askedBy: z.string(),
  askedAt: zInstant,
  progress: z.object({ done: z.int(), of: z.int() }).optional(),
  items: z.int().optional(),
  gaps: z.int().optional(),
  pdf: zSha256.optional(),
  folder: zSha256.optional(),
  madeAt: zInstant.optional(),
  trouble: z.string().optional(),
})
export type FileView = z.output<typeof zFile>
