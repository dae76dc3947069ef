import { type Day, day, type Period } from '#kernel/day'
import { TALLIES, type Tally } from '../contract/tallies.ts'

/** What the maintained sums per day hold. Excluded money is kept beside what counts, by reason: `excluded:wholesale`. */
export type Measure = 'retail' | 'lines' | 'orders' | 'refund' | `excluded:${string}` | Tally

/** 项 A measure that adds to a figure, or takes from it. */
export type Term = { readonly measure: Tally; readonly sign: 1 | -1 }

/** 计数口径 Which rows of the register of parties a count takes; all of them inside the e-town, counted once. */
export type EntityCount = 'new' | 'new-ecommerce' | 'new-ecommerce-firm'

/**
 * 算法 How an indicator comes out of rows: an expression over what the rooms publish.
 * days: sum of a measure over the days of the period; net: measures added and taken off over the days of the period;
 * level: the same over all days until its last one; entities: entities registered in the period; share: one count over
 * another; growth: against the same span last year; entry: typed with its source until the system named by the plan
 * keeps its rows.
 */
export type Method =
  | { readonly by: 'days'; readonly measure: Measure }
  | { readonly by: 'net' | 'level'; readonly terms: readonly Term[] }
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

/** Before any e-town began. */
const BEGINNING = day('2000-01-01')

/** 数字的明细 Which rows make a figure. */
export type RowsKept =
  | { readonly kind: 'order-lines'; readonly measure: Measure }
  | { readonly kind: 'entities'; readonly count: EntityCount }
  | { readonly kind: 'tally'; readonly terms: readonly Term[] }

const isTally = (measure: Measure): measure is Tally => TALLIES.some((one) => one === measure)

/** The rows of an indicator; undefined for one that is made of others, or typed. */
export function rowsOf(method: Method): RowsKept | undefined {
  switch (method.by) {
    case 'days': {
      const { measure } = method
      return isTally(measure)
        ? { kind: 'tally', terms: [{ measure, sign: 1 }] }
        : { kind: 'order-lines', measure }
    }
    case 'net':
    case 'level':
      return { kind: 'tally', terms: method.terms }
    case 'entities':
      return { kind: 'entities', count: method.count }
    default:
      return undefined
  }
}

/** The days whose rows make a figure of a period: a level has all that came before, too. */
export const daysCounted = (method: Method, period: Period): Period =>
  method.by === 'level' ? { from: BEGINNING, until: period.until } : period

/** The words in force on a day; days before the first version are counted by the first. */
export const versionOn = ({ versions }: Definition, on: Day): DefinitionVersion =>
  versions.findLast(({ from }) => from <= on) ?? versions[0]
