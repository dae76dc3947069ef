import fc from 'fast-check'
import { expect, test } from 'vitest'
import { day } from '#kernel/day'
import { ALL_PARTS, type DayChange, type DaySum, sumsOf } from './day-sums.ts'

const amount = fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n })
const changes: fc.Arbitrary<DayChange[]> = fc.array(
  fc.record({
    day: fc.constantFrom(day('2023-01-31'), day('2023-02-01')),
    shop: fc.constantFrom('1', '2', '3'),
    retail: amount,
    lines: amount,
    orders: amount,
    refund: amount,
    excluded: fc.dictionary(fc.constantFrom('unpaid', 'wholesale'), amount),
  }),
)

/** As the database adds them. */
function added(...parts: readonly (readonly DaySum[])[]): Record<string, bigint> {
  const sums: Record<string, bigint> = {}
  for (const { measure, part, day: d, amount: by } of parts.flat()) {
    const key = `${measure} ${d} ${part}`
    sums[key] = (sums[key] ?? 0n) + by
  }
  return Object.fromEntries(Object.entries(sums).filter(([, sum]) => sum !== 0n))
}

test('two imports one after the other are both at once', () =>
  fc.assert(
    fc.property(changes, changes, (a, b) => {
      expect(added(sumsOf(a), sumsOf(b))).toEqual(added(sumsOf([...a, ...b])))
    }),
  ))

test('what an import brought and takes back leaves nothing', () =>
  fc.assert(
    fc.property(changes, (a) => {
      const back = a.map(({ excluded, ...c }) => ({
        ...c,
        retail: -c.retail,
        lines: -c.lines,
        orders: -c.orders,
        refund: -c.refund,
        excluded: Object.fromEntries(Object.entries(excluded).map(([why, fen]) => [why, -fen])),
      }))
      expect(sumsOf([...a, ...back])).toEqual([])
    }),
  ))

test('each sum stands once, and all shops together are the sum of the shops', () =>
  fc.assert(
    fc.property(changes, (a) => {
      const sums = sumsOf(a)
      const keys = sums.map((s) => `${s.measure} ${s.day} ${s.part}`)
      expect(new Set(keys).size).toBe(keys.length)
      const shops = sums.filter(({ part }) => part !== ALL_PARTS).map((s) => ({ ...s, part: ALL_PARTS }))
      expect(added(shops)).toEqual(added(sums.filter(({ part }) => part === ALL_PARTS)))
    }),
  ))
