import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zFen, zId, zSha256 } from '#kernel/wire'
import { projectRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { DEPOSIT_FORMS, DEPOSIT_KINDS, DUTY_KINDS } from './words.ts'

const one = '/api/etowns/:etown/projects/:project'
const made = z.object({ id: zId })
const project = z.object({ project: zId })
const evidence = zSha256

const version = z.strictObject({
  signedOn: zDay,
  money: shapes.zMoney,
  milestones: z.array(shapes.zMilestonePlan).min(1).max(60),
  evidence,
})

export const draftContract = endpoint({
  id: 'project.draft-contract',
  method: 'POST',
  path: `${one}/contract`,
  may: 'project.procure',
  summary: { zh: '起草合同', en: 'Draft the contract' },
  params: project,
  body: version.extend({ number: z.string().trim().min(1).max(60) }),
  answer: made,
  refusals,
})

export const amendContract = endpoint({
  id: 'project.amend-contract',
  method: 'POST',
  path: `${one}/contract/versions`,
  may: 'project.procure',
  summary: { zh: '提出合同变更', en: 'Ask for an amendment' },
  params: project,
  body: version.extend({ why: shapes.zWhy }),
  answer: made,
  refusals,
})

export const judgeVersion = endpoint({
  id: 'project.judge-version',
  method: 'POST',
  path: `${one}/contract/versions/:version/verdict`,
  may: 'project.approve',
  summary: { zh: '审定合同或变更', en: 'Approve or decline a version of the contract' },
  params: project.extend({ version: zId }),
  body: z.strictObject({ approved: z.boolean(), reason: shapes.zWhy.optional() }),
  answer: made,
  refusals,
})

export const deliverMilestone = endpoint({
  id: 'project.deliver',
  method: 'POST',
  path: `${one}/deliveries`,
  may: 'project.deliver',
  summary: { zh: '交付里程碑', en: 'Deliver a milestone' },
  params: project,
  body: z.strictObject({
    place: shapes.zPlace,
    deliveredOn: zDay,
    said: shapes.zText(1000),
    evidence,
  }),
  answer: made,
  refusals,
})

export const inspectDelivery = endpoint({
  id: 'project.inspect',
  method: 'POST',
  path: `${one}/deliveries/:delivery/inspection`,
  may: 'project.accept',
  summary: { zh: '里程碑验收或退回整改', en: 'Accept a delivery or send it back' },
  params: project.extend({ delivery: zId }),
  body: z.strictObject({
    accepted: z.boolean(),
    inspectedOn: zDay,
    said: shapes.zText(1000),
    evidence,
  }),
  answer: made,
  refusals,
})

export const payMilestone = endpoint({
  id: 'project.pay',
  method: 'POST',
  path: `${one}/payments`,
  may: 'project.pay',
  summary: { zh: '按里程碑付款', en: 'Pay for a milestone' },
  params: project,
  body: z.strictObject({
    place: shapes.zPlace,
    source: shapes.zCode,
    amount: shapes.zAmount,
    voucherNo: z.string().trim().min(1).max(60),
    paidOn: zDay,
    evidence,
  }),
  answer: made,
  refusals,
})

export const recoverMilestone = endpoint({
  id: 'project.recover',
  method: 'POST',
  path: `${one}/recoveries`,
  may: 'project.pay',
  summary: { zh: '追回里程碑已付款', en: 'Recover what was paid for a milestone' },
  params: project,
  body: z.strictObject({
    place: shapes.zPlace,
    source: shapes.zCode,
    amount: shapes.zAmount,
    reason: zReasonWithin(2, 500),
    evidence,
  }),
  answer: made,
  refusals,
})

export const publishContract = endpoint({
  id: 'project.publish-contract',
  method: 'POST',
  path: `${one}/contract/publication`,
  may: 'project.procure',
  summary: { zh: '登记合同公开', en: 'Register where the contract was published' },
  params: project,
  body: z.strictObject({ publishedOn: zDay, place: shapes.zText(300), evidence }),
  answer: made,
  refusals,
})

export const takeDeposit = endpoint({
  id: 'project.take-deposit',
  method: 'POST',
  path: `${one}/deposits`,
  may: 'project.procure',
  summary: { zh: '登记保证金', en: 'Register a deposit' },
  params: project,
  body: z.strictObject({
    kind: z.enum(keysOf(DEPOSIT_KINDS)),
    form: z.enum(keysOf(DEPOSIT_FORMS)),
    amount: shapes.zAmount,
    receivedOn: zDay,
    dueBackOn: zDay,
    terms: shapes.zText(500),
    evidence,
  }),
  answer: made,
  refusals,
})

export const returnDeposit = endpoint({
  id: 'project.return-deposit',
  method: 'POST',
  path: `${one}/deposits/:deposit/return`,
  may: 'project.pay',
  summary: { zh: '退还保证金', en: 'Return a deposit' },
  params: project.extend({ deposit: zId }),
  body: z.strictObject({
    returnedOn: zDay,
    amount: zFen.regex(/^\d/),
    why: shapes.zWhy.optional(),
    evidence,
  }),
  answer: made,
  refusals,
})

export const publiciseAcceptance = endpoint({
  id: 'project.publicise',
  method: 'POST',
  path: `${one}/publicity`,
  may: 'project.accept',
  summary: { zh: '发验收公示', en: 'Publish the acceptance' },
  params: project,
  body: z.strictObject({ days: z.int().min(1).max(60), contact: shapes.zText(200, 5), evidence }),
  answer: made,
  refusals,
})

export const evaluateProject = endpoint({
  id: 'project.evaluate',
  method: 'POST',
  path: `${one}/evaluations`,
  may: 'project.evaluate',
  summary: { zh: '登记绩效评价', en: 'Register an evaluation' },
  params: project,
  body: z.strictObject({
    evaluator: shapes.zText(100),
    evaluatedOn: zDay,
    score: z
      .string()
      .regex(/^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/)
      .meta({ description: '得分，满分 100，最多两位小数' }),
    found: shapes.zText(2000),
    evidence,
  }),
  answer: made,
  refusals,
})

export const archiveProject = endpoint({
  id: 'project.archive',
  method: 'POST',
  path: `${one}/archive`,
  may: 'project.close',
  summary: { zh: '归档', en: 'Archive' },
  params: project,
  body: z.strictObject({ archivedOn: zDay, evidence }),
  answer: made,
  refusals,
})

export const endProject = endpoint({
  id: 'project.end',
  method: 'POST',
  path: `${one}/end`,
  may: 'project.close',
  summary: { zh: '终止项目并释放预留', en: 'End the project and release its money' },
  params: project,
  body: z.strictObject({ reason: shapes.zWhy, evidence }),
  answer: made,
  refusals,
})

export const recordDuty = endpoint({
  id: 'project.record-duty',
  method: 'POST',
  path: `${one}/duties`,
  may: 'project.do-duty',
  summary: { zh: '登记部门事项', en: 'Register what a department did' },
  params: project,
  body: z.strictObject({
    kind: z.enum(keysOf(DUTY_KINDS)),
    name: shapes.zText(200),
    number: z.string().trim().min(1).max(60).optional(),
    doneOn: zDay,
    evidence,
  }),
  answer: made,
  refusals,
})
