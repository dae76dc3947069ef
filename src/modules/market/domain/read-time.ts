import { type Day, isDay, parseDay } from '#kernel/day'
import { halfWidth } from '#kernel/full-width'
import { isNothing } from './cell.ts'

/** 本地时刻 A local time as a file gives it; `clock` is `HH:MM:SS`, missing parts are zero. */
export type LocalTime = { readonly day: Day; readonly clock: string }

const ISO = /^(\d{4}-\d\d-\d\d) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d$/
const CLOCK = /^([01]?\d|2[0-3]):([0-5]\d)(?::([0-5]\d)(?:\.\d+)?)?$/

/**
 * Reads a time cell (clean): `2026-06-06 13:41:00`, `2026/6/6 13:41`, `2026年6月6日 13:41`, `2026-06-06T13:41:00.0`, a
 * day alone. Null where nothing stands (also `0000-00-00 00:00:00`), undefined for anything else.
 */
export function readTime(cell: string): LocalTime | null | undefined {
  const iso = ISO.exec(cell)
  if (iso) {
    const day = cell.slice(0, 10)
    if (isDay(day)) return { day, clock: cell.slice(11) }
    return day === '0000-00-00' ? null : undefined
  }
  return isNothing(cell) ? null : loosely(halfWidth(cell))
}

function loosely(text: string): LocalTime | undefined {
  const [date = '', time = '00:00:00', ...rest] = text.replace(/(\d)T(\d)/, '$1 $2').split(/\s+/)
  const day = rest.length === 0 ? parseDay(date) : undefined
  const found = CLOCK.exec(time)
  if (day === undefined || !found) return undefined
  const [, hour = '', minute = '', second = '00'] = found
  return { day, clock: `${hour.padStart(2, '0')}:${minute}:${second}` }
}
