import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanCell, isFormula, isMangledId, looksRounded } from './cell.ts'

describe('cleanCell', () => {
  test.each([
    ['="2603149871234567890"', '2603149871234567890'],
    ['"=""2603"""', '2603'],
    ["'13800000000", '13800000000'],
    ['\t2603', '2603'],
    ['39.80\t', '39.80'],
    ['\ufeff订单号', '订单号'],
    ['\0\0abc\0', 'abc'],
    ['　玉露香梨　', '玉露香梨'],
    ['“好梨”', '“好梨”'],
    ['5" 盘', '5" 盘'],
    ['', ''],
    ['\t', ''],
    ['=""', ''],
  ])('%j → %j', (raw, clean) => {
    expect(cleanCell(raw)).toBe(clean)
  })

  test.each(['=HYPERLINK("http://example.com","x")', "=cmd|' /C calc'!A0", '=1+1'])(
    'stays a formula: %s',
    (cell) => {
      expect(isFormula(cleanCell(cell))).toBe(true)
    },
  )

  test('cleaning twice changes nothing more', () => {
    const wrapped = fc.stringMatching(/^[='"`\t\0 　]{0,4}[a-z0-9]{0,4}['"\t ]{0,3}$/)
    fc.assert(
      fc.property(fc.oneof(fc.string(), wrapped), (raw) => {
        const once = cleanCell(raw)
        // A text in quotes may hold another one in quotes; a formula is refused anyway.
        if (!/^["=]/.test(once)) expect(cleanCell(once)).toBe(once)
      }),
      { numRuns: 2_000 },
    )
  })
})

test.each([
  ['1.40E+17', true],
  ['2.60315E+18', true],
  ['1e5', true],
  ['260314-400000294410900', false],
  ['2603149871234567890', false],
])('Excel made scientific notation of it: %s %s', (cell, mangled) => {
  expect(isMangledId(cell)).toBe(mangled)
})

test.each([
  ['2603149871234560000', true],
  ['260314987123456000', true],
  ['2603149871234567890', false],
  ['311729384000', false],
])('Excel may have rounded it: %s %s', (id, rounded) => {
  expect(looksRounded(id)).toBe(rounded)
})
