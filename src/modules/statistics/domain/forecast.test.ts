import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compareRates, type Rate } from '#kernel/money'
import { forecast, outlookOf, type WholeMonth } from './forecast.ts'

const month = (amount: bigint, lastYear?: bigint, days = 30): WholeMonth => ({ amount, days, lastYear })
const value = ({ num, den }: Rate): number => Number(num) / Number(den)

describe('预测区间 the forecast band', () => {
  test('against last year: the rest of it at the worst, the whole and the best pace of the months over', () => {
    const found = forecast(600n, [month(100n, 100n), month(200n, 100n), month(300n, 200n)], {
      days: 60,
      lastYear: 400n,
    })
    expect(found?.basis).toBe('last-year')
    // 1, 1.5 and 2 times last year; together 600 / 400.
    expect(found && [found.low, found.middle, found.high].map(value)).toEqual([1000, 1200, 1400])
  })

  test('by the day where a month of last year, or its rest, is not known', () => {
    const months = [month(300n), month(600n, 100n), month(900n, 100n)]
    const found = forecast(1800n, months, { days: 10, lastYear: 50n })
    expect(found?.basis).toBe('daily')
    expect(found && [found.low, found.middle, found.high].map(value)).toEqual([1900, 2000, 2100])
    const based = months.map((m) => ({ ...m, lastYear: 100n }))
    expect(forecast(1800n, based, { days: 10, lastYear: undefined })?.basis).toBe('daily')
  })

  test('two months say nothing', () => {
    expect(forecast(5n, [month(1n), month(2n)], { days: 300, lastYear: undefined })).toBeUndefined()
  })

  const months = fc.array(
    fc.record({
      amount: fc.bigInt({ min: 0n, max: 10n ** 12n }),
      days: fc.integer({ min: 28, max: 31 }),
      lastYear: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: undefined }),
    }),
    { minLength: 3, maxLength: 12 },
  )
  const rest = fc.record({
    days: fc.integer({ min: 0, max: 365 }),
    lastYear: fc.option(fc.bigInt({ min: 0n, max: 10n ** 12n }), { nil: undefined }),
  })

  test('low ≤ middle ≤ high, never below what there is, exact', () =>
    fc.assert(
      fc.property(months, rest, (ms, left) => {
        const soFar = ms.reduce((total, { amount }) => total + amount, 0n)
        const found = forecast(soFar, ms, left)
        if (found === undefined) throw new Error('three months are enough')
        expect(compareRates(found.low, found.middle)).toBeLessThanOrEqual(0)
        expect(compareRates(found.middle, found.high)).toBeLessThanOrEqual(0)
        expect(compareRates(found.low, { num: soFar, den: 1n })).toBeGreaterThanOrEqual(0)
        if (left.days === 0 && found.basis === 'daily')
          expect(compareRates(found.high, { num: soFar, den: 1n })).toBe(0)
      }),
    ))

  test('what even the worst reaches is likely, what not even the best reaches is unlikely', () => {
    const found = forecast(600n, [month(100n, 100n), month(200n, 100n), month(300n, 200n)], {
      days: 60,
      lastYear: 400n,
    })
    const at = (bound: bigint) => found && outlookOf(found, { num: bound, den: 1n })
    expect([at(1000n), at(1001n), at(1400n), at(1401n)]).toEqual(['likely', 'open', 'open', 'unlikely'])
  })
})
