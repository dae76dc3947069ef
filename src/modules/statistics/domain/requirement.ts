import { inBaseUnit, type PlanFile, type Target } from '#contract/plan'
import { compareRates, type Rate, ratioOf } from '#kernel/money'

/** 要求 What a target demands, in base units (分, 比率, 个). */
export type Requirement =
  | { readonly op: '≥' | '>' | '=' | '≤' | '<'; readonly value: Rate }
  | { readonly op: 'range'; readonly min: Rate; readonly max: Rate }

const exact = (value: string, unit: string): Rate => {
  const rate = inBaseUnit(value, unit)
  // The plan was checked before it was stored.
  if (rate === undefined) throw new RangeError(`not a number with a unit: ${value} ${unit}`)
  return rate
}

/** The requirement of a target; as a multiple of fund sources (招商资金不少于政府引导资金) it becomes money. */
export function requirementOf(target: Target, funds: PlanFile['funds']): Requirement {
  const times = target.comparator?.kind === 'funds' ? sumOf(target.comparator.sources, funds) : undefined
  const inBase = (value: string): Rate => {
    const rate = exact(value, target.unit)
    return (times && ratioOf(rate.num * times.num, rate.den * times.den)) ?? rate
  }
  return target.op === 'range'
    ? { op: 'range', min: inBase(target.min), max: inBase(target.max) }
    : { op: target.op, value: inBase(target.value) }
}

function sumOf(codes: readonly string[], { sources }: PlanFile['funds']): Rate {
  const amounts = sources.filter(({ code }) => codes.includes(code)).map((s) => exact(s.value, s.unit))
  return { num: amounts.reduce((sum, { num }) => sum + num, 0n), den: 1n }
}

/**
 * Whether an unrounded value does what is demanded. Of a range the lower bound binds: the upper one is the planned size,
 * and going beyond it is pointed out, not failed.
 */
export function meets(value: Rate, requirement: Requirement): boolean {
  if (requirement.op === 'range') return compareRates(value, requirement.min) >= 0
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

/** Beyond the upper bound of a range. */
export const isBeyond = (value: Rate, requirement: Requirement): boolean =>
  requirement.op === 'range' && compareRates(value, requirement.max) > 0

/** What more would still do: the bound that must be reached, or undefined where less is demanded. */
export const floorOf = (requirement: Requirement): Rate | undefined =>
  requirement.op === 'range'
    ? requirement.min
    : requirement.op === '≥' || requirement.op === '>'
      ? requirement.value
      : undefined
