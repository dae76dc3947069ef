import { addDays, type Day, inPeriod, monthOf, type Period, sameSpanLastYear } from '#kernel/day'
import { type Rate, ratioOf, subRates } from '#kernel/money'
import type { Definition, Measure } from './definition.ts'
import type { Define } from './indicators.ts'
import { begunPart, earlier } from './window.ts'

/** 来历 computed: out of rows; typed: by a person, from a file. The two never look alike. */
export type Origin = 'computed' | 'typed'

/** 已知数 A figure as rows or a person gave it, in base units (分, 个, 平方米, …). */
export type Found = {
  readonly value: Rate
  readonly origin: Origin
  /** The first day of the period that has rows. */
  readonly since?: Day
}

/** What is known of an indicator over exactly these days; undefined: nothing. */
export type Facts = (indicator: string, period: Period) => Found | undefined

/** 读数 An indicator over a period. no-base: nothing to divide by (无可比基数), which is neither 0 nor ∞. */
export type Reading =
  | { readonly state: 'known'; readonly value: Rate; readonly origin: Origin; readonly baseSince?: Day }
  | { readonly state: 'no-base' }
  | { readonly state: 'absent' }

export type Ask = { readonly indicator: string; readonly period: Period }

/** The figures an indicator is made of, over a period: what the database is asked for. */
export function asksOf({ code, method }: Definition, period: Period): readonly Ask[] {
  if (method.by === 'share') return [method.part, method.whole].map((indicator) => ({ indicator, period }))
  if (method.by === 'growth')
    return [period, sameSpanLastYear(period)].map((p) => ({ indicator: method.of, period: p }))
  return [{ indicator: code, period }]
}

const quotient = (a: Rate, b: Rate): Rate | undefined => ratioOf(a.num * b.den, a.den * b.num)

const origin = (...found: readonly Found[]): Origin =>
  found.some((f) => f.origin === 'typed') ? 'typed' : 'computed'

/** Makes the indicator out of the facts, exactly: nothing is rounded. */
export function read({ code, method }: Definition, period: Period, facts: Facts): Reading {
  if (method.by === 'share') return share(facts(method.part, period), facts(method.whole, period))
  if (method.by === 'growth') {
    const last = sameSpanLastYear(period)
    return growth(facts(method.of, period), facts(method.of, last), last)
  }
  const found = facts(code, period)
  return found ? { state: 'known', value: found.value, origin: found.origin } : { state: 'absent' }
}

function share(part: Found | undefined, whole: Found | undefined): Reading {
  if (part === undefined || whole === undefined) return { state: 'absent' }
  const value = quotient(part.value, whole.value)
  return value ? { state: 'known', value, origin: origin(part, whole) } : { state: 'no-base' }
}

function growth(now: Found | undefined, base: Found | undefined, last: Period): Reading {
  if (now === undefined) return { state: 'absent' }
  if (base === undefined || base.value.num <= 0n) return { state: 'no-base' }
  const value = quotient(subRates(now.value, base.value), base.value)
  if (value === undefined) return { state: 'no-base' }
  const known = { state: 'known', value, origin: origin(now, base) } as const
  // Counting that began in a later month than the base makes it look small and the growth large.
  const { since } = base
  return since !== undefined && monthOf(since) > monthOf(last.from) ? { ...known, baseSince: since } : known
}

/** 数据到哪天 How far what is known reaches. Ends are those of periods that begin on `from`, ascending. */
export type Horizon = {
  lastDay(measure: Measure): Day | undefined
  typedEnds(indicator: string, from: Day): readonly Day[]
  cityEnds(indicator: string, from: Day): readonly Day[]
}

/**
 * 读取期间 Which days of a window are read: what has begun, and no further than the data reach, so that a year so far is
 * compared with the same days of last year. Against the city, while the window runs: the days of its latest figure.
 * Undefined before the window begins.
 */
export function periodToRead(
  definition: Definition,
  window: Period,
  today: Day,
  horizon: Horizon,
  options: { readonly againstCity: boolean; readonly define: Define },
): Period | undefined {
  const begun = begunPart(window, today)
  if (begun === undefined) return undefined
  const { from } = window
  const until = (end: Day): Period => ({ from, until: earlier(end, begun.until) })
  const latest = (ends: readonly Day[]): Day | undefined =>
    ends.findLast((end) => from < end && end <= begun.until)
  const open = inPeriod(today, window)
  const cityEnd = options.againstCity && open ? latest(horizon.cityEnds(definition.code, from)) : undefined
  if (cityEnd !== undefined) return until(cityEnd)
  const source = sourceOf(definition, options.define)
  if (source.method.by === 'entities') return begun
  // What stands as on a day stands until it changes.
  const { method } = source
  if (method.by === 'level' && method.terms.some(({ measure }) => horizon.lastDay(measure))) return begun
  if (source.method.by === 'days') {
    const last = horizon.lastDay(source.method.measure)
    // Data that reach the last month of a window that is over count as all of it: not every day has an order.
    const reaches = last !== undefined && monthOf(last) >= monthOf(addDays(window.until, -1))
    if (last !== undefined && last >= from) return !open && reaches ? window : until(addDays(last, 1))
  }
  const typedEnd = latest(horizon.typedEnds(source.code, from))
  return typedEnd === undefined ? begun : until(typedEnd)
}

/** The indicator whose rows or entries an indicator rests on. */
function sourceOf(definition: Definition, define: Define): Definition {
  const { method } = definition
  const code = method.by === 'share' ? method.whole : method.by === 'growth' ? method.of : definition.code
  return define(code) ?? definition
}
