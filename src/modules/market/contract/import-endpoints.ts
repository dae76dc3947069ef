import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zId, zInstant, zPage, zPageOf } from '../../../kernel/wire.ts'
import { exportRefusals, zExportAsked, zExportForm } from '../../export/contract/index.ts'
import { fileRefusals, importRefusals } from './refusals.ts'
import { zBatch, zBatchItem, zField, zMappingForm, zPlatform, zRejectedRow, zStage } from './shapes.ts'

const imports = '/api/etowns/:etown/order-imports'
const batch = z.strictObject({ batch: zId })
const refusals = { ...importRefusals, ...fileRefusals }
const begun = z.object({ batch: zId })

export const importOrders = endpoint({
  id: 'market.import-orders',
  method: 'POST',
  path: '/api/etowns/:etown/shops/:shop/order-imports',
  may: 'market.import',
  summary: { zh: '导入平台订单文件', en: "Import a platform's order file" },
  params: z.strictObject({ shop: zId }),
  takes: 'stream',
  accepts: ['table'],
  answer: begun,
  refusals,
})

export const listImports = endpoint({
  id: 'market.list-imports',
  method: 'GET',
  path: imports,
  may: 'market.read',
  summary: { zh: '查看订单导入记录', en: 'List order imports' },
  query: zPage.extend({
    after: zId.optional(),
    shop: zId.optional(),
    state: zBatchItem.shape.state.optional(),
  }),
  answer: zPageOf(zBatchItem),
})

export const getImport = endpoint({
  id: 'market.get-import',
  method: 'GET',
  path: `${imports}/:batch`,
  may: 'market.read',
  summary: { zh: '查看一次订单导入及其回执', en: 'See one order import and its receipt' },
  params: batch,
  answer: zBatch,
  refusals,
})

export const importAgain = endpoint({
  id: 'market.import-again',
  method: 'POST',
  path: `${imports}/:batch/again`,
  may: 'market.import',
  summary: { zh: '再次导入同一文件', en: 'Import the same file again' },
  params: batch,
  body: z.strictObject({}),
  answer: begun,
  refusals,
})

export const rejectedRows = endpoint({
  id: 'market.rejected-rows',
  method: 'GET',
  path: `${imports}/:batch/rejected-rows`,
  may: 'market.read',
  summary: { zh: '查看退回的行', en: 'List rejected rows' },
  params: batch,
  query: zPage,
  answer: zPageOf(zRejectedRow),
  refusals,
})

export const rejectedFile = endpoint({
  id: 'market.rejected-file',
  method: 'GET',
  path: `${imports}/:batch/rejected-file`,
  may: 'market.read',
  summary: { zh: '下载退回的行及原因', en: 'Download the rejected rows with their reasons' },
  params: batch,
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const exportRejected = endpoint({
  id: 'market.export-rejected',
  method: 'POST',
  path: `${imports}/:batch/rejected-exports`,
  may: 'market.export',
  summary: { zh: '导出退回的行（XLSX）', en: 'Export the rejected rows' },
  params: batch,
  body: zExportForm,
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})

export const originalFile = endpoint({
  id: 'market.original-file',
  method: 'POST',
  path: `${imports}/:batch/original-file`,
  may: 'market.original',
  summary: { zh: '下载订单原文件', en: 'Download the order file as it came' },
  params: batch,
  body: z.strictObject({ reason: zReason }),
  answer: z.object({}),
  sends: 'file',
  refusals,
  keyless: 'The answer is a file with personal data and must not be stored for replay.',
})

export const getMapping = endpoint({
  id: 'market.get-mapping',
  method: 'GET',
  path: '/api/etowns/:etown/order-mappings/:platform',
  may: 'market.read',
  summary: { zh: '查看列对应', en: "See a platform's column mapping" },
  params: z.strictObject({ platform: zPlatform }),
  answer: z.object({
    /** The newest mapping; absent: only the built-in names are read. */
    mapping: zMappingForm
      .omit({ platform: true })
      .extend({ number: z.int(), madeBy: z.string(), madeAt: zInstant })
      .optional(),
    /** What is read from this platform's files, and under which names. */
    fields: z.array(
      z.object({
        field: zField,
        zh: z.string(),
        en: z.string(),
        required: z.boolean(),
        names: z.array(z.string()),
      }),
    ),
    stages: z.array(z.object({ stage: zStage, zh: z.string(), en: z.string() })),
  }),
})

export const mapColumns = endpoint({
  id: 'market.map-columns',
  method: 'POST',
  path: '/api/etowns/:etown/order-mappings',
  may: 'market.map',
  summary: { zh: '指明列的对应', en: 'Map columns and statuses' },
  body: zMappingForm,
  answer: z.object({ number: z.int() }),
  refusals,
})
