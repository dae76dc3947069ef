import { addDays, day, daysBetween, isDay } from '#kernel/day'

const EPOCH = day('1970-01-01')
const FORM = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|z|[+-]\d\d:\d\d)$/

/**
 * Epoch milliseconds of an xsd:dateTimeStamp (RFC 3339), a rest of microseconds rounded half to even as the reference of
 * the event hash does; undefined: no such instant, or no zone.
 */
export function instantMs(text: string): number | undefined {
  const found = FORM.exec(text)
  const [, date = '', hours = '', minutes = '', seconds = '', fraction = '', zone = ''] = found ?? []
  if (!isDay(date)) return undefined
  const [h, m, s, offset] = [Number(hours), Number(minutes), Number(seconds), offsetMinutes(zone)]
  if (h > 23 || m > 59 || s > 59 || offset === undefined) return undefined
  const whole = daysBetween(EPOCH, date) * 86_400_000 + ((h * 60 + m - offset) * 60 + s) * 1_000
  return whole + roundedMs(fraction)
}

function offsetMinutes(zone: string): number | undefined {
  if (zone.toUpperCase() === 'Z') return 0
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(4))]
  if (minutes > 59 || hours * 60 + minutes > 14 * 60) return undefined
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes)
}

function roundedMs(fraction: string): number {
  const micros = Number(fraction.slice(0, 6).padEnd(6, '0'))
  const [down, rest] = [Math.floor(micros / 1_000), micros % 1_000]
  return rest > 500 || (rest === 500 && down % 2 === 1) ? down + 1 : down
}

const pad = (n: number, length = 2): string => String(n).padStart(length, '0')

/** `2020-03-04T10:00:30.000Z` */
export function utcText(ms: number): string {
  const days = Math.floor(ms / 86_400_000)
  const rest = ms - days * 86_400_000
  const seconds = Math.floor(rest / 1_000)
  const clock = [Math.floor(seconds / 3_600), Math.floor(seconds / 60) % 60, seconds % 60].map((n) => pad(n))
  return `${addDays(EPOCH, days)}T${clock.join(':')}.${pad(rest % 1_000, 3)}Z`
}
