import type { $brand } from 'zod'
import { type Day, parseDay } from './day.ts'
import { halfWidth } from './full-width.ts'
import { type Parsed, read, unread } from './parsed.ts'

/** 居民身份证号码 18 characters of GB 11643-1999, birth date and check character right. Sensitive: hash or mask it. */
export type ResidentId = string & $brand<'ResidentId'>

/** `old`: the 15-digit number, out of use since 2013. */
export type ResidentIdFault = 'old' | 'length' | 'characters' | 'birth' | 'check'

/** GB 11643-1999 table 1: the check character by Σ mod 11. */
const CHECKS = '10X98765432'

/** ISO 7064 MOD 11-2: weight of the i-th of 17 digits is 2^(18−i) mod 11. Takes the first 17 digits. */
export function residentIdCheck(body: string): string {
  let sum = 0
  for (const digit of body) sum = ((sum + Number(digit)) * 2) % 11
  return CHECKS.charAt(sum)
}

const isResidentId = (text: string): text is ResidentId => residentIdCheck(text.slice(0, 17)) === text[17]

const bornOn = (id: string): Day | undefined => parseDay(id.slice(6, 14))

/** Reads a resident ID; spaces, full-width and a small x are put right. A birth date in the future is the caller's. */
export function parseResidentId(text: string): Parsed<ResidentId, ResidentIdFault> {
  const id = halfWidth(text).replace(/\s/g, '').toUpperCase()
  if (/^\d{15}$/.test(id)) return unread('old')
  if (id.length !== 18) return unread('length')
  if (!/^[1-9]\d{16}[\dX]$/.test(id)) return unread('characters')
  const born = bornOn(id)
  if (!born || born < '1900-01-01') return unread('birth')
  return isResidentId(id) ? read(id) : unread('check')
}
