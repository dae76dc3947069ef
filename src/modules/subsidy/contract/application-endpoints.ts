import { z } from 'zod'
import { fundRefusals } from '#contract/fund'
import { noticeRefusals } from '#contract/notice'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { kernelRefusals } from '#kernel/refusals'
import { zDay, zFen, zId, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { receiptRefusals } from './refusals.ts'
import { subsidyRefusals } from './room-refusals.ts'
import {
  zApplicationDetail,
  zApplicationItem,
  zProjectChoice,
  zReason,
  zSeen,
  zState,
  zTyped,
} from './shapes.ts'
import { DUTIES } from './states.ts'

const applications = '/api/etowns/:etown/subsidy-applications'
const one = `${applications}/:application`
const application = z.strictObject({ application: zId })
const refusals = { ...subsidyRefusals, ...receiptRefusals, ...kernelRefusals }
const money = { ...refusals, ...fundRefusals, ...noticeRefusals }
const moved = z.object({ state: zState, version: z.int() })
const zMany = z
  .array(z.strictObject({ id: zId, seen: zSeen }))
  .min(1)
  .max(200)
const done = z.object({ done: z.int() })

export const listApplications = endpoint({
  id: 'subsidy.list-applications',
  method: 'GET',
  path: applications,
  may: 'subsidy.read',
  summary: { zh: '查看申报', en: 'List applications' },
  query: zPageById.extend({
    state: zState.optional(),
    /** Only what waits for this duty. */
    waiting: z.enum(keysOf(DUTIES)).optional(),
    round: zId.optional(),
  }),
  answer: zPageOf(zApplicationItem),
})

export const getApplication = endpoint({
  id: 'subsidy.get-application',
  method: 'GET',
  path: one,
  may: 'subsidy.read',
  summary: { zh: '查看一份申报', en: 'See an application' },
  params: application,
  answer: zApplicationDetail,
  refusals,
})

export const startApplication = endpoint({
  id: 'subsidy.start-application',
  method: 'POST',
  path: applications,
  may: 'subsidy.apply',
  summary: { zh: '开始申报', en: 'Start an application' },
  body: z.union([
    /** Of the register. */
    z.strictObject({ round: zId, registered: zId }),
    z.strictObject({
      round: zId,
      project: z.string().trim().min(2).max(100),
      /** Said when asked about a project of much the same name. */
      isAnother: z.boolean().optional(),
    }),
  ]),
  answer: z.object({ id: zId }),
  refusals,
})

export const listProjects = endpoint({
  id: 'subsidy.list-projects',
  method: 'GET',
  path: '/api/etowns/:etown/subsidy-projects',
  may: 'subsidy.apply',
  summary: { zh: '查看项目台账里可以申报的项目', en: 'List projects of the register' },
  answer: z.object({ items: z.array(zProjectChoice), total: z.int() }),
})

export const saveFact = endpoint({
  id: 'subsidy.save-fact',
  method: 'PUT',
  path: `${one}/facts`,
  may: 'subsidy.apply',
  summary: { zh: '保存一项（自动保存）', en: 'Save a fact' },
  params: application,
  body: z.strictObject({ name: z.string().max(200), typed: zTyped.nullable() }),
  answer: z.object({ said: z.string() }),
  refusals,
})

export const attachFile = endpoint({
  id: 'subsidy.attach-file',
  method: 'POST',
  path: `${one}/files`,
  may: 'subsidy.apply',
  summary: { zh: '上传材料', en: 'Attach a document' },
  params: application,
  query: z.strictObject({ fact: z.string().max(200) }),
  takes: 'stream',
  accepts: ['image', 'document', 'table'],
  answer: z.object({ sha256: zSha256 }),
  refusals,
})

export const getFile = endpoint({
  id: 'subsidy.get-file',
  method: 'GET',
  path: `${one}/files/:sha256`,
  may: 'subsidy.read',
  summary: { zh: '打开材料', en: 'Open a document' },
  params: application.extend({ sha256: zSha256 }),
  sends: 'file',
  answer: z.null(),
  refusals,
})

export const getReceipt = endpoint({
  id: 'subsidy.get-receipt',
  method: 'GET',
  path: `${one}/receipt`,
  may: 'subsidy.read',
  summary: { zh: '下载核算单', en: 'Download the receipt' },
  params: application,
  query: z.strictObject({ as: z.enum(['page', 'json']) }),
  sends: 'file',
  answer: z.null(),
  refusals,
})

export const submitApplication = endpoint({
  id: 'subsidy.submit-application',
  method: 'POST',
  path: `${one}/submit`,
  may: 'subsidy.apply',
  summary: { zh: '提交申报', en: 'Hand in an application' },
  params: application,
  body: z.strictObject({
    seen: zSeen,
    requestedFen: zFen.optional(),
    /** Why it is handed in although the rows say 不符. */
    despite: zReason.optional(),
  }),
  answer: moved.extend({ number: z.string() }),
  refusals,
})

export const withdrawApplication = endpoint({
  id: 'subsidy.withdraw-application',
  method: 'POST',
  path: `${one}/withdraw`,
  may: 'subsidy.apply',
  summary: { zh: '撤回申报', en: 'Withdraw an application' },
  params: application,
  body: z.strictObject({ seen: zSeen }),
  answer: moved,
  refusals,
})

export const appealApplication = endpoint({
  id: 'subsidy.appeal-application',
  method: 'POST',
  path: `${one}/appeal`,
  may: 'subsidy.apply',
  summary: { zh: '申诉', en: 'Appeal' },
  params: application,
  body: z.strictObject({ seen: zSeen, reason: zReason }),
  answer: moved,
  refusals,
})

export const reviewApplication = endpoint({
  id: 'subsidy.review-application',
  method: 'POST',
  path: `${one}/review`,
  may: 'subsidy.review',
  summary: { zh: '初审', en: 'Review an application' },
  params: application,
  body: z.strictObject({
    event: z.enum(['recommend', 'return', 'refuse']),
    reason: zReason,
    amountFen: zFen.optional(),
    score: z.int().min(0).max(1000).optional(),
    seen: zSeen,
  }),
  answer: moved,
  refusals,
})

export const reviewBatch = endpoint({
  id: 'subsidy.review-batch',
  method: 'POST',
  path: `${applications}/review`,
  may: 'subsidy.review',
  summary: { zh: '成批初审', en: 'Review many' },
  body: z.strictObject({
    event: z.enum(['recommend', 'return', 'refuse']),
    reason: zReason,
    applications: zMany,
  }),
  answer: done,
  refusals,
})

export const checkApplication = endpoint({
  id: 'subsidy.check-application',
  method: 'POST',
  path: `${one}/check`,
  may: 'subsidy.check',
  summary: { zh: '财政复核', en: 'Check an application' },
  params: application,
  body: z.strictObject({ event: z.enum(['check', 'send-back']), reason: zReason, seen: zSeen }),
  answer: moved,
  refusals,
})

export const checkBatch = endpoint({
  id: 'subsidy.check-batch',
  method: 'POST',
  path: `${applications}/check`,
  may: 'subsidy.check',
  summary: { zh: '成批财政复核', en: 'Check many' },
  body: z.strictObject({ event: z.enum(['check', 'send-back']), reason: zReason, applications: zMany }),
  answer: done,
  refusals,
})

export const decideBatch = endpoint({
  id: 'subsidy.decide-batch',
  method: 'POST',
  path: `${applications}/decide`,
  may: 'subsidy.decide',
  summary: { zh: '成批审定', en: 'Decide many' },
  body: z.strictObject({ event: z.enum(['decide', 'decline']), reason: zReason, applications: zMany }),
  answer: done,
  refusals: money,
})

export const amendAward = endpoint({
  id: 'subsidy.amend-award',
  method: 'POST',
  path: `${one}/amend`,
  may: 'subsidy.publish',
  summary: { zh: '改动拟补助金额，重新计算公示期', en: 'Amend an award on notice: its clock starts again' },
  params: application,
  body: z.strictObject({ amountFen: zFen, reason: zReason, evidence: zSha256, seen: zSeen }),
  answer: moved.extend({ lastDay: zDay.optional() }),
  refusals: money,
})

export const raiseObjection = endpoint({
  id: 'subsidy.raise-objection',
  method: 'POST',
  path: `${one}/objections`,
  may: 'subsidy.review',
  summary: { zh: '登记异议', en: 'Record an objection' },
  params: application,
  body: z.strictObject({
    receivedOn: zDay,
    from: z.string().trim().min(2).max(200).meta({ description: '提出人及联系方式，加密保存' }),
    said: zReason,
    seen: zSeen,
  }),
  answer: moved,
  refusals: money,
})

export const decideApplication = endpoint({
  id: 'subsidy.decide-application',
  method: 'POST',
  path: `${one}/decide`,
  may: 'subsidy.decide',
  summary: { zh: '领导小组审定，答复异议和申诉', en: 'Decide an application, an objection or an appeal' },
  params: application,
  body: z.strictObject({
    event: z.enum(['decide', 'decline', 'revoke', 'dismiss', 'uphold', 'reopen', 'reject']),
    reason: zReason,
    seen: zSeen,
  }),
  answer: moved,
  refusals: money,
})

export const payApplication = endpoint({
  id: 'subsidy.pay-application',
  method: 'POST',
  path: `${one}/pay`,
  may: 'subsidy.pay',
  summary: { zh: '拨付、到账、追回', en: 'Pay, confirm, recover' },
  params: application,
  body: z.discriminatedUnion('event', [
    z.strictObject({ event: z.literal('instruct'), seen: zSeen }),
    z.strictObject({
      event: z.literal('pay'),
      paidOn: zDay,
      vouchers: z
        .array(
          z.strictObject({
            allotment: zId,
            voucherNo: z.string().trim().min(1).max(60),
            evidence: zSha256,
          }),
        )
        .min(1)
        .max(10),
      seen: zSeen,
    }),
    z.strictObject({
      event: z.literal('recover'),
      amountFen: zFen,
      reason: zReason,
      evidence: zSha256,
      seen: zSeen,
    }),
    z.strictObject({ event: z.literal('serve'), reason: zReason, seen: zSeen }),
    z.strictObject({ event: z.literal('close'), reason: zReason, seen: zSeen }),
  ]),
  answer: moved,
  refusals: money,
})

export const proposeOverride = endpoint({
  id: 'subsidy.propose-override',
  method: 'POST',
  path: `${one}/override`,
  may: 'subsidy.review',
  summary: { zh: '提出放宽“原则上”的上限', en: 'Propose to widen a cap that holds in principle' },
  params: application,
  body: z.strictObject({ amountFen: zFen, reason: zReason, seen: zSeen }),
  answer: z.object({ step: z.string() }),
  refusals,
})

export const approveOverride = endpoint({
  id: 'subsidy.approve-override',
  method: 'POST',
  path: `${one}/override/approve`,
  may: 'subsidy.decide',
  summary: { zh: '批准放宽', en: 'Approve a widened cap' },
  params: application,
  body: z.strictObject({ amountFen: zFen, seen: zSeen }),
  answer: z.object({ step: z.string() }),
  refusals,
})
