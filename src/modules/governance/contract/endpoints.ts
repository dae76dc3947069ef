import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zId, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { governanceRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { LISTED_ROLES, TASK_STATES } from './words.ts'

const at = '/api/etowns/:etown/governance'
const meeting = z.object({ meeting: zId })
const task = z.object({ task: zId })
const made = z.object({ id: zId })
const step = { method: 'POST', params: task, answer: z.object({ number: z.int() }), refusals } as const

export const readDesk = endpoint({
  id: 'governance.read-desk',
  method: 'GET',
  path: '/api/etowns/:etown/desk',
  may: 'governance.desk',
  summary: { zh: '等我办的事：各业务室的待办', en: 'What waits for me, over all rooms' },
  answer: z.object({ items: z.array(shapes.zWait), total: z.int() }),
})

export const readOrganisation = endpoint({
  id: 'governance.read-organisation',
  method: 'GET',
  path: `${at}/organisation`,
  may: 'governance.read',
  summary: { zh: '领导小组机构与各单位职责', en: 'Bodies of the plan and their duties' },
  answer: z.object({
    items: z.array(shapes.zBodyDuties),
    total: z.int(),
    silent: z.array(z.enum(LISTED_ROLES)).meta({ description: '方案和责任清单都没有写到的部门' }),
  }),
})

export const layDuties = endpoint({
  id: 'governance.lay-duties',
  method: 'POST',
  path: `${at}/duty-lists`,
  may: 'governance.lay-duties',
  summary: { zh: '登记责任清单', en: 'Lay down a list of duties' },
  body: shapes.zLayDuties,
  answer: made,
  refusals,
})

export const openDutyList = endpoint({
  id: 'governance.open-duty-list',
  method: 'GET',
  path: `${at}/duty-lists/:list/evidence`,
  may: 'governance.read',
  summary: { zh: '打开责任清单原件', en: 'Open a list of duties' },
  params: z.object({ list: zId }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const listMeetings = endpoint({
  id: 'governance.list-meetings',
  method: 'GET',
  path: `${at}/meetings`,
  may: 'governance.read',
  summary: { zh: '领导小组会议', en: 'Meetings' },
  query: zPageById,
  answer: zPageOf(shapes.zMeeting),
})

export const getMeeting = endpoint({
  id: 'governance.get-meeting',
  method: 'GET',
  path: `${at}/meetings/:meeting`,
  may: 'governance.read',
  summary: { zh: '一次会议', en: 'A meeting' },
  params: meeting,
  answer: shapes.zMeetingDetail,
  refusals,
})

export const callMeeting = endpoint({
  id: 'governance.call-meeting',
  method: 'POST',
  path: `${at}/meetings`,
  may: 'governance.meet',
  summary: { zh: '召集会议，定下议程', en: 'Call a meeting' },
  body: shapes.zCallMeeting,
  answer: made,
  refusals,
})

export const holdMeeting = endpoint({
  id: 'governance.hold-meeting',
  method: 'POST',
  path: `${at}/meetings/:meeting/minutes`,
  may: 'governance.meet',
  summary: { zh: '记录会议：纪要、议定事项、任务', en: 'Record a meeting' },
  params: meeting,
  body: shapes.zHoldMeeting,
  answer: made,
  refusals,
})

export const bringPaper = endpoint({
  id: 'governance.bring-paper',
  method: 'POST',
  path: `${at}/evidence`,
  may: 'governance.report',
  summary: { zh: '上传纪要或佐证', en: 'Upload minutes or evidence' },
  takes: 'stream',
  accepts: ['document', 'image', 'table'],
  answer: z.object({ sha256: zSha256 }),
})

export const openMinutes = endpoint({
  id: 'governance.open-minutes',
  method: 'GET',
  path: `${at}/meetings/:meeting/minutes`,
  may: 'governance.read',
  summary: { zh: '打开会议纪要原件', en: 'Open the minutes' },
  params: meeting,
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const openReport = endpoint({
  id: 'governance.open-report',
  method: 'GET',
  path: `${at}/tasks/:task/steps/:number/evidence`,
  may: 'governance.read',
  summary: { zh: '打开任务的佐证', en: 'Open the evidence of a report' },
  params: z.object({ task: zId, number: z.string().regex(/^[1-9]\d{0,5}$/) }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const listTasks = endpoint({
  id: 'governance.list-tasks',
  method: 'GET',
  path: `${at}/tasks`,
  may: 'governance.read',
  summary: { zh: '督查任务', en: 'Tasks under supervision' },
  query: zPageById.extend({
    state: z.enum(keysOf(TASK_STATES)).optional(),
    mine: z.enum(['yes']).optional(),
  }),
  answer: zPageOf(shapes.zTask),
})

export const getTask = endpoint({
  id: 'governance.get-task',
  method: 'GET',
  path: `${at}/tasks/:task`,
  may: 'governance.read',
  summary: { zh: '一项任务', en: 'A task' },
  params: task,
  answer: shapes.zTaskDetail,
  refusals,
})

export const assignTask = endpoint({
  id: 'governance.assign',
  method: 'POST',
  path: `${at}/tasks`,
  may: 'governance.assign',
  summary: { zh: '交办督查任务', en: 'Assign a task' },
  body: shapes.zAssign,
  answer: made,
  refusals,
})

export const reportTask = endpoint({
  ...step,
  id: 'governance.report',
  path: `${at}/tasks/:task/report`,
  may: 'governance.report',
  summary: { zh: '上报办结，附佐证', en: 'Report a task done' },
  body: shapes.zReport,
})

export const returnTask = endpoint({
  ...step,
  id: 'governance.return',
  path: `${at}/tasks/:task/return`,
  may: 'governance.close',
  summary: { zh: '退回上报', en: 'Return a report' },
  body: shapes.zSay,
})

export const closeTask = endpoint({
  ...step,
  id: 'governance.close',
  path: `${at}/tasks/:task/closing`,
  may: 'governance.close',
  summary: { zh: '销号', en: 'Close a task' },
  body: shapes.zSay,
})

export const extendTask = endpoint({
  ...step,
  id: 'governance.extend',
  path: `${at}/tasks/:task/extension`,
  may: 'governance.assign',
  summary: { zh: '延期', en: 'Extend the limit' },
  body: shapes.zExtend,
})
