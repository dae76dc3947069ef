import type { Day } from '#kernel/day'
import type { Measure } from './definition.ts'

/** 日变化 What one import changed for one shop on one day: after the merge less before. */
export type DayChange = {
  readonly day: Day
  readonly shop: string
  readonly retail: bigint
  readonly lines: bigint
  readonly orders: bigint
  readonly refund: bigint
  /** By reason. */
  readonly excluded: Readonly<Record<string, bigint>>
}

/** 日汇总 One sum per measure, part (shop, product, source of money) and day; part '' holds all parts together. */
export type DaySum = {
  readonly measure: Measure
  readonly part: string
  readonly day: Day
  readonly amount: bigint
}

/** All parts together: kept apart, so that a board reads one row a day and not one a shop. */
export const ALL_PARTS = ''

const amountsOf = ({ retail, lines, orders, refund, excluded }: DayChange): [Measure, bigint][] => [
  ['retail', retail],
  ['lines', lines],
  ['orders', orders],
  ['refund', refund],
  ...Object.entries(excluded).map(([why, fen]): [Measure, bigint] => [`excluded:${why}`, fen]),
]

/** What the sums change by: each sum once, none that stays. */
export function sumsOf(changes: readonly DayChange[]): readonly DaySum[] {
  const sums = new Map<string, DaySum>()
  for (const change of changes) {
    for (const [measure, amount] of amountsOf(change)) {
      for (const part of [change.shop, ALL_PARTS]) {
        const key = `${measure} ${change.day} ${part}`
        const before = sums.get(key)?.amount ?? 0n
        sums.set(key, { measure, part, day: change.day, amount: before + amount })
      }
    }
  }
  return [...sums.values()].filter(({ amount }) => amount !== 0n)
}
