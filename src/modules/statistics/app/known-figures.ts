import { inBaseUnit } from '#contract/plan'
import type { Day, Period } from '#kernel/day'
import type { Rate } from '#kernel/money'
import type { Db } from '#platform/db/house'
import { type AsOf, foldedUntil, reachOf, type Sum, sumsIn } from '../db/day-sums.ts'
import { type EnteredRow, periodOf, standingFigures } from '../db/entered-figures.ts'
import { countEntities } from '../db/entities.ts'
import type { CityOf } from '../domain/board.ts'
import type { Definition } from '../domain/definition.ts'
import { COMPUTED, type Define } from '../domain/indicators.ts'
import type { Ask, Facts, Found, Horizon } from '../domain/reading.ts'

/** What the room reads: its own tables and what other rooms publish for counting. */
export type Reads = Db<'statistics' | 'party_pub' | 'market_pub'>

/** 已知 What is known before any figure is looked up: how far the data reach, and what people entered. */
export type Known = {
  readonly horizon: Horizon
  readonly cityOf: CityOf
  readonly typed: Facts
  readonly asOf: AsOf | undefined
}

const MEASURES = COMPUTED.flatMap(({ method }) => (method.by === 'days' ? [method.measure] : []))

const exactly = (row: EnteredRow): Rate => {
  const value = inBaseUnit(row.value, row.unit)
  if (value === undefined) throw new RangeError(`entered figure ${row.id} has no number with a unit`)
  return value
}

export async function loadKnown(db: Reads, etown: number): Promise<Known> {
  const reach = await reachOf(db, etown, MEASURES)
  const entered = await standingFigures(db, etown)
  const rows = (indicator: string, city: boolean): EnteredRow[] =>
    entered.filter((row) => row.indicator === indicator && (row.area !== '') === city)
  const ends = (indicator: string, from: Day, city: boolean): readonly Day[] =>
    rows(indicator, city)
      .map(periodOf)
      .filter((period) => period.from === from)
      .map((period) => period.until)
  const over = (indicator: string, { from, until }: Period, city: boolean): EnteredRow | undefined =>
    rows(indicator, city).find((row) => row.period_from === from && row.period_until === until)
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
    asOf: await foldedUntil(db, etown),
  }
}

const keyOf = (indicator: string, { from, until }: Period): string => `${indicator} ${from} ${until}`
const whole = (num: bigint): Rate => ({ num, den: 1n })

/**
 * Looks up every figure asked for with two statements, however many there are: sums of days, counts of entities. Where
 * no rows exist an entered figure stands in, and says so.
 */
export async function loadFacts(
  db: Reads,
  etown: number,
  asks: readonly Ask[],
  define: Define,
  known: Known,
): Promise<Facts> {
  const once = [...new Map(asks.map((ask) => [keyOf(ask.indicator, ask.period), ask])).values()]
  const by = <M extends Definition['method']['by']>(method: M) =>
    once.flatMap(({ indicator, period }) => {
      const definition = define(indicator)
      return definition?.method.by === method ? [{ indicator, period, method: definition.method }] : []
    })
  const days = by('days').flatMap(({ method, ...ask }) =>
    method.by === 'days' ? [{ ...ask, measure: method.measure }] : [],
  )
  const entities = by('entities').flatMap(({ method, ...ask }) =>
    method.by === 'entities' ? [{ ...ask, count: method.count, by: ask.period.until }] : [],
  )
  const sums = await sumsIn(db, etown, days)
  const counts = await countEntities(db, etown, entities)
  const found = new Map<string, Found | undefined>([
    ...days.map((ask, i) => [keyOf(ask.indicator, ask.period), ofSum(sums[i])] as const),
    ...entities.map((ask, i) => [keyOf(ask.indicator, ask.period), ofCount(counts[i])] as const),
  ])
  return (indicator, period) => found.get(keyOf(indicator, period)) ?? known.typed(indicator, period)
}

const ofSum = (sum: Sum | undefined): Found | undefined =>
  sum && { value: whole(sum.amount), origin: 'computed', since: sum.first }

const ofCount = (count: bigint | undefined): Found | undefined =>
  count === undefined ? undefined : { value: whole(count), origin: 'computed' }
