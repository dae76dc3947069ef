import { inBaseUnit } from '#contract/plan'
import { type Rate, ratioOf } from '#kernel/money'
import type { Field } from '../contract/form-shapes.ts'

/** A value as it is kept: `num/den` in lowest terms. Unlike parseRate it takes any length, for growth of fen over fen is long. */
export const rateText = ({ num, den }: Rate): string => `${num}/${den}`

export function rateIn(text: string): Rate | undefined {
  const found = /^(-?\d+)\/(\d+)$/.exec(text)
  return found === null ? undefined : ratioOf(BigInt(found[1] ?? ''), BigInt(found[2] ?? ''))
}

export const isText = ({ unit }: Pick<Field, 'unit'>): boolean => unit === ''

/** What one of the field's unit is in base units (100 fen a yuan, 1/100 a per cent). */
const factorOf = (unit: string): Rate => inBaseUnit('1', unit) ?? { num: 1n, den: 1n }

const DECIMALS: Readonly<Record<string, number>> = { 元: 2, 万元: 2, 亿元: 4, '%': 2, 百分点: 2 }

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')

/** In the field's own unit, rounded half up to its decimals: to be shown and printed; what is kept stays exact. */
export function decimalIn(field: Pick<Field, 'unit' | 'decimals'>, { num, den }: Rate): string {
  const { num: a, den: b } = factorOf(field.unit)
  const most = field.decimals ?? DECIMALS[field.unit] ?? (den === 1n ? 0 : 2)
  const scaled = num * b * 10n ** BigInt(most)
  const by = den * a
  const size = scaled < 0n ? -scaled : scaled
  const rounded = (size * 2n + by) / (by * 2n)
  const digits = rounded.toString().padStart(most + 1, '0')
  const sign = scaled < 0n && rounded > 0n ? '-' : ''
  return most === 0 ? sign + digits : `${sign}${digits.slice(0, -most)}.${digits.slice(-most)}`
}

/** `1,234.50 元`, `25.00%`, `12 个`; a text as it is. */
export function shownValue(field: Pick<Field, 'unit' | 'decimals'>, value: string): string {
  const rate = isText(field) ? undefined : rateIn(value)
  if (rate === undefined) return value
  const [whole = '', part] = decimalIn(field, rate).split('.')
  const sign = whole.startsWith('-') ? '-' : ''
  const number = `${sign}${grouped(whole.replace('-', ''))}${part === undefined ? '' : `.${part}`}`
  return field.unit === '%' ? `${number}%` : `${number} ${field.unit}`
}

/** What somebody typed, in the field's unit, as it is kept; undefined: no number. */
export function keptValue(field: Pick<Field, 'unit'>, typed: string): string | undefined {
  const text = typed.trim()
  if (isText(field)) return text
  const plain = text.replaceAll(/[,，\s]/g, '').replace(field.unit === '%' ? /[%％]$/ : /$^/, '')
  const rate = inBaseUnit(plain, field.unit)
  return rate && rateText(rate)
}
