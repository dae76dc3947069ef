import { z } from 'zod'
import { zInstant, zSha256 } from '#kernel/wire'

/** A leaf's number from 0, or a log's size, as digits. */
export const zIndex = z.string().regex(/^(0|[1-9]\d{0,14})$/)

/** 告警种类 What is alarming about a log. */
export const ALARM_KINDS = {
  fork: { zh: '分叉：已签过的内容变了', en: 'Fork: what was signed has changed' },
  rollback: { zh: '回退：日志比签过的短', en: 'Rollback: the log is shorter than what was signed' },
  silence: { zh: '见证方没有应答', en: 'A witness does not answer' },
  'floor-lost': { zh: '已签底线文件丢失', en: 'The file of the last signed checkpoint is lost' },
  tampered: { zh: '核对发现数据被改动', en: 'An examination found changed data' },
} as const
export type AlarmKind = keyof typeof ALARM_KINDS

const zAlarmKind = z.enum(['fork', 'rollback', 'silence', 'floor-lost', 'tampered'])

export const zWitness = z.object({
  name: z.string(),
  url: z.string(),
  key: z.string(),
  /** The largest size it has signed. */
  size: zIndex,
  answeredAt: zInstant.optional(),
  retired: z.boolean(),
})

export const zFinding = z.object({
  /** What does not fit, a sentence each. */
  zh: z.string(),
  en: z.string(),
  index: zIndex.optional(),
  seq: zIndex.optional(),
  kind: z.string().optional(),
  subject: z.string().optional(),
})
export type FoundFault = z.output<typeof zFinding>

export const zExamination = z.object({
  id: zIndex,
  at: zInstant,
  size: zIndex,
  found: z.int().min(0),
  findings: z.array(zFinding),
})

export const zLogState = z.object({
  origin: z.string(),
  /** One line each: for whoever wants to verify for oneself. */
  keys: z.array(z.string()),
  sm2Pem: z.string(),
  size: zIndex,
  /** Leaves promised but not in the log yet. */
  waiting: zIndex,
  checkpoint: z
    .object({ size: zIndex, at: zInstant, note: z.string(), witnesses: z.array(z.string()) })
    .optional(),
  witnesses: z.array(zWitness),
  alarms: z.array(
    z.object({
      id: zIndex,
      kind: zAlarmKind,
      who: z.string(),
      detail: z.string(),
      raisedAt: zInstant,
      endedAt: zInstant.optional(),
    }),
  ),
  examination: zExamination.optional(),
})

export const zRecordItem = z.object({
  index: zIndex,
  kind: z.string(),
  at: zInstant,
  /** Absent: its content has been erased. */
  subject: z.string().optional(),
  covered: z.boolean(),
})

export const zAttested = z.object({
  index: zIndex,
  kind: z.string(),
  at: zInstant,
  entry: z.string(),
  seq: zIndex,
  part: zIndex,
  erased: z.object({ reason: z.string(), at: zInstant }).optional(),
  record: z
    .object({ subject: z.string(), sha256: zSha256, evidence: z.array(z.string()), text: z.string() })
    .optional(),
  proof: z
    .object({ text: z.string(), size: zIndex, at: zInstant, witnesses: z.array(z.string()) })
    .optional(),
})
