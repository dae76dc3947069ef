import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { keysOf } from '../../../kernel/keys.ts'
import { zId, zInstant, zPage, zPageById, zPageOf, zSha256 } from '../../../kernel/wire.ts'
import { exportRefusals, zExportAsked, zExportForm } from '../../export/contract/index.ts'
import { zPartyFilter } from './endpoints.ts'
import { importRefusals as refusals } from './refusals.ts'
import { BATCH_STATES } from './words.ts'

const imports = '/api/etowns/:etown/party-imports'
const batch = z.strictObject({ batch: zId })
const said = z.object({ code: z.string(), zh: z.string(), en: z.string() })

/** 导入批次 rows = bad + fresh + changed + unchanged; blank rows are not counted in. */
export const zBatch = z.object({
  id: zId,
  file: z.string(),
  sha256: zSha256,
  state: z.enum(keysOf(BATCH_STATES)),
  rows: z.int(),
  /** Rows gone through while checking or committing. */
  done: z.int(),
  blank: z.int(),
  bad: z.int(),
  fresh: z.int(),
  changed: z.int(),
  unchanged: z.int(),
  /** Columns nobody asked for; they were not read. */
  unreadColumns: z.array(z.string()),
  /** Why the whole file was refused. */
  refusals: z.array(said),
  rowsTaken: z.enum(['all', 'good']).optional(),
  askedBy: z.string(),
  askedAt: zInstant,
  committedBy: z.string().optional(),
  committedAt: zInstant.optional(),
})
export type Batch = z.output<typeof zBatch>

export const importTemplate = endpoint({
  id: 'party.import-template',
  method: 'GET',
  path: '/api/etowns/:etown/party-import-template',
  may: 'party.import',
  summary: { zh: '下载导入模板', en: 'Download the import template' },
  answer: z.object({}),
  sends: 'file',
})

export const checkImport = endpoint({
  id: 'party.check-import',
  method: 'POST',
  path: imports,
  may: 'party.import',
  summary: { zh: '上传并试算导入文件', en: 'Upload a file and try it' },
  takes: 'stream',
  accepts: ['table'],
  answer: zBatch,
  refusals,
})

export const listImports = endpoint({
  id: 'party.list-imports',
  method: 'GET',
  path: imports,
  may: 'party.import',
  summary: { zh: '查看导入记录', en: 'List imports' },
  query: zPageById,
  answer: zPageOf(zBatch),
})

export const getImport = endpoint({
  id: 'party.get-import',
  method: 'GET',
  path: `${imports}/:batch`,
  may: 'party.import',
  summary: { zh: '查看一次导入', en: 'See one import' },
  params: batch,
  answer: zBatch,
  refusals,
})

export const importProblems = endpoint({
  id: 'party.import-problems',
  method: 'GET',
  path: `${imports}/:batch/problems`,
  may: 'party.import',
  summary: { zh: '查看导入问题', en: 'List the problems of an import' },
  params: batch,
  query: zPage.extend({
    after: z
      .string()
      .regex(/^\d{1,9}\.\d{1,3}$/)
      .optional(),
  }),
  answer: zPageOf(
    said.extend({
      row: z.int(),
      column: z.string(),
      example: z.string().meta({ description: '正确写法举例' }),
    }),
  ),
  refusals,
})

export const importFile = endpoint({
  id: 'party.import-file',
  method: 'GET',
  path: `${imports}/:batch/file`,
  may: 'party.import',
  summary: { zh: '下载标出错误的原文件', en: 'Download the same file with its errors marked' },
  params: batch,
  query: z.strictObject({ rows: z.enum(['all', 'bad']) }),
  traced: true,
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const commitImport = endpoint({
  id: 'party.commit-import',
  method: 'POST',
  path: `${imports}/:batch/commit`,
  may: 'party.import',
  summary: { zh: '提交导入', en: 'Commit an import' },
  params: batch,
  body: z.strictObject({ rows: z.enum(['all', 'good']) }),
  answer: zBatch,
  refusals,
})

export const exportParties = endpoint({
  id: 'party.export',
  method: 'POST',
  path: '/api/etowns/:etown/party-exports',
  may: 'party.export',
  summary: { zh: '导出市场主体', en: 'Export parties' },
  body: zExportForm.extend({
    /** Whole personal data instead of masked; needs the permission `party.reveal` as well. */
    personal: z.boolean(),
    filter: zPartyFilter,
  }),
  answer: zExportAsked,
  refusals: exportRefusals,
})
