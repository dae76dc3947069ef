import { daysBetween, type Month, type Period, sameSpanLastYear } from '#kernel/day'
import { roomOf } from '#platform/db/house'
import { type MonthAmount, monthSums, sumOf } from '../db/day-sums.ts'
import { countEntities, entityMonths } from '../db/entities.ts'
import type { Result } from '../domain/board.ts'
import { rowsOf } from '../domain/definition.ts'
import { type Forecast, forecast, type WholeMonth } from '../domain/forecast.ts'
import { monthsOf } from '../domain/window.ts'
import type { Reads } from './known-figures.ts'

/** What a figure's rows say of any days. */
type Asked = {
  months(period: Period): Promise<readonly MonthAmount[]>
  sum(period: Period): Promise<bigint>
}

function askOf(db: Reads, etown: number, { line }: Result): Asked | undefined {
  const kept = rowsOf(line.definition.method)
  if (kept?.kind === 'order-lines') {
    const { measure } = kept
    const own = roomOf(db, 'statistics')
    return {
      months: (period) => monthSums(own, etown, { measure, period }),
      sum: (period) => sumOf(own, etown, { measure, period }),
    }
  }
  if (kept?.kind !== 'entities') return undefined
  const register = roomOf(db, 'party_pub')
  const ask = (period: Period) => ({ count: kept.count, period, by: line.window.until })
  return {
    months: (period) => entityMonths(register, etown, ask(period)),
    sum: (period) => countEntities(register, etown, ask(period)),
  }
}

/** The month of last year, `2023-02` for `2024-02`. */
const yearBefore = (m: Month): string => `${String(Number(m.slice(0, 4)) - 1).padStart(4, '0')}${m.slice(4)}`

/** 预计 Of a target that is not due, out of its own rows; undefined where they do not carry one. */
export async function forecastOf(db: Reads, etown: number, result: Result): Promise<Forecast | undefined> {
  const { line, own, verdict } = result
  const { period, window } = line
  if (verdict !== 'not-due' || period === undefined || period.until >= window.until) return undefined
  if (own?.state !== 'known' || own.origin !== 'computed') return undefined
  const ask = askOf(db, etown, result)
  if (ask === undefined) return undefined
  const whole = monthsOf({ from: window.from, until: period.until }).filter((m) => isWhole(m.period))
  const before = sameSpanLastYear(window)
  const amounts = new Map<string, bigint>(
    (await ask.months({ from: before.from, until: period.until })).map((m) => [m.month, m.amount]),
  )
  const months = whole.map(
    ({ month, period: part }): WholeMonth => ({
      amount: amounts.get(month) ?? 0n,
      days: daysBetween(part.from, part.until),
      lastYear: amounts.get(yearBefore(month)),
    }),
  )
  const rest: Period = { from: period.until, until: window.until }
  const restBefore = sameSpanLastYear(rest)
  const known = restBefore.until <= period.until
  return forecast(own.value.num, months, {
    days: daysBetween(rest.from, rest.until),
    lastYear: known ? await ask.sum(restBefore) : undefined,
  })
}

const isWhole = ({ from, until }: Period): boolean => from.endsWith('-01') && until.endsWith('-01')
