import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { POOL_WAYS } from '#contract/plan'
import { type Claim, shareOut } from './pool.ts'

const zClaim = fc.record({
  amount: fc.bigInt(0n, 500_000_000n),
  score: fc.bigInt(0n, 100n),
  at: fc.constantFrom('2026-03-01', '2026-03-02', '2026-03-03'),
})
const claims = fc
  .array(zClaim, { maxLength: 40 })
  .map((all) => all.map((each, i): Claim => ({ ...each, id: String(i).padStart(3, '0') })))
const pool = fc.bigInt(0n, 2_000_000_000n)
const way = fc.constantFrom(...POOL_WAYS)
const last = fc.constantFrom('给剩余' as const, '不给' as const)

describe('资金池', () => {
  it('is never overspent, nobody gets more than asked, and what is left is left', () => {
    fc.assert(
      fc.property(pool, claims, way, last, (money, all, how, end) => {
        const shared = shareOut(money, all, how, end)
        const given = shared.allotments.reduce((sum, { gets }) => sum + gets, 0n)
        expect(given + shared.left).toBe(money)
        expect(shared.left >= 0n).toBe(true)
        expect(shared.allotments.every(({ gets, asked, carried }) => gets + carried <= asked)).toBe(true)
        expect(shared.allotments).toHaveLength(all.length)
        const enough = shared.asked <= money
        expect(shared.runsOutAt === undefined).toBe(enough || how === '按比例')
        if (enough) expect(given).toBe(shared.asked)
        if (how === '结转')
          expect(shared.allotments.every(({ gets, carried }) => gets === 0n || carried === 0n)).toBe(true)
      }),
    )
  })

  it('does not depend on the order the claims are listed in', () => {
    fc.assert(
      fc.property(pool, claims, way, last, (money, all, how, end) => {
        expect(shareOut(money, all.toReversed(), how, end)).toEqual(shareOut(money, all, how, end))
      }),
    )
  })

  it('in proportion cuts less than a fen from each', () => {
    fc.assert(
      fc.property(pool, claims, (money, all) => {
        const shared = shareOut(money, all, '按比例', '给剩余')
        const { asked } = shared
        if (asked > money)
          for (const each of shared.allotments) {
            const exact = each.asked * money
            expect(each.gets * asked <= exact && exact < (each.gets + 1n) * asked).toBe(true)
          }
        expect(shared.left < BigInt(Math.max(1, all.length)) || asked <= money).toBe(true)
      }),
    )
  })

  it('of 400万元 with a project of 300万元 first leaves 100万元 to the second', () => {
    const wan = 1_000_000n
    const two = [
      { id: 'a', amount: 300n * wan, score: 90n, at: '1' },
      { id: 'b', amount: 300n * wan, score: 80n, at: '0' },
    ]
    const gets = (how: (typeof POOL_WAYS)[number], end: '给剩余' | '不给') =>
      shareOut(400n * wan, two, how, end).allotments.map(({ id, gets: fen, carried }) => [id, fen, carried])
    expect(gets('排序', '给剩余')).toEqual([
      ['a', 300n * wan, 0n],
      ['b', 100n * wan, 0n],
    ])
    expect(gets('排序', '不给')).toEqual([
      ['a', 300n * wan, 0n],
      ['b', 0n, 0n],
    ])
    expect(gets('先到先得', '给剩余')[0]?.[0]).toBe('b')
    expect(gets('按比例', '给剩余')).toEqual([
      ['b', 200n * wan, 0n],
      ['a', 200n * wan, 0n],
    ])
    expect(gets('结转', '不给')).toEqual([
      ['b', 300n * wan, 0n],
      ['a', 0n, 300n * wan],
    ])
  })
})
