import type { Day } from '#kernel/day'
import { type Fen, fen, ZERO_FEN } from '#kernel/money'
import type { Exclusion } from './retail.ts'

/** What lines of one day, counted or excluded for one reason, add to the figures; negative: what they take back. */
export type Contribution = {
  readonly day: Day
  readonly excluded: Exclusion | null
  readonly lines: bigint
  readonly orders: bigint
  readonly retail: Fen
  readonly refund: Fen
  /** What the lines' own part of the definition's amount is; of excluded lines the amount that does not count. */
  readonly share: Fen
}

/** 零售变化 What an import changes in the figures of one day: later minus earlier. Lines and orders are those that count. */
export type RetailChange = {
  readonly retail: Fen
  /** Taken off the lines that count; what was refunded wholly stands under `excluded`. */
  readonly refund: Fen
  readonly orders: number
  readonly lines: number
  readonly excluded: Readonly<Partial<Record<Exclusion, Fen>>>
}

const NO_CHANGE: RetailChange = { retail: ZERO_FEN, refund: ZERO_FEN, orders: 0, lines: 0, excluded: {} }

/** The changes by day, ascending; days on which nothing changed are left out. */
export function changesByDay(
  contributions: readonly Contribution[],
): readonly (readonly [Day, RetailChange])[] {
  const days = new Map<Day, RetailChange>()
  for (const one of contributions) days.set(one.day, added(days.get(one.day) ?? NO_CHANGE, one))
  return [...days].filter(([, change]) => !isNothing(change)).sort(([a], [b]) => (a < b ? -1 : 1))
}

/** All of them as one change. */
export const changeOf = (contributions: readonly Contribution[]): RetailChange =>
  contributions.reduce(added, NO_CHANGE)

function added(sum: RetailChange, one: Contribution): RetailChange {
  if (one.excluded === null) {
    return {
      ...sum,
      retail: fen(sum.retail + one.retail),
      refund: fen(sum.refund + one.refund),
      orders: sum.orders + Number(one.orders),
      lines: sum.lines + Number(one.lines),
    }
  }
  const amount = fen((sum.excluded[one.excluded] ?? 0n) + one.share)
  const { [one.excluded]: _, ...others } = sum.excluded
  return { ...sum, excluded: amount === 0n ? others : { ...others, [one.excluded]: amount } }
}

const isNothing = ({ retail, refund, orders, lines, excluded }: RetailChange): boolean =>
  retail === 0n && refund === 0n && orders === 0 && lines === 0 && Object.keys(excluded).length === 0
