/** 骰子 Seeded pseudo-random numbers (xorshift128, Marsaglia 2003): the same seed, the same plan on any machine. */
export type Dice = { a: number; b: number; c: number; d: number }

export function dice(seed: number): Dice {
  const mixed = (k: number): number => Math.imul(seed ^ (k * 0x9e3779b9), 0x85ebca6b) ^ (k * 0xc2b2ae35)
  const d = { a: mixed(1) | 1, b: mixed(2), c: mixed(3), d: mixed(4) }
  for (let i = 0; i < 20; i++) bits(d)
  return d
}

/** 32 random bits. */
export function bits(d: Dice): number {
  let t = d.d
  const s = d.a
  d.d = d.c
  d.c = d.b
  d.b = s
  t ^= t << 11
  t ^= t >>> 8
  d.a = t ^ s ^ (s >>> 19)
  return d.a
}

/** Evenly in [0, 1). */
export const share = (d: Dice): number => (bits(d) >>> 0) / 4294967296

/** Evenly among 0, 1, … n−1. */
export const below = (d: Dice, n: number): number => Math.floor(share(d) * n)
