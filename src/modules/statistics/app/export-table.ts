import { PARTY_KINDS } from '#contract/party'
import { askExport, type Exportable, type ExportContent, type ExportFact, type ExportSource } from '#export'
import { addDays, day, formatDay, formatMinute, type Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { fen } from '#kernel/money'
import type { Outcome } from '#kernel/refusal'
import { roomOf } from '#platform/db/house'
import type { Call } from '#platform/http/route'
import { type exportTable, OUTLOOK_NAMES, type TableAsk, VERDICTS, zTable } from '../contract/index.ts'
import { pageOfEntered } from '../db/entered-figures.ts'
import { pageOfRecounts } from '../db/recounts.ts'
import { versionOn } from '../domain/definition.ts'
import { compareFigureIn } from './compare-figure.ts'
import { definedOn, findDefinition } from './find-definition.ts'
import type { Rows } from './kept-rows.ts'
import { today, wireEntered } from './on-the-wire.ts'
import { makeBoard } from './read-board.ts'
import { readFigureIn } from './read-figure.ts'
import { ORIGINS, valueText } from './table-text.ts'

/** 导出统计表 A table as it stands on the screen: its filter and its definitions are on the second sheet. */
export const tableExport: Exportable = {
  kind: 'statistics.export-table',
  name: { zh: '统计表', en: 'Statistics table' },
  may: 'statistics.export-tables',
  async open(source) {
    const ask = zTable.parse(source.ask)
    const made = await TABLES[ask.table](source, ask)
    return {
      columns: made.columns,
      total: made.rows.length,
      pages: onePage(made.rows),
      facts: [...made.facts, ['行数', String(made.rows.length)]],
    }
  },
}

export const exportTableIn = (
  call: Call<typeof exportTable, 'statistics'>,
): Promise<Outcome<AnswerOf<typeof exportTable>>> => {
  const { ask, ...form } = call.body
  return askExport(call, tableExport, { form, ask })
}

type Made = Pick<ExportContent, 'columns' | 'facts'> & {
  readonly rows: readonly (ExportContent['pages'] extends AsyncIterable<infer Page>
    ? Page extends readonly (infer Row)[]
      ? Row
      : never
    : never)[]
}
type Cell = Made['rows'][number][number]
type Make = (source: ExportSource, ask: TableAsk) => Promise<Made>

async function* onePage(rows: Made['rows']) {
  yield rows
}

const reads = (): Rows => 'statistics'
const callOf = ({ db, etown, house }: ExportSource) => ({
  db: roomOf(db, reads()),
  etown,
  now: house.clock(),
})

function given<T>(outcome: Outcome<T>): T {
  if (!outcome.ok) throw new Error(outcome.refused.map(({ code }) => code).join(', '))
  return outcome.value
}

const span = ({ from, until }: { readonly from: string; readonly until: string }): string =>
  `${formatDay(day(from))}至${formatDay(addDays(day(until), -1))}`

const column = (header: string, width: number, money = false) => ({ header, width, ...(money && { money }) })

/** Which words of an indicator were in force, as facts of the second sheet. */
async function definitionFacts(
  source: ExportSource,
  indicator: string,
  period: Period,
): Promise<readonly ExportFact[]> {
  const { db, etown, now } = callOf(source)
  const { definition } = given(await findDefinition(db, etown.id, indicator, today(now), ''))
  const { zh, text, version, source: basis } = versionOn(definition, addDays(period.until, -1))
  return [
    ['指标', zh],
    ['期间', span(period)],
    ['定义', `${version}：${text}（依据：${basis}）`],
  ]
}

const board: Make = async (source, ask) => {
  if (ask.table !== 'board') throw new Error('another table')
  const found = given(await makeBoard({ ...callOf(source), query: { year: ask.year } }))
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

async function figureOf(source: ExportSource, ask: { indicator: string; from: string; until: string }) {
  const period = { from: day(ask.from), until: day(ask.until) }
  const params = { indicator: ask.indicator }
  const figure = given(await readFigureIn({ ...callOf(source), params, query: period }))
  const money = figure.dimension === 'money'
  const cell = (digits: string | undefined): Cell =>
    digits === undefined ? '' : money ? fen(BigInt(digits)) : digits
  return { figure, money, cell, facts: await definitionFacts(source, ask.indicator, period) }
}

const months: Make = async (source, ask) => {
  if (ask.table !== 'months') throw new Error('another table')
  const { figure, money, cell, facts } = await figureOf(source, ask)
  return {
    columns: [column('月份', 12), column('本年', 18, money), column('上年', 18, money)],
    rows: figure.months.map((m) => [m.month, cell(m.amount), cell(m.lastYear)]),
    facts,
  }
}

const parts: Make = async (source, ask) => {
  if (ask.table !== 'parts') throw new Error('another table')
  const { figure, money, cell, facts } = await figureOf(source, ask)
  const kinds = new Map<string, { readonly zh: string }>(Object.entries(PARTY_KINDS))
  return {
    columns: [column('部分', 32), column('计入', 18, money)],
    rows: figure.parts.map((p) => [kinds.get(p.key)?.zh ?? p.name, cell(p.amount)]),
    facts,
  }
}

const comparison: Make = async (source, ask) => {
  if (ask.table !== 'comparison') throw new Error('another table')
  const params = { indicator: ask.indicator }
  const found = given(await compareFigureIn({ ...callOf(source), params, query: { periods: ask.periods } }))
  const money = found.dimension === 'money'
  const cell = (digits: string | undefined): Cell =>
    digits === undefined ? '未计算' : money ? fen(BigInt(digits)) : digits
  const last = found.periods.at(-1)
  return {
    columns: [column('乡镇', 20), ...found.periods.map((period) => column(span(period), 34, money))],
    rows: [
      ...found.rows.map((row) => [row.name || '未登记所在乡镇', ...row.amounts.map(cell)]),
      ['合计（数字）', ...found.totals.map(cell)],
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

const TABLES: Readonly<Record<TableAsk['table'], Make>> = {
  board,
  months,
  parts,
  comparison,
  entered,
  recounts,
}
