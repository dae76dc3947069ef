import { dimensionOf, inBaseUnit } from '#contract/plan'
import { addDays, type Day, formatDay, type Period } from '#kernel/day'
import { halfWidth, trimmed } from '#kernel/full-width'
import { compareRates, type Rate, rate } from '#kernel/money'
import { granted, type Outcome, type Refusal, type RefusalValues, refusal, refused } from '#kernel/refusal'
import { statisticsRefusals } from '../contract/refusals.ts'
import type { Definition } from './definition.ts'
import { versionOn } from './definition.ts'

/** 录入 What somebody wants to enter. `area`: the city's code, undefined for the e-town's own figure. */
export type NewEntry = {
  readonly area: string | undefined
  readonly period: Period
  readonly value: string
  readonly unit: string
}

/** What decides whether it may be entered. */
export type EntryFacts = {
  readonly definition: Definition
  readonly today: Day
  readonly city: { readonly code: string; readonly name: string }
  /** The names of the indicators it is made of. */
  readonly parts: readonly string[]
  /** First and last day of the period that have rows. */
  readonly rows: { readonly first: Day; readonly last: Day } | undefined
}

type Code = keyof typeof statisticsRefusals
const no = (code: Code, values: RefusalValues = {}, pointer?: string): Refusal =>
  refusal(statisticsRefusals, code, values, pointer)

/** Full-width digits and thousands separators as they are typed; undefined for what is no exact decimal. */
export function readDecimal(text: string): string | undefined {
  const plain = trimmed(halfWidth(text)).replaceAll(',', '')
  return /^-?\d{1,15}(\.\d{1,9})?$/.test(plain) ? plain : undefined
}

/** 录入核对 Every reason why a figure may not be entered; granted with the value as it is kept. */
export function checkEntry(entry: NewEntry, facts: EntryFacts): Outcome<string> {
  const value = readDecimal(entry.value)
  const reasons = [
    ...(entry.area === undefined ? ownReasons(facts) : cityReasons(entry.area, facts)),
    ...periodReasons(entry.period, facts.today),
    ...(value === undefined
      ? [no('statistics.value_unreadable', {}, '/query/value')]
      : valueReasons(value, entry.unit, facts.definition)),
  ]
  return reasons.length === 0 && value !== undefined ? granted(value) : refused(...reasons)
}

const nameOf = ({ definition, today }: EntryFacts): string => versionOn(definition, today).zh

function ownReasons(facts: EntryFacts): readonly Refusal[] {
  const { definition, rows, parts } = facts
  const name = nameOf(facts)
  switch (definition.method.by) {
    case 'entry':
      return []
    case 'net':
    case 'level':
    case 'days':
      return rows === undefined
        ? []
        : [no('statistics.rows_exist', { name, from: formatDay(rows.first), last: formatDay(rows.last) })]
    case 'entities':
      return [no('statistics.made_of_rows', { name }, '/query/indicator')]
    case 'share':
    case 'growth':
      return [no('statistics.made_of_others', { name, made: parts.join('、') }, '/query/indicator')]
  }
}

function cityReasons(area: string, facts: EntryFacts): readonly Refusal[] {
  const { definition, city } = facts
  return [
    ...(definition.method.by === 'growth'
      ? []
      : [no('statistics.city_compares_growth', { name: nameOf(facts) }, '/query/indicator')]),
    ...(area === city.code
      ? []
      : [no('statistics.area_not_its_city', { city: `${city.name} ${city.code}` }, '/query/area')]),
  ]
}

function periodReasons({ from, until }: Period, today: Day): readonly Refusal[] {
  if (from >= until) return [no('statistics.period_empty', {}, '/query/until')]
  // Closed-open: a period that includes today ends tomorrow.
  return until > addDays(today, 1)
    ? [no('statistics.period_not_over', { today: formatDay(today) }, '/query/until')]
    : []
}

/** Counted in whole ones: no half people, no part of a fen. */
const WHOLE = ['money', 'things', 'people', 'visits', 'times', 'days', 'working-days']

function valueReasons(value: string, unit: string, definition: Definition): readonly Refusal[] {
  const dimension = dimensionOf(definition.unit)
  if (dimension === undefined || dimensionOf(unit) !== dimension)
    return [
      no(
        'statistics.unit_differs',
        { name: definition.versions[0].zh, expected: definition.unit, unit },
        '/query/unit',
      ),
    ]
  const exact = inBaseUnit(value, unit)
  if (exact === undefined) return [no('statistics.value_unreadable', {}, '/query/value')]
  const least = dimension === 'ratio' ? LEAST_GROWTH : ZERO
  return [
    ...(WHOLE.includes(dimension) && exact.den !== 1n
      ? [no('statistics.value_not_whole', { unit }, '/query/value')]
      : []),
    ...(compareRates(exact, least) < 0
      ? [
          no(
            'statistics.value_below',
            { name: definition.versions[0].zh, least: dimension === 'ratio' ? '-100%' : '0' },
            '/query/value',
          ),
        ]
      : []),
  ]
}

const ZERO: Rate = rate('0')
/** Nothing can fall by more than all of it. */
const LEAST_GROWTH: Rate = rate('-100%')
