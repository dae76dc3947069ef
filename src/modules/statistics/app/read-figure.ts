import { addDays, type Month, month, type Period, sameSpanLastYear, yearOf } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { granted, type Outcome } from '#kernel/refusal'
import type { Call } from '#platform/http/route'
import type { readFigure } from '../contract/index.ts'
import { excludedSums, type MonthAmount, monthSums, shopSums } from '../db/day-sums.ts'
import { pageOfEntered } from '../db/entered-figures.ts'
import { entityKinds, entityMonths, leftOut } from '../db/entities.ts'
import { shopNames } from '../db/order-lines.ts'
import { type Definition, versionOn } from '../domain/definition.ts'
import { asksOf, type Reading, read } from '../domain/reading.ts'
import { monthsOf } from '../domain/window.ts'
import { findDefinition } from './find-definition.ts'
import { loadFacts, loadKnown, type Reads } from './known-figures.ts'
import {
  today,
  wireAsOf,
  wireDefinition,
  wireEntered,
  wirePeriod,
  wireReading,
  writtenAs,
} from './on-the-wire.ts'

type Figure = AnswerOf<typeof readFigure>
type FigureCall = Call<typeof readFigure, 'statistics' | 'party_pub' | 'market_pub'>

/** 数字 A figure over a period: how it is counted, what it is made of, and whether its parts add up to it. */
export async function readFigureIn({ db, etown, params, query, now }: FigureCall): Promise<Outcome<Figure>> {
  const found = await findDefinition(db, etown.id, params.indicator, today(now), '/path/indicator')
  if (!found.ok) return found
  const { definition, define } = found.value
  const period: Period = { from: query.from, until: query.until }
  const known = await loadKnown(db, etown.id)
  const asks = asksOf(definition, period)
  const facts = await loadFacts(db, etown.id, asks, define, known)
  const reading = read(definition, period, facts)
  const madeOf = asks.flatMap((ask) => {
    const part = define(ask.indicator)
    return part === undefined || part === definition ? [] : [{ part, period: ask.period }]
  })
  const entered = await pageOfEntered(
    db,
    etown.id,
    { indicator: definition.code },
    { after: undefined, limit: 100 },
  )
  return granted({
    indicator: definition.code,
    unit: definition.unit,
    dimension: writtenAs(definition.unit),
    definition: wireDefinition(definition),
    period: wirePeriod(period),
    reading: wireReading(reading),
    asOf: wireAsOf(known.asOf),
    madeOf: madeOf.map(({ part, period: over }) => ({
      indicator: part.code,
      name: versionOn(part, addDays(over.until, -1)).zh,
      unit: part.unit,
      period: wirePeriod(over),
      reading: wireReading(read(part, over, facts)),
    })),
    ...brokenDown(await breakdownOf(db, etown.id, definition, period), period, reading),
    entered: entered.rows.map((row) => wireEntered(row, definition)),
  })
}

type Part = { readonly key: string; readonly name: string; readonly amount: bigint }
type Breakdown = {
  readonly months: readonly MonthAmount[]
  readonly lastYear: readonly MonthAmount[]
  readonly parts: readonly Part[]
  readonly excluded: readonly Part[]
}

/** What the rows of an indicator add up to by month and by shop or kind; undefined for one that keeps no rows. */
async function breakdownOf(
  db: Reads,
  etown: number,
  { method }: Definition,
  period: Period,
): Promise<Breakdown | undefined> {
  const last = sameSpanLastYear(period)
  if (method.by === 'days') {
    const { measure } = method
    const shops = await shopSums(db, etown, { measure, period })
    const names = await shopNames(db, etown)
    const excluded = await excludedSums(db, etown, period)
    return {
      months: await monthSums(db, etown, { measure, period }),
      lastYear: await monthSums(db, etown, { measure, period: last }),
      parts: shops.map(({ shop, amount }) => ({ key: shop, name: names.get(shop) ?? shop, amount })),
      excluded: excluded.map(({ why, amount }) => ({ key: why, name: why, amount })),
    }
  }
  if (method.by !== 'entities') return undefined
  const ask = { count: method.count, period, by: period.until }
  const kinds = await entityKinds(db, etown, ask)
  const { outside, undecided } = await leftOut(db, etown, period)
  return {
    months: await entityMonths(db, etown, ask),
    lastYear: await entityMonths(db, etown, { ...ask, period: last, by: last.until }),
    parts: kinds.map(({ kind, amount }) => ({ key: kind, name: kind, amount })),
    excluded: [
      { key: 'outside', name: 'outside', amount: outside },
      { key: 'undecided', name: 'undecided', amount: undecided },
    ],
  }
}

const total = (parts: readonly { readonly amount: bigint }[]): bigint =>
  parts.reduce((sum, { amount }) => sum + amount, 0n)

const wirePart = ({ amount, ...part }: Part) => ({ ...part, amount: amount.toString() })

function brokenDown(
  breakdown: Breakdown | undefined,
  period: Period,
  reading: Reading,
): Pick<Figure, 'months' | 'parts' | 'excluded' | 'adds'> {
  if (breakdown === undefined) return { months: [], parts: [], excluded: [] }
  const { months, lastYear, parts, excluded } = breakdown
  const at = (list: readonly MonthAmount[], m: Month): bigint | undefined =>
    list.find((row) => row.month === m)?.amount
  const computed = reading.state === 'known' && reading.origin === 'computed' ? reading.value.num : 0n
  return {
    months: monthsOf(period).map(({ month: m }) => {
      const before = at(lastYear, month(`${String(yearOf(m) - 1).padStart(4, '0')}${m.slice(4)}`))
      const now = at(months, m)
      return { month: m, amount: now?.toString(), lastYear: before?.toString() }
    }),
    parts: parts.map(wirePart),
    excluded: excluded.map(wirePart),
    adds: total(months) === computed && total(parts) === computed,
  }
}
