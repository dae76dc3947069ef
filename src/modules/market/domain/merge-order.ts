import { type Amount, type OrderLine, stageRank } from './order-line.ts'

/** 观察 An order line as one file showed it; two that agree in all facts are the same one. */
export type Observation = OrderLine

/**
 * 订单行历史 All distinct observations of one line: what files showed of it. The state of the line is exactly one of them,
 * so that every figure still has its row in a file; the rest is history.
 */
export type LineHistory = {
  readonly current: Observation
  /** Ascending, see compareObservations. */
  readonly superseded: readonly Observation[]
}

/**
 * A total order on what files show of one line. Files say when they were made by nothing but their content, so the
 * content decides: the later stage; then the larger refund, for refunds only grow; then the one that says more; then
 * the lower amounts, for platforms reduce a price but never raise it after the order; and where all this is equal the
 * other facts, one after the other, which prefer nothing but decide. Zero: the same observation. Db: `db/merge-lines.ts`
 * compares the same tuple.
 */
export function compareObservations(a: Observation, b: Observation): number {
  return (
    stageRank(a.stage) - stageRank(b.stage) ||
    upwards(a.refund, b.refund) ||
    known(a) - known(b) ||
    downwards(a, b, 'paid') ||
    downwards(a, b, 'payable') ||
    downwards(a, b, 'received') ||
    otherFacts(a, b)
  )
}

const upwards = (a: bigint | null, b: bigint | null): number => {
  const [left, right] = [a ?? -1n, b ?? -1n]
  return left < right ? -1 : left > right ? 1 : 0
}

const downwards = (a: OrderLine, b: OrderLine, amount: Amount): number => upwards(b[amount], a[amount])

/** How many of the facts that a file may leave out are there. */
const known = ({ payable, paid, received, paidAt, quantity, waybill }: OrderLine): number =>
  [payable, paid, received, paidAt, quantity, waybill].filter((fact) => fact !== null).length

const otherFacts = (a: OrderLine, b: OrderLine): number =>
  byCodePoint(a.day, b.day) ||
  byCodePoint(a.paidAt ?? '', b.paidAt ?? '') ||
  upwards(a.goods, b.goods) ||
  (a.quantity ?? -1) - (b.quantity ?? -1) ||
  byCodePoint(a.product, b.product) ||
  byCodePoint(a.waybill ?? '', b.waybill ?? '') ||
  byCodePoint(a.mark ?? '', b.mark ?? '') ||
  Number(a.wholesale) - Number(b.wholesale)

/** As the bytes of UTF-8 compare, and PostgreSQL in collation "C"; JavaScript's own order differs beyond the BMP. */
function byCodePoint(a: string, b: string): number {
  if (a === b) return 0
  const [left, right] = [Array.from(a), Array.from(b)]
  const at = left.findIndex((char, i) => char !== right[i])
  if (at < 0) return -1
  return (left[at]?.codePointAt(0) ?? -1) - (right[at]?.codePointAt(0) ?? -1)
}

export const observed = (line: Observation): LineHistory => ({ current: line, superseded: [] })

/**
 * Joins what two files know of one line. Commutative, associative and idempotent (a join semilattice), so overlapping
 * files end in the same state in whatever order, and however often, they come.
 */
export function joinHistories(a: LineHistory, b: LineHistory): LineHistory {
  const all = [...a.superseded, a.current, ...b.superseded, b.current].sort(compareObservations)
  const distinct = all.filter((line, i) => {
    const before = all[i - 1]
    return before === undefined || compareObservations(before, line) !== 0
  })
  return { current: distinct.at(-1) ?? a.current, superseded: distinct.slice(0, -1) }
}
