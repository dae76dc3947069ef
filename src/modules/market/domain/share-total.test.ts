import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addFen, type Fen, fen } from '#kernel/money'
import type { AmountsPer } from './profile.ts'
import { type Part, shareTotal } from './share-total.ts'

const money = fc.bigInt({ min: 0n, max: 10_000_000_000n }).map((n): Fen => fen(n))
const parts = fc.uniqueArray(
  fc.record({
    subNo: fc.stringMatching(/^[1-9]{1,3}$/),
    amount: money,
    goods: fc.option(money),
    counts: fc.boolean(),
  }),
  { selector: ({ subNo }) => subNo, minLength: 1, maxLength: 6 },
)
const repeated = fc.tuple(parts, money).map(([all, amount]) => all.map((part): Part => ({ ...part, amount })))

const total = (shares: ReadonlyMap<string, Fen>): Fen => addFen(...shares.values())

test.each<AmountsPer>(['order', 'order-if-equal'])('%s: the order’s total is counted exactly once', (per) => {
  fc.assert(
    fc.property(repeated, (all) => {
      const shares = shareTotal(all, per)
      expect(total(shares)).toBe(all[0]?.amount)
      expect([...shares.keys()].sort()).toEqual(all.map((part) => part.subNo).sort())
      expect([...shares.values()].every((share) => share >= 0n)).toBe(true)
    }),
  )
})

test('a row for the whole order gives way to its lines, in whatever order they are named', () => {
  fc.assert(
    fc.property(repeated, (all) => {
      const whole: Part = { subNo: '', amount: all[0]?.amount ?? fen(0), goods: null, counts: true }
      const shares = shareTotal([whole, ...all], 'order-if-equal')
      expect(shares.get('')).toBe(0n)
      expect(shareTotal([...all].reverse().concat(whole), 'order-if-equal')).toEqual(
        new Map([...shares].sort((a, b) => (a[0] < b[0] ? -1 : 1))),
      )
      expect(total(shares)).toBe(all[0]?.amount)
    }),
  )
})

test('lines with amounts of their own keep them', () => {
  fc.assert(
    fc.property(parts, (all) => {
      expect(total(shareTotal(all, 'line'))).toBe(addFen(...all.map((part) => part.amount)))
    }),
  )
})
