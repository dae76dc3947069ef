/**
 * 骰子 The world's only source of chance: sfc32 seeded from a text key, so that any day, order or file can be drawn
 * again on its own, in any order, with the same result. Never Math.random, never the clock.
 */
export type Dice = {
  /** In [0, 1). */
  real(): number
  /** Whole, from `from` up to, not including, `until`. */
  whole(from: number, until: number): number
  chance(probability: number): boolean
  /** Throws RangeError on an empty list: a hole in the catalogue. */
  pick<Item>(items: readonly Item[]): Item
  /** Throws RangeError when nothing weighs more than 0. */
  weighted<Item>(items: readonly Item[], weightOf: (item: Item) => number): Item
}

/** Keys differ in few characters, so the first draws are thrown away until every bit has been mixed. */
const WARM_UP = 15

export function dice(...key: readonly (string | number)[]): Dice {
  let [a, b, c, d] = lanes(key.join('/'))

  const word = (): number => {
    const sum = (((a + b) | 0) + d) | 0
    d = (d + 1) | 0
    a = b ^ (b >>> 9)
    b = (c + (c << 3)) | 0
    c = ((c << 21) | (c >>> 11)) + sum
    c |= 0
    return sum >>> 0
  }
  for (let i = 0; i < WARM_UP; i++) word()

  const real = (): number => word() / 4_294_967_296
  const whole = (from: number, until: number): number => from + Math.floor(real() * (until - from))

  return {
    real,
    whole,
    chance: (probability) => real() < probability,
    pick: (items) => at(items, whole(0, items.length)),
    weighted(items, weightOf) {
      let left = real() * items.reduce((sum, item) => sum + weightOf(item), 0)
      for (const item of items) {
        left -= weightOf(item)
        if (left < 0) return item
      }
      throw new RangeError(`nothing to pick for ${key.join('/')}`)
    },
  }
}

function at<Item>(items: readonly Item[], index: number): Item {
  const item = items[index]
  if (item === undefined) throw new RangeError('an empty list has nothing to pick')
  return item
}

/** FNV-1a over the key in four lanes with different offsets and primes. */
function lanes(key: string): [number, number, number, number] {
  let a = 0x811c9dc5
  let b = 0x9e3779b9
  let c = 0x6a09e667
  let d = 0xbb67ae85
  for (let i = 0; i < key.length; i++) {
    const code = key.charCodeAt(i)
    a = Math.imul(a ^ code, 0x01000193)
    b = Math.imul(b ^ code, 0x85ebca6b)
    c = Math.imul(c ^ code, 0xc2b2ae35)
    d = Math.imul(d ^ code, 0x27d4eb2f)
  }
  return [a, b, c, d]
}
