import { addDays, type Day, dayOfInstant, startOfDay, weekdayOf } from '#kernel/day'

/** 推送计划 When a standing query is asked again: six fields like cron's, in the local time of the e-town. */
export type Schedule = {
  readonly second?: string | undefined
  readonly minute?: string | undefined
  readonly hour?: string | undefined
  readonly dayOfMonth?: string | undefined
  readonly month?: string | undefined
  readonly dayOfWeek?: string | undefined
}

const RANGES = {
  second: [0, 59],
  minute: [0, 59],
  hour: [0, 23],
  dayOfMonth: [1, 31],
  month: [1, 12],
  dayOfWeek: [1, 7],
} as const
export type ScheduleField = keyof typeof RANGES
export const SCHEDULE_FIELDS = ['second', 'minute', 'hour', 'dayOfMonth', 'month', 'dayOfWeek'] as const

/** The numbers of a field: `5`, `1,3`, `[9-17]`; undefined: not one of the standard's forms. */
export function fieldNumbers(field: ScheduleField, text: string): ReadonlySet<number> | undefined {
  const [least, most] = RANGES[field]
  const found = new Set<number>()
  for (const part of text.split(',')) {
    const [, from, to] = /^\[(\d{1,2})-(\d{1,2})\]$/.exec(part) ?? /^(\d{1,2})$/.exec(part) ?? []
    if (from === undefined) return undefined
    const [first, last] = [Number(from), Number(to ?? from)]
    if (first < least || last > most || first > last) return undefined
    for (let n = first; n <= last; n++) found.add(n)
  }
  return found
}

/** The first field that is no field; undefined: the schedule can be followed. */
export const scheduleFault = (schedule: Schedule): ScheduleField | undefined =>
  SCHEDULE_FIELDS.find((field) => {
    const text = schedule[field]
    return text !== undefined && fieldNumbers(field, text) === undefined
  })

/** Monday is 1 and Sunday 7; the kernel counts from Sunday as 0. */
const SUNDAY = 7
const DAYS_AHEAD = 366 * 8

/**
 * The next instant of a schedule after `ms`; undefined: there is none (31 February). A field left out is free, but those
 * finer than the finest one named are their first: `{hour: 1, minute: 5}` is once a day, not sixty times in a minute.
 */
export function nextTime(schedule: Schedule, ms: number): number | undefined {
  const allowed = (field: ScheduleField): ReadonlySet<number> | undefined => {
    const text = schedule[field]
    return text === undefined ? undefined : fieldNumbers(field, text)
  }
  const [months, days, weekdays] = [allowed('month'), allowed('dayOfMonth'), allowed('dayOfWeek')]
  const fits = (day: Day): boolean =>
    (months?.has(Number(day.slice(5, 7))) ?? true) &&
    (days?.has(Number(day.slice(8))) ?? true) &&
    (weekdays?.has(weekdayOf(day) || SUNDAY) ?? true)
  const times = timesOfDay(allowed('hour'), allowed('minute'), allowed('second'))
  const today = dayOfInstant(ms)
  for (let ahead = 0; ahead < DAYS_AHEAD; ahead++) {
    const day = addDays(today, ahead)
    if (!fits(day)) continue
    const start = startOfDay(day)
    const time = times.find((seconds) => start + seconds * 1_000 > ms)
    if (time !== undefined) return start + time * 1_000
  }
  return undefined
}

type Numbers = ReadonlySet<number> | undefined
const all = (count: number): readonly number[] => Array.from({ length: count }, (_, n) => n)
const inOrder = (numbers: ReadonlySet<number>): readonly number[] => [...numbers].sort((a, b) => a - b)

/** Seconds since midnight, in order. */
function timesOfDay(hours: Numbers, minutes: Numbers, seconds: Numbers): readonly number[] {
  const coarser = hours === undefined && minutes === undefined && seconds === undefined
  const ofHour = hours === undefined ? (coarser ? [0] : all(24)) : inOrder(hours)
  const ofMinute = minutes === undefined ? (seconds === undefined ? [0] : all(60)) : inOrder(minutes)
  const ofSecond = seconds === undefined ? [0] : inOrder(seconds)
  return ofHour.flatMap((h) => ofMinute.flatMap((m) => ofSecond.map((s) => (h * 60 + m) * 60 + s)))
}
