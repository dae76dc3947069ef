import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zId, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { exportRefusals as refusals } from './refusals.ts'
import { zExport } from './shapes.ts'

const exports = '/api/etowns/:etown/exports'
const one = z.strictObject({ export: zId })

export const listExports = endpoint({
  id: 'export.list',
  method: 'GET',
  path: exports,
  may: 'export.read',
  summary: { zh: '查看自己的导出', en: 'List one’s own exports' },
  query: zPageById,
  answer: zPageOf(zExport),
})

export const getExport = endpoint({
  id: 'export.get',
  method: 'GET',
  path: `${exports}/:export`,
  may: 'export.read',
  summary: { zh: '查看自己的一次导出', en: 'See one export of one’s own' },
  params: one,
  answer: zExport,
  refusals,
})

export const downloadExport = endpoint({
  id: 'export.download',
  method: 'POST',
  path: `${exports}/:export/download`,
  may: 'export.read',
  summary: { zh: '下载自己的导出', en: 'Download an export of one’s own' },
  params: one,
  body: z.strictObject({}),
  answer: z.object({}),
  sends: 'file',
  refusals,
  keyless: 'The answer is a file and must not be stored for replay.',
})

export const listHeld = endpoint({
  id: 'export.list-held',
  method: 'GET',
  path: '/api/etowns/:etown/held-exports',
  may: 'export.release',
  summary: { zh: '查看待放行的导出', en: 'List exports that wait for release' },
  query: zPageById,
  answer: zPageOf(zExport),
})

export const releaseExport = endpoint({
  id: 'export.release',
  method: 'POST',
  path: `${exports}/:export/release`,
  may: 'export.release',
  summary: { zh: '放行或不放行一次导出', en: 'Release or decline an export' },
  params: one,
  body: z.strictObject({ decision: z.enum(['release', 'decline']), reason: zReason }),
  answer: z.object({ state: z.enum(['ready', 'declined']) }),
  refusals,
})
