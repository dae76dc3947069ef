import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReason } from '#kernel/reason'
import { zId, zPageById, zPageOf } from '#kernel/wire'
import { inspectionRefusals as refusals } from './refusals.ts'
import {
  zBuyerForm,
  zCertificate,
  zCertificateDetail,
  zIncoming,
  zIncomingForm,
  zLotCheck,
  zProducerForm,
} from './shapes.ts'
import { SHEET_SIZES } from './words.ts'

const town = '/api/etowns/:etown'
const certificate = z.strictObject({ certificate: zId })
const issued = z.object({ id: zId, number: z.string() })

export const checkLot = endpoint({
  id: 'inspection.check-lot',
  method: 'GET',
  path: `${town}/inspection-lots/:lot`,
  may: 'inspection.read',
  summary: { zh: '查看批次能否开合格证', en: 'See what stands between a lot and its certificate' },
  params: z.strictObject({ lot: zId }),
  answer: zLotCheck,
  refusals,
})

export const listCertificates = endpoint({
  id: 'inspection.list-certificates',
  method: 'GET',
  path: `${town}/certificates`,
  may: 'inspection.read',
  summary: { zh: '查看合格证', en: 'List certificates' },
  query: zPageById.extend({ lot: zId.optional() }),
  answer: zPageOf(zCertificate),
})

export const getCertificate = endpoint({
  id: 'inspection.get-certificate',
  method: 'GET',
  path: `${town}/certificates/:certificate`,
  may: 'inspection.read',
  summary: { zh: '查看一张合格证', en: 'See a certificate' },
  params: certificate,
  answer: zCertificateDetail,
  refusals,
})

export const issueCertificate = endpoint({
  id: 'inspection.issue-certificate',
  method: 'POST',
  path: `${town}/certificates`,
  may: 'inspection.certify',
  summary: { zh: '生产者开具合格证', en: 'A producer issues a certificate' },
  body: zProducerForm,
  answer: issued,
  refusals,
})

export const issueBuyerCertificate = endpoint({
  id: 'inspection.issue-buyer-certificate',
  method: 'POST',
  path: `${town}/buyer-certificates`,
  may: 'inspection.certify',
  summary: { zh: '收购者开具合格证', en: 'A buyer issues a certificate' },
  body: zBuyerForm,
  answer: issued,
  refusals,
})

export const voidCertificate = endpoint({
  id: 'inspection.void-certificate',
  method: 'POST',
  path: `${town}/certificates/:certificate/void`,
  may: 'inspection.certify',
  summary: { zh: '作废合格证', en: 'Void a certificate' },
  params: certificate,
  body: z.strictObject({ reason: zReason }),
  answer: z.object({}),
  refusals,
})

export const listIncoming = endpoint({
  id: 'inspection.list-incoming',
  method: 'GET',
  path: `${town}/incoming-certificates`,
  may: 'inspection.read',
  summary: { zh: '查看收取的合格证', en: 'List collected certificates' },
  query: zPageById,
  answer: zPageOf(zIncoming),
})

export const collectCertificate = endpoint({
  id: 'inspection.collect-certificate',
  method: 'POST',
  path: `${town}/incoming-certificates`,
  may: 'inspection.certify',
  summary: { zh: '核验并收取合格证', en: 'Verify and keep a certificate' },
  body: zIncomingForm,
  answer: zIncoming,
  refusals,
})

export const printLabels = endpoint({
  id: 'inspection.print-labels',
  method: 'GET',
  path: `${town}/inspection-labels`,
  may: 'inspection.read',
  summary: { zh: '打印检测标签与合格证标签', en: 'Print test and certificate labels' },
  traced: true,
  query: z.strictObject({
    sample: zId.optional(),
    certificate: zId.optional(),
    size: z.enum(keysOf(SHEET_SIZES)),
    form: z.enum(['pdf', 'tspl', 'zpl']),
  }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

const number = z.strictObject({ number: z.string().min(1).max(40) })
export const queryPage = endpoint({
  id: 'inspection.query-page',
  method: 'GET',
  path: '/hgz',
  may: 'public',
  summary: { zh: '按编号查检测与合格证', en: 'Look up a number' },
  query: z.object({ n: z.string().max(60).optional() }),
  answer: z.object({}),
  sends: 'raw',
})

export const numberPage = endpoint({
  id: 'inspection.number-page',
  method: 'GET',
  path: '/hgz/:number',
  may: 'public',
  summary: { zh: '合格证（检测）公开页', en: 'Public page of a number' },
  params: number,
  answer: z.object({}),
  sends: 'raw',
})

export const proofPage = endpoint({
  id: 'inspection.proof-page',
  method: 'GET',
  path: '/hgz/:number/proof',
  may: 'public',
  summary: { zh: '自己核验合格证（检测结果）', en: 'Verify a number by yourself' },
  params: number,
  answer: z.object({}),
  sends: 'raw',
})

export const sharingCard = endpoint({
  id: 'inspection.sharing-card',
  method: 'GET',
  path: '/hgz/:number/card.png',
  may: 'public',
  summary: { zh: '销售页用的合格证图片', en: 'A picture for a sales page' },
  params: number,
  answer: z.object({}),
  sends: 'raw',
})
