import type { $brand } from 'zod'
import { halfWidth } from './full-width.ts'
import { type Parsed, read, unread } from './parsed.ts'

/**
 * GS1 numbers are read and checked, never made: a company prefix is leased from GS1 China (中国物品编码中心), so no
 * function here invents one.
 */

/** 商品条码 GTIN-8, -12, -13 or -14 (GB 12904), as printed. */
export type Gtin = string & $brand<'Gtin'>
/** 参与方位置码 Global location number, 13 digits (GB/T 16828). */
export type Gln = string & $brand<'Gln'>
/** 系列货运包装箱代码 Serial shipping container code, 18 digits (GB/T 18127). */
export type Sscc = string & $brand<'Sscc'>

export type Gs1Fault = 'length' | 'characters' | 'check'

/** GS1 General Specifications 7.9: from the right, weights 3, 1, 3, …; the digit that fills up to the next ten. */
export function gs1CheckDigit(body: string): string {
  let sum = 0
  for (let i = 0; i < body.length; i++) sum += Number(body[i]) * ((body.length - i) % 2 === 1 ? 3 : 1)
  return String((10 - (sum % 10)) % 10)
}

function parseGs1(text: string, lengths: readonly number[]): Parsed<string, Gs1Fault> {
  const digits = halfWidth(text).replace(/[\s-]/g, '')
  if (!/^\d*$/.test(digits)) return unread('characters')
  if (!lengths.includes(digits.length)) return unread('length')
  return gs1CheckDigit(digits.slice(0, -1)) === digits.at(-1) ? read(digits) : unread('check')
}

// The overloads brand what parseGs1 has checked.
export function parseGtin(text: string): Parsed<Gtin, Gs1Fault>
export function parseGtin(text: string): Parsed<string, Gs1Fault> {
  return parseGs1(text, [8, 12, 13, 14])
}

export function parseGln(text: string): Parsed<Gln, Gs1Fault>
export function parseGln(text: string): Parsed<string, Gs1Fault> {
  return parseGs1(text, [13])
}

export function parseSscc(text: string): Parsed<Sscc, Gs1Fault>
export function parseSscc(text: string): Parsed<string, Gs1Fault> {
  return parseGs1(text, [18])
}
