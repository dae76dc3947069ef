import type { $brand } from 'zod'
import { halfWidth, trimmed } from './full-width.ts'

/** 日 A local calendar day `YYYY-MM-DD` (Asia/Shanghai), 0001-01-01 to 9999-12-31. Compares as text. */
export type Day = string & $brand<'Day'>

/** 月 A calendar month `YYYY-MM`. */
export type Month = string & $brand<'Month'>

/** 期间 From the first day up to, not including, `until`. */
export type Period = { readonly from: Day; readonly until: Day }

const isLeap = (year: number): boolean => (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
const LENGTHS = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
const monthLength = (year: number, month: number): number =>
  month === 2 && isLeap(year) ? 29 : (LENGTHS[month - 1] ?? 0)

const exists = (year: number, month: number, dayOfMonth: number): boolean =>
  year >= 1 && year <= 9999 && dayOfMonth >= 1 && dayOfMonth <= monthLength(year, month)

export const isDay = (text: string): text is Day =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  exists(Number(text.slice(0, 4)), Number(text.slice(5, 7)), Number(text.slice(8)))

export const isMonth = (text: string): text is Month =>
  /^\d{4}-(0[1-9]|1[0-2])$/.test(text) && !text.startsWith('0000')

/** Brands a day known to be right. Throws RangeError otherwise: a bug. Bad input goes through parseDay. */
export function day(text: string): Day {
  if (!isDay(text)) throw new RangeError(`not a day: ${text}`)
  return text
}

/** Brands a month known to be right. Throws RangeError otherwise: a bug. */
export function month(text: string): Month {
  if (!isMonth(text)) throw new RangeError(`not a month: ${text}`)
  return text
}

const pad = (n: number, length = 2): string => String(n).padStart(length, '0')
const written = (year: number, month: number, dayOfMonth: number): Day =>
  day(`${pad(year, 4)}-${pad(month)}-${pad(dayOfMonth)}`)

const FORMS = [
  /^(\d{4})-(\d{1,2})-(\d{1,2})$/,
  /^(\d{4})\/(\d{1,2})\/(\d{1,2})$/,
  /^(\d{4})\.(\d{1,2})\.(\d{1,2})$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})[日号]$/,
  /^(\d{4})(\d\d)(\d\d)$/,
]

/** Reads `2026-11-22`, `2026/11/22`, `2026.11.22`, `2026年11月22日`, `20261122`, full-width too, `2026/1/5` too. */
export function parseDay(text: string): Day | undefined {
  const plain = trimmed(halfWidth(text))
  for (const form of FORMS) {
    const found = form.exec(plain)
    if (!found) continue
    const [year, month, dayOfMonth] = [Number(found[1]), Number(found[2]), Number(found[3])]
    return exists(year, month, dayOfMonth) ? written(year, month, dayOfMonth) : undefined
  }
  return undefined
}

// Days are counted from 1 March of year 0, so that the leap day is the last of its year (proleptic Gregorian).
const CYCLE_YEARS = 400
const CYCLE_DAYS = 146_097
/** 1970-01-01 in that count. */
const UNIX_DAY = 719_468

const beforeMarch = (shifted: number): number => Math.floor((153 * shifted + 2) / 5)
const beforeYear = (years: number): number =>
  365 * years + Math.floor(years / 4) - Math.floor(years / 100) + Math.floor(years / 400)

function numberOf(d: Day): number {
  const month = Number(d.slice(5, 7))
  const shifted = (month + 9) % 12
  const year = yearOf(d) - (month <= 2 ? 1 : 0)
  return beforeYear(year) + beforeMarch(shifted) + Number(d.slice(8)) - 1
}

function dayNumbered(n: number): Day {
  const cycle = Math.floor(n / CYCLE_DAYS)
  const inCycle = n - cycle * CYCLE_DAYS
  // The leap days of the cycle so far are taken out (every 4, not every 100 years), which leaves years of 365.
  const years = Math.floor(
    (inCycle - Math.floor(inCycle / 1460) + Math.floor(inCycle / 36_524) - Math.floor(inCycle / 146_096)) /
      365,
  )
  const inYear = inCycle - beforeYear(years)
  const shifted = Math.floor((5 * inYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const year = cycle * CYCLE_YEARS + years + (month <= 2 ? 1 : 0)
  return written(year, month, inYear - beforeMarch(shifted) + 1)
}

/** Throws RangeError beyond the years 1 to 9999. */
export const addDays = (d: Day, n: number): Day => dayNumbered(numberOf(d) + n)

/** Days from `from` to `to`; negative when `to` is earlier. */
export const daysBetween = (from: Day, to: Day): number => numberOf(to) - numberOf(from)

/** 0 Sunday … 6 Saturday. */
export const weekdayOf = (d: Day): number => (numberOf(d) + 3) % 7

const DAY_MILLIS = 86_400_000
const SHANGHAI_MILLIS = 8 * 3_600_000

/** The day in China at an instant (milliseconds since 1970 UTC), +08:00 always: the summer time of 1986–1991 is ignored. */
export const dayOfInstant = (epochMillis: number): Day =>
  dayNumbered(Math.floor((epochMillis + SHANGHAI_MILLIS) / DAY_MILLIS) + UNIX_DAY)

/** The instant (milliseconds since 1970 UTC) at which the day begins in China. */
export const startOfDay = (d: Day): number => (numberOf(d) - UNIX_DAY) * DAY_MILLIS - SHANGHAI_MILLIS

export const yearOf = (d: Day | Month): number => Number(d.slice(0, 4))

export const monthOf = (d: Day): Month => month(d.slice(0, 7))

/** `2026年11月22日`: no zeros before month and day. */
export const formatDay = (d: Day): string => `${yearOf(d)}年${Number(d.slice(5, 7))}月${Number(d.slice(8))}日`

/** `2026年11月22日 16:05`: the clock of China at an instant (milliseconds since 1970 UTC). */
export function formatMinute(epochMillis: number): string {
  const minute = Math.floor((epochMillis + SHANGHAI_MILLIS) / 60_000) % 1_440
  const two = (n: number): string => String(n).padStart(2, '0')
  return `${formatDay(dayOfInstant(epochMillis))} ${two(Math.floor(minute / 60))}:${two(minute % 60)}`
}

export const inPeriod = (d: Day, { from, until }: Period): boolean => from <= d && d < until

export const yearPeriod = (year: number): Period => ({
  from: written(year, 1, 1),
  until: written(year + 1, 1, 1),
})

export function monthPeriod(m: Month): Period {
  const from = day(`${m}-01`)
  return { from, until: addDays(from, monthLength(yearOf(m), Number(m.slice(5)))) }
}

const yearBefore = (d: Day): Day => {
  const year = pad(yearOf(d) - 1, 4)
  const same = year + d.slice(4)
  return isDay(same) ? same : day(`${year}-03-01`)
}

/**
 * 上年同期 Both borders one year back. A border on 29 February becomes 1 March, so that adjoining periods stay
 * adjoining and no day counts twice; 29 February alone thus has an empty span last year (无可比基数).
 */
export const sameSpanLastYear = ({ from, until }: Period): Period => ({
  from: yearBefore(from),
  until: yearBefore(until),
})
