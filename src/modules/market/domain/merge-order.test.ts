import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { type Fen, fen } from '#kernel/money'
import { compareObservations, joinHistories, type LineHistory, observed } from './merge-order.ts'
import type { OrderLine } from './order-line.ts'

const USUAL: OrderLine = {
  orderNo: '260314-400000294410900',
  subNo: '',
  day: day('2026-03-14'),
  paidAt: '2026-03-14 09:26:53',
  stage: 'succeeded',
  payable: null,
  paid: fen(3980),
  received: fen(4180),
  refund: null,
  goods: null,
  quantity: 1,
  product: '大宁玉露香梨',
  waybill: 'YT8800000000001',
  mark: null,
  wholesale: false,
}

/** Few values, so that ties are common; 𠮷 lies beyond the BMP, where orders of text differ. */
const amount = fc.option(fc.constantFrom(0n, 1000n, 3980n).map((n): Fen => fen(n)))
const observation: fc.Arbitrary<OrderLine> = fc
  .record({
    stage: fc.constantFrom('shipped', 'succeeded'),
    paid: amount,
    refund: amount,
    product: fc.constantFrom('梨', '梨a', '\uffee', '𠮷'),
    waybill: fc.constantFrom(null, 'YT1', 'YT2'),
    wholesale: fc.boolean(),
  })
  .map((facts) => ({ ...USUAL, ...facts }))

const joinAll = (all: readonly OrderLine[]): LineHistory | undefined =>
  all
    .map(observed)
    .reduce<LineHistory | undefined>((sum, next) => (sum ? joinHistories(sum, next) : next), undefined)

const history = fc
  .array(observation, { minLength: 1, maxLength: 5 })
  .map((all) => joinAll(all) ?? observed(all[0] as never))

describe('the merge of what files know of a line', () => {
  test('is commutative, associative and idempotent', () => {
    fc.assert(
      fc.property(history, history, history, (a, b, c) => {
        expect(joinHistories(a, b)).toEqual(joinHistories(b, a))
        expect(joinHistories(joinHistories(a, b), c)).toEqual(joinHistories(a, joinHistories(b, c)))
        expect(joinHistories(a, a)).toEqual(a)
      }),
      { numRuns: 1_000 },
    )
  })

  test('ends in the same state whatever the order of the files, and however often they come', () => {
    const files = fc.array(observation, { minLength: 1, maxLength: 7 }).chain((all) =>
      fc.tuple(
        fc.constant(all),
        fc.shuffledSubarray([...all, ...all, ...all], {
          minLength: all.length * 3,
          maxLength: all.length * 3,
        }),
      ),
    )
    fc.assert(
      fc.property(files, ([once, often]) => {
        expect(joinAll(often)).toEqual(joinAll(once))
      }),
      { numRuns: 1_000 },
    )
  })

  test('the state is one of the observations and nothing observed is lost', () => {
    fc.assert(
      fc.property(fc.array(observation, { minLength: 1, maxLength: 7 }), (all) => {
        const joined = joinAll(all)
        const kept = [joined?.current, ...(joined?.superseded ?? [])]
        for (const line of all) expect(kept).toContainEqual(line)
        for (const line of kept) expect(all).toContainEqual(line)
        expect(kept.length).toBe(new Set(kept.map((line) => Object.values(line ?? {}).join('|'))).size)
      }),
    )
  })

  test('its order is total: equal only to itself', () => {
    fc.assert(
      fc.property(observation, observation, (a, b) => {
        const same = Object.values(a).join('|') === Object.values(b).join('|')
        expect(compareObservations(a, b) === 0).toBe(same)
        expect(Math.sign(compareObservations(a, b))).toBe(-Math.sign(compareObservations(b, a)) + 0)
      }),
    )
  })

  test.each<[string, Partial<OrderLine>, Partial<OrderLine>]>([
    ['a later stage wins', { stage: 'shipped' }, { stage: 'refunded' }],
    ['closed is later than succeeded', { stage: 'succeeded' }, { stage: 'closed' }],
    ['the larger refund wins', { refund: fen(0) }, { refund: fen(500) }],
    ['whoever says more wins', { waybill: null }, {}],
    ['the lower amount wins', { paid: fen(3980) }, { paid: fen(2980) }],
  ])('%s', (_, earlier, later) => {
    const a = { ...USUAL, ...earlier, product: '乙' }
    const b = { ...USUAL, ...later, product: '甲' }
    expect(joinHistories(observed(a), observed(b)).current).toBe(b)
    expect(joinHistories(observed(b), observed(a)).current).toBe(b)
  })
})
