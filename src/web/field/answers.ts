import { fieldsOf, type StepField } from '#contract/trace'
import { addDays, type Day, dayOfInstant, formatDay, startOfDay } from '#kernel/day'
import { halfWidth } from '#kernel/full-width'
import { hasPersonalNumber } from '#kernel/reason'
import type { fieldWords } from './field-words.ts'
import type { Tile } from './tiles.ts'

type Words = typeof fieldWords.zh
type Facts = Readonly<Record<string, string>>

/** As it is sent: full-width digits written narrow, nothing around it. */
export const plain = (text: string): string => halfWidth(text).trim()

/** A pesticide's or a medicine's interval is needed though its field is not: of a fertiliser none is asked. */
export const isNeeded = (tile: Tile, name: string): boolean =>
  fieldsOf(tile.kind)[name]?.required === true || (name === 'intervalDays' && tile.ask.flat().includes(name))

const isNumber = (name: string, value: string): boolean =>
  name === 'intervalDays' ? /^\d{1,3}$/.test(value) : /^-?\d{1,9}(\.\d{1,3})?$/.test(value)

function faultOf(w: Words, what: string, tile: Tile, name: string, field: StepField, value: string) {
  if (value === '') return isNeeded(tile, name) ? w.fill(what) : undefined
  if (field.type === 'number' && !isNumber(name, value)) return w.number(what)
  return hasPersonalNumber(value) ? w.noPersonal : undefined
}

/** What is wrong with the answers of a page, by field. */
export function faultsOf(
  w: Words,
  say: (both: { readonly zh: string; readonly en: string }) => string,
  tile: Tile,
  names: readonly string[],
  facts: Facts,
): Facts {
  const faults: Record<string, string> = {}
  for (const name of names) {
    const field = fieldsOf(tile.kind)[name]
    if (field === undefined) continue
    const fault = faultOf(w, say(field), tile, name, field, plain(facts[name] ?? ''))
    if (fault !== undefined) faults[name] = fault
  }
  return faults
}

export const dayFault = (w: Words, on: Day, from: Day, today: Day): string | undefined =>
  on < from || on > today ? w.dayWrong(formatDay(from)) : undefined

const NOON = 12 * 3_600_000

/** Today: now. Another day: its noon, since nobody remembers the minute. */
export const instantOf = (on: Day, now: number): string =>
  new Date(on === dayOfInstant(now) ? now : startOfDay(on) + NOON).toISOString()

export const daysBack = (today: Day): readonly [Day, Day, Day] => [
  today,
  addDays(today, -1),
  addDays(today, -2),
]
