import { EXCLUSIONS } from '#contract/market'
import { PARTY_KINDS } from '#contract/party'
import type { ExportSource } from '#export'
import { day, formatMinute } from '#kernel/day'
import { readFigureIn } from './read-figure.ts'
import type { LockedSource } from './seams.ts'
import { callOf, cellsOf, column, definitionFacts, given, type Make, span } from './table-made.ts'
import { ORIGINS, valueText } from './table-text.ts'

async function figureOf(
  source: ExportSource,
  ask: { indicator: string; from: string; until: string },
  locked: readonly LockedSource[] = [],
) {
  const period = { from: day(ask.from), until: day(ask.until) }
  const params = { indicator: ask.indicator }
  const figure = given(await readFigureIn({ ...callOf(source), params, query: period, locked }))
  const money = figure.dimension === 'money'
  return {
    figure,
    money,
    cell: cellsOf(money, ''),
    facts: await definitionFacts(source, ask.indicator, period),
  }
}

export const months: Make = async (source, ask) => {
  if (ask.table !== 'months') throw new Error('another table')
  const { figure, money, cell, facts } = await figureOf(source, ask)
  return {
    columns: [column('月份', 12), column('本年', 18, money), column('上年', 18, money)],
    rows: figure.months.map((m) => [m.month, cell(m.amount), cell(m.lastYear)]),
    facts,
  }
}

export const parts: Make = async (source, ask) => {
  if (ask.table !== 'parts') throw new Error('another table')
  const { figure, money, cell, facts } = await figureOf(source, ask)
  const kinds = new Map<string, { readonly zh: string }>(Object.entries(PARTY_KINDS))
  return {
    columns: [column('部分', 32), column('计入', 18, money)],
    rows: figure.parts.map((p) => [kinds.get(p.key)?.zh ?? p.name, cell(p.amount)]),
    facts,
  }
}

const LEFT_OUT = new Map<string, { readonly zh: string }>([
  ...Object.entries(EXCLUSIONS),
  ['outside', { zh: '规划范围以外' }],
  ['undecided', { zh: '是否在范围内未定' }],
])

export const excluded: Make = async (source, ask) => {
  if (ask.table !== 'excluded') throw new Error('another table')
  const { figure, money, cell, facts } = await figureOf(source, ask)
  return {
    columns: [column('不计的原因', 32), column('不计', 18, money)],
    rows: figure.excluded
      .filter(({ amount }) => amount !== '0')
      .map((p) => [LEFT_OUT.get(p.key)?.zh ?? p.name, cell(p.amount)]),
    facts,
  }
}

type Reading = Awaited<ReturnType<typeof figureOf>>['figure']['reading']
const said = ({ state, value }: Reading, dimension: Parameters<typeof valueText>[1]): string =>
  value === undefined ? (state === 'no-base' ? '无可比基数' : '未计算') : valueText(value, dimension)

export const madeOf: Make = async (source, ask) => {
  if (ask.table !== 'made-of') throw new Error('another table')
  const { figure, facts } = await figureOf(source, ask)
  return {
    columns: [column('指标', 32), column('期间', 36), column('数值', 20), column('来历', 12)],
    rows: figure.madeOf.map((m) => [
      m.name,
      span(m.period),
      said(m.reading, m.unit === '元' ? 'money' : 'number'),
      m.reading.origin === undefined ? '' : ORIGINS[m.reading.origin],
    ]),
    facts,
  }
}

export const locked: Make = async (source, ask, { locked: sources }) => {
  if (ask.table !== 'locked') throw new Error('another table')
  const { figure, facts } = await figureOf(source, ask, sources)
  return {
    columns: [
      column('期间', 36),
      column('报表', 34),
      column('锁定', 10),
      column('锁定时间', 20),
      column('锁定数', 20),
      column('现在', 20),
      column('差（现在减锁定）', 20),
    ],
    rows: figure.locked.map((one) => [
      span(one.period),
      one.name,
      `v${one.number}`,
      formatMinute(Date.parse(one.at)),
      one.value === undefined ? '无可比基数' : valueText(one.value, one.dimension),
      said(one.now, one.dimension),
      one.difference === undefined
        ? ''
        : valueText(one.difference, one.dimension === 'ratio' ? 'points' : one.dimension),
    ]),
    facts,
  }
}
