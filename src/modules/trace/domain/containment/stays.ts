/** 装卸事实 One event puts a child into a parent, or takes it out; `emptied`: takes everything out of the parent. */
export type HoldFact = {
  readonly kind: 'in' | 'with'
  readonly action: 'ADD' | 'DELETE' | 'emptied'
  /** Of `emptied`: nobody in particular. */
  readonly child: string | undefined
  readonly parent: string
  readonly atMs: number
}

/** 停留 A child in (or with) a parent, from an instant up to, not including, another; open: Infinity. */
export type Stay = {
  readonly kind: 'in' | 'with'
  readonly child: string
  readonly parent: string
  readonly fromMs: number
  readonly untilMs: number
}

/**
 * Where children stayed, from all that is known, in whatever order it became known: a stay ends when the child is put
 * elsewhere, is taken out of this parent, or the parent is emptied. At one instant taking out comes before putting in,
 * and of two parents at one instant the later name holds, so that the result depends on the facts alone. Taking a child
 * out of a parent it is not in changes nothing. The database says the same in the view `trace.stay`.
 */
export function staysOf(facts: readonly HoldFact[]): readonly Stay[] {
  const stays: Stay[] = []
  for (const put of facts) {
    const { kind, child, parent, atMs } = put
    if (put.action !== 'ADD' || child === undefined) continue
    let untilMs = Number.POSITIVE_INFINITY
    for (const other of facts)
      if (other.kind === kind && ends(other, put)) untilMs = Math.min(untilMs, other.atMs)
    if (untilMs > atMs) stays.push({ kind, child, parent, fromMs: atMs, untilMs })
  }
  return stays
}

function ends(other: HoldFact, put: HoldFact): boolean {
  if (other.action === 'emptied') return other.parent === put.parent && other.atMs > put.atMs
  if (other.child !== put.child) return false
  if (other.action === 'DELETE') return other.parent === put.parent && other.atMs > put.atMs
  return other.atMs > put.atMs || (other.atMs === put.atMs && other.parent > put.parent)
}
