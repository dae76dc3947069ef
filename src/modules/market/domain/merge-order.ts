import { type Amount, type OrderLine, stageRank } from './order-line.ts'

/**
 * 观察 One order line as one file showed it. `rowHash` is a hash over all its facts: two observations with the same hash
 * are the same one.
 */
export type Observation = { readonly line: OrderLine; readonly rowHash: string }

/**
 * 订单行历史 All distinct observations of one line. The state of the line is exactly one of them, so that every figure
 * still has its row in a file; the rest is history.
 */
export type LineHistory = {
  readonly current: Observation
  /** By row hash, ascending. */
  readonly superseded: readonly Observation[]
}

/**
 * A total order on the observations of one line. Files say when they were made by nothing but their content, so the
 * content decides: the later stage; then the larger refund, for refunds only grow; then the one that says more; then
 * the lower amounts, for platforms reduce a price but never raise it after the order; and the row hash where all this is
 * equal. Db: `db/merge.sql` compares the same tuple.
 */
export function compareObservations(a: Observation, b: Observation): number {
  return (
    stageRank(a.line.stage) - stageRank(b.line.stage) ||
    upwards(a.line.refund, b.line.refund) ||
    known(a.line) - known(b.line) ||
    downwards(a, b, 'paid') ||
    downwards(a, b, 'payable') ||
    downwards(a, b, 'received') ||
    (a.rowHash < b.rowHash ? -1 : a.rowHash > b.rowHash ? 1 : 0)
  )
}

const upwards = (a: bigint | null, b: bigint | null): number => {
  const [left, right] = [a ?? -1n, b ?? -1n]
  return left < right ? -1 : left > right ? 1 : 0
}

const downwards = (a: Observation, b: Observation, amount: Amount): number =>
  upwards(b.line[amount], a.line[amount])

/** How many of the facts that a file may leave out are there. */
const known = ({ payable, paid, received, paidAt, quantity, waybill }: OrderLine): number =>
  [payable, paid, received, paidAt, quantity, waybill].filter((fact) => fact !== null).length

export const observed = (observation: Observation): LineHistory => ({ current: observation, superseded: [] })

/**
 * Joins what two files know of one line. Commutative, associative and idempotent (a join semilattice), so overlapping
 * files end in the same state in whatever order, and however often, they come.
 */
export function joinHistories(a: LineHistory, b: LineHistory): LineHistory {
  const all = new Map([...observations(a), ...observations(b)].map((o) => [o.rowHash, o]))
  const [current = a.current, ...rest] = [...all.values()].sort((x, y) => compareObservations(y, x))
  return { current, superseded: rest.sort((x, y) => (x.rowHash < y.rowHash ? -1 : 1)) }
}

const observations = ({ current, superseded }: LineHistory): readonly Observation[] => [
  current,
  ...superseded,
]
