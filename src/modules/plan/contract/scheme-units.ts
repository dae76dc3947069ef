import type { Scheme } from './scheme.ts'
import type { SchemeStep } from './scheme-step.ts'
import { type Dimension, dimensionOf, inBaseUnit } from './units.ts'

/** 量 What a name of a scheme measures, and whether it always comes to whole base units (fen). */
export type Measure = {
  readonly is: Dimension | 'list' | 'yes-no' | 'choice'
  readonly whole: boolean
  /** Of a list: what its single amounts measure. */
  readonly each?: Dimension
}

export type Measures = ReadonlyMap<string, Measure>

/** Names a step needs to be alike, or to be one certain thing. */
export type Need =
  | { readonly name: string; readonly like: string }
  | { readonly name: string; readonly is: Dimension }

export const MEASURE_NAMES: Readonly<Record<Measure['is'], string>> = {
  money: '金额',
  dollars: '美元金额',
  things: '件数',
  people: '人数',
  visits: '人次',
  times: '次数',
  area: '面积',
  ratio: '比例',
  points: '百分点',
  minutes: '时长',
  months: '月数',
  days: '天数',
  'working-days': '工作日数',
  list: '明细',
  'yes-no': '是否',
  choice: '选项',
}

const whole = (value: string, unit: string): boolean => inBaseUnit(value, unit)?.den === 1n

/** Facts and parameters, by name. */
export function measuresGiven({ facts, parameters = [] }: Scheme): Map<string, Measure> {
  const measures = new Map<string, Measure>()
  for (const fact of facts) {
    if (fact.kind === '是否') measures.set(fact.name, { is: 'yes-no', whole: false })
    else if (fact.kind === '选项') measures.set(fact.name, { is: 'choice', whole: false })
    else {
      const is = dimensionOf(fact.unit)
      if (is === undefined) continue
      const list = fact.kind === '明细'
      measures.set(fact.name, list ? { is: 'list', whole: true, each: is } : { is, whole: is === 'money' })
    }
  }
  for (const { name, values } of parameters) {
    const is = dimensionOf(values[0]?.unit ?? '')
    if (is !== undefined)
      measures.set(name, { is, whole: values.every(({ value, unit }) => whole(value, unit)) })
  }
  return measures
}

const alike = (names: readonly string[]): readonly Need[] =>
  names.slice(1).map((name) => ({ name, like: names[0] ?? name }))

const bounds = (tiers: readonly { from: string; until?: string | undefined }[]): readonly string[] =>
  tiers.flatMap(({ from, until }) => (until === undefined ? [from] : [from, until]))

/** 用量要求 What a step needs of the names it uses. */
export function needsOf(step: SchemeStep): readonly Need[] {
  switch (step.does) {
    case '超过部分':
      return alike([step.of, step.line])
    case '减去':
      return alike([step.of, step.minus])
    case '相加':
    case '取小':
    case '取大':
      return alike(step.each)
    case '按比例':
      return [{ name: step.rate, is: 'ratio' }]
    case '分段计算':
      return [
        ...alike([step.of, ...bounds(step.tiers)]),
        ...step.tiers.map(({ rate }) => ({ name: rate, is: 'ratio' as const })),
      ]
    case '分档定额':
      return [...alike([step.of, ...bounds(step.tiers)]), ...alike(step.tiers.map(({ gives }) => gives))]
    case '前几名':
      return [
        ...alike([step.of, ...bounds(step.tiers)]),
        ...alike(step.tiers.map(({ gives }) => gives)),
        ...step.tiers.map(({ places }) => ({ name: places, is: 'people' as const })),
      ]
    case '首次达到':
      return [
        ...alike([step.of, step.best, ...bounds(step.tiers)]),
        ...alike(step.tiers.map(({ gives }) => gives)),
      ]
    case '每满':
      return alike([step.of, step.every])
    case '逐笔取小':
      return step.rate === undefined ? [] : [{ name: step.rate, is: 'ratio' }]
    case '计息':
      return [
        { name: step.principal, is: 'money' },
        { name: step.rate, is: 'ratio' },
        { name: step.days, is: 'days' },
      ]
    case '封顶':
      return alike([
        step.of,
        step.cap,
        ...(step.used === undefined ? [] : [step.used]),
        ...(step.exceed ? [step.exceed.up_to] : []),
      ])
    case '舍入':
      return [{ name: step.of, is: 'money' }]
    case '按口径':
      return alike(step.readings.map(({ takes }) => takes))
    case '免费提供':
      return step.cap === undefined ? [] : alike([step.of, step.cap])
  }
}

/** What a step's result measures, its own names being known; undefined where one is not. */
export function measureOf(step: SchemeStep, known: Measures): Measure | undefined {
  const all = (names: readonly string[]): Measure | undefined => {
    const found = names.map((name) => known.get(name))
    const first = found[0]
    return first && { is: first.is, whole: found.every((measure) => measure?.whole === true) }
  }
  switch (step.does) {
    case '按比例':
    case '分段计算': {
      const of = known.get(step.of)
      return of && { is: of.is, whole: step.rounding !== undefined }
    }
    case '计息':
      return { is: 'money', whole: step.rounding !== undefined }
    case '舍入':
      return { is: 'money', whole: true }
    case '分档定额':
    case '前几名':
    case '首次达到':
      return all(step.tiers.map(({ gives }) => gives))
    case '每满':
      return all([step.gives])
    case '逐笔取小': {
      const each = known.get(step.of)?.each
      const rounded = step.rate === undefined || step.rounding !== undefined
      return each && { is: each, whole: rounded && known.get(step.line)?.whole === true }
    }
    case '超过部分':
      return all([step.of, step.line])
    case '减去':
      return all([step.of, step.minus])
    case '相加':
    case '取小':
    case '取大':
      return all(step.each)
    case '封顶':
      return all([step.of, step.cap, ...(step.used === undefined ? [] : [step.used])])
    case '按口径':
      return all(step.readings.map(({ takes }) => takes))
    case '免费提供':
      return all([step.of])
  }
}
