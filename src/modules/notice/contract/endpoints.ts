import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zId, zPage, zPageOf, zSha256 } from '#kernel/wire'
import { noticeRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { NOTICE_KINDS } from './words.ts'

const notices = '/api/etowns/:etown/notices'
const notice = z.object({ notice: zId })
const made = z.object({ id: zId })
const act = { method: 'POST', answer: made, refusals } as const

export const listNotices = endpoint({
  id: 'notice.list',
  method: 'GET',
  path: notices,
  may: 'notice.read',
  summary: { zh: '公示', en: 'Notices' },
  query: zPage.extend({ after: zId.optional(), kind: z.enum(keysOf(NOTICE_KINDS)).optional() }),
  answer: zPageOf(shapes.zNotice),
})

export const getNotice = endpoint({
  id: 'notice.get',
  method: 'GET',
  path: `${notices}/:notice`,
  may: 'notice.read',
  summary: { zh: '公示详情', en: 'One notice' },
  params: notice,
  answer: shapes.zNoticeDetail,
  refusals,
})

export const bringList = endpoint({
  id: 'notice.bring-list',
  method: 'POST',
  path: `${notices}/evidence`,
  may: 'notice.publish',
  summary: { zh: '上传名单原件', en: 'Upload the signed list' },
  takes: 'stream',
  accepts: ['document', 'image', 'table'],
  answer: z.object({ sha256: zSha256 }),
})

export const noticeEvidence = endpoint({
  id: 'notice.evidence',
  method: 'GET',
  path: `${notices}/:notice/evidence`,
  may: 'notice.publish',
  summary: { zh: '打开名单原件（含未脱敏内容）', en: 'Open the signed list, unmasked' },
  params: notice,
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const publishNotice = endpoint({
  ...act,
  id: 'notice.publish',
  path: notices,
  may: 'notice.publish',
  summary: { zh: '发布公示', en: 'Publish a notice' },
  body: shapes.zPublish,
})

export const amendNotice = endpoint({
  ...act,
  id: 'notice.amend',
  path: `${notices}/:notice/editions`,
  may: 'notice.publish',
  summary: { zh: '更正公示', en: 'Amend a notice' },
  params: notice,
  body: shapes.zAmend,
})

export const withdrawNotice = endpoint({
  ...act,
  id: 'notice.withdraw',
  path: `${notices}/:notice/withdrawal`,
  may: 'notice.publish',
  summary: { zh: '撤回公示', en: 'Withdraw a notice' },
  params: notice,
  body: z.strictObject({ why: zReasonWithin(2, 500) }),
})

export const enterObjection = endpoint({
  ...act,
  id: 'notice.object',
  path: `${notices}/:notice/objections`,
  may: 'notice.object',
  summary: { zh: '登记异议', en: 'Enter an objection' },
  params: notice,
  body: shapes.zNewObjection,
})

export const answerObjection = endpoint({
  ...act,
  id: 'notice.answer',
  path: '/api/etowns/:etown/notice-objections/:objection/answer',
  may: 'notice.answer',
  summary: { zh: '答复异议', en: 'Answer an objection' },
  params: z.object({ objection: zId }),
  body: shapes.zAnswer,
})

const page = { method: 'GET', may: 'public', sends: 'raw', answer: z.unknown(), refusals } as const

export const readNoticesPage = endpoint({
  ...page,
  id: 'notice.read-notices-page',
  path: '/notices/:etown',
  summary: { zh: '公示公开页：目录', en: 'Public page: all notices' },
})

export const readNoticePage = endpoint({
  ...page,
  id: 'notice.read-notice-page',
  path: '/notices/:etown/:notice',
  summary: { zh: '公示公开页', en: 'Public page of a notice' },
  params: notice,
})
