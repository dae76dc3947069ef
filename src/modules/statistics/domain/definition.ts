import type { Day } from '#kernel/day'

/** What the maintained sums per day hold. Excluded money is kept beside what counts, by reason: `excluded:wholesale`. */
export type Measure = 'retail' | 'lines' | 'orders' | 'refund' | `excluded:${string}`

/** 计数口径 Which rows of the register of parties a count takes; all of them inside the e-town, counted once. */
export type EntityCount = 'new' | 'new-ecommerce' | 'new-ecommerce-enterprise'

/**
 * 算法 How an indicator comes out of rows.
 * days: sum of a measure over the days of the period; entities: entities registered in the period; share: one count over
 * another; growth: against the same span last year; entry: typed with its source until the system named by the plan
 * keeps its rows.
 */
export type Method =
  | { readonly by: 'days'; readonly measure: Measure }
  | { readonly by: 'entities'; readonly count: EntityCount }
  | { readonly by: 'share'; readonly part: string; readonly whole: string }
  | { readonly by: 'growth'; readonly of: string }
  | { readonly by: 'entry' }

/** 口径版本 What an indicator counted from one day on. An old figure keeps the words it was counted by. */
export type DefinitionVersion = {
  readonly version: string
  readonly from: Day
  readonly zh: string
  readonly en: string
  /** What counts and what does not. */
  readonly text: string
  readonly source: string
}

/** 指标性质 As plan files declare it: flow sums over days, stock is as on a day, distinct counts different things once. */
export type IndicatorKind = 'flow' | 'stock' | 'ratio' | 'distinct' | 'boolean'

/** 指标定义 How a figure is made, as dated data: one code over all its names. */
export type Definition = {
  readonly code: string
  readonly kind: IndicatorKind
  /** 元, %, 个, 家, … as in #contract/plan. */
  readonly unit: string
  readonly method: Method
  /** Oldest first, without gaps. */
  readonly versions: readonly [DefinitionVersion, ...DefinitionVersion[]]
}

/** The words in force on a day; days before the first version are counted by the first. */
export const versionOn = ({ versions }: Definition, on: Day): DefinitionVersion =>
  versions.findLast(({ from }) => from <= on) ?? versions[0]
