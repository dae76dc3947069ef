import { addWorkdays, workdaysBetween } from '#kernel/calendar'
import { addDays, type Day, daysBetween } from '#kernel/day'
import type { ClockState, ProcurementWay } from '../contract/words.ts'
import { type ClockFact, STATUTORY_CLOCKS, type StatutoryClock } from './statute.ts'

/** 县里核实 What the county found in the text itself, for spans that begin and contracts that are signed from that day on. */
export type ConfirmedClock = {
  readonly code: string
  readonly amount: number
  readonly unit: 'workdays' | 'days' | 'percent'
  readonly source: string
  readonly inForceFrom: Day
}

/** 有效期限 The span that counts: as confirmed, else as commonly told. */
export type HeldClock = Omit<StatutoryClock, 'amount'> & {
  readonly amount: number
  readonly certain: boolean
}

/** The last confirmation in force on the day the clock begins; undefined where there is no number at all. */
export function heldOn(
  clock: StatutoryClock,
  confirmed: readonly ConfirmedClock[],
  begins: Day,
): HeldClock | undefined {
  const own = confirmed.filter(({ code, inForceFrom }) => code === clock.code && inForceFrom <= begins).at(-1)
  if (own !== undefined && own.unit !== 'percent')
    return { ...clock, amount: own.amount, unit: own.unit, source: own.source, certain: true }
  return clock.amount === undefined ? undefined : { ...clock, amount: clock.amount, certain: false }
}

type Unit = HeldClock['unit']
const later = (from: Day, amount: number, unit: Unit): Day | undefined =>
  unit === 'days' ? addDays(from, amount) : addWorkdays(from, amount)

/** Days or working days from one day to a later one, negative to an earlier one. */
function spanOf(from: Day, to: Day, unit: Unit): number | undefined {
  if (unit === 'days') return daysBetween(from, to)
  if (from <= to) return workdaysBetween(from, to)
  const back = workdaysBetween(to, from)
  return back === undefined ? undefined : -back
}

/** 期限现状 Until when, what has become of it, and how much is left (negative: beyond). */
export type ClockStanding = {
  readonly state: ClockState
  readonly until?: Day
  readonly left?: number
}

/**
 * 计时 The day it begins is not counted. `at-most`: it must be done by `until`; `at-least`: not before it. Working days go by
 * the State Council's calendar; where that does not reach, nothing is guessed.
 */
export function clockOn(
  clock: Pick<HeldClock, 'amount' | 'unit' | 'bound'>,
  begins: Day | undefined,
  done: Day | undefined,
  today: Day,
): ClockStanding {
  if (begins === undefined) return { state: 'idle' }
  const until = later(begins, clock.amount, clock.unit)
  if (until === undefined) return { state: 'unknown' }
  const at = done ?? today
  const left = spanOf(at, until, clock.unit)
  const rest = left === undefined ? {} : { left }
  if (clock.bound === 'at-most') {
    if (at <= until) return { state: done === undefined ? 'running' : 'met', until, ...rest }
    return { state: done === undefined ? 'overdue' : 'late', until, ...rest }
  }
  if (at >= until) return { state: 'met', until }
  return { state: done === undefined ? 'running' : 'early', until, ...rest }
}

/** 项目的期限 Every clock of a project on a day, in the order of its life. A fact that has not happened is absent. */
export function clocksOf(
  facts: ReadonlyMap<ClockFact, Day>,
  way: ProcurementWay | undefined,
  confirmed: readonly ConfirmedClock[],
  today: Day,
): readonly (HeldClock & ClockStanding & { readonly begins?: Day; readonly done?: Day })[] {
  return STATUTORY_CLOCKS.flatMap((clock) => {
    if (clock.ways !== undefined && (way === undefined || !clock.ways.includes(way))) return []
    const begins = facts.get(clock.from)
    const held = heldOn(clock, confirmed, begins ?? today)
    if (held === undefined) return []
    const done = facts.get(clock.to)
    return [
      {
        ...held,
        ...clockOn(held, begins, done, today),
        ...(begins === undefined ? {} : { begins }),
        ...(done === undefined ? {} : { done }),
      },
    ]
  })
}
