import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReason } from '#kernel/reason'
import { zDay, zId, zInstant, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { inspectionRefusals as refusals } from './refusals.ts'
import {
  zAbsorbance,
  zAlert,
  zFoodCode,
  zFoodView,
  zLabForm,
  zMethodView,
  zPlan,
  zRun,
  zSample,
  zSampleCode,
  zSampleDetail,
  zSampleForm,
  zTaskForm,
} from './shapes.ts'
import { SAMPLE_STATES } from './words.ts'

const town = '/api/etowns/:etown'
const saved = z.object({ id: zId })
const sample = z.strictObject({ sample: zId })

export const readRegistry = endpoint({
  id: 'inspection.registry',
  method: 'GET',
  path: `${town}/inspection-registry`,
  may: 'inspection.read',
  summary: { zh: '查看检测方法与品类', en: 'See methods and foods' },
  answer: z.object({ methods: z.array(zMethodView), foods: z.array(zFoodView) }),
})

export const listPlans = endpoint({
  id: 'inspection.list-plans',
  method: 'GET',
  path: `${town}/inspection-plans`,
  may: 'inspection.read',
  summary: { zh: '查看抽样计划', en: 'List sampling plans' },
  query: zPageById,
  answer: zPageOf(zPlan),
})

export const addPlan = endpoint({
  id: 'inspection.add-plan',
  method: 'POST',
  path: `${town}/inspection-plans`,
  may: 'inspection.sample',
  summary: { zh: '新增抽样计划', en: 'Add a sampling plan' },
  body: z.strictObject({
    name: z.string().trim().min(4).max(60),
    food: zFoodCode,
    samples: z.int().min(1).max(10_000),
    from: zDay,
    until: zDay,
  }),
  answer: saved,
  refusals,
})

export const addTask = endpoint({
  id: 'inspection.add-task',
  method: 'POST',
  path: `${town}/inspection-tasks`,
  may: 'inspection.sample',
  summary: { zh: '安排检测任务', en: 'Arrange a test' },
  body: zTaskForm,
  answer: saved.extend({ warnings: z.array(z.string()) }),
  refusals,
})

export const takeSample = endpoint({
  id: 'inspection.take-sample',
  method: 'POST',
  path: `${town}/inspection-tasks/:task/samples`,
  may: 'inspection.sample',
  summary: { zh: '抽样，得样品码', en: 'Draw a sample: it gets a code' },
  params: z.strictObject({ task: zId }),
  body: zSampleForm,
  answer: saved.extend({ code: z.string() }),
  refusals,
})

export const listSamples = endpoint({
  id: 'inspection.list-samples',
  method: 'GET',
  path: `${town}/inspection-samples`,
  may: 'inspection.read',
  summary: { zh: '查看样品', en: 'List samples' },
  query: zPageById.extend({ state: z.enum(keysOf(SAMPLE_STATES)).optional(), lot: zId.optional() }),
  answer: zPageOf(zSample),
})

export const getSample = endpoint({
  id: 'inspection.get-sample',
  method: 'GET',
  path: `${town}/inspection-samples/:sample`,
  may: 'inspection.read',
  summary: { zh: '查看一个样品', en: 'See a sample with its readings' },
  params: sample,
  answer: zSampleDetail,
  refusals,
})

export const recordRun = endpoint({
  id: 'inspection.record-run',
  method: 'POST',
  path: `${town}/inspection-bench/:code/runs`,
  may: 'inspection.test',
  summary: { zh: '手工录入测定', en: 'Enter a reading by hand' },
  params: z.strictObject({ code: zSampleCode }),
  body: z.strictObject({
    control: zAbsorbance,
    sample: zAbsorbance,
    instrument: zId.optional(),
    reagent: zId.optional(),
    measuredAt: zInstant,
  }),
  answer: zRun.extend({ state: z.enum(keysOf(SAMPLE_STATES)) }),
  refusals,
})

export const giveLine = endpoint({
  id: 'inspection.give-line',
  method: 'POST',
  path: `${town}/inspection-bench/:code/lines`,
  may: 'inspection.test',
  summary: { zh: '把仪器读数归给样品', en: 'Give a device line to a sample' },
  params: z.strictObject({ code: zSampleCode }),
  body: z.strictObject({ line: zId }),
  answer: zRun.extend({ state: z.enum(keysOf(SAMPLE_STATES)) }),
  refusals,
})

export const reviewSample = endpoint({
  id: 'inspection.review',
  method: 'POST',
  path: `${town}/inspection-samples/:sample/review`,
  may: 'inspection.review',
  summary: { zh: '复核检测结果', en: 'Review a result' },
  params: sample,
  body: z.strictObject({ decision: z.enum(['confirmed', 'withdrawn']), reason: zReason.optional() }),
  answer: z.object({ label: z.string().optional() }),
  refusals,
})

export const bringFile = endpoint({
  id: 'inspection.bring-file',
  method: 'POST',
  path: `${town}/inspection-files`,
  may: 'inspection.read',
  summary: { zh: '上传报告或照片', en: 'Bring a report or a photo' },
  takes: 'stream',
  accepts: ['image', 'document'],
  answer: z.object({ sha256: zSha256 }),
  refusals,
})

export const readFile = endpoint({
  id: 'inspection.read-file',
  method: 'GET',
  path: `${town}/inspection-files/:sha256`,
  may: 'inspection.read',
  summary: { zh: '打开检测报告或合格证照片', en: 'Open a report or the photo of a certificate' },
  traced: true,
  params: z.strictObject({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const enterLabResult = endpoint({
  id: 'inspection.enter-lab-result',
  method: 'POST',
  path: `${town}/inspection-samples/:sample/lab-result`,
  may: 'inspection.review',
  summary: { zh: '录入实验室确证结果', en: 'Enter a laboratory result' },
  params: sample,
  body: zLabForm,
  answer: z.object({ passes: z.boolean(), state: z.enum(keysOf(SAMPLE_STATES)) }),
  refusals,
})

export const listAlerts = endpoint({
  id: 'inspection.list-alerts',
  method: 'GET',
  path: `${town}/inspection-alerts`,
  may: 'inspection.supervise',
  summary: { zh: '查看阳性告警', en: 'List positives' },
  query: zPageById,
  answer: zPageOf(zAlert),
})

export const seeAlert = endpoint({
  id: 'inspection.see-alert',
  method: 'POST',
  path: `${town}/inspection-samples/:sample/seen`,
  may: 'inspection.supervise',
  summary: { zh: '签收阳性告警', en: 'Take note of a positive' },
  params: sample,
  answer: z.object({}),
  refusals,
})

export const tellResult = endpoint({
  id: 'inspection.tell-result',
  method: 'POST',
  path: `${town}/inspection-samples/:sample/told`,
  may: 'inspection.supervise',
  summary: { zh: '登记告知被检方', en: 'Enter when the person tested was told' },
  params: sample,
  body: z.strictObject({ toldAt: zInstant, how: z.string().trim().min(2).max(60) }),
  answer: z.object({ askUntil: zInstant }),
  refusals,
})

export const askReinspection = endpoint({
  id: 'inspection.ask-reinspection',
  method: 'POST',
  path: `${town}/inspection-samples/:sample/reinspection`,
  may: 'inspection.supervise',
  summary: { zh: '登记复检申请（4 小时内）', en: 'Enter that a re-inspection is asked for' },
  params: sample,
  body: z.strictObject({ askedAt: zInstant }),
  answer: z.object({}),
  refusals,
})
