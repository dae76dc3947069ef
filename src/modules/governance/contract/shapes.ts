import { z } from 'zod'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zId, zInstant, zSha256 } from '#kernel/wire'
import { LISTED_ROLES, TASK_STATES, TASK_STEPS } from './words.ts'

export const zWait = z.object({
  what: z.object({ zh: z.string(), en: z.string() }),
  count: z.int(),
  late: z.int().optional(),
  href: z.string().meta({ description: '在 /e/镇代码 之后' }),
})

const zDuty = z.object({
  quote: z.string(),
  clause: z.string().optional().meta({ description: '方案条款；没有的出自责任清单' }),
  document: z.string().optional(),
  list: zId.optional().meta({ description: '责任清单，可打开原件' }),
})
export type DutyView = z.output<typeof zDuty>

export const zBodyDuties = z.object({
  code: z.string(),
  name: z.string(),
  kind: z.string(),
  head: z.string().optional(),
  deputies: z.string().optional(),
  members: z.string().optional(),
  note: z.string().optional(),
  mine: z.boolean().meta({ description: '我的单位' }),
  duties: z.array(zDuty),
  open: z.int().meta({ description: '未销号的任务' }),
  late: z.int(),
})
export type BodyDuties = z.output<typeof zBodyDuties>

/** 责任清单 Duties of one body, named or picked, by a document of the county. */
export const zLayDuties = z.strictObject({
  body: z.string().trim().min(1).max(80).optional().meta({ description: '已有机构的代码' }),
  name: z.string().trim().min(2).max(100).optional().meta({ description: '方案没有列出的单位' }),
  role: z.enum(LISTED_ROLES).optional(),
  duties: z.array(z.string().trim().min(2).max(500)).min(1).max(40),
  document: z.string().trim().min(2).max(200).meta({ description: '文号或名称' }),
  inForceFrom: zDay,
  evidence: zSha256,
})

const zOrder = z.strictObject({
  title: zReasonWithin(2, 500),
  owner: z.string().trim().min(1).max(80).meta({ description: '责任单位，方案机构的代码' }),
  days: z.int().min(1).max(250).meta({ description: '几个工作日内办结' }),
})
export const zAssign = zOrder

export const zCallMeeting = z.strictObject({
  title: z.string().trim().min(2).max(200),
  plannedOn: zDay,
  place: z.string().trim().min(1).max(200),
  agenda: z.array(z.string().trim().min(2).max(500)).min(1).max(30),
})

export const zHoldMeeting = z.strictObject({
  heldOn: zDay,
  attended: z.string().trim().min(2).max(2000).meta({ description: '出席单位和人员' }),
  minutes: zSha256.meta({ description: '签字的纪要原件' }),
  decisions: z
    .array(z.strictObject({ text: zReasonWithin(2, 2000), task: zOrder.omit({ title: true }).optional() }))
    .min(1)
    .max(50),
})

export const zMeeting = z.object({
  id: zId,
  title: z.string(),
  plannedOn: zDay,
  heldOn: zDay.optional(),
  place: z.string(),
  agenda: z.array(z.string()),
  decisions: z.int(),
  open: z.int().meta({ description: '议定事项里还没有销号的任务' }),
})
export type Meeting = z.output<typeof zMeeting>

export const zTask = z.object({
  id: zId,
  title: z.string(),
  owner: z.string(),
  ownerName: z.string(),
  mine: z.boolean(),
  state: z.enum(keysOf(TASK_STATES)),
  assignedOn: zDay,
  dueOn: zDay,
  level: z.int().meta({ description: '催办到哪一级：0 没有，1 办公室，2 组长' }),
  meeting: zId.optional(),
})
export type Task = z.output<typeof zTask>

export const zMeetingDetail = zMeeting.extend({
  attended: z.string().optional(),
  minutes: zSha256.optional(),
  decided: z.array(z.object({ number: z.int(), text: z.string(), task: zTask.optional() })),
  bodies: z.array(z.object({ code: z.string(), name: z.string() })),
})
export type MeetingDetail = z.output<typeof zMeetingDetail>

export const zTaskDetail = zTask.extend({
  days: z.int(),
  assignedBy: z.string(),
  decision: z.string().optional(),
  duties: z.array(zDuty),
  steps: z.array(
    z.object({
      number: z.int(),
      kind: z.enum(keysOf(TASK_STEPS)),
      text: z.string(),
      sha256: zSha256.optional(),
      dueOn: zDay.optional(),
      by: z.string(),
      at: zInstant,
    }),
  ),
})
export type TaskDetail = z.output<typeof zTaskDetail>

export const zReport = z.strictObject({ text: zReasonWithin(2, 2000), evidence: zSha256 })
export const zSay = z.strictObject({ text: zReasonWithin(2, 2000) })
export const zExtend = z.strictObject({ text: zReasonWithin(2, 2000), days: z.int().min(1).max(120) })
