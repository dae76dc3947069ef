import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { inBaseUnit, type PlanFile, type Target, zPlanFile } from '#contract/plan'
import { addDays, type Day, day, type Period, sameSpanLastYear } from '#kernel/day'
import { compareRates, type Rate, rate } from '#kernel/money'
import { VERDICTS } from '../contract/verdicts.ts'
import type { Adopted } from './adopted.ts'
import { type Line, linesOf, type Result, resultOf } from './board.ts'
import { definitionsFor } from './indicators.ts'
import type { Facts, Found, Horizon } from './reading.ts'

const read = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const plan = (file: string): PlanFile =>
  zPlanFile.parse(parse(read(`../../../../plans/${file}.yaml`), { schema: 'failsafe' }))
const PLANS: Readonly<Record<string, PlanFile>> = {
  大宁: plan('141030-daning-2022'),
  沁水: plan('140521-longgang-2023'),
}
const cases = (file: string) => parse(read(`./cases/${file}.yaml`), { schema: 'failsafe' })

/** `1700万元`, `-10%`, `6个`. */
function exact(text: string): Rate {
  const [, value = '', unit = ''] = /^(-?[\d./]+)(\D+)$/.exec(text) ?? []
  const found = inBaseUnit(value, unit)
  if (found === undefined) throw new Error(`no number with a unit: ${text}`)
  return found
}

const same = (a: Period, b: Period): boolean => a.from === b.from && a.until === b.until

/** What the file adopts, but for what a county has decided since. */
const adoptedIn = ({ interpretations }: PlanFile, decided: Adopted = new Map()): Adopted =>
  new Map([...interpretations.map(({ code, adopted }) => [code, adopted] as const), ...decided])

function lineOf(
  plan: PlanFile,
  code: string,
  view: { readonly year: number; readonly today: Day; readonly horizon: Horizon },
  decided?: Adopted,
): Line {
  const line = linesOf(plan, adoptedIn(plan, decided), view).find(({ target }) => target.code === code)
  if (line === undefined) throw new Error(`no target ${code}`)
  return line
}

type Boundary = { 目标: string; 原文: string; 达成: string; 未达: string; 未达判为?: string }

describe('每个目标的界线 the boundary of every target', () => {
  const LATE = day('2030-01-01')
  const whole: Horizon = {
    lastDay: () => addDays(LATE, -1),
    typedEnds: (_indicator, from) => ends.get(from) ?? [],
    cityEnds: () => [],
  }
  const ends = new Map<Day, Day[]>()

  /** The figures that give a target this value. */
  function factsFor(line: Line, text: string): Facts {
    const found = (value: Rate): Found => ({ value, origin: 'typed' })
    const { method } = line.definition
    const period = line.period ?? line.window
    if (method.by === 'share') {
      const [part = '', all = ''] = text.split('/')
      return (indicator) => found(rate(indicator === method.part ? part : all))
    }
    if (method.by === 'growth') {
      const points = exact(text)
      const now = { num: points.num + points.den, den: points.den }
      return (_indicator, p) =>
        same(p, period) ? found(now) : same(p, sameSpanLastYear(period)) ? found(rate('1')) : undefined
    }
    return () => found(exact(text))
  }

  function verdictOf(plan: PlanFile, target: Target, text: string, decided?: Adopted): string {
    const view = { year: 2029, today: LATE, horizon: whole }
    const windows = linesOf(plan, adoptedIn(plan), view)
    for (const { window } of windows)
      ends.set(window.from, [...(ends.get(window.from) ?? []), window.until].sort())
    const line = lineOf(plan, target.code, view, decided)
    return VERDICTS[resultOf(line, factsFor(line, text), () => rate('0'), LATE).verdict].zh
  }

  describe.each([
    ['大宁', 'boundaries-daning'],
    ['沁水', 'boundaries-qinshui'],
  ])('%s', (name, file) => {
    const oracle: Boundary[] = cases(file)
    const targets = PLANS[name]?.targets ?? []
    test('names every target of the plan once, in its own words', () => {
      expect(oracle.map((c) => [c.目标, c.原文])).toEqual(targets.map((t) => [t.code, t.quote]))
    })
    test.each(oracle)('$目标：$达成 达成，$未达 不', (c) => {
      const target = targets.find((t) => t.code === c.目标)
      const of = PLANS[name]
      if (target === undefined || of === undefined) throw new Error(`no target ${c.目标}`)
      expect(verdictOf(of, target, c.达成)).toBe('已达成')
      expect(verdictOf(of, target, c.未达)).toBe(c.未达判为 ?? '未达成')
    })
  })

  describe('按县里采用的读法 as the county reads it', () => {
    const readings: (Boundary & { 方案: string; 口径: string; 读法: string })[] = cases('readings')
    test.each(readings)('$方案 $目标，$口径 读作 $读法：$达成 达成，$未达 不', (c) => {
      const of = PLANS[c.方案]
      const target = of?.targets.find((t) => t.code === c.目标)
      const question = of?.interpretations.find(({ code }) => code === c.口径)
      if (of === undefined || target === undefined) throw new Error(`no target ${c.目标}`)
      expect(question?.readings.map(({ code }) => code)).toContain(c.读法)
      const decided = new Map([[c.口径, c.读法]])
      expect(verdictOf(of, target, c.达成, decided)).toBe('已达成')
      expect(verdictOf(of, target, c.未达, decided)).toBe('未达成')
    })

    test('a range both ends of which bind is not reached early, and broken for good', () => {
      const of = PLANS.大宁
      const target = of?.targets.find(({ op, per }) => op === 'range' && per === 'period')
      if (of === undefined || target === undefined) throw new Error('no range that grows')
      const today = day('2022-11-01')
      const view = { year: 2022, today, horizon: { ...whole, typedEnds: () => [today] } }
      const verdict = (text: string, reading: string): string => {
        const line = lineOf(of, target.code, view, new Map([['upper-bound', reading]]))
        return resultOf(line, factsFor(line, text), () => rate('0'), today).verdict
      }
      expect(['2家', '3家', '6家'].map((text) => verdict(text, 'lower-binds'))).toEqual([
        'not-due',
        'met',
        'met',
      ])
      expect(['2家', '3家', '6家'].map((text) => verdict(text, 'both-bind'))).toEqual([
        'not-due',
        'not-due',
        'not-met',
      ])
    })

    test('电商企业 takes in 个体工商户 where the county says so', () => {
      const of = PLANS.沁水
      if (of === undefined) throw new Error('no plan')
      const countOf = (reading: string) =>
        definitionsFor(of, adoptedIn(of, new Map([['ecommerce-firm', reading]])))('new-ecommerce-firms')
          ?.method
      expect(countOf('firms-with-orders')).toEqual({ by: 'entities', count: 'new-ecommerce-firm' })
      expect(countOf('all-with-orders')).toEqual({ by: 'entities', count: 'new-ecommerce' })
    })
  })
})

type Datum = {
  指标: string
  起: string
  止: string
  值: string
  来历?: string
  第一单?: string
  最后一单?: string
}
type Situation = {
  情形: string
  方案: string
  目标: string
  年度: string
  今天: string
  数据?: Datum[]
  全市?: Datum[]
  应为: string
  读到?: string
  序时?: { 过了: string; 共: string; 快慢: string }
  基期自?: string
  超过上限?: string
}

const periodIn = ({ 起, 止 }: Datum): Period => ({ from: day(起), until: addDays(day(止), 1) })

function resultIn(s: Situation): Result {
  const [data, city] = [s.数据 ?? [], s.全市 ?? []]
  const computed = data.filter((d) => d.来历 === undefined)
  const endsOf = (list: Datum[], indicator: string, from: Day): Day[] =>
    list
      .filter((d) => d.指标 === indicator && d.起 === from)
      .map((d) => periodIn(d).until)
      .sort()
  const horizon: Horizon = {
    lastDay: () =>
      computed
        .filter((d) => d.指标 === 'online-retail')
        .map((d) => day(d.最后一单 ?? d.止))
        .sort()
        .at(-1),
    typedEnds: (indicator, from) =>
      endsOf(
        data.filter((d) => d.来历 === '录入'),
        indicator,
        from,
      ),
    cityEnds: (indicator, from) => endsOf(city, indicator, from),
  }
  const at = (list: Datum[], indicator: string, period: Period): Datum | undefined =>
    list.find((d) => d.指标 === indicator && same(periodIn(d), period))
  const facts: Facts = (indicator, period) => {
    const d = at(data, indicator, period)
    if (d === undefined) return undefined
    const origin = d.来历 === '录入' ? 'typed' : 'computed'
    return { value: exact(d.值), origin, ...(d.第一单 === undefined ? {} : { since: day(d.第一单) }) }
  }
  const today = day(s.今天)
  const of = PLANS[s.方案]
  if (of === undefined) throw new Error(`no plan ${s.方案}`)
  return resultOf(
    lineOf(of, s.目标, { year: Number(s.年度), today, horizon }),
    facts,
    (indicator, period) => {
      const d = at(city, indicator, period)
      return d && exact(d.值)
    },
    today,
  )
}

describe('情形 situations', () => {
  const situations: Situation[] = cases('situations')
  test.each(situations)('$情形', (s) => {
    const result = resultIn(s)
    expect(VERDICTS[result.verdict].zh).toBe(s.应为)
    if (s.读到 !== undefined) expect(result.line.period?.until).toBe(addDays(day(s.读到), 1))
    expect(result.beyond === true).toBe(s.超过上限 === '是')
    expect(result.own?.state === 'known' ? result.own.baseSince : undefined).toBe(s.基期自)
    const { pace } = result
    expect(
      pace && { 过了: String(pace.days), 共: String(pace.of), 快慢: pace.ahead ? '领先' : '落后' },
    ).toEqual(s.序时)
  })

  test('the pace is the requirement by the share of days gone, exactly', () => {
    const [first] = situations
    const pace = first && resultIn(first).pace
    // 2,000 万元 × 304/365, in fen
    expect(pace && compareRates(pace.due, { num: 2_000_000_000n * 304n, den: 365n })).toBe(0)
  })
})
