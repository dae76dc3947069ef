/**
 * Codes of nobody: they pass every check-digit test and belong to no one. A credit code carries the organisation
 * body DEM…, which no registrar issues; a resident ID a prefecture as its region (IDs carry counties) and the serial
 * 000; a mobile number the unassigned segment 154 with the subscriber block 0000.
 */
import { creditCodeCheck } from '#kernel/credit-code'
import type { Day } from '#kernel/day'
import { residentIdCheck } from '#kernel/resident-id'

/** GB 32100: I, O, S, V and Z are left out. */
const CREDIT_ALPHABET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const ORGANISATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Register kinds of 市场监管 (9): 1 企业, 2 个体工商户, 3 农民专业合作社. */
export type RegisterKind = '1' | '2' | '3'

/** 统一社会信用代码 18 characters; `serial` < 31^5 keeps them apart within a county and register. */
export function creditCode(kind: RegisterKind, countyCode: string, serial: number): string {
  const body = `DEM${inBase31(serial, 5)}`
  const first = `9${kind}${countyCode}${body}${organisationCheck(body)}`
  return first + creditCodeCheck(first)
}

function inBase31(n: number, length: number): string {
  let text = ''
  for (let left = n; text.length < length; left = Math.floor(left / 31)) {
    text = CREDIT_ALPHABET.charAt(left % 31) + text
  }
  return text
}

/** GB 11714: digits as they are, A = 10 … Z = 35, modulus 11. */
function organisationCheck(body: string): string {
  const sum = ORGANISATION_WEIGHTS.reduce(
    (total, weight, i) => total + weight * parseInt(body.charAt(i), 36),
    0,
  )
  const check = 11 - (sum % 11)
  return check === 10 ? 'X' : String(check % 11)
}

/** 居民身份证号 18 characters, GB 11643. */
export function residentId(cityCode: string, born: Day): string {
  const first = `${cityCode}${born.replaceAll('-', '')}000`
  return first + residentIdCheck(first)
}

/** 手机号 11 digits; `serial` < 10,000. */
export const mobile = (serial: number): string => `1540000${String(serial).padStart(4, '0')}`
