import { describe, expect, test } from 'vitest'
import { parseCreditCode } from '#kernel/credit-code'
import { day } from '#kernel/day'
import { parseMobile } from '#kernel/mobile'
import { parseResidentId } from '#kernel/resident-id'
import { creditCode, mobile, residentId } from './codes.ts'

// Both checks are written a second time, in the other usual form: the whole code with its check must leave remainder
// 0 (credit code, weights as the standard prints them) or 1 (resident ID, ISO 7064 MOD 11-2 digit by digit).

const WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28, 1]

const creditRemainder = (code: string): number =>
  [...code].reduce(
    (sum, char, i) => sum + (WEIGHTS[i] ?? 0) * '0123456789ABCDEFGHJKLMNPQRTUWXY'.indexOf(char),
    0,
  ) % 31

const organisationRemainder = (nine: string): number => {
  const value = (char: string): number => (/\d/.test(char) ? Number(char) : char.charCodeAt(0) - 55)
  const check = nine.endsWith('X') ? 10 : Number(nine.slice(8))
  return ([3, 7, 9, 10, 5, 8, 4, 2].reduce((sum, w, i) => sum + w * value(nine.charAt(i)), 0) + check) % 11
}

const residentRemainder = (id: string): number =>
  [...id].reduce((rest, char) => (rest * 2 + (char === 'X' ? 10 : Number(char))) % 11, 0)

describe('codes of nobody', () => {
  test('the second forms accept the examples printed in the standards', () => {
    expect(creditRemainder('91350100M000100Y43')).toBe(0)
    expect(residentRemainder('11010519491231002X')).toBe(1)
    expect(residentRemainder('440524188001010014')).toBe(1)
  })

  test('credit codes are valid, keep to the invented body and differ', () => {
    const codes = Array.from({ length: 5000 }, (_, n) => creditCode(n % 2 ? '1' : '3', '140521', n * 977))
    for (const code of codes) {
      expect(code).toMatch(/^9[13]140521DEM[0-9A-Y]{7}$/)
      expect(creditRemainder(code), code).toBe(0)
      expect(organisationRemainder(code.slice(8, 17)), code).toBe(0)
    }
    expect(new Set(codes).size).toBe(codes.length)
  })

  test('resident IDs are valid and nobody’s: a prefecture as region, serial 000', () => {
    for (let year = 1940; year < 2006; year++) {
      const id = residentId('140500', day(`${year}-02-28`))
      expect(id).toMatch(/^140500\d{8}000[\dX]$/)
      expect(residentRemainder(id), id).toBe(1)
    }
  })

  test('mobile numbers keep to the unassigned block', () => {
    expect(mobile(7)).toBe('15400000007')
  })

  test('the kernel reads them all, so the register will', () => {
    expect(parseCreditCode(creditCode('2', '141030', 4711))).toMatchObject({ ok: true })
    expect(parseResidentId(residentId('141000', day('1987-06-05')))).toMatchObject({ ok: true })
    expect(parseMobile(mobile(9999))).toMatchObject({ ok: true })
  })
})
