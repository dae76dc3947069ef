import { z } from 'zod'
import { exportRefusals, zExportAsked, zExportForm } from '#contract/export'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zId, zPageById, zPageOf } from '#kernel/wire'
import { zFormCode } from './form-shapes.ts'
import { reportRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { BULLETIN_KINDS, BULLETIN_STATES } from './words.ts'

const dispatches = '/api/etowns/:etown/report-dispatches'
const received = '/api/etowns/:etown/received-reports'
const bulletins = '/api/etowns/:etown/bulletins'
const MEGABYTES_30 = 31_457_280

export const listDispatches = endpoint({
  id: 'report.list-dispatches',
  method: 'GET',
  path: dispatches,
  may: 'report.read',
  summary: { zh: '上报包', en: 'Dispatches' },
  query: zPageById,
  answer: zPageOf(shapes.zDispatch).extend({
    /** Locked snapshots that no dispatch holds yet. */
    waiting: z.int(),
    origin: z.string(),
    keys: z.array(z.string()),
  }),
})

export const makeDispatch = endpoint({
  id: 'report.dispatch',
  method: 'POST',
  path: dispatches,
  may: 'report.dispatch',
  summary: { zh: '上报全部已锁定的报表', en: 'Dispatch all locked reports' },
  body: z.strictObject({}),
  answer: z.object({ number: z.int() }),
  refusals,
})

export const readDispatch = endpoint({
  id: 'report.read-dispatch',
  method: 'GET',
  path: `${dispatches}/:number`,
  may: 'report.read',
  summary: { zh: '下载上报包', en: 'The dispatch as a file' },
  params: z.object({ number: z.string().regex(/^[1-9]\d{0,8}$/) }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const listSenders = endpoint({
  id: 'report.list-senders',
  method: 'GET',
  path: `${received}/senders`,
  may: 'report.compare',
  summary: { zh: '报送单位', en: 'Who reports to this office' },
  answer: z.object({ items: z.array(shapes.zSender), total: z.int() }),
})

export const addSender = endpoint({
  id: 'report.add-sender',
  method: 'POST',
  path: `${received}/senders`,
  may: 'report.receive',
  summary: { zh: '登记报送单位与公钥', en: 'Register a sender and its keys' },
  body: z.strictObject({
    origin: z.string().regex(/^[!-~]{3,200}$/),
    name: z.string().trim().min(2).max(80),
    keys: z.array(z.string().trim().min(10).max(400)).length(2),
    confirmed: zReasonWithin(4, 200).meta({ description: '怎样核对的公钥：当面、电话、公函' }),
  }),
  answer: z.object({ id: zId }),
  refusals,
})

export const receiveDispatch = endpoint({
  id: 'report.receive',
  method: 'POST',
  path: received,
  may: 'report.receive',
  summary: { zh: '接收上报包', en: 'Take in a dispatch' },
  limit: MEGABYTES_30,
  body: z.strictObject({ file: z.string().min(1).max(MEGABYTES_30) }),
  answer: z.object({ sender: z.string(), number: z.int(), snapshots: z.int() }),
  refusals,
})

export const compareReceived = endpoint({
  id: 'report.compare',
  method: 'GET',
  path: `${received}/comparison`,
  may: 'report.compare',
  summary: { zh: '各e镇同一期报表并列', en: 'The e-towns side by side' },
  query: z.strictObject({ form: zFormCode.optional(), period: shapes.zPeriodCode.optional() }),
  answer: shapes.zComparison,
})

/** 上报汇总的表 What the office above sees, as it stands on the screen. */
export const zReceivedTable = z.discriminatedUnion('table', [
  z.strictObject({
    table: z.literal('comparison'),
    form: zFormCode.optional(),
    period: shapes.zPeriodCode.optional(),
  }),
  z.strictObject({ table: z.literal('senders') }),
])
export type ReceivedTable = z.output<typeof zReceivedTable>

export const exportReceived = endpoint({
  id: 'report.export-received',
  method: 'POST',
  path: `${received}/exports`,
  may: 'report.export-received',
  summary: { zh: '导出上报汇总', en: 'Export the e-towns side by side, or the senders' },
  body: zExportForm.extend({ ask: zReceivedTable }),
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})

const oneBulletin = { params: z.object({ bulletin: zId }) } as const
const act = { method: 'POST', answer: z.object({ id: zId }), refusals } as const

export const listBulletins = endpoint({
  id: 'report.list-bulletins',
  method: 'GET',
  path: bulletins,
  may: 'report.read',
  summary: { zh: '信息', en: 'Bulletins' },
  query: zPageById.extend({ state: z.enum(keysOf(BULLETIN_STATES)).optional() }),
  answer: zPageOf(shapes.zBulletin),
})

export const getBulletin = endpoint({
  id: 'report.get-bulletin',
  method: 'GET',
  path: `${bulletins}/:bulletin`,
  may: 'report.read',
  summary: { zh: '查看信息', en: 'One bulletin' },
  ...oneBulletin,
  answer: shapes.zBulletinDetail,
  refusals,
})

export const listFigures = endpoint({
  id: 'report.list-figures',
  method: 'GET',
  path: `${bulletins}/figures`,
  may: 'report.read',
  summary: { zh: '可引用的数字', en: 'Figures to quote' },
  answer: z.object({ items: z.array(shapes.zBulletinFigure), total: z.int() }),
})

export const writeBulletin = endpoint({
  ...act,
  id: 'report.write-bulletin',
  path: bulletins,
  may: 'report.write',
  summary: { zh: '拟写信息', en: 'Write a bulletin' },
  body: shapes.zBulletinDraft.extend({ kind: z.enum(keysOf(BULLETIN_KINDS)) }),
})

export const amendBulletin = endpoint({
  ...act,
  id: 'report.amend-bulletin',
  path: `${bulletins}/:bulletin/drafts`,
  may: 'report.write',
  summary: { zh: '修改信息稿', en: 'Amend a draft' },
  ...oneBulletin,
  body: shapes.zBulletinDraft,
})

export const submitBulletin = endpoint({
  ...act,
  id: 'report.submit-bulletin',
  path: `${bulletins}/:bulletin/submission`,
  may: 'report.write',
  summary: { zh: '送审', en: 'Send for approval' },
  ...oneBulletin,
  body: z.strictObject({}),
})

export const publishBulletin = endpoint({
  ...act,
  id: 'report.publish-bulletin',
  path: `${bulletins}/:bulletin/publication`,
  may: 'report.publish',
  summary: { zh: '审定并发布', en: 'Approve and publish' },
  ...oneBulletin,
  body: z.strictObject({}),
})

export const returnBulletin = endpoint({
  ...act,
  id: 'report.return-bulletin',
  path: `${bulletins}/:bulletin/return`,
  may: 'report.publish',
  summary: { zh: '退回修改', en: 'Send back' },
  ...oneBulletin,
  body: z.strictObject({ why: zReasonWithin(2, 500) }),
})

export const withdrawBulletin = endpoint({
  ...act,
  id: 'report.withdraw-bulletin',
  path: `${bulletins}/:bulletin/withdrawal`,
  may: 'report.publish',
  summary: { zh: '撤下', en: 'Withdraw' },
  ...oneBulletin,
  body: z.strictObject({ why: zReasonWithin(2, 500) }),
})

const page = { method: 'GET', may: 'public', sends: 'raw', answer: z.unknown(), refusals } as const

export const readBulletinsPage = endpoint({
  ...page,
  id: 'report.read-bulletins-page',
  path: '/bulletins/:etown',
  summary: { zh: '信息公开页：目录', en: 'Public page: all bulletins' },
})

export const readBulletinPage = endpoint({
  ...page,
  id: 'report.read-bulletin-page',
  path: '/bulletins/:etown/:bulletin',
  summary: { zh: '信息公开页', en: 'Public page of a bulletin' },
  ...oneBulletin,
})

export const readReportKeys = endpoint({
  ...page,
  id: 'report.read-keys',
  path: '/reports/:etown/keys',
  summary: { zh: '报送公钥', en: 'The keys this e-town signs its dispatches with' },
})

export const readDispatchVerifier = endpoint({
  ...page,
  id: 'report.read-verifier',
  path: '/reports/:etown/verify',
  summary: { zh: '离线核验上报包', en: 'The page that verifies a dispatch offline' },
})
