import { addRates, compareRates, formatPercent, type Rate, rate } from '#kernel/money'
import type { PlanFile } from '../contract/plan-file.ts'
import { compareExact, dimensionOf, fenOf } from '../contract/units.ts'
import { type Finding, finding } from './finding.ts'

const WHOLE: Rate = rate('100%')

const ranges = ({ targets }: PlanFile): readonly Finding[] =>
  targets.flatMap((target, i) =>
    target.op === 'range' && compareExact(target.min, target.max) === 1
      ? [finding('plan.range_reversed', `/targets/${i}/min`, { min: target.min, max: target.max })]
      : [],
  )

type Amount = { readonly value: string; readonly unit: string }

const inexact = ({ value, unit }: Amount, pointer: string): readonly Finding[] =>
  fenOf(value, unit) === undefined ? [finding('plan.money_inexact', `${pointer}/value`, { value, unit })] : []

/** Fund sources are money; parameters and targets in a unit of money are whole fen. */
function money({ funds, policies, targets }: PlanFile): readonly Finding[] {
  const ifMoney = (amount: Amount, pointer: string) =>
    dimensionOf(amount.unit) === 'money' ? inexact(amount, pointer) : []
  return [
    ...funds.sources.flatMap((source, i) => inexact(source, `/funds/sources/${i}`)),
    ...policies.flatMap(({ parameters = [] }, i) =>
      parameters.flatMap((parameter, j) => ifMoney(parameter, `/policies/${i}/parameters/${j}`)),
    ),
    ...targets.flatMap((target, i) => (target.op === 'range' ? [] : ifMoney(target, `/targets/${i}`))),
  ]
}

type Band = { readonly min: string; readonly max: string }

const band = ({ min, max }: Band, pointer: string): readonly Finding[] => [
  ...[
    { key: 'min', share: min },
    { key: 'max', share: max },
  ]
    .filter(({ share }) => compareRates(rate(share), WHOLE) > 0)
    .map(({ key, share }) => finding('plan.share_above_whole', `${pointer}/${key}`, { share })),
  ...(compareRates(rate(min), rate(max)) > 0
    ? [finding('plan.range_reversed', `${pointer}/min`, { min, max })]
    : []),
]

const sumOf = (shares: readonly string[]): Rate => shares.map(rate).reduce(addRates, rate('0'))

/** The shares of each source must be able to make 100 %: Σ min ≤ 100 % ≤ Σ max. */
function bandSums({ funds: { sources, categories } }: PlanFile): readonly Finding[] {
  return sources.flatMap(({ code, name }) => {
    const own = categories.filter(({ source }) => source === code)
    const [min, max] = [
      sumOf(own.map((category) => category.min)),
      sumOf(own.map((category) => category.max)),
    ]
    const feasible = compareRates(min, WHOLE) <= 0 && compareRates(max, WHOLE) >= 0
    if (own.length === 0 || feasible) return []
    const pointer = `/funds/categories/${categories.findIndex(({ source }) => source === code)}`
    const values = { source: name, min: formatPercent(min), max: formatPercent(max) }
    return [finding('plan.bands_infeasible', pointer, values)]
  })
}

/** 金额比例核对 Ranges are in order, money is whole fen, shares can make a whole. */
export const amountFindings = (plan: PlanFile): readonly Finding[] => [
  ...ranges(plan),
  ...money(plan),
  ...plan.funds.categories.flatMap((category, i) => band(category, `/funds/categories/${i}`)),
  ...bandSums(plan),
]
