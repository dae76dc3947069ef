import { inBaseUnit, type PlanFile, type Target } from '#contract/plan'
import { compareRates, type Rate, ratioOf } from '#kernel/money'
import { type Adopted, follows, READINGS } from './adopted.ts'

/** 要求 What a target demands, in base units (分, 比率, 个). */
export type Requirement =
  | { readonly op: '≥' | '>' | '=' | '≤' | '<'; readonly value: Rate }
  /** `binds`: whether going beyond the upper bound fails, or is pointed out only. */
  | { readonly op: 'range'; readonly min: Rate; readonly max: Rate; readonly binds: 'lower' | 'both' }

const exact = (value: string, unit: string): Rate => {
  const rate = inBaseUnit(value, unit)
  // The plan was checked before it was stored.
  if (rate === undefined) throw new RangeError(`not a number with a unit: ${value} ${unit}`)
  return rate
}

/**
 * The requirement of a target as the adopted readings have it; as a multiple of fund sources (招商资金不少于政府引导资金) it
 * becomes money.
 */
export function requirementOf(target: Target, funds: PlanFile['funds'], adopted: Adopted): Requirement {
  const times = target.comparator?.kind === 'funds' ? sumOf(target.comparator.sources, funds) : undefined
  const inBase = (value: string): Rate => {
    const rate = exact(value, target.unit)
    return (times && ratioOf(rate.num * times.num, rate.den * times.den)) ?? rate
  }
  return target.op === 'range'
    ? {
        op: 'range',
        min: inBase(target.min),
        max: inBase(target.max),
        binds: follows(target, adopted, READINGS.bothBind) ? 'both' : 'lower',
      }
    : { op: operatorOf(target.op, target, adopted), value: inBase(target.value) }
}

type Operator = Exclude<Requirement['op'], 'range'>

/** 以上 and 高于 are read as the county reads them; what the text says without doubt stays. */
function operatorOf(op: Operator, target: Target, adopted: Adopted): Operator {
  if (op === '≥' && follows(target, adopted, READINGS.exact)) return '='
  if (op === '≥' && follows(target, adopted, READINGS.exclusive)) return '>'
  return op === '>' && follows(target, adopted, READINGS.inclusive) ? '≥' : op
}

function sumOf(codes: readonly string[], { sources }: PlanFile['funds']): Rate {
  const amounts = sources.filter(({ code }) => codes.includes(code)).map((s) => exact(s.value, s.unit))
  return { num: amounts.reduce((sum, { num }) => sum + num, 0n), den: 1n }
}

/** Whether an unrounded value does what is demanded. */
export function meets(value: Rate, requirement: Requirement): boolean {
  if (requirement.op === 'range')
    return compareRates(value, requirement.min) >= 0 && !isBroken(value, requirement)
  const order = compareRates(value, requirement.value)
  switch (requirement.op) {
    case '≥':
      return order >= 0
    case '>':
      return order > 0
    case '=':
      return order === 0
    case '≤':
      return order <= 0
    case '<':
      return order < 0
  }
}

const isAboveRange = (value: Rate, requirement: Requirement): boolean =>
  requirement.op === 'range' && compareRates(value, requirement.max) > 0

/** Beyond the upper bound of a range of which only the lower binds: the planned size, pointed out, not failed. */
export const isBeyond = (value: Rate, requirement: Requirement): boolean =>
  requirement.op === 'range' && requirement.binds === 'lower' && isAboveRange(value, requirement)

/** Above a ceiling: what only grows never comes back under it. */
export function isBroken(value: Rate, requirement: Requirement): boolean {
  if (requirement.op === 'range') return requirement.binds === 'both' && isAboveRange(value, requirement)
  return (requirement.op === '≤' || requirement.op === '<') && !meets(value, requirement)
}

/** Whether what only grows keeps what it has reached: there is a floor, and no ceiling to break. */
export const lasts = (requirement: Requirement): boolean =>
  floorOf(requirement) !== undefined && !(requirement.op === 'range' && requirement.binds === 'both')

/** What more would still do: the bound that must be reached, or undefined where less is demanded. */
export const floorOf = (requirement: Requirement): Rate | undefined =>
  requirement.op === 'range'
    ? requirement.min
    : requirement.op === '≥' || requirement.op === '>'
      ? requirement.value
      : undefined
