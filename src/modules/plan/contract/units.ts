import { compareRates, type Fen, fen, parseRate, type Rate, ratioOf } from '#kernel/money'

/** 量纲 What a unit measures; only like is compared with like. 人次 (visits) is not 人 (people). */
export type Dimension =
  | 'money'
  | 'dollars'
  | 'things'
  | 'people'
  | 'visits'
  | 'times'
  | 'area'
  | 'ratio'
  | 'points'
  | 'minutes'
  | 'months'
  | 'days'
  | 'working-days'

type Unit = { readonly dimension: Dimension; readonly factor: string }

const things: Unit = { dimension: 'things', factor: '1' }

/** 计量单位 Each with the factor to its dimension's base: 分, 美分, 平方米, 1 (ratio), 分钟, 个月. */
const UNITS: Readonly<Record<string, Unit>> = {
  元: { dimension: 'money', factor: '100' },
  万元: { dimension: 'money', factor: '1000000' },
  亿元: { dimension: 'money', factor: '10000000000' },
  美元: { dimension: 'dollars', factor: '100' },
  万美元: { dimension: 'dollars', factor: '1000000' },
  个: things,
  家: things,
  款: things,
  种: things,
  套: things,
  部: things,
  处: things,
  间: things,
  项: things,
  级: things,
  辆: things,
  台: things,
  件: things,
  单: things,
  户: things,
  人: { dimension: 'people', factor: '1' },
  名: { dimension: 'people', factor: '1' },
  人次: { dimension: 'visits', factor: '1' },
  次: { dimension: 'times', factor: '1' },
  场: { dimension: 'times', factor: '1' },
  平方米: { dimension: 'area', factor: '1' },
  平方公里: { dimension: 'area', factor: '1000000' },
  亩: { dimension: 'area', factor: '2000/3' },
  '%': { dimension: 'ratio', factor: '1/100' },
  倍: { dimension: 'ratio', factor: '1' },
  百分点: { dimension: 'points', factor: '1/100' },
  分钟: { dimension: 'minutes', factor: '1' },
  小时: { dimension: 'minutes', factor: '60' },
  个月: { dimension: 'months', factor: '1' },
  年: { dimension: 'months', factor: '12' },
  日: { dimension: 'days', factor: '1' },
  工作日: { dimension: 'working-days', factor: '1' },
}

export const KNOWN_UNITS: readonly string[] = Object.keys(UNITS)

const unitOf = (name: string): Unit | undefined => (Object.hasOwn(UNITS, name) ? UNITS[name] : undefined)

export const dimensionOf = (unit: string): Dimension | undefined => unitOf(unit)?.dimension

/** The value in its dimension's base unit, exact; undefined for an unknown unit or a text that is no number. */
export function inBaseUnit(value: string, unit: string): Rate | undefined {
  const number = parseRate(value)
  const factor = parseRate(unitOf(unit)?.factor ?? '')
  return number && factor && ratioOf(number.num * factor.num, number.den * factor.den)
}

/** `1000`, `万元` as fen. Undefined when the unit is not money or a fraction of a fen would be left. */
export function fenOf(value: string, unit: string): Fen | undefined {
  const amount = dimensionOf(unit) === 'money' ? inBaseUnit(value, unit) : undefined
  return amount?.den === 1n ? fen(amount.num) : undefined
}

/** Orders two exact numbers as texts; undefined when one is none. */
export function compareExact(a: string, b: string): -1 | 0 | 1 | undefined {
  const [left, right] = [parseRate(a), parseRate(b)]
  return left && right && compareRates(left, right)
}
