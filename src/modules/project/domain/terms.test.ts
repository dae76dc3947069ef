import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { addFen, type Fen, fen, subFen, ZERO_FEN } from '#kernel/money'
import { moneyChanges, type SourceMoney, takenFrom, termsRefusals, totalOf, versionChanges } from './terms.ts'

const amount = fc.bigInt({ min: 1n, max: 10_000_000_000n }).map((n) => fen(n))
const sources = ['province', 'city', 'county']
const money: fc.Arbitrary<readonly SourceMoney[]> = fc
  .tuple(...sources.map(() => fc.option(amount, { nil: undefined })))
  .map((given) => given.flatMap((a, i) => (a === undefined ? [] : [{ source: sources[i] ?? '', amount: a }])))

describe('money of a contract', () => {
  it('before plus changes is after, source by source, and the changes add up to the difference', () => {
    fc.assert(
      fc.property(money, money, (before, after) => {
        const changes = moneyChanges(before, after)
        const of = (lines: readonly SourceMoney[], source: string): Fen =>
          lines.find((line) => line.source === source)?.amount ?? ZERO_FEN
        for (const source of sources)
          expect(addFen(of(before, source), of(changes, source))).toBe(of(after, source))
        expect(totalOf(changes)).toBe(subFen(totalOf(after), totalOf(before)))
        expect(changes.every((change) => change.amount !== 0n)).toBe(true)
      }),
    )
  })
  it('a decrease is taken whole from what is held, never more than any holds, or not at all', () => {
    const held = fc.array(
      fc.record({ id: fc.nat(), committed: fc.bigInt({ min: 0n, max: 1_000n }).map((n) => fen(n)) }),
      { maxLength: 6 },
    )
    fc.assert(
      fc.property(held, fc.bigInt({ min: 1n, max: 4_000n }), (allotments, less) => {
        const taken = takenFrom(allotments, fen(less))
        const all = addFen(...allotments.map(({ committed }) => committed))
        expect(taken !== undefined).toBe(all >= less)
        if (taken === undefined) return
        expect(totalOf(taken)).toBe(less)
        const left = [...allotments]
        for (const { id, amount: a } of taken) {
          const at = left.findIndex((x) => x.id === id && x.committed >= a)
          expect(at).toBeGreaterThanOrEqual(0)
          left.splice(at, 1)
        }
      }),
    )
  })
  it('milestones and sources that differ by one fen are refused', () => {
    const term = (place: number, a: Fen) => ({
      place,
      name: '设备',
      deliverable: '到货',
      amount: a,
      dueOn: '2026-12-31',
      needsNotice: false,
    })
    fc.assert(
      fc.property(fc.array(amount, { minLength: 1, maxLength: 5 }), (parts) => {
        const milestones = parts.map((a, i) => term(i + 1, a))
        const whole = totalOf(milestones)
        const right = { milestones, money: [{ source: 'county', amount: whole }] }
        expect(termsRefusals(right)).toEqual([])
        const off = { milestones, money: [{ source: 'county', amount: fen(whole + 1n) }] }
        expect(termsRefusals(off).map(({ code }) => code)).toEqual(['project.parts_sum'])
        expect(versionChanges(right, right)).toEqual([])
      }),
    )
  })
})
