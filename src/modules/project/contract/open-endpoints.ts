import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zDay, zId, zSha256 } from '#kernel/wire'
import { exportRefusals, zExportAsked, zExportForm } from '../../export/contract/index.ts'
import { projectRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { PROJECT_STATES } from './words.ts'

const evidence = zSha256

export const listClocks = endpoint({
  id: 'project.list-clocks',
  method: 'GET',
  path: '/api/etowns/:etown/statutory-clocks',
  may: 'project.read',
  summary: { zh: '法定期限与限额', en: 'Statutory clocks and limits' },
  answer: z.object({ items: z.array(shapes.zClockRule), total: z.int() }),
  refusals,
})

export const setClock = endpoint({
  id: 'project.set-clock',
  method: 'POST',
  path: '/api/etowns/:etown/statutory-clocks/:clock',
  may: 'project.set-clocks',
  summary: { zh: '核实一项法定期限或限额', en: 'Confirm or correct a statutory clock or limit' },
  params: z.object({ clock: shapes.zCode }),
  body: z.strictObject({
    amount: z.int().min(0).max(3650),
    unit: z.enum(['workdays', 'days', 'percent']),
    source: shapes.zText(300),
    inForceFrom: zDay,
    evidence,
  }),
  answer: z.object({ number: z.int() }),
  refusals,
})

export const exportProjects = endpoint({
  id: 'project.export',
  method: 'POST',
  path: '/api/etowns/:etown/project-exports',
  may: 'project.export',
  summary: { zh: '导出项目与付款台账', en: 'Export the projects and their payments' },
  body: zExportForm.extend({ filter: z.strictObject({ state: z.enum(keysOf(PROJECT_STATES)).optional() }) }),
  answer: zExportAsked,
  refusals: exportRefusals,
})

/** @source Open Contracting Data Standard 1.1, release package */
export const readReleasePackage = endpoint({
  id: 'project.ocds-releases',
  method: 'GET',
  path: '/api/etowns/:etown/ocds/release-package.json',
  may: 'public',
  summary: { zh: '采购公开数据（OCDS 1.1 发布包）', en: 'Open contracting data: release package' },
  query: z.strictObject({ project: zId.optional() }),
  answer: z.object({}),
  sends: 'raw',
  refusals,
})

/** @source Open Contracting Data Standard 1.1, record package */
export const readRecordPackage = endpoint({
  id: 'project.ocds-records',
  method: 'GET',
  path: '/api/etowns/:etown/ocds/record-package.json',
  may: 'public',
  summary: { zh: '采购公开数据（OCDS 1.1 记录包）', en: 'Open contracting data: record package' },
  query: z.strictObject({ project: zId.optional() }),
  answer: z.object({}),
  sends: 'raw',
  refusals,
})
