import { type Rounding, ratioOf } from '#kernel/money'

/** 精确数 A number in base units (fen, things, days …), exact; den > 0. Whole numbers have den 1 and stay fast. */
export type Exact = { readonly num: bigint; readonly den: bigint }

export const whole = (num: bigint): Exact => ({ num, den: 1n })
export const ZERO: Exact = whole(0n)

const reduced = (num: bigint, den: bigint): Exact => ratioOf(num, den) ?? ZERO

export const plus = (a: Exact, b: Exact): Exact =>
  a.den === b.den ? { num: a.num + b.num, den: a.den } : reduced(a.num * b.den + b.num * a.den, a.den * b.den)

export const minus = (a: Exact, b: Exact): Exact => plus(a, { num: -b.num, den: b.den })

export const times = (a: Exact, b: Exact): Exact =>
  a.den === 1n && b.den === 1n ? whole(a.num * b.num) : reduced(a.num * b.num, a.den * b.den)

export const isLess = (a: Exact, b: Exact): boolean =>
  a.den === b.den ? a.num < b.num : a.num * b.den < b.num * a.den

export const lesser = (a: Exact, b: Exact): Exact => (isLess(b, a) ? b : a)
export const greater = (a: Exact, b: Exact): Exact => (isLess(a, b) ? b : a)

/** a − b, nothing where b is more. */
export const above = (a: Exact, b: Exact): Exact => (isLess(b, a) ? minus(a, b) : ZERO)

/** How many whole times b goes into a (≥ 0); a unit of 0, which `plan check` refuses, none. */
export const wholeTimes = (a: Exact, b: Exact): bigint =>
  b.num === 0n ? 0n : (a.num * b.den) / (a.den * b.num)

/** To whole multiples of `grain`, an amount ≥ 0. */
export function rounded({ num, den }: Exact, how: Rounding, grain: bigint): Exact {
  const unit = den * grain
  const floor = num / unit
  const left = num % unit
  if (left === 0n) return whole(floor * grain)
  const twice = left * 2n
  const up =
    how === 'up' ||
    (how !== 'down' && (twice > unit || (twice === unit && (how === 'half-up' || floor % 2n === 1n))))
  return whole((up ? floor + 1n : floor) * grain)
}

/** `617284` or `1/3`: the one text of a number. */
export function exactText({ num, den }: Exact): string {
  if (den === 1n) return num.toString()
  const { num: n, den: d } = reduced(num, den)
  return d === 1n ? n.toString() : `${n}/${d}`
}

const WHOLE = /^(?:0|[1-9]\d{0,17})$/
const PARTS = /^(0|[1-9]\d{0,17})\/([1-9]\d{0,17})$/

/** Reads exactText; undefined for anything else, also for a negative number. */
export function exactOf(text: string): Exact | undefined {
  if (WHOLE.test(text)) return whole(BigInt(text))
  const [, num, den] = PARTS.exec(text) ?? []
  return num === undefined || den === undefined ? undefined : reduced(BigInt(num), BigInt(den))
}
