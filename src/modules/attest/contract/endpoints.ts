import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zReasonWithin } from '#kernel/reason'
import { zPage, zPageOf } from '#kernel/wire'
import { attestRefusals } from './refusals.ts'
import { zAttested, zExamination, zIndex, zLogState, zRecordItem } from './shapes.ts'

const refusals = attestRefusals
const at = '/api/etowns/:etown/attest'
const zReason = zReasonWithin(2, 500)
const zNote = z.string().trim().min(1).max(200)

export const readLog = endpoint({
  id: 'attest.read-log',
  method: 'GET',
  path: at,
  may: 'attest.read',
  summary: { zh: '存证日志的状态', en: 'The state of the log' },
  answer: zLogState,
  refusals,
})

export const listRecords = endpoint({
  id: 'attest.list-records',
  method: 'GET',
  path: `${at}/records`,
  may: 'attest.read',
  summary: { zh: '查找存证记录', en: 'Look up records' },
  query: zPage.extend({ after: zIndex.optional(), subject: zNote.optional(), kind: zNote.optional() }),
  answer: zPageOf(zRecordItem),
})

export const readRecord = endpoint({
  id: 'attest.read-record',
  method: 'GET',
  path: `${at}/records/:index`,
  may: 'attest.read',
  summary: { zh: '一条存证记录与它的证明', en: 'A record and its proof' },
  params: z.strictObject({ index: zIndex }),
  answer: zAttested,
  refusals,
})

export const readCertificate = endpoint({
  id: 'attest.read-certificate',
  method: 'GET',
  path: `${at}/records/:index/certificate`,
  may: 'attest.read',
  summary: { zh: '存证证明书（可打印）', en: 'A proof to print' },
  params: z.strictObject({ index: zIndex }),
  answer: z.unknown(),
  sends: 'raw',
  refusals,
})

export const makeBundle = endpoint({
  id: 'attest.make-bundle',
  method: 'POST',
  path: `${at}/bundles`,
  may: 'attest.bundle',
  summary: { zh: '导出证据包', en: 'Export an evidence bundle' },
  body: z.strictObject({
    /** One record, or all of a subject. */
    of: z.union([z.strictObject({ index: zIndex }), z.strictObject({ subject: zNote })]),
    reason: zReason,
  }),
  answer: z.object({}),
  sends: 'file',
  keyless: 'a download is made anew each time, and each is an audit line',
  refusals,
})

export const eraseRecord = endpoint({
  id: 'attest.erase-record',
  method: 'POST',
  path: `${at}/records/:index/erase`,
  may: 'attest.erase',
  summary: { zh: '依法删除一条存证的内容与盐', en: 'Erase the content and salt of a record' },
  params: z.strictObject({ index: zIndex }),
  body: z.strictObject({ reason: zReason }),
  answer: z.object({ index: zIndex }),
  refusals,
})

export const addWitness = endpoint({
  id: 'attest.add-witness',
  method: 'POST',
  path: `${at}/witnesses`,
  may: 'attest.invite',
  summary: { zh: '登记见证方', en: 'Register a witness' },
  body: z.strictObject({ url: zNote, key: z.string().trim().min(20).max(400) }),
  answer: z.object({ name: z.string() }),
  refusals,
})

export const retireWitness = endpoint({
  id: 'attest.retire-witness',
  method: 'POST',
  path: `${at}/witnesses/retire`,
  may: 'attest.invite',
  summary: { zh: '停用见证方', en: 'Retire a witness' },
  body: z.strictObject({ name: zNote }),
  answer: z.object({ name: z.string() }),
  refusals,
})

export const askExamination = endpoint({
  id: 'attest.ask-examination',
  method: 'POST',
  path: `${at}/examinations`,
  may: 'attest.examine',
  summary: { zh: '全量核对存证日志', en: 'Examine the whole log' },
  answer: z.object({ job: z.string() }),
  refusals,
})

export const listExaminations = endpoint({
  id: 'attest.list-examinations',
  method: 'GET',
  path: `${at}/examinations`,
  may: 'attest.read',
  summary: { zh: '历次全量核对', en: 'Past examinations' },
  query: zPage.extend({ after: zIndex.optional() }),
  answer: zPageOf(zExamination),
})
