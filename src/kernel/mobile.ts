import type { $brand } from 'zod'
import { halfWidth } from './full-width.ts'
import { type Parsed, read, unread } from './parsed.ts'

/** 手机号 A mobile number of mainland China: 11 digits, without +86. */
export type Mobile = string & $brand<'Mobile'>

export type MobileFault = 'length' | 'characters' | 'range'

const isMobile = (digits: string): digits is Mobile => /^1[3-9]\d{9}$/.test(digits)

/** Reads a mobile number; +86, 0086, spaces, hyphens and full-width digits are put right. */
export function parseMobile(text: string): Parsed<Mobile, MobileFault> {
  const plain = halfWidth(text).replace(/[\s-]/g, '')
  const national = plain.replace(/^(?:\+|00)86|^86(?=1\d{10}$)/, '')
  if (!/^\d*$/.test(national)) return unread('characters')
  if (national.length !== 11) return unread('length')
  return isMobile(national) ? read(national) : unread('range')
}
