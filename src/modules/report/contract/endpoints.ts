import { z } from 'zod'
import { exportRefusals, zExportAsked, zExportForm } from '#contract/export'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zReasonWithin } from '#kernel/reason'
import { zId, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { zForm, zFormCode, zFormDetail, zGrid, zNewForm, zReportId } from './form-shapes.ts'
import { reportRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { REPORT_STATES } from './words.ts'

const forms = '/api/etowns/:etown/report-forms'
const reports = '/api/etowns/:etown/reports'
const act = { method: 'POST', answer: z.object({ id: zId }), refusals } as const
const oneReport = { params: zReportId } as const
const file = { method: 'GET', answer: z.object({}), sends: 'file', refusals } as const

export const listForms = endpoint({
  id: 'report.list-forms',
  method: 'GET',
  path: forms,
  may: 'report.read',
  summary: { zh: '报表式样', en: 'Report forms' },
  answer: z.object({
    items: z.array(zForm),
    total: z.int(),
    /** 内置报表 Ready to be taken into use. */
    builtIn: z.array(z.object({ code: z.string(), name: z.string(), source: z.string(), fields: z.int() })),
  }),
})

export const getForm = endpoint({
  id: 'report.get-form',
  method: 'GET',
  path: `${forms}/:form`,
  may: 'report.read',
  summary: { zh: '查看式样与映射', en: 'One form with its mapping' },
  params: z.object({ form: zFormCode }),
  answer: zFormDetail,
  refusals,
})

export const adoptForm = endpoint({
  id: 'report.adopt-form',
  method: 'POST',
  path: `${forms}/built-in`,
  may: 'report.design',
  summary: { zh: '启用内置报表', en: 'Take a built-in form into use' },
  body: z.strictObject({ code: zFormCode }),
  answer: z.object({ code: z.string(), version: z.int() }),
  refusals,
})

export const bringTemplate = endpoint({
  id: 'report.bring-template',
  method: 'POST',
  path: `${forms}/templates`,
  may: 'report.design',
  summary: { zh: '上传外部报表的 Excel 模板', en: 'Upload the template of an outside form' },
  takes: 'stream',
  accepts: ['table'],
  answer: zGrid,
  refusals,
})

export const readTemplate = endpoint({
  id: 'report.read-template',
  method: 'GET',
  path: `${forms}/templates/:sha256`,
  may: 'report.design',
  summary: { zh: '查看模板的单元格', en: 'The cells of a template' },
  params: z.object({ sha256: zSha256 }),
  answer: zGrid,
  refusals,
})

export const saveForm = endpoint({
  id: 'report.save-form',
  method: 'POST',
  path: forms,
  may: 'report.design',
  summary: { zh: '保存式样（另存新版）', en: 'Save a form as its next version' },
  body: zNewForm,
  answer: z.object({ code: z.string(), version: z.int() }),
  refusals,
})

export const listReports = endpoint({
  id: 'report.list',
  method: 'GET',
  path: reports,
  may: 'report.read',
  summary: { zh: '报表', en: 'Reports' },
  query: zPageById.extend({ state: z.enum(keysOf(REPORT_STATES)).optional() }),
  answer: zPageOf(shapes.zReport),
})

export const openReport = endpoint({
  ...act,
  id: 'report.open',
  path: reports,
  may: 'report.fill',
  summary: { zh: '开始填报一期报表', en: 'Open the report of a period' },
  body: z.strictObject({ form: zFormCode, period: shapes.zPeriodCode }),
})

export const getReport = endpoint({
  id: 'report.get',
  method: 'GET',
  path: `${reports}/:report`,
  may: 'report.read',
  summary: { zh: '查看报表', en: 'One report' },
  ...oneReport,
  answer: shapes.zReportDetail,
  refusals,
})

export const fillReport = endpoint({
  ...act,
  id: 'report.fill',
  path: `${reports}/:report/cells`,
  may: 'report.fill',
  summary: { zh: '填写单元格', en: 'Fill cells' },
  ...oneReport,
  body: z.strictObject({ cells: z.array(shapes.zFillCell).min(1).max(200) }),
})

export const computeReport = endpoint({
  ...act,
  id: 'report.compute',
  path: `${reports}/:report/computed`,
  may: 'report.fill',
  summary: { zh: '重新取数', en: 'Compute the cells anew' },
  ...oneReport,
  body: z.strictObject({}),
})

export const submitReport = endpoint({
  ...act,
  id: 'report.submit',
  path: `${reports}/:report/submission`,
  may: 'report.fill',
  summary: { zh: '提交镇级审核', en: 'Submit to the township' },
  ...oneReport,
  body: z.strictObject({}),
})

export const passReport = endpoint({
  ...act,
  id: 'report.pass',
  path: `${reports}/:report/pass`,
  may: 'report.pass',
  summary: { zh: '镇级审核通过', en: 'Pass for the township' },
  ...oneReport,
  body: z.strictObject({}),
})

export const returnFromTownship = endpoint({
  ...act,
  id: 'report.return-from-township',
  path: `${reports}/:report/township-return`,
  may: 'report.pass',
  summary: { zh: '镇级退回', en: 'Send back by the township' },
  ...oneReport,
  body: shapes.zReturn,
})

export const returnFromCounty = endpoint({
  ...act,
  id: 'report.return-from-county',
  path: `${reports}/:report/county-return`,
  may: 'report.lock',
  summary: { zh: '县办公室退回', en: 'Send back by the county office' },
  ...oneReport,
  body: shapes.zReturn,
})

export const lockReport = endpoint({
  ...act,
  id: 'report.lock',
  path: `${reports}/:report/lock`,
  may: 'report.lock',
  summary: { zh: '审核通过并锁定快照', en: 'Lock as a snapshot' },
  ...oneReport,
  body: z.strictObject({}),
})

export const amendReport = endpoint({
  ...act,
  id: 'report.amend',
  path: `${reports}/:report/amendment`,
  may: 'report.lock',
  summary: { zh: '开启更正', en: 'Open a correction' },
  ...oneReport,
  body: z.strictObject({ reason: zReasonWithin(4, 500) }),
})

const snapshot = {
  params: zReportId.extend({ number: z.string().regex(/^[1-9]\d{0,3}$/) }),
} as const

export const getSnapshot = endpoint({
  id: 'report.get-snapshot',
  method: 'GET',
  path: `${reports}/:report/snapshots/:number`,
  may: 'report.read',
  summary: {
    zh: '查看锁定快照，与上一号、与现在比较',
    en: 'A snapshot, against the one before and against today',
  },
  ...snapshot,
  answer: shapes.zSnapshot,
  refusals,
})

export const snapshotBook = endpoint({
  ...file,
  id: 'report.snapshot-book',
  path: `${reports}/:report/snapshots/:number/book`,
  may: 'report.read',
  summary: { zh: '下载填好的 Excel', en: 'The filled workbook' },
  ...snapshot,
})

export const snapshotDocument = endpoint({
  ...file,
  id: 'report.snapshot-document',
  path: `${reports}/:report/snapshots/:number/document`,
  may: 'report.read',
  summary: { zh: '下载 Word 报告（可再编辑）', en: 'The report as a Word document, to be edited' },
  ...snapshot,
})

export const snapshotPaper = endpoint({
  ...file,
  id: 'report.snapshot-paper',
  path: `${reports}/:report/snapshots/:number/paper`,
  may: 'report.read',
  summary: { zh: '下载 PDF 报告', en: 'The report as PDF' },
  ...snapshot,
})

export const offlineSheet = endpoint({
  ...file,
  id: 'report.offline-sheet',
  path: `${reports}/:report/offline-sheet`,
  may: 'report.fill',
  summary: { zh: '下载离线填报表', en: 'A sheet to fill without network' },
  ...oneReport,
})

export const handInSheet = endpoint({
  id: 'report.hand-in',
  method: 'POST',
  path: `${reports}/:report/offline-sheet`,
  may: 'report.fill',
  summary: { zh: '交离线填报表', en: 'Hand in a sheet filled offline' },
  ...oneReport,
  takes: 'stream',
  accepts: ['table'],
  answer: z.object({
    taken: z.int(),
    same: z.int(),
    /** Cells that were not taken, each with the reason: nothing is overwritten. */
    left: z.array(z.object({ field: z.string(), zh: z.string(), en: z.string() })),
  }),
  refusals,
})

export const exportReport = endpoint({
  id: 'report.export-cells',
  method: 'POST',
  path: `${reports}/:report/exports`,
  may: 'report.export',
  summary: { zh: '导出报表明细（含口径与筛选）', en: 'Export the cells with their definitions' },
  ...oneReport,
  body: zExportForm,
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})

/** 可导出的清单 Every list of this room, as it stands on the screen. */
export const zReportTable = z.discriminatedUnion('table', [
  z.strictObject({ table: z.literal('reports'), state: z.enum(keysOf(REPORT_STATES)).optional() }),
  z.strictObject({ table: z.literal('forms') }),
  z.strictObject({ table: z.literal('form'), form: zFormCode }),
  z.strictObject({ table: z.literal('dispatches') }),
  z.strictObject({ table: z.literal('bulletins') }),
  z.strictObject({ table: z.literal('quotes'), bulletin: zId }),
  z.strictObject({ table: z.literal('snapshot'), report: zId, number: z.int().min(1).max(100_000) }),
])
export type ReportTable = z.output<typeof zReportTable>

export const exportReportTable = endpoint({
  id: 'report.export-table',
  method: 'POST',
  path: '/api/etowns/:etown/report-table-exports',
  may: 'report.export',
  summary: { zh: '导出报送清单与锁定快照', en: 'Export a list of reports, forms, dispatches, or a snapshot' },
  body: zExportForm.extend({ ask: zReportTable }),
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})
