import { z } from 'zod'
import { exportRefusals, zExportAsked, zExportForm } from '#contract/export'
import { endpoint } from '#kernel/endpoint'
import { zDay, zId, zInstant, zPageById, zPageOf } from '#kernel/wire'
import { statisticsRefusals as refusals } from './refusals.ts'
import { DIMENSIONS, zPeriod } from './shapes.ts'

const statistics = '/api/etowns/:etown/statistics'
const zIndicator = z
  .string()
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  .max(64)

/** 可保存的页面 The pages whose filters may be kept under a name. */
export const VIEW_PAGES = {
  board: { zh: '目标看板', en: 'Target board' },
  figure: { zh: '数字', en: 'Figure' },
  rows: { zh: '明细行', en: 'Rows' },
  compare: { zh: '并排比较', en: 'Side by side' },
} as const
const zViewPage = z.enum(['board', 'figure', 'rows', 'compare'])

/** Filters as the page keeps them in its address: their names are words, their values short. */
const zFilters = z
  .record(z.string().regex(/^[a-z]{1,20}$/), z.string().max(200))
  .refine((filters) => Object.keys(filters).length <= 12)

const zView = z.object({
  id: zId,
  name: z.string(),
  page: zViewPage,
  indicator: zIndicator.optional(),
  query: z.record(z.string(), z.string()),
  shared: z.boolean(),
  /** Whoever asks made it, and may end it. */
  own: z.boolean(),
  madeBy: z.string(),
  madeAt: zInstant,
})

export const saveView = endpoint({
  id: 'statistics.save-view',
  method: 'POST',
  path: `${statistics}/views`,
  may: 'statistics.read',
  summary: { zh: '保存查询', en: 'Keep a page with its filters under a name' },
  body: z.strictObject({
    name: z.string().trim().min(1).max(60),
    page: zViewPage,
    indicator: zIndicator.optional(),
    query: zFilters,
    shared: z.boolean().meta({ description: '本e镇能看统计的人都看得到；打开后仍只看到自己有权看的' }),
  }),
  answer: z.object({ id: zId }),
  refusals,
})

export const listViews = endpoint({
  id: 'statistics.list-views',
  method: 'GET',
  path: `${statistics}/views`,
  may: 'statistics.read',
  summary: { zh: '查看保存的查询', en: 'Saved views: one’s own, and those others share' },
  query: zPageById,
  answer: zPageOf(zView),
})

export const readView = endpoint({
  id: 'statistics.read-view',
  method: 'GET',
  path: `${statistics}/views/:view`,
  may: 'statistics.read',
  summary: { zh: '打开保存的查询', en: 'Open a saved view by its link' },
  params: z.strictObject({ view: zId }),
  answer: zView,
  refusals,
})

export const endView = endpoint({
  id: 'statistics.end-view',
  method: 'POST',
  path: `${statistics}/views/:view/end`,
  may: 'statistics.read',
  summary: { zh: '删去自己保存的查询', en: 'Remove a saved view of one’s own' },
  params: z.strictObject({ view: zId }),
  answer: z.object({}),
  refusals,
})

/** `2024-01-01_2025-01-01`, one to four of them, the first day in and the last one out; parted by commas. */
const PERIODS = /^\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d(,\d{4}-\d\d-\d\d_\d{4}-\d\d-\d\d){0,3}$/
const spans = (text: string) => text.split(',').map((span) => span.split('_'))
const zSpans = z
  .string()
  .regex(PERIODS)
  .refine((text) => spans(text).every(([from, until]) => zPeriod.safeParse({ from, until }).success), {
    error: '日期不存在',
  })
  .refine((text) => spans(text).every(([from = '', until = '']) => from < until), {
    error: '每段的止日应晚于起日',
  })

const zDigits = z.string().regex(/^-?\d+$/)
export const zComparison = z.object({
  indicator: z.string(),
  name: z.object({ zh: z.string(), en: z.string() }),
  unit: z.string(),
  dimension: z.enum(DIMENSIONS),
  periods: z.array(z.object({ from: zDay, until: zDay })),
  /** One amount a period, in their order. `unknown`: without a township. */
  rows: z.array(z.object({ township: z.string(), name: z.string(), amounts: z.array(zDigits) })),
  /** What the figure itself is in each period; null where nothing is known of it. */
  totals: z.array(zDigits.nullable()),
  /** Whether the townships add up to the figure, in every period. */
  adds: z.boolean(),
})

export const compareFigure = endpoint({
  id: 'statistics.compare-figure',
  method: 'GET',
  path: `${statistics}/figures/:indicator/comparison`,
  may: 'statistics.read',
  summary: { zh: '并排比较期间与乡镇', en: 'A figure by townships over several periods, side by side' },
  params: z.strictObject({ indicator: zIndicator }),
  query: z.strictObject({ periods: zSpans }),
  answer: zComparison,
  refusals,
})

const zFigureTable = z.strictObject({ indicator: zIndicator, from: zDay, until: zDay })

/** 可导出的表 Every table of this room that is not the rows of a figure. */
export const zTable = z.discriminatedUnion('table', [
  z.strictObject({
    table: z.literal('board'),
    year: z.string().regex(/^20\d\d$/),
    verdict: z.string().max(20).optional(),
  }),
  zFigureTable.extend({ table: z.literal('months') }),
  zFigureTable.extend({ table: z.literal('parts') }),
  zFigureTable.extend({ table: z.literal('excluded') }),
  zFigureTable.extend({ table: z.literal('made-of') }),
  zFigureTable.extend({ table: z.literal('locked') }),
  z.strictObject({ table: z.literal('comparison'), indicator: zIndicator, periods: zSpans }),
  z.strictObject({
    table: z.literal('entered'),
    indicator: zIndicator.optional(),
    area: z.enum(['own', 'city']).optional(),
  }),
  z.strictObject({ table: z.literal('recounts') }),
  z.strictObject({ table: z.literal('views') }),
])
export type TableAsk = z.output<typeof zTable>

export const exportTable = endpoint({
  id: 'statistics.export-table',
  method: 'POST',
  path: `${statistics}/table-exports`,
  may: 'statistics.export-tables',
  summary: { zh: '导出统计表', en: 'Export a table as it stands on the screen' },
  body: zExportForm.extend({ ask: zTable }),
  answer: zExportAsked,
  refusals: { ...refusals, ...exportRefusals },
})
