import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addFen,
  addRates,
  applyRate,
  compareRates,
  type Fen,
  fen,
  formatPercent,
  formatWan,
  formatYuan,
  parseRate,
  parseYuan,
  type Rate,
  rate,
  ratioOf,
  subFen,
  subRates,
  yuanText,
  ZERO_FEN,
} from './money.ts'

const LIMIT = 10n ** 18n - 1n
const anyFen = fc.bigInt({ min: -LIMIT, max: LIMIT }).map((n) => fen(n))
const anyRate = fc
  .tuple(fc.bigInt({ min: -(10n ** 9n), max: 10n ** 9n }), fc.bigInt({ min: 1n, max: 10n ** 9n }))
  .map(([num, den]): Rate => ratioOf(num, den) ?? { num: 0n, den: 1n })
const negative = (f: Fen): Fen => subFen(ZERO_FEN, f)

describe('fen', () => {
  it.each([1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53])('throws on %d', (n) => {
    expect(() => fen(n)).toThrow(RangeError)
  })
  it('adds and subtracts exactly', () => {
    expect(addFen()).toBe(0n)
    expect(addFen(fen(10), fen(20), fen(-5))).toBe(25n)
    fc.assert(
      fc.property(anyFen, anyFen, (a, b) => {
        expect(subFen(addFen(a, b), b)).toBe(a)
      }),
    )
  })
})

describe('reading yuan', () => {
  it.each([
    ['12,345.60', 1234560n],
    ['¥12.5', 1250n],
    ['￥12.5', 1250n],
    ['12.50元', 1250n],
    ['１２．５０', 1250n],
    ['１，２３４', 123400n],
    ['-3.00', -300n],
    ['-¥3', -300n],
    ['¥-3', -300n],
    ['−3', -300n],
    ['+3', 300n],
    ['0', 0n],
    ['-0.00', 0n],
    ['007', 700n],
    ['1.500', 150n],
    ['1.0000', 100n],
    [' 8 元 ', 800n],
    ['9999999999999999.99', LIMIT],
  ])('reads %s', (text, expected) => expect(parseYuan(text)).toBe(expected))
  it.each([
    '',
    ' ',
    '-',
    '1.005',
    '1e309',
    '1e3',
    'NaN',
    'Infinity',
    '0x10',
    '1.2.3',
    '1,23',
    '12,34.5',
    ',123',
    '--3',
    '-¥-3',
    '.5',
    '5.',
    '¥',
    '元',
    '=1+1',
    '10000000000000000',
    '10,000,000,000,000,000',
    '3万',
    '(3.00)',
  ])('refuses %j', (text) => expect(parseYuan(text)).toBeUndefined())
  it('reads back every way it writes', () => {
    fc.assert(
      fc.property(anyFen, (f) => {
        expect(parseYuan(yuanText(f))).toBe(f)
        expect(parseYuan(formatYuan(f))).toBe(f)
      }),
    )
  })
  it('never throws on any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        const f = parseYuan(text)
        expect(f === undefined || typeof f === 'bigint').toBe(true)
      }),
    )
  })
})

describe('showing money', () => {
  it('in yuan', () => {
    expect(yuanText(fen(1234560))).toBe('12345.60')
    expect(formatYuan(fen(1234560))).toBe('¥12,345.60')
    expect(formatYuan(fen(-1234560))).toBe('-¥12,345.60')
    expect(formatYuan(fen(5))).toBe('¥0.05')
    expect(formatYuan(fen(99999))).toBe('¥999.99')
  })
  it('in 万元', () => {
    expect(formatWan(fen(1_234_560_000n))).toBe('1,234.56万元')
    expect(formatWan(fen(500_000n), 0)).toBe('1万元')
    expect(formatWan(fen(499_999n), 0)).toBe('0万元')
    expect(formatWan(fen(-4_999n))).toBe('0.00万元')
    expect(formatWan(fen(-5_000n))).toBe('-0.01万元')
  })
  it('in percent', () => {
    expect(formatPercent(rate('3/5'), 2)).toBe('60.00%')
    expect(formatPercent(rate('1/3'), 1)).toBe('33.3%')
    expect(formatPercent(rate('-1/8'), 0)).toBe('-13%')
    expect(formatPercent(rate('12.5'), 0)).toBe('1,250%')
  })
})

describe('rates', () => {
  it.each([
    ['0.05', 1n, 20n],
    ['5%', 1n, 20n],
    ['５％', 1n, 20n],
    ['3‰', 3n, 1000n],
    ['1/3', 1n, 3n],
    ['2/6', 1n, 3n],
    ['-2/6', -1n, 3n],
    ['0', 0n, 1n],
    ['100%', 1n, 1n],
    ['12.50%', 1n, 8n],
  ])('reads %s', (text, num, den) => expect(parseRate(text)).toEqual({ num, den }))
  it.each(['', '1/0', '%', '5 %', '1e3', '.5', '1/2%', '1//2', 'NaN', '--5'])('refuses %j', (text) => {
    expect(parseRate(text)).toBeUndefined()
    expect(() => rate(text)).toThrow(RangeError)
  })
  it('has no ratio over zero', () => {
    expect(ratioOf(5n, 0n)).toBeUndefined()
    expect(ratioOf(0n, 0n)).toBeUndefined()
    expect(ratioOf(1n, -2n)).toEqual({ num: -1n, den: 2n })
  })
  it('are ordered and added exactly', () => {
    expect(compareRates(rate('60%'), rate('3/5'))).toBe(0)
    expect(compareRates(rate('59.9999999%'), rate('60%'))).toBe(-1)
    fc.assert(
      fc.property(anyRate, anyRate, (a, b) => {
        expect(subRates(addRates(a, b), b)).toEqual(a)
        expect(compareRates(a, b)).toBe(-compareRates(b, a) + 0)
        expect(compareRates(a, b)).toBe(compareRates(subRates(a, b), rate('0')))
      }),
    )
  })
})

describe('applying a rate', () => {
  const half = rate('1/2')
  it.each([
    ['half-up', 2n, 1n, -2n],
    ['half-even', 2n, 0n, -2n],
    ['down', 1n, 0n, -1n],
    ['up', 2n, 1n, -2n],
  ] as const)('rounds %s', (rounding, three, one, minusThree) => {
    expect(applyRate(fen(3), half, rounding)).toBe(three)
    expect(applyRate(fen(1), half, rounding)).toBe(one)
    expect(applyRate(fen(-3), half, rounding)).toBe(minusThree)
    expect(applyRate(fen(4), half, rounding)).toBe(2n)
  })
  it('is off by less than one fen, at most half of one when halving, and symmetric about zero', () => {
    const anyRounding = fc.constantFrom('half-up', 'half-even', 'down', 'up')
    fc.assert(
      fc.property(anyFen, anyRate, anyRounding, (f, r, rounding) => {
        const off = applyRate(f, r, rounding) * r.den - f * r.num
        const size = off < 0n ? -off : off
        expect(rounding.startsWith('half') ? size * 2n <= r.den : size < r.den).toBe(true)
        expect(applyRate(negative(f), r, rounding)).toBe(negative(applyRate(f, r, rounding)))
      }),
    )
  })
})
