import { addDays, type Day, day, daysBetween, type Month, monthOf, type Period } from '#kernel/day'

/** The world's 24 months, closed-open. */
export const PERIOD: Period = { from: day('2022-01-01'), until: day('2024-01-01') }

/** 时刻 Whole seconds since the period began, local time of China (which knows no summer time). */
export type Moment = number

export const MINUTE = 60
export const HOUR = 3600
export const DAY = 86_400

/** Days of the world are counted from 0 = the period's first. */
export const DAYS = daysBetween(PERIOD.from, PERIOD.until)

/** Parcels and exports of the last orders fall after the period. */
const AFTERWARDS = 90
const KNOWN: readonly Day[] = Array.from({ length: DAYS + AFTERWARDS }, (_, n) => addDays(PERIOD.from, n))

export const dayNumber = (d: Day): number => daysBetween(PERIOD.from, d)

export const dayNumbered = (n: number): Day => KNOWN[n] ?? addDays(PERIOD.from, n)

export const dayOf = (at: Moment): Day => dayNumbered(Math.floor(at / DAY))

export const MONTHS: readonly Month[] = [...new Set(KNOWN.slice(0, DAYS).map(monthOf))]

/** 1 January is 0, 31 December 11. */
export const seasonOf = (d: Day): number => Number(d.slice(5, 7)) - 1

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

type Clock = { day: Day; hour: number; minute: number; second: number }

function clock(at: Moment): Clock {
  const inDay = at % DAY
  return {
    day: dayOf(at),
    hour: Math.floor(inDay / HOUR),
    minute: Math.floor((inDay % HOUR) / MINUTE),
    second: inDay % MINUTE,
  }
}

/** `2022-06-03 09:05:07`, as every platform writes it. */
export function stamp(at: Moment): string {
  const { day, hour, minute, second } = clock(at)
  return `${day} ${two(hour)}:${two(minute)}:${two(second)}`
}

/** `2022/6/3 9:05`, as Excel shows and saves the same cell: the seconds are lost. */
export function excelStamp(at: Moment): string {
  const { day, hour, minute } = clock(at)
  return `${excelDay(day)} ${hour}:${two(minute)}`
}

/** `2022/6/3`. */
export const excelDay = (d: Day): string => `${d.slice(0, 4)}/${Number(d.slice(5, 7))}/${Number(d.slice(8))}`

/** `20220603090507`, for file names. */
export const compactStamp = (at: Moment): string => stamp(at).replace(/\D/g, '')
