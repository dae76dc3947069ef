import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { creditCodeCheck, parseCreditCode } from './credit-code.ts'
import { gs1CheckDigit, parseGln, parseGtin, parseSscc } from './gs1.ts'
import { parseResidentId, residentIdCheck } from './resident-id.ts'

const textOf = (alphabet: string, length: number) =>
  fc
    .array(fc.constantFrom(...alphabet), { minLength: length, maxLength: length })
    .map((chars) => chars.join(''))
const digits = (length: number) => textOf('0123456789', length)

const CREDIT = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const creditCode = fc
  .tuple(textOf(CREDIT, 2), digits(6), textOf(CREDIT, 9))
  .map((parts) => parts.join(''))
  .map((body) => body + creditCodeCheck(body))
const residentId = fc
  .tuple(fc.constantFrom('149901', '149902'), fc.constantFrom('19040229', '19491001', '20000229'), digits(3))
  .map((parts) => parts.join(''))
  .map((body) => body + residentIdCheck(body))
const gs1 = (length: number) => digits(length - 1).map((body) => body + gs1CheckDigit(body))

const KINDS = [
  ['credit code', creditCode, parseCreditCode, CREDIT],
  ['resident ID', residentId, parseResidentId, '0123456789'],
  ['GTIN-8', gs1(8), parseGtin, '0123456789'],
  ['GTIN-12', gs1(12), parseGtin, '0123456789'],
  ['GTIN-13', gs1(13), parseGtin, '0123456789'],
  ['GTIN-14', gs1(14), parseGtin, '0123456789'],
  ['GLN', gs1(13), parseGln, '0123456789'],
  ['SSCC', gs1(18), parseSscc, '0123456789'],
] as const

describe.each(KINDS)('the check character of a %s', (_name, valid, parse, alphabet) => {
  it('fits what it was computed for', () => {
    fc.assert(
      fc.property(valid, (text) => {
        expect(parse(text)).toEqual({ ok: true, value: text })
      }),
    )
  })
  it('betrays any one wrong character', () => {
    fc.assert(
      fc.property(valid, fc.nat(), fc.constantFrom(...alphabet), (text, where, wrong) => {
        const at = where % text.length
        fc.pre(text[at] !== wrong)
        expect(parse(text.slice(0, at) + wrong + text.slice(at + 1)).ok).toBe(false)
      }),
    )
  })
})

// The mod 10 of GS1 cannot: it misses neighbours that differ by 5.
describe.each(KINDS.slice(0, 2))('the check character of a %s', (_name, valid, parse) => {
  it('betrays two neighbours swapped', () => {
    fc.assert(
      fc.property(valid, fc.nat(), (text, where) => {
        const at = where % (text.length - 1)
        fc.pre(text[at] !== text[at + 1])
        const swapped = `${text.slice(0, at)}${text[at + 1]}${text[at]}${text.slice(at + 2)}`
        expect(parse(swapped).ok).toBe(false)
      }),
    )
  })
})
