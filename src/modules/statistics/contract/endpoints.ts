import { z } from 'zod'
import { exportRefusals, zExportAsked, zExportForm } from '#contract/export'
import { isDay } from '#kernel/day'
import { endpoint } from '#kernel/endpoint'
import { zReasonWithin } from '#kernel/reason'
import { zDay, zId, zMonth, zPage, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { statisticsRefusals } from './refusals.ts'
import {
  zBoard,
  zDefinition,
  zEntered,
  zEntityRow,
  zFigure,
  zOrderLine,
  zRecount,
  zTallyRow,
} from './shapes.ts'
import { TALLIES } from './tallies.ts'

const statistics = '/api/etowns/:etown/statistics'
const refusals = statisticsRefusals
const zIndicator = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)
const zSpan = z.strictObject({ from: zDay, until: zDay.meta({ description: '不含当日' }) })
const zYear = z.int().min(2000).max(2100)
const figure = z.strictObject({ indicator: zIndicator })

export const readBoard = endpoint({
  id: 'statistics.read-board',
  method: 'GET',
  path: `${statistics}/board`,
  may: 'statistics.read',
  summary: { zh: '查看目标看板', en: 'All targets of the plan with their figures' },
  query: z.strictObject({
    year: z
      .string()
      .regex(/^20\d\d$/)
      .optional()
      .meta({ description: '缺省为有订单数据的最近一年，没有数据则为今年' }),
  }),
  answer: zBoard,
})

export const listDefinitions = endpoint({
  id: 'statistics.list-definitions',
  method: 'GET',
  path: `${statistics}/definitions`,
  may: 'statistics.read',
  summary: { zh: '查看指标口径', en: 'How every indicator is counted, and was' },
  answer: z.object({ items: z.array(zDefinition), total: z.int() }),
})

export const readFigure = endpoint({
  id: 'statistics.read-figure',
  method: 'GET',
  path: `${statistics}/figures/:indicator`,
  may: 'statistics.read',
  summary: { zh: '打开一个数字', en: 'A figure by months and shops, adding up to it' },
  params: figure,
  query: zSpan,
  answer: zFigure,
  refusals,
})

const zPart = z.string().regex(/^[A-Za-z0-9-]{1,64}$/)

/** 乡镇 Nine digits of the statistics bureau, or those whose place nobody entered. */
export const zTownship = z.string().regex(/^(\d{9}|unknown)$/)

/** 计入 yes: the rows that make the figure; no: those left out, each with its reason. */
export const zRows = zSpan.extend({
  month: zMonth.optional(),
  shop: zId.optional(),
  township: zTownship.optional(),
  /** 计数行的部分: 网店、追溯产品、资金来源 */
  part: zPart.optional(),
  counted: z.enum(['yes', 'no']).optional().meta({ description: '缺省 yes：计入的行' }),
})

/** Where a page begins: day, shop, order and line of the row before; day and number of the entity before. */
const onDay = (text: string): boolean => isDay(text.slice(0, 10))
const zLinePlace = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d\/\d{1,18}\/[^/]{1,200}\/[^/]{0,200}$/)
  .refine(onDay)
const zEntityPlace = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d\/\d{1,18}$/)
  .refine(onDay)
export type RowsQuery = z.output<typeof zRows>

export const listOrderLines = endpoint({
  id: 'statistics.list-order-lines',
  method: 'GET',
  path: `${statistics}/figures/:indicator/order-lines`,
  may: 'statistics.read-rows',
  summary: { zh: '查看数字的订单行', en: 'The order lines that make a figure' },
  params: figure,
  query: zRows.extend({ ...zPage.shape, after: zLinePlace.optional() }),
  answer: zPageOf(zOrderLine),
  refusals,
})

export const listEntities = endpoint({
  id: 'statistics.list-entities',
  method: 'GET',
  path: `${statistics}/figures/:indicator/entities`,
  may: 'statistics.read-rows',
  summary: { zh: '查看数字的市场主体', en: 'The market entities that make a figure' },
  params: figure,
  query: zRows.extend({ ...zPage.shape, after: zEntityPlace.optional() }),
  answer: zPageOf(zEntityRow),
  refusals,
})

/** Where a page begins: day, measure and key of the row before. */
const zTallyPlace = z
  .string()
  .regex(new RegExp(`^\\d{4}-\\d\\d-\\d\\d/(${TALLIES.join('|')})/[^/]{1,200}$`))
  .refine(onDay)

export const listTally = endpoint({
  id: 'statistics.list-tally',
  method: 'GET',
  path: `${statistics}/figures/:indicator/tally`,
  may: 'statistics.read-rows',
  summary: {
    zh: '查看数字的计数行',
    en: 'The parcels, scans, lots, tests, certificates or movements of money that make a figure',
  },
  params: figure,
  query: zRows.omit({ shop: true, counted: true }).extend({ ...zPage.shape, after: zTallyPlace.optional() }),
  answer: zPageOf(zTallyRow),
  refusals,
})

export const checkRows = endpoint({
  id: 'statistics.check-rows',
  method: 'GET',
  path: `${statistics}/figures/:indicator/check`,
  may: 'statistics.read-rows',
  summary: { zh: '核对明细合计与数字', en: 'Add the rows up and hold them against the figure' },
  params: figure,
  query: zRows,
  answer: z.object({ rows: z.int(), sum: z.string(), figure: z.string(), equal: z.boolean() }),
  refusals,
})

export const exportRows = endpoint({
  id: 'statistics.export-rows',
  method: 'POST',
  path: `${statistics}/figures/:indicator/exports`,
  may: 'statistics.export-rows',
  summary: { zh: '导出数字的明细行', en: 'Export the rows that make a figure' },
  params: figure,
  body: zExportForm.extend({ rows: zRows }),
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})

/** A figure nobody can compute yet (area absent), or the city's growth (area: its code). The body is the source file. */
const zEntry = z.strictObject({
  indicator: zIndicator,
  area: z
    .string()
    .regex(/^\d{6}$/)
    .optional(),
  from: zDay,
  until: zDay.meta({ description: '不含当日' }),
  value: z.string().trim().min(1).max(40),
  unit: z.string().trim().min(1).max(8),
  source: z.string().trim().min(2).max(500).meta({ description: '来源：发文单位、文件名、页码' }),
})
export type Entry = z.output<typeof zEntry>
const saved = z.object({ id: zId, evidence: zSha256 })

export const enterFigure = endpoint({
  id: 'statistics.enter-figure',
  method: 'POST',
  path: `${statistics}/entered`,
  may: 'statistics.enter',
  summary: { zh: '录入数值（附来源文件）', en: 'Enter a figure, with the file that proves it' },
  query: zEntry,
  takes: 'stream',
  accepts: ['table', 'image', 'document'],
  answer: saved,
  refusals,
})

export const correctFigure = endpoint({
  id: 'statistics.correct-figure',
  method: 'POST',
  path: `${statistics}/entered/:figure/corrections`,
  may: 'statistics.enter',
  summary: { zh: '更正录入数（附来源文件）', en: 'Correct an entered figure; the old one stays' },
  params: z.strictObject({ figure: zId }),
  query: zEntry.pick({ value: true, unit: true, source: true }).extend({ reason: zReasonWithin(2, 500) }),
  takes: 'stream',
  accepts: ['table', 'image', 'document'],
  answer: saved,
  refusals,
})

export const listEntered = endpoint({
  id: 'statistics.list-entered',
  method: 'GET',
  path: `${statistics}/entered`,
  may: 'statistics.read',
  summary: { zh: '查看录入数', en: 'Entered figures and their corrections' },
  query: zPageById.extend({ indicator: zIndicator.optional(), area: z.enum(['own', 'city']).optional() }),
  answer: zPageOf(zEntered),
})

export const readSource = endpoint({
  id: 'statistics.read-source',
  method: 'GET',
  path: `${statistics}/sources/:sha256`,
  may: 'statistics.read',
  summary: { zh: '打开录入数的来源文件', en: 'Open the source of an entered figure' },
  params: z.strictObject({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const askRecount = endpoint({
  id: 'statistics.ask-recount',
  method: 'POST',
  path: `${statistics}/recounts`,
  may: 'statistics.recount',
  summary: { zh: '重算并比较', en: 'Count all rows, or those of a year, again and compare' },
  body: z.strictObject({ year: zYear.optional() }),
  answer: z.object({ job: zId }),
})

export const askRepair = endpoint({
  id: 'statistics.ask-repair',
  method: 'POST',
  path: `${statistics}/repairs`,
  may: 'statistics.repair',
  summary: { zh: '按重算改正日汇总', en: 'Put right the sums that differ from the rows' },
  body: z.strictObject({ reason: zReasonWithin(2, 500), year: zYear.optional() }),
  answer: z.object({ job: zId }),
})

export const listRecounts = endpoint({
  id: 'statistics.list-recounts',
  method: 'GET',
  path: `${statistics}/recounts`,
  may: 'statistics.read',
  summary: { zh: '查看重算记录', en: 'Past recounts and what they found' },
  query: zPageById,
  answer: zPageOf(zRecount),
})
