import { halfWidth, trimmed } from './full-width.ts'

declare const unit: unique symbol

/** 分 Money in fen (1/100 yuan), exact. Never a floating number. */
export type Fen = bigint & { readonly [unit]: 'fen' }

/** Brands whole fen. Throws RangeError for a number that is not a safe whole one: that is a bug, not bad input. */
export function fen(n: bigint | number): Fen
export function fen(n: bigint | number): bigint {
  if (typeof n === 'number' && !Number.isSafeInteger(n)) throw new RangeError(`not whole fen: ${n}`)
  return BigInt(n)
}

export const ZERO_FEN: Fen = fen(0n)

export const addFen = (...amounts: readonly Fen[]): Fen =>
  fen(amounts.reduce<bigint>((sum, f) => sum + f, 0n))

export const subFen = (from: Fen, ...amounts: readonly Fen[]): Fen => fen(from - addFen(...amounts))

/** 16 whole digits: with the fen 18, which is what the wire (#kernel/wire zFen) and a PostgreSQL bigint hold. */
const YUAN = /^([-+]?)¥? ?([-+]?)(\d{1,16}|\d{1,3}(?:,\d{3}){1,5})(?:\.(\d{1,2})0*)?(?: ?元)?$/

/**
 * Reads yuan as people and platforms write them: `12,345.60`, `¥12.5`, `12.50元`, `-3.00`, full-width digits.
 * Undefined for anything else, also for a fraction of a fen (`1.005`; `1.500` is fine), `1e3` and the empty text.
 */
export function parseYuan(text: string): Fen | undefined {
  const found = YUAN.exec(trimmed(halfWidth(text)))
  if (!found) return undefined
  const [, before = '', after = '', whole = '', part = ''] = found
  if (before && after) return undefined
  const digits = whole.replaceAll(',', '')
  if (digits.length > 16) return undefined
  const amount = BigInt(digits + part.padEnd(2, '0'))
  return fen(before === '-' || after === '-' ? -amount : amount)
}

/** By hand: a regular expression takes ten times as long, and a pool of receipts writes many amounts. */
function grouped(digits: string): string {
  let end = digits.length % 3 || 3
  let text = digits.slice(0, end)
  for (; end < digits.length; end += 3) text += `,${digits.slice(end, end + 3)}`
  return text
}

/** A whole number of 10^-decimals units as sign, whole part and fraction (with its point). */
function decimal(n: bigint, decimals: number): { sign: '' | '-'; whole: string; fraction: string } {
  const digits = (n < 0n ? -n : n).toString().padStart(decimals + 1, '0')
  const cut = digits.length - decimals
  const fraction = decimals === 0 ? '' : `.${digits.slice(cut)}`
  return { sign: n < 0n ? '-' : '', whole: digits.slice(0, cut), fraction }
}

/** `12345.60`: for files and form fields; parseYuan reads it back. */
export function yuanText(f: Fen): string {
  const { sign, whole, fraction } = decimal(f, 2)
  return sign + whole + fraction
}

/** `¥12,345.60`, negative `-¥12,345.60`. */
export function formatYuan(f: Fen): string {
  const { sign, whole, fraction } = decimal(f, 2)
  return `${sign}¥${grouped(whole)}${fraction}`
}

/** `1,234.56万元`, rounded half-up: to be shown only, never to be compared or added. */
export function formatWan(f: Fen, decimals = 2): string {
  const { sign, whole, fraction } = decimal(
    divided(f * 10n ** BigInt(decimals), 1_000_000n, 'half-up'),
    decimals,
  )
  return `${sign}${grouped(whole)}${fraction}万元`
}

/** 比率 An exact ratio in lowest terms, den > 0. Build it with rate() or ratioOf(). */
export type Rate = { readonly num: bigint; readonly den: bigint }

const gcd = (a: bigint, b: bigint): bigint => (b === 0n ? a : gcd(b, a % b))

/** num/den in lowest terms; undefined for den 0 (无可比基数: never 0, never ∞). */
export function ratioOf(num: bigint, den: bigint): Rate | undefined {
  if (den === 0n) return undefined
  const common = gcd(num < 0n ? -num : num, den < 0n ? -den : den)
  const by = den < 0n ? -common : common
  return { num: num / by, den: den / by }
}

const RATE = /^(-?)(\d{1,18})(?:\.(\d{1,18}))?([%‰]?)$|^(-?\d{1,18})\/(\d{1,18})$/

/** Reads `0.05`, `5%`, `3‰`, `1/3`, full-width too; undefined for anything else. */
export function parseRate(text: string): Rate | undefined {
  const found = RATE.exec(trimmed(halfWidth(text)))
  if (!found) return undefined
  const [, sign = '', whole, part = '', mark = '', num, den] = found
  if (num !== undefined && den !== undefined) return ratioOf(BigInt(num), BigInt(den))
  const scale = mark === '%' ? 100n : mark === '‰' ? 1000n : 1n
  return ratioOf(BigInt(`${sign}${whole}${part}`), scale * 10n ** BigInt(part.length))
}

/** A rate written in code or in a checked plan. Throws RangeError on anything parseRate does not read: a bug. */
export function rate(text: string): Rate {
  const r = parseRate(text)
  if (!r) throw new RangeError(`not a rate: ${text}`)
  return r
}

const sum = (a: Rate, b: Rate, sign: 1n | -1n): Rate => {
  const den = a.den * b.den
  return ratioOf(a.num * b.den + sign * b.num * a.den, den) ?? a
}

export const addRates = (a: Rate, b: Rate): Rate => sum(a, b, 1n)

/** a − b: the difference in percentage points (个百分点) of two percentages, unrounded. */
export const subRates = (a: Rate, b: Rate): Rate => sum(a, b, -1n)

export function compareRates(a: Rate, b: Rate): -1 | 0 | 1 {
  const left = a.num * b.den
  const right = b.num * a.den
  return left < right ? -1 : left > right ? 1 : 0
}

/**
 * 舍入 Named by every rule that rounds, symmetric about zero so that a refund undoes its sale exactly:
 * half-up 四舍五入 (half away from zero), half-even 四舍六入五成双, down towards zero, up away from zero.
 */
export type Rounding = 'half-up' | 'half-even' | 'down' | 'up'

function divided(num: bigint, den: bigint, rounding: Rounding): bigint {
  const size = num < 0n ? -num : num
  const floor = size / den
  const left = size % den
  const twice = left * 2n
  const up =
    rounding === 'up'
      ? left > 0n
      : rounding === 'down'
        ? false
        : twice > den || (twice === den && (rounding === 'half-up' || floor % 2n === 1n))
  const rounded = up ? floor + 1n : floor
  return num < 0n ? -rounded : rounded
}

/** The rate's part of the amount, rounded to whole fen once. */
export const applyRate = (f: Fen, r: Rate, rounding: Rounding): Fen =>
  fen(divided(f * r.num, r.den, rounding))

/** `60.00%`, rounded half-up: to be shown only; rules compare unrounded rates with compareRates. */
export function formatPercent(r: Rate, decimals = 2): string {
  const { sign, whole, fraction } = decimal(
    divided(r.num * 100n * 10n ** BigInt(decimals), r.den, 'half-up'),
    decimals,
  )
  return `${sign}${grouped(whole)}${fraction}%`
}
