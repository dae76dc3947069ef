import type { Target } from '#contract/plan'
import {
  addDays,
  type Day,
  inPeriod,
  type Month,
  monthOf,
  monthPeriod,
  type Period,
  yearOf,
  yearPeriod,
} from '#kernel/day'

export function earlier(a: Day, b: Day): Day {
  if (a < b) return a
  return b
}

function later(a: Day, b: Day): Day {
  if (a > b) return a
  return b
}

/** The days both periods have; empty (until ≤ from) where they have none. */
export const overlap = (a: Period, b: Period): Period => ({
  from: later(a.from, b.from),
  until: earlier(a.until, b.until),
})

/** The calendar months of a period, cut to it. */
export function monthsOf(period: Period): readonly { readonly month: Month; readonly period: Period }[] {
  const months: { month: Month; period: Period }[] = []
  for (let d = period.from; d < period.until; ) {
    const month = monthOf(d)
    const whole = monthPeriod(month)
    months.push({ month, period: overlap(whole, period) })
    d = whole.until
  }
  return months
}

/**
 * 考核窗口 The days a target is judged over when the board shows a year. Yearly and monthly ones: that calendar year cut
 * to the target's span, or the year of the span nearest to it, so that no target ever leaves the board. Monthly ones: the
 * last month of it that is over, else its first. A year that the span cuts is judged by the whole requirement.
 */
export function windowOf(per: Target['per'], span: Period, year: number, today: Day): Period {
  if (per === 'period' || per === 'end') return span
  const last = yearOf(addDays(span.until, -1))
  const nearest = Math.min(Math.max(year, yearOf(span.from)), last)
  const inYear = overlap(yearPeriod(nearest), span)
  if (per === 'year') return inYear
  const months = monthsOf(inYear).map(({ period }) => period)
  return months.findLast(({ until }) => until <= today) ?? months[0] ?? inYear
}

/** The part of a window that has begun, today included; undefined before it begins. */
export function begunPart(window: Period, today: Day): Period | undefined {
  if (today < window.from) return undefined
  return inPeriod(today, window) ? { from: window.from, until: addDays(today, 1) } : window
}
