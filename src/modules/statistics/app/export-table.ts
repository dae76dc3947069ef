import { z } from 'zod'
import { askExport, type Exportable, type ExportFact } from '#export'
import { addDays, day, formatDay, formatMinute } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { keyIn } from '#kernel/keys'
import type { Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import {
  type exportTable,
  OUTLOOK_NAMES,
  type TableAsk,
  VERDICTS,
  VIEW_PAGES,
  zTable,
} from '../contract/index.ts'
import { pageOfEntered } from '../db/entered-figures.ts'
import { pageOfRecounts } from '../db/recounts.ts'
import { pageOfViews, queryOf } from '../db/saved-views.ts'
import { compareFigureIn } from './compare-figure.ts'
import * as figures from './export-figure-tables.ts'
import { definedOn } from './find-definition.ts'
import { today, wireEntered } from './on-the-wire.ts'
import { type Board, makeBoard } from './read-board.ts'
import type { LockedSource } from './seams.ts'
import { callOf, cellsOf, column, definitionFacts, given, type Make, onePage, span } from './table-made.ts'
import { ORIGINS, valueText } from './table-text.ts'

/** 导出统计表 A table as it stands on the screen: its filter and its definitions are on the second sheet. */
export const tableExport = (locked: readonly LockedSource[]): Exportable => ({
  kind: 'statistics.export-table',
  name: { zh: '统计表', en: 'Statistics table' },
  may: 'statistics.export-tables',
  async open(source) {
    const { table, by } = zAsked.parse(source.ask)
    const made = await TABLES[table.table](source, table, { by, locked })
    return {
      columns: made.columns,
      total: made.rows.length,
      pages: onePage(made.rows),
      facts: [...made.facts, ['行数', String(made.rows.length)]],
    }
  },
})

const zAsked = z.object({ table: zTable, by: z.string() })

export const exportTableIn = (
  call: Call<typeof exportTable, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof exportTable>>> => {
  const { ask, ...form } = call.body
  const by = call.actor?.account ?? 'nobody'
  return askExport(call, tableExport([]), { form, ask: { table: ask, by } })
}

/** `锁定 v1（至2026年10月31日）¥3,000.00，现在 ¥3,100.00`. */
function lockedText(locked: Board['targets'][number]['locked']): string {
  if (locked === undefined) return ''
  const { dimension, number, period, value, now } = locked
  const text = (rate: typeof value): string =>
    rate === undefined ? '无可比基数' : valueText(rate, dimension)
  const until = formatDay(addDays(day(period.until), -1))
  return `锁定 v${number}（至${until}）${text(value)}，现在 ${text(now.value)}`
}

const board: Make = async (source, ask, { locked }) => {
  if (ask.table !== 'board') throw new Error('another table')
  const found = given(await makeBoard({ ...callOf(source), query: { year: ask.year }, locked }))
  const shown = found.targets.filter(({ verdict }) => ask.verdict === undefined || verdict === ask.verdict)
  return {
    columns: [
      column('目标', 36),
      column('要求', 22),
      column('期间', 36),
      column('数值', 20),
      column('来历', 12),
      column('判定', 18),
      column('应达（序时进度）', 20),
      column('预计', 44),
      column('锁定数', 40),
      column('方案条款', 30),
    ],
    rows: shown.map((t) => {
      const value = t.againstCity ? t.margin : t.own?.value
      const text = (rate: typeof value): string => (rate === undefined ? '' : valueText(rate, t.dimension))
      const { forecast } = t
      return [
        t.name,
        t.required,
        span(t.period ?? t.window),
        text(value),
        t.own?.origin === undefined ? '未计算' : ORIGINS[t.own.origin],
        VERDICTS[t.verdict].zh,
        text(t.pace?.due),
        forecast === undefined
          ? ''
          : `${text(forecast.low)} 至 ${text(forecast.high)}，${OUTLOOK_NAMES[forecast.outlook].zh}`,
        lockedText(t.locked),
        t.clause.heading || t.clause.id,
      ]
    }),
    facts: [
      ['年度', `${found.year}年`],
      ['筛选', ask.verdict === undefined ? '全部判定' : `判定代码 ${ask.verdict}`],
      ['方案', found.plan === undefined ? '无' : `${found.plan.title}（${found.plan.number}）`],
      ...found.definitions.map(
        ({ version, text, source: basis }): ExportFact => ['定义', `${version}：${text}（依据：${basis}）`],
      ),
    ],
  }
}

const comparison: Make = async (source, ask) => {
  if (ask.table !== 'comparison') throw new Error('another table')
  const params = { indicator: ask.indicator }
  const found = given(await compareFigureIn({ ...callOf(source), params, query: { periods: ask.periods } }))
  const money = found.dimension === 'money'
  const cell = cellsOf(money, '未计算')
  const last = found.periods.at(-1)
  return {
    columns: [column('乡镇', 20), ...found.periods.map((period) => column(span(period), 34, money))],
    rows: [
      ...found.rows.map((row) => [row.name || '未登记所在乡镇', ...row.amounts.map(cell)]),
      ['合计（数字）', ...found.totals.map((total) => cell(total ?? undefined))],
    ],
    facts: [
      ...(last === undefined
        ? []
        : await definitionFacts(source, ask.indicator, { from: day(last.from), until: day(last.until) })),
      ['核对', found.adds ? '各乡镇之和等于数字' : '各乡镇之和与数字不等'],
    ],
  }
}

/** Far more than a county types in years; a table that is longer is read on the screen. */
const MOST = 5_000

const AREAS = { own: '本e镇', city: '全市平均' } as const

const entered: Make = async (source, ask) => {
  if (ask.table !== 'entered') throw new Error('another table')
  const { db, etown, now } = callOf(source)
  const { define } = await definedOn(db, etown.id, today(now))
  const { indicator, area } = ask
  const { rows } = await pageOfEntered(
    db,
    etown.id,
    { ...(indicator && { indicator }), ...(area && { area }) },
    { after: undefined, limit: MOST },
  )
  const wire = rows.map((row) => wireEntered(row, define(row.indicator)))
  return {
    columns: [
      column('编号', 10),
      column('指标', 30),
      column('谁的数', 14),
      column('期间', 36),
      column('数值', 18),
      column('单位', 8),
      column('来源', 40),
      column('录入时间', 20),
      column('更正', 30),
      column('来源文件 SHA-256', 68),
    ],
    rows: wire.map((row) => [
      row.id,
      row.name,
      row.areaName || '本e镇',
      span(row.period),
      row.value,
      row.unit,
      row.source,
      formatMinute(Date.parse(row.enteredAt)),
      [
        row.replaces === undefined ? '' : `更正 ${row.replaces}：${row.reason ?? ''}`,
        row.replacedBy === undefined ? '' : `已被 ${row.replacedBy} 更正`,
      ]
        .filter((text) => text !== '')
        .join('；'),
      row.evidence,
    ]),
    facts: [
      ['筛选', `${indicator ?? '全部指标'}；${area === undefined ? '本e镇与全市' : AREAS[area]}`],
      ['定义', '没有明细可算的数与全市平均，由人录入并附来源文件；只增不改，更正另起一行。'],
    ],
  }
}

const recounts: Make = async (source) => {
  const { db, etown } = callOf(source)
  const { rows } = await pageOfRecounts(db, etown.id, { after: undefined, limit: MOST })
  return {
    columns: [
      column('编号', 10),
      column('时间', 20),
      column('类型', 10),
      column('行数', 14),
      column('汇总数', 14),
      column('不等', 10),
      column('原因', 40),
    ],
    rows: rows.map((row) => [
      String(row.id),
      formatMinute(row.at.getTime()),
      row.kind === 'repair' ? '改正' : '比较',
      String(row.lines),
      String(row.sums),
      String(row.differing),
      row.reason ?? '',
    ]),
    facts: [['定义', '从全部明细行重新合计，与日汇总逐个比较；改正须由人说明原因。']],
  }
}

const views: Make = async (source, _, { by }) => {
  const { db, etown } = callOf(source)
  const { rows } = await pageOfViews(db, etown.id, by, { after: undefined, limit: MOST })
  return {
    columns: [
      column('编号', 10),
      column('名称', 36),
      column('页面', 14),
      column('指标', 30),
      column('筛选', 60),
      column('谁的', 14),
      column('保存时间', 20),
    ],
    rows: rows.map((row) => [
      String(row.id),
      row.name,
      VIEW_PAGES[keyIn(VIEW_PAGES, row.page)].zh,
      row.indicator ?? '',
      new URLSearchParams(queryOf(row)).toString(),
      row.made_by === by ? (row.shared ? '自己的，已共享' : '自己的') : '他人共享',
      formatMinute(row.made_at.getTime()),
    ]),
    facts: [['定义', '保存的是页面和筛选条件，不是数字；打开的人仍只看到自己有权看的。']],
  }
}

const TABLES: Readonly<Record<TableAsk['table'], Make>> = {
  board,
  months: figures.months,
  parts: figures.parts,
  excluded: figures.excluded,
  'made-of': figures.madeOf,
  locked: figures.locked,
  comparison,
  entered,
  recounts,
  views,
}
