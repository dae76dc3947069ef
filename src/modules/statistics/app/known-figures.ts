import { inBaseUnit } from '#contract/plan'
import type { Day, Period } from '#kernel/day'
import type { Rate } from '#kernel/money'
import type { Db } from '#platform/db/house'
import type { AsOf, Sum } from '../db/day-sums.ts'
import { periodOf } from '../db/entered-figures.ts'
import { figuresOf } from '../db/figures.ts'
import { knownOf, type Standing } from '../db/known.ts'
import type { CityOf } from '../domain/board.ts'
import { type Definition, daysCounted, type Measure, rowsOf } from '../domain/definition.ts'
import { COMPUTED, type Define } from '../domain/indicators.ts'
import type { Ask, Facts, Found, Horizon } from '../domain/reading.ts'
import { earlier } from '../domain/window.ts'

/** What the room reads: its own tables and what other rooms publish for counting. */
export type Reads = Db<'statistics' | 'party_pub' | 'market_pub'>

/** 已知 What is known before any figure is looked up: how far the data reach, and what people entered. */
export type Known = {
  readonly horizon: Horizon
  readonly cityOf: CityOf
  readonly typed: Facts
  readonly asOf: AsOf | undefined
}

/** The measures that sums of days are made of, with their signs. */
export const termsOf = ({
  method,
}: Definition): readonly { readonly measure: Measure; readonly sign: 1 | -1 }[] => {
  const kept = rowsOf(method)
  if (kept?.kind === 'tally') return kept.terms
  return kept?.kind === 'order-lines' ? [{ measure: kept.measure, sign: 1 }] : []
}

const MEASURES = [...new Set(COMPUTED.flatMap(termsOf).map(({ measure }) => measure))]

const exactly = ({ indicator, value, unit }: Standing): Rate => {
  const exact = inBaseUnit(value, unit)
  if (exact === undefined) throw new RangeError(`${indicator}: entered without a number or unit`)
  return exact
}

export async function loadKnown(db: Reads, etown: number): Promise<Known> {
  const { reach, standing, asOf } = await knownOf(db, etown, MEASURES)
  const of = (indicator: string, city: boolean): Standing[] =>
    standing.filter((row) => row.indicator === indicator && (row.area !== '') === city)
  const ends = (indicator: string, from: Day, city: boolean): readonly Day[] =>
    of(indicator, city)
      .map(periodOf)
      .filter((period) => period.from === from)
      .map((period) => period.until)
  const over = (indicator: string, { from, until }: Period, city: boolean): Standing | undefined =>
    of(indicator, city).find((row) => row.period_from === from && row.period_until === until)
  return {
    horizon: {
      lastDay: (measure) => reach.get(measure),
      typedEnds: (indicator, from) => ends(indicator, from, false),
      cityEnds: (indicator, from) => ends(indicator, from, true),
    },
    cityOf: (indicator, period) => {
      const row = over(indicator, period, true)
      return row && exactly(row)
    },
    typed: (indicator, period) => {
      const row = over(indicator, period, false)
      return row && { value: exactly(row), origin: 'typed' }
    },
    asOf,
  }
}

const keyOf = (indicator: string, { from, until }: Period): string => `${indicator} ${from} ${until}`
const whole = (num: bigint): Rate => ({ num, den: 1n })

/**
 * Looks up every figure asked for with one statement, however many there are. Where no rows exist an entered figure
 * stands in, and says so.
 */
export async function loadFacts(
  db: Reads,
  etown: number,
  asks: readonly Ask[],
  define: Define,
  known: Known,
): Promise<Facts> {
  const once = [...new Map(asks.map((ask) => [keyOf(ask.indicator, ask.period), ask])).values()]
  const days = once.flatMap(({ indicator, period }) => {
    const definition = define(indicator)
    if (definition === undefined) return []
    const counted = daysCounted(definition.method, period)
    return termsOf(definition).map((term) => ({ ...term, key: keyOf(indicator, period), period: counted }))
  })
  const entities = once.flatMap((ask) => {
    const { method } = define(ask.indicator) ?? {}
    return method?.by === 'entities' ? [{ ...ask, count: method.count, by: ask.period.until }] : []
  })
  const { sums, counts } = await figuresOf(db, etown, days, entities)
  const found = new Map<string, Found | undefined>([
    ...added(days.map(({ key, sign }, i) => ({ key, sign, sum: sums[i] }))),
    ...entities.map((ask, i) => [keyOf(ask.indicator, ask.period), ofCount(counts[i])] as const),
  ])
  return (indicator, period) => found.get(keyOf(indicator, period)) ?? known.typed(indicator, period)
}

type Signed = { readonly key: string; readonly sign: 1 | -1; readonly sum: Sum | undefined }

/** The terms of each figure added up; one without any row in any of them is not known. */
function added(terms: readonly Signed[]): ReadonlyMap<string, Found> {
  const found = new Map<string, Found>()
  for (const { key, sign, sum } of terms) {
    if (sum === undefined) continue
    const before = found.get(key)
    const value = whole((before?.value.num ?? 0n) + BigInt(sign) * sum.amount)
    const since = before?.since === undefined ? sum.first : earlier(before.since, sum.first)
    found.set(key, { value, origin: 'computed', since })
  }
  return found
}

const ofCount = (count: bigint | undefined): Found | undefined =>
  count === undefined ? undefined : { value: whole(count), origin: 'computed' }
