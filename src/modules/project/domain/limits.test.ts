import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { day } from '#kernel/day'
import { fen } from '#kernel/money'
import { addedBy, limitOn, mostOf, STATUTORY_LIMITS } from './limits.ts'

const [supplement] = STATUTORY_LIMITS
if (supplement === undefined) throw new Error('no limits')

describe('limits of a contract', () => {
  it('an amendment down does not make room for another up', () => {
    expect(addedBy([100n, 110n, 90n, 95n].map(fen))).toBe(15n)
    expect(addedBy([fen(100n)])).toBe(0n)
  })
  it('what is added is never less than how far the last version is above the first', () => {
    const amounts = fc.array(fc.bigInt({ min: 1n, max: 10n ** 12n }).map(fen), { minLength: 1, maxLength: 8 })
    fc.assert(
      fc.property(amounts, (versions) => {
        expect(addedBy(versions)).toBeGreaterThanOrEqual((versions.at(-1) ?? 0n) - (versions[0] ?? 0n))
      }),
    )
  })
  it('ten per cent is cut down to the fen', () => {
    expect(mostOf(supplement, fen(1_009n))).toBe(100n)
  })
  it('a confirmation holds for contracts signed from its day on', () => {
    const confirmed = [
      { code: 'supplement', amount: 8, unit: 'percent', source: '核实', inForceFrom: day('2026-05-01') },
    ] as const
    expect(limitOn(supplement, confirmed, day('2026-04-30'))).toMatchObject({ percent: 10, certain: false })
    expect(limitOn(supplement, confirmed, day('2026-05-01'))).toMatchObject({ percent: 8, certain: true })
  })
})
