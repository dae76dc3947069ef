/**
 * The Merkle tree of RFC 6962 over leaves 0 … size − 1, as arithmetic on ranges: which hashes make a root or a proof, and
 * how hashes are put together. Where hashes come from is the caller's matter. Sizes stay below 2^53.
 */

import { nodeInput } from './hash-input.ts'

/** SHA-256 of bytes. The caller brings the quickest it has. */
export type Sha256 = (bytes: Uint8Array) => Uint8Array

/** Leaves `from` … `to` − 1. */
export type Range = { readonly from: number; readonly to: number }

/** A perfect subtree: the `n`-th (from 0) of those with 2^height leaves. */
export type Subtree = { readonly height: number; readonly n: number }

/** The largest power of two below `n`, for n ≥ 2. */
function powerBelow(n: number): number {
  let power = 1
  while (power * 2 < n) power *= 2
  return power
}

/** The hashes that prove leaf `index` in a tree of `size` leaves, the leaf's sibling first. `index` < `size`. */
export function inclusionRanges(index: number, size: number): readonly Range[] {
  const path: Range[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + powerBelow(to - from)
    if (index < middle) {
      path.unshift({ from: middle, to })
      to = middle
    } else {
      path.unshift({ from, to: middle })
      from = middle
    }
  }
  return path
}

/** The hashes that prove that a tree of `size` leaves begins with the one of `old` leaves. 0 < `old` ≤ `size`. */
export function consistencyRanges(old: number, size: number): readonly Range[] {
  const path: Range[] = []
  let [from, to] = [0, size]
  let whole = true
  while (old !== to) {
    const middle = from + powerBelow(to - from)
    if (old <= middle) {
      path.unshift({ from: middle, to })
      to = middle
    } else {
      path.unshift({ from, to: middle })
      from = middle
      whole = false
    }
  }
  // The old root itself is known to whoever asks.
  return whole ? path : [{ from, to }, ...path]
}

/** The perfect subtrees that a range consists of, largest first. The range begins where a subtree of its size may. */
export function subtreesOf({ from, to }: Range): readonly Subtree[] {
  const found: Subtree[] = []
  let at = from
  while (at < to) {
    let [height, width] = [0, 1]
    while (at % (width * 2) === 0 && at + width * 2 <= to) {
      width *= 2
      height += 1
    }
    found.push({ height, n: at / width })
    at += width
  }
  return found
}

/** One hash of the hashes of a range's subtrees, in their order; of none, the root of the empty tree. */
export function joined(hashes: readonly Uint8Array[], sha256: Sha256): Uint8Array {
  const last = hashes.at(-1)
  if (last === undefined) return sha256(new Uint8Array())
  return hashes.slice(0, -1).reduceRight((right, left) => sha256(nodeInput(left, right)), last)
}

/** The hash of a range, given the hashes of perfect subtrees. */
export const rangeHash = (range: Range, node: (at: Subtree) => Uint8Array, sha256: Sha256): Uint8Array =>
  joined(subtreesOf(range).map(node), sha256)
