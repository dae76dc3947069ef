import arrangements from 'chinese-days/dist/chinese-days.json' with { type: 'json' }
import { addDays, type Day, day, formatDay, inPeriod, type Period, weekdayOf } from './day.ts'
import { type Refusal, refusal } from './refusal.ts'
import { kernelRefusals } from './refusals.ts'

/**
 * 工作日 Working days by the State Council's yearly notice, 调休 included. Only the data of `chinese-days` is used: its
 * functions go through Date and the machine's time zone. What no notice covers yet is undefined, never a guess;
 * refuse it with calendarNotCovered.
 */

const HOLIDAYS: ReadonlySet<string> = new Set(Object.keys(arrangements.holidays))
/** Weekend days worked in exchange (补班). */
const MADE_UP: ReadonlySet<string> = new Set(Object.keys(arrangements.workdays))

const years = [...HOLIDAYS].map((holiday) => Number(holiday.slice(0, 4))).sort((a, b) => a - b)
const FIRST_YEAR = years.at(0) ?? 0
const LAST_YEAR = years.at(-1) ?? 0

/** Is the year's notice among the data. Of the last such year the end is still open, see CALENDAR. */
export const calendarCovers = (year: number): boolean => year >= FIRST_YEAR && year <= LAST_YEAR

/**
 * The days whose notices are all known. It stops at 29 December of the last year: from that day on the next year's
 * notice has moved days (2007, 2011, 2018), never an earlier one.
 */
export const CALENDAR: Period = { from: day(`${FIRST_YEAR}-01-01`), until: day(`${LAST_YEAR}-12-29`) }

/** The refusal for a count that leaves the covered days. */
export const calendarNotCovered = (pointer?: string): Refusal => {
  const covered = { from: formatDay(CALENDAR.from), last: formatDay(addDays(CALENDAR.until, -1)) }
  return refusal(kernelRefusals, 'kernel.calendar_not_covered', covered, pointer)
}

/** Undefined where no notice says: handle it apart from `false`. */
export function isWorkday(d: Day): boolean | undefined {
  if (!inPeriod(d, CALENDAR)) return undefined
  if (MADE_UP.has(d)) return true
  const weekday = weekdayOf(d)
  return weekday !== 0 && weekday !== 6 && !HOLIDAYS.has(d)
}

/**
 * The n-th working day after `from`, counted from the day after (5 个工作日: n = 5); `from` itself for n = 0.
 * Undefined where the count leaves the covered days. Throws RangeError for an n that is not a whole number ≥ 0: a bug.
 */
export function addWorkdays(from: Day, n: number): Day | undefined {
  if (!Number.isSafeInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`)
  let d = from
  for (let left = n; left > 0; ) {
    d = addDays(d, 1)
    const works = isWorkday(d)
    if (works === undefined) return undefined
    if (works) left--
  }
  return d
}

/** Working days after `from` up to and including `to` (0 if `to` is not later): undoes addWorkdays. */
export function workdaysBetween(from: Day, to: Day): number | undefined {
  let count = 0
  for (let d = from; d < to; ) {
    d = addDays(d, 1)
    const works = isWorkday(d)
    if (works === undefined) return undefined
    if (works) count++
  }
  return count
}
