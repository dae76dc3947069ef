import { z } from 'zod'
import { EXCLUSIONS, PLATFORM_NAMES, STAGE_NAMES } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import { askExport, type Exportable, type ExportContent, type ExportFact, type ExportSource } from '#export'
import { addDays, formatDay, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import { fen, formatYuan } from '#kernel/money'
import type { Outcome } from '#kernel/refusal'
import { regionName } from '#kernel/region-code'
import { type AnyDb, roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { type exportRows, type RowsQuery, zRows } from '../contract/index.ts'
import { sumOf } from '../db/day-sums.ts'
import { countEntities, type EntityAsk, type EntityRow, pageOfEntities } from '../db/entities.ts'
import { type LineAsk, type LineRow, pageOfLines } from '../db/order-lines.ts'
import type { Measure } from '../domain/definition.ts'
import { exportTally } from './export-tally.ts'
import { findDefinition } from './find-definition.ts'
import { keptRows, type Rows } from './kept-rows.ts'
import { entityAsk, lineAsk, lineCount, periodOf } from './list-rows.ts'
import { today } from './on-the-wire.ts'

const PAGE = 2_000
const zAsk = z.object({ indicator: z.string(), rows: zRows })

/** 导出明细行 The rows of a figure, their sum, and the figure as it stood in the same snapshot. */
export const figureExport: Exportable = {
  kind: 'statistics.export-rows',
  name: { zh: '指标明细', en: 'Rows of a figure' },
  may: 'statistics.export-rows',
  async open(source) {
    const { indicator, rows } = zAsk.parse(source.ask)
    const now = source.house.clock()
    const kept = await keptRows({ ...source, params: { indicator }, now }, [
      'order-lines',
      'entities',
      'tally',
    ])
    if (!kept.ok) throw new Error(`no rows are kept of ${indicator}`)
    const facts = await factsOf(source, indicator, rows, now)
    switch (kept.value.kind) {
      case 'order-lines':
        return orderLines(source, kept.value.measure, rows, facts)
      case 'entities':
        return entities(source, entityAsk(kept.value, rows), facts)
      case 'tally':
        return exportTally(source, kept.value, rows, facts)
    }
  },
}

export async function exportRowsIn(
  call: Call<typeof exportRows, Rows>,
): Promise<Outcome<AnswerOf<typeof exportRows>>> {
  const { rows, ...form } = call.body
  const { indicator } = call.params
  const kept = await keptRows(call, ['order-lines', 'entities', 'tally'])
  return kept.ok ? askExport(call, figureExport, { form, ask: { indicator, rows } }) : kept
}

const spanText = ({ from, until }: Period): string => `${formatDay(from)}至${formatDay(addDays(until, -1))}`

async function factsOf(
  { db, etown }: ExportSource,
  indicator: string,
  rows: RowsQuery,
  now: Date,
): Promise<readonly ExportFact[]> {
  const found = await findDefinition(db, etown.id, indicator, today(now), '')
  const period = periodOf(rows)
  const versions = (found.ok ? found.value.definition.versions : []).filter(
    ({ from }, i, all) => from < period.until && (all[i + 1]?.from ?? '9999') > period.from,
  )
  return [
    ['指标', versions.at(-1)?.zh ?? indicator],
    ['期间', spanText(period)],
    [
      '筛选',
      [
        rows.counted === 'no' ? '不计入的行' : '计入的行',
        ...(rows.shop === undefined ? [] : [`网店 ${rows.shop}`]),
        ...(rows.township === undefined ? [] : [`乡镇 ${regionName(rows.township) ?? '未登记所在'}`]),
      ].join('；'),
    ],
    ...versions.map(
      ({ version, text, source }): ExportFact => ['定义', `${version}：${text}（依据：${source}）`],
    ),
  ]
}

/** Sums follow the rows by a moment: so many tries wait for them, the last writes down the difference. */
const PATIENT_TRIES = 4

async function orderLines(
  { db: any, etown, tries }: ExportSource,
  measure: Measure,
  rows: RowsQuery,
  facts: readonly ExportFact[],
): Promise<ExportContent> {
  const db = roomOf(any, view())
  const ask = await lineAsk(db, etown.id, rows)
  const figure = ask.counted
    ? await sumOf(db, etown.id, { measure, period: ask.period }, ask.shops)
    : undefined
  let sum = 0n
  const pages = linesOf(any, etown.id, ask, (row) => {
    sum += row.amount
    return lineCells(row)
  })
  return {
    total: Number(await lineCount(db, etown.id, ask)),
    columns: LINE_COLUMNS,
    pages,
    facts,
    end() {
      if (figure !== undefined && figure !== sum && tries < PATIENT_TRIES)
        throw new Error('日汇总还没有累计到最新的订单行，稍后自动再试')
      return {
        sum: ['合计', '', '', '', '', '', '', fen(sum), '', '', ''],
        facts: [
          ['行合计', formatYuan(fen(sum))],
          ...(figure === undefined
            ? []
            : ([
                ['看板数字', formatYuan(fen(figure))],
                ['核对', figure === sum ? '一致：行合计等于看板数字' : '不一致，请在“重算核对”中重算'],
              ] as const)),
        ],
      }
    },
  }
}

const view = (): Rows => 'statistics'

const LINE_COLUMNS = [
  { header: '日期', width: 12 },
  { header: '平台', width: 10 },
  { header: '网店', width: 24 },
  { header: '订单号', width: 24 },
  { header: '子单号', width: 20 },
  { header: '状态', width: 12 },
  { header: '不计原因', width: 16 },
  { header: '金额（元）', width: 16, money: true },
  { header: '其中退款（元）', width: 16, money: true },
  { header: '导入批次与行号', width: 18 },
  { header: '原文件 SHA-256', width: 68 },
] as const

const lineCells = (row: LineRow) => [
  row.day,
  PLATFORM_NAMES[keyIn(PLATFORM_NAMES, row.platform)].zh,
  row.shopName,
  row.orderNo,
  row.subNo,
  STAGE_NAMES[keyIn(STAGE_NAMES, row.stage)].zh,
  row.excluded === undefined ? '' : EXCLUSIONS[keyIn(EXCLUSIONS, row.excluded)].zh,
  fen(row.amount),
  fen(row.refund),
  `批次 ${row.batch} 第 ${row.row} 行`,
  row.evidence,
]

async function* linesOf<Cells>(db: AnyDb, etown: number, ask: LineAsk, cells: (row: LineRow) => Cells) {
  let after: LineRow | undefined
  do {
    const rows = await pageOfLines(roomOf(db, 'market_pub'), etown, ask, { after, limit: PAGE })
    yield rows.slice(0, PAGE).map(cells)
    after = rows.length > PAGE ? rows[PAGE - 1] : undefined
  } while (after !== undefined)
}

async function entities(
  { db: any, etown }: ExportSource,
  ask: EntityAsk,
  facts: readonly ExportFact[],
): Promise<ExportContent> {
  const db = roomOf(any, 'party_pub')
  const total = Number(await countEntities(db, etown.id, ask))
  let counted = 0
  async function* pages() {
    let after: EntityRow | undefined
    do {
      const rows = await pageOfEntities(db, etown.id, ask, { after, limit: PAGE })
      const page = rows.slice(0, PAGE)
      counted += page.length
      yield page.map(entityCells)
      after = rows.length > PAGE ? page.at(-1) : undefined
    } while (after !== undefined)
  }
  return {
    total,
    columns: ENTITY_COLUMNS,
    pages: pages(),
    facts,
    end: () => ({
      sum: ['合计', `${counted} 家`, '', '', '', ''],
      facts: [
        ['行数', `${counted} 家`],
        ['看板数字', `${total} 家`],
        ['核对', counted === total ? '一致：行数等于看板数字' : '不一致'],
      ],
    }),
  }
}

const ENTITY_COLUMNS = [
  { header: '名称', width: 32 },
  { header: '类型', width: 14 },
  { header: '成立日期', width: 12 },
  { header: '开展电商自', width: 12 },
  { header: '导入批次与行号', width: 18 },
  { header: '原文件 SHA-256', width: 68 },
]

const entityCells = (row: EntityRow) => [
  row.name,
  PARTY_KINDS[keyIn(PARTY_KINDS, row.kind)].zh,
  row.registeredOn,
  row.ecommerceSince ?? '',
  row.batch === undefined || row.row === undefined ? '手工登记' : `批次 ${row.batch} 第 ${row.row} 行`,
  row.evidence ?? '',
]
