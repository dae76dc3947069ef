import { inBaseUnit } from '#contract/plan'
import { addWorkdays, workdaysBetween } from '#kernel/calendar'
import { addDays, type Day, type Period } from '#kernel/day'
import { addRates, compareRates, type Rate } from '#kernel/money'
import { type Refusal, refusal } from '#kernel/refusal'
import type { Field, FormContent, Rule } from '../contract/form-shapes.ts'
import { reportRefusals } from '../contract/refusals.ts'
import type { CellOrigin } from '../contract/words.ts'
import { rateIn } from './value.ts'

/** 单元格 What stands in a cell now. */
export type StandingCell = {
  readonly origin: CellOrigin
  readonly value: string | undefined
  readonly note: string | undefined
}

export type Cells = ReadonlyMap<string, StandingCell>

const isAnswered = (cell: StandingCell | undefined): boolean => cell !== undefined && cell.origin !== 'blank'

/** 完整率 Known cells among the required; 未知 answers the question without making it complete. */
export type Completeness = { readonly known: number; readonly unknown: number; readonly required: number }

export function completenessOf({ fields }: FormContent, cells: Cells): Completeness {
  const asked = fields.filter(({ required }) => required).map(({ key }) => cells.get(key))
  const unknown = asked.filter((cell) => cell?.origin === 'unknown').length
  return { required: asked.length, unknown, known: asked.filter(isAnswered).length - unknown }
}

/** 应报日 So many working days after the period's last day; undefined where no notice of the State Council reaches. */
export const dueOn = ({ dueWorkdays }: FormContent, { until }: Period): Day | undefined =>
  addWorkdays(addDays(until, -1), dueWorkdays)

/** 及时 Working days late: 0 in time, undefined where nobody knows. */
export const lateBy = (due: Day | undefined, on: Day): number | undefined =>
  due === undefined ? undefined : on <= due ? 0 : workdaysBetween(due, on)

function sideOf(keys: readonly string[], cells: Cells): Rate | undefined {
  let sum: Rate = { num: 0n, den: 1n }
  for (const key of keys) {
    const value = rateIn(cells.get(key)?.value ?? '')
    if (value === undefined) return undefined
    sum = addRates(sum, value)
  }
  return sum
}

const HOLDS: Readonly<Record<Rule['op'], (order: number) => boolean>> = {
  '=': (order) => order === 0,
  '<=': (order) => order <= 0,
  '>=': (order) => order >= 0,
  '<': (order) => order < 0,
  '>': (order) => order > 0,
}

/** Whether a rule holds; undefined: a cell it needs is not known. */
export function holds(
  { left, op, right = [], number }: Rule,
  fields: readonly Field[],
  cells: Cells,
): boolean | undefined {
  const unit = fields.find(({ key }) => key === left[0])?.unit ?? ''
  const a = sideOf(left, cells)
  const b = number === undefined ? sideOf(right, cells) : inBaseUnit(number, unit)
  return a && b && HOLDS[op](compareRates(a, b))
}

const isExplained = ({ left, right = [] }: Rule, cells: Cells): boolean =>
  [...left, ...right].some((key) => (cells.get(key)?.note ?? '') !== '')

/** All that stands between a report and its submission, each at its cell. */
export function submissionProblems({ fields, rules }: FormContent, cells: Cells): readonly Refusal[] {
  const open = fields
    .filter(({ required, key }) => required && !isAnswered(cells.get(key)))
    .map(({ key, label }) => refusal(reportRefusals, 'report.cell_open', { label }, `/cells/${key}`))
  const broken = rules
    .filter((rule) => holds(rule, fields, cells) === false)
    .filter((rule) => rule.level === 'block' || !isExplained(rule, cells))
    .map((rule) => {
      const code = rule.level === 'block' ? 'report.rule_broken' : 'report.rule_unexplained'
      return refusal(reportRefusals, code, { sentence: rule.sentence }, `/cells/${rule.left[0]}`)
    })
  return [...open, ...broken]
}
