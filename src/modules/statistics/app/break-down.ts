import {
  addDays,
  type Day,
  type Month,
  month,
  monthOf,
  monthPeriod,
  type Period,
  sameSpanLastYear,
  yearOf,
} from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import type { readFigure } from '../contract/index.ts'
import { excludedSums, type MonthAmount, monthSums, partSums } from '../db/day-sums.ts'
import { entityKinds, entityMonths, leftOut } from '../db/entities.ts'
import { shopNames } from '../db/order-lines.ts'
import { type Definition, daysCounted, type RowsKept, rowsOf, type Term } from '../domain/definition.ts'
import type { Reading } from '../domain/reading.ts'
import { monthsOf } from '../domain/window.ts'
import type { Reads } from './known-figures.ts'
import { partNames } from './tally-asks.ts'

type Figure = AnswerOf<typeof readFigure>
type Part = { readonly key: string; readonly name: string; readonly amount: bigint }
type Breakdown = {
  readonly period: Period
  readonly months: readonly MonthAmount[]
  readonly lastYear: readonly MonthAmount[]
  readonly parts: readonly Part[]
  readonly excluded: readonly Part[]
}

/** What the rows of an indicator add up to by month and by part; undefined for one that keeps no rows. */
export async function breakdownOf(
  db: Reads,
  etown: number,
  definition: Definition,
  period: Period,
  now: Date,
): Promise<Breakdown | undefined> {
  const kept = rowsOf(definition.method)
  if (kept === undefined) return undefined
  if (kept.kind === 'tally') return tallied(db, etown, kept, daysCounted(definition.method, period), now)
  const last = sameSpanLastYear(period)
  if (kept.kind === 'order-lines') {
    const { measure } = kept
    const shops = await partSums(db, etown, { measure, period })
    const names = await shopNames(db, etown)
    const excluded = await excludedSums(db, etown, period)
    return {
      period,
      months: await monthSums(db, etown, { measure, period }),
      lastYear: await monthSums(db, etown, { measure, period: last }),
      parts: shops.map(({ part, amount }) => ({ key: part, name: names.get(part) ?? part, amount })),
      excluded: excluded.map(({ why, amount }) => ({ key: why, name: why, amount })),
    }
  }
  const ask = { count: kept.count, period, by: period.until }
  const kinds = await entityKinds(db, etown, ask)
  const { outside, undecided } = await leftOut(db, etown, period)
  return {
    period,
    months: await entityMonths(db, etown, ask),
    lastYear: await entityMonths(db, etown, { ...ask, period: last, by: last.until }),
    parts: kinds.map(({ kind, amount }) => ({ key: kind, name: kind, amount })),
    excluded: [
      { key: 'outside', name: 'outside', amount: outside },
      { key: 'undecided', name: 'undecided', amount: undecided },
    ],
  }
}

/** Terms added and taken off, each key once. */
async function netted<Key extends string>(
  terms: readonly Term[],
  sumsOf: (term: Term) => Promise<readonly (readonly [Key, bigint])[]>,
): Promise<readonly (readonly [Key, bigint])[]> {
  const net = new Map<Key, bigint>()
  for (const term of terms)
    for (const [key, amount] of await sumsOf(term))
      net.set(key, (net.get(key) ?? 0n) + BigInt(term.sign) * amount)
  return [...net]
}

async function tallied(
  db: Reads,
  etown: number,
  kept: Extract<RowsKept, { kind: 'tally' }>,
  period: Period,
  now: Date,
): Promise<Breakdown> {
  const { terms } = kept
  const months = (over: Period) =>
    netted(terms, async ({ measure }) =>
      (await monthSums(db, etown, { measure, period: over })).map((m) => [m.month, m.amount]),
    )
  const parts = await netted(terms, async ({ measure }) =>
    (await partSums(db, etown, { measure, period })).map((p) => [p.part, p.amount]),
  )
  const names = await partNames(db, etown, kept, now)
  const found = (await months(period)).map(([m, amount]) => ({ month: m, amount }))
  const last = sameSpanLastYear(period)
  return {
    period: sinceFirst(period, found),
    months: found,
    lastYear: (await months(last)).map(([m, amount]) => ({ month: m, amount })),
    parts: parts
      .map(([key, amount]) => ({ key, name: names.get(key) ?? key, amount }))
      .sort((a, b) => (a.amount < b.amount ? 1 : -1)),
    excluded: [],
  }
}

/** A level counts from before there was anything: its months begin with the first that has rows. */
function sinceFirst(period: Period, months: readonly MonthAmount[]): Period {
  const first = months.map((m) => m.month).sort()[0]
  const longAgo = yearOf(period.until) - yearOf(period.from) > 10
  const from: Day | undefined = first === undefined ? addDays(period.until, -1) : firstDay(first)
  return longAgo && monthOf(from) >= monthOf(period.from) ? { from, until: period.until } : period
}

const firstDay = (m: Month): Day => monthPeriod(m).from

const total = (parts: readonly { readonly amount: bigint }[]): bigint =>
  parts.reduce((sum, { amount }) => sum + amount, 0n)

const wirePart = ({ amount, ...part }: Part) => ({ ...part, amount: amount.toString() })

export function brokenDown(
  breakdown: Breakdown | undefined,
  reading: Reading,
): Pick<Figure, 'months' | 'parts' | 'excluded' | 'adds'> {
  if (breakdown === undefined) return { months: [], parts: [], excluded: [] }
  const { period, months, lastYear, parts, excluded } = breakdown
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
