import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { fetchableUntil, needsRelease, stateAt } from './release.ts'

describe('放行 release', () => {
  test.each([
    [{ rows: 5_000, personal: false }, false],
    [{ rows: 5_001, personal: false }, true],
    [{ rows: 1, personal: true }, true],
    [{ rows: 0, personal: true }, true],
  ])('%j', (asked, held) => expect(needsRelease(asked, 5_000)).toBe(held))

  test('a file is fetchable for 24 hours, the last moment excluded', () =>
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 4e12 }),
        fc.integer({ min: 0, max: 2 * 86_400_000 }),
        (at, later) => {
          const state = stateAt({ state: 'ready', readyAt: at }, at + later)
          return (
            state === (later < 86_400_000 ? 'ready' : 'expired') && fetchableUntil(at) === at + 86_400_000
          )
        },
      ),
    ))

  test('what is not ready does not expire', () =>
    expect(stateAt({ state: 'held', readyAt: undefined }, 4e12)).toBe('held'))
})
