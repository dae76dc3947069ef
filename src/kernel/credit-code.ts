import type { $brand } from 'zod'
import { halfWidth } from './full-width.ts'
import { type Parsed, read, unread } from './parsed.ts'

/** 统一社会信用代码 18 characters of GB 32100-2015, upper case, check character right. */
export type CreditCode = string & $brand<'CreditCode'>

export type CreditCodeFault = 'length' | 'characters' | 'region' | 'check'

/** GB 32100-2015 table 3: no I, O, S, V, Z, which are misread as 1, 0, 5, U, 2. A character's value is its place. */
const ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** GB 32100-2015 4.6: weights 3^(i−1) mod 31, the check value is 31 − (Σ mod 31). Takes the first 17 characters. */
export function creditCodeCheck(body: string): string {
  let weight = 1
  let sum = 0
  for (const char of body) {
    sum += ALPHABET.indexOf(char) * weight
    weight = (weight * 3) % 31
  }
  return ALPHABET.charAt((31 - (sum % 31)) % 31)
}

const isCreditCode = (text: string): text is CreditCode => creditCodeCheck(text.slice(0, 17)) === text[17]

/** Reads a credit code; spaces, full-width and lower-case letters are put right. */
export function parseCreditCode(text: string): Parsed<CreditCode, CreditCodeFault> {
  const code = halfWidth(text).replace(/\s/g, '').toUpperCase()
  if (code.length !== 18) return unread('length')
  for (const char of code) if (!ALPHABET.includes(char)) return unread('characters')
  // Characters 3–8 are the GB/T 2260 code of the registering authority's place.
  if (!/^\d{6}$/.test(code.slice(2, 8))) return unread('region')
  return isCreditCode(code) ? read(code) : unread('check')
}
