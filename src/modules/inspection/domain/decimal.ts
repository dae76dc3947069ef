/** 小数 A decimal number as text, exact: `0.2502` is 2502 over 10⁴. Comparisons of tests are never made in binary fractions. */
export type Decimal = { readonly units: bigint; readonly places: number }

const DECIMAL = /^(-?)(\d{1,9})(?:\.(\d{1,6}))?$/

/** Undefined for what is no plain decimal: `1e3`, `.5`, `1,5`. */
export function readDecimal(text: string): Decimal | undefined {
  const [, sign = '', whole = '', decimals = ''] = DECIMAL.exec(text.trim()) ?? []
  if (whole === '') return undefined
  const units = BigInt(whole + decimals)
  return { units: sign === '-' ? -units : units, places: decimals.length }
}

/** Throws RangeError: a bug, the text was checked before. */
export function decimal(text: string): Decimal {
  const read = readDecimal(text)
  if (read === undefined) throw new RangeError(`not a decimal: ${text}`)
  return read
}

const scaled = ({ units, places }: Decimal, to: number): bigint => units * 10n ** BigInt(to - places)

/** Below zero, zero or above it, as `a` is less than, equal to or more than `b`. */
export function compare(a: Decimal, b: Decimal): number {
  const places = Math.max(a.places, b.places)
  const [left, right] = [scaled(a, places), scaled(b, places)]
  return left < right ? -1 : left > right ? 1 : 0
}

/** A quotient: numerator and a denominator above zero. */
export type Quotient = { readonly over: bigint; readonly under: bigint }

/** Rounded half away from zero, to be read by people only. */
export function quotientText({ over, under }: Quotient, places: number): string {
  const negative = over < 0n
  const grown = (negative ? -over : over) * 10n ** BigInt(places)
  const digits = String((grown * 2n + under) / (under * 2n)).padStart(places + 1, '0')
  const text = places === 0 ? digits : `${digits.slice(0, -places)}.${digits.slice(-places)}`
  return negative && /[1-9]/.test(text) ? `-${text}` : text
}

export const sameScale = (a: Decimal, b: Decimal): readonly [bigint, bigint] => {
  const places = Math.max(a.places, b.places)
  return [scaled(a, places), scaled(b, places)]
}

/** A quantity of at most three decimals, counted in thousandths of its unit. */
export function thousandths(text: string): bigint {
  const [whole = '0', decimals = ''] = text.split('.')
  return BigInt(whole) * 1000n + BigInt(decimals.padEnd(3, '0').slice(0, 3))
}

export const fromThousandths = (count: bigint): string =>
  `${count / 1000n}.${String(count % 1000n).padStart(3, '0')}`
