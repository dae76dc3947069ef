import { z } from 'zod'
import { exportRefusals, zExportAsked, zExportForm } from '#contract/export'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zDay, zId, zInstant, zMonth, zPageById, zPageOf } from '#kernel/wire'
import { inspectionRefusals as refusals } from './refusals.ts'
import { zAbsorbance, zInstrument, zIntake, zLimitView, zLine, zMonthRow, zReagent } from './shapes.ts'
import { TABLES } from './words.ts'

const town = '/api/etowns/:etown'
const saved = z.object({ id: zId })
const instrument = z.strictObject({ instrument: zId })
const LINES_LIMIT = 8 * 1024 * 1024

export const readDesk = endpoint({
  id: 'inspection.desk',
  method: 'GET',
  path: `${town}/inspection-desk`,
  may: 'inspection.read',
  summary: { zh: '查看仪器、试剂与空白', en: 'See instruments and reagents' },
  answer: z.object({ instruments: z.array(zInstrument), reagents: z.array(zReagent) }),
})

export const addInstrument = endpoint({
  id: 'inspection.add-instrument',
  method: 'POST',
  path: `${town}/inspection-instruments`,
  may: 'inspection.keep',
  summary: { zh: '登记检测仪器', en: 'Register an instrument' },
  body: z.strictObject({
    name: z.string().trim().min(2).max(40),
    model: z.string().trim().max(40),
    serial: z.string().trim().min(2).max(40),
    /** Number of the machine key it signs in with. */
    machineKey: zId.optional(),
  }),
  answer: saved,
  refusals,
})

export const calibrate = endpoint({
  id: 'inspection.calibrate',
  method: 'POST',
  path: `${town}/inspection-instruments/:instrument/calibrations`,
  may: 'inspection.keep',
  summary: { zh: '登记检定校准', en: 'Enter a calibration' },
  params: instrument,
  body: z.strictObject({ on: zDay, until: zDay, certificate: z.string().trim().min(2).max(60) }),
  answer: saved,
  refusals,
})

export const enterBlank = endpoint({
  id: 'inspection.enter-blank',
  method: 'POST',
  path: `${town}/inspection-instruments/:instrument/blanks`,
  may: 'inspection.test',
  summary: { zh: '登记空白对照', en: 'Enter a blank' },
  params: instrument,
  body: z.strictObject({ control: zAbsorbance, measuredAt: zInstant }),
  answer: saved.extend({ valid: z.boolean() }),
  refusals,
})

export const addReagent = endpoint({
  id: 'inspection.add-reagent',
  method: 'POST',
  path: `${town}/inspection-reagents`,
  may: 'inspection.keep',
  summary: { zh: '登记试剂', en: 'Register a reagent' },
  body: z.strictObject({
    name: z.string().trim().min(2).max(40),
    batch: z.string().trim().min(1).max(40),
    expiresOn: zDay,
  }),
  answer: saved,
  refusals,
})

export const sendLines = endpoint({
  id: 'inspection.send-lines',
  method: 'POST',
  path: `${town}/instrument-lines`,
  may: 'inspection.send',
  summary: { zh: '仪器上传读数行', en: 'A device sends its lines' },
  takes: 'bytes',
  limit: LINES_LIMIT,
  keyless: 'a line is known by its own bytes, however often a device sends it',
  answer: zIntake,
  refusals,
})

export const importLines = endpoint({
  id: 'inspection.import-lines',
  method: 'POST',
  path: `${town}/inspection-instruments/:instrument/lines`,
  may: 'inspection.test',
  summary: { zh: '导入仪器文件', en: 'Bring a device file' },
  params: instrument,
  takes: 'bytes',
  limit: LINES_LIMIT,
  answer: zIntake,
  refusals,
})

export const listLines = endpoint({
  id: 'inspection.list-lines',
  method: 'GET',
  path: `${town}/inspection-lines`,
  may: 'inspection.test',
  summary: { zh: '查看仪器读数', en: 'List device lines' },
  query: zPageById.extend({ only: z.enum(['unused', 'trouble']).optional() }),
  answer: zPageOf(zLine),
})

export const readMonths = endpoint({
  id: 'inspection.months',
  method: 'GET',
  path: `${town}/inspection-months`,
  may: 'inspection.read',
  summary: { zh: '查看检测月度汇总', en: 'See tests by month' },
  answer: z.object({ rows: z.array(zMonthRow) }),
})

export const exportInspections = endpoint({
  id: 'inspection.export',
  method: 'POST',
  path: `${town}/inspection-exports`,
  may: 'inspection.export',
  summary: { zh: '导出检测与合格证的表', en: 'Export tests and certificates' },
  body: zExportForm.extend({
    what: z.enum(keysOf(TABLES)),
    filter: z.strictObject({ month: zMonth.optional() }),
  }),
  answer: zExportAsked,
  refusals: exportRefusals,
})

export const listLimits = endpoint({
  id: 'inspection.list-limits',
  method: 'GET',
  path: `${town}/inspection-limits`,
  may: 'inspection.read',
  summary: { zh: '查限量（GB 2763）', en: 'Look up residue limits' },
  query: z.strictObject({
    pesticide: z.string().trim().max(40).optional(),
    food: z.string().max(30).optional(),
  }),
  answer: z.object({ total: z.int(), items: z.array(zLimitView), found: zLimitView.optional() }),
})

export const importLimits = endpoint({
  id: 'inspection.import-limits',
  method: 'POST',
  path: `${town}/inspection-limits`,
  may: 'inspection.keep',
  summary: { zh: '导入限量表', en: 'Import residue limits' },
  takes: 'stream',
  accepts: ['table'],
  answer: z.object({ rows: z.int(), fresh: z.int() }),
  refusals,
})
