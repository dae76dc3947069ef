import { nodeInput } from './hash-input.ts'

/** SHA-256 where it may take its time, as in a browser. */
export type AnySha256 = (bytes: Uint8Array) => Uint8Array | Promise<Uint8Array>

const even = (n: number): boolean => n % 2 === 0
const half = (n: number): number => Math.floor(n / 2)

export const sameBytes = (a: Uint8Array, b: Uint8Array): boolean =>
  a.length === b.length && a.every((byte, i) => byte === b[i])

const areHashes = (hashes: readonly Uint8Array[]): boolean => hashes.every((hash) => hash.length === 32)

/** The root that a leaf and its proof lead to; undefined where the proof has another shape than such a tree. @law RFC 9162 §2.1.3.2 */
export async function rootOfInclusion(
  { index, size, leafHash }: { readonly index: number; readonly size: number; readonly leafHash: Uint8Array },
  proof: readonly Uint8Array[],
  sha256: AnySha256,
): Promise<Uint8Array | undefined> {
  if (index < 0 || index >= size || !areHashes([leafHash, ...proof])) return undefined
  let [at, last, hash] = [index, size - 1, leafHash]
  for (const beside of proof) {
    if (last === 0) return undefined
    if (!even(at) || at === last) {
      hash = await sha256(nodeInput(beside, hash))
      while (even(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      hash = await sha256(nodeInput(hash, beside))
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 ? hash : undefined
}

/** A tree: how many leaves, and the one hash of them all. */
export type TreeHead = { readonly size: number; readonly root: Uint8Array }

/** Whether the later tree begins with the earlier one. An empty tree is the beginning of any. @law RFC 9162 §2.1.4.2 */
export async function isConsistent(
  earlier: TreeHead,
  later: TreeHead,
  proof: readonly Uint8Array[],
  sha256: AnySha256,
): Promise<boolean> {
  if (earlier.size > later.size || !areHashes(proof)) return false
  if (earlier.size === later.size) return proof.length === 0 && sameBytes(earlier.root, later.root)
  if (earlier.size === 0) {
    return proof.length === 0 && sameBytes(earlier.root, await sha256(new Uint8Array()))
  }
  let [at, last] = [earlier.size - 1, later.size - 1]
  while (!even(at)) [at, last] = [half(at), half(last)]
  // A perfect earlier tree is a subtree of the later one: its root opens the path.
  const path = at === 0 ? [earlier.root, ...proof] : proof
  const [first, ...rest] = path
  if (first === undefined) return false
  let [old, now] = [first, first]
  for (const beside of rest) {
    if (last === 0) return false
    if (!even(at) || at === last) {
      old = await sha256(nodeInput(beside, old))
      now = await sha256(nodeInput(beside, now))
      while (even(at) && at !== 0) [at, last] = [half(at), half(last)]
    } else {
      now = await sha256(nodeInput(now, beside))
    }
    ;[at, last] = [half(at), half(last)]
  }
  return last === 0 && sameBytes(old, earlier.root) && sameBytes(now, later.root)
}
