import { addRates, compareRates, type Rate, ratioOf } from '#kernel/money'
import type { Outlook } from '../contract/outlooks.ts'

/** 整月 A month that is over: what it brought, its days, and the same month of last year where there was anything. */
export type WholeMonth = {
  readonly amount: bigint
  readonly days: number
  readonly lastYear: bigint | undefined
}

/** 余期 What is still to come: days, and what those days brought last year, where it is known whole. */
export type Rest = { readonly days: number; readonly lastYear: bigint | undefined }

/** 预计 Where a figure is going if the rest is like its worst month, like all of them, like its best. */
export type Forecast = {
  readonly low: Rate
  readonly middle: Rate
  readonly high: Rate
  /** Measured against last year, or by the day where last year says nothing. */
  readonly basis: 'last-year' | 'daily'
}

/** Fewer months say nothing of how they differ. */
export const LEAST_MONTHS = 3

const ZERO: Rate = { num: 0n, den: 1n }
const whole = (num: bigint): Rate => ({ num, den: 1n })
const times = (r: Rate, n: bigint): Rate => ({ num: r.num * n, den: r.den })
const least = (rates: readonly Rate[]): Rate =>
  rates.reduce((a, b) => (compareRates(b, a) < 0 ? b : a), rates[0] ?? ZERO)
const most = (rates: readonly Rate[]): Rate =>
  rates.reduce((a, b) => (compareRates(b, a) > 0 ? b : a), rates[0] ?? ZERO)
const sum = (amounts: readonly bigint[]): bigint => amounts.reduce((a, b) => a + b, 0n)

/**
 * 预测区间 Exact, and redone by hand from the months on the screen. Undefined with fewer than three months that are over.
 * The method stands in docs/rules/forecast.md.
 */
export function forecast(soFar: bigint, months: readonly WholeMonth[], rest: Rest): Forecast | undefined {
  if (months.length < LEAST_MONTHS) return undefined
  const bases = months.flatMap(({ lastYear }) => (lastYear !== undefined && lastYear > 0n ? [lastYear] : []))
  const { lastYear } = rest
  const seasonal = bases.length === months.length && lastYear !== undefined
  const unit = seasonal ? lastYear : BigInt(rest.days)
  const paces = months.flatMap((m) => ratioOf(m.amount, seasonal ? (m.lastYear ?? 0n) : BigInt(m.days)) ?? [])
  const overall =
    ratioOf(
      sum(months.map(({ amount }) => amount)),
      seasonal ? sum(bases) : sum(months.map(({ days }) => BigInt(days))),
    ) ?? ZERO
  const ends = (pace: Rate): Rate => addRates(whole(soFar), times(pace, unit))
  return {
    low: ends(least(paces)),
    middle: ends(overall),
    high: ends(most(paces)),
    basis: seasonal ? 'last-year' : 'daily',
  }
}

/** What a band says of a requirement. */
export function outlookOf({ low, high }: Forecast, bound: Rate): Outlook {
  if (compareRates(low, bound) >= 0) return 'likely'
  return compareRates(high, bound) < 0 ? 'unlikely' : 'open'
}
