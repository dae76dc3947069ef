import { describe, expect, test } from 'vitest'
import { dice } from './dice.ts'

describe('dice', () => {
  test('a key always gives the same draws, pinned: a change here changes every world', () => {
    const chance = dice(20231, 'pinned')
    expect(Array.from({ length: 4 }, () => chance.whole(0, 1_000_000))).toEqual([
      297_238, 581_986, 190_169, 855_097,
    ])
  })

  test('neighbouring keys are unrelated', () => {
    const firsts = Array.from({ length: 2000 }, (_, n) => dice(1, 'shop', n).real())
    const mean = firsts.reduce((sum, x) => sum + x, 0) / firsts.length
    expect(mean).toBeGreaterThan(0.48)
    expect(mean).toBeLessThan(0.52)
    const tenths = new Set(firsts.map((x) => Math.floor(x * 100)))
    expect(tenths.size).toBe(100)
  })

  test('weights of zero are never picked, an empty choice is a bug', () => {
    const chance = dice('weights')
    for (let n = 0; n < 500; n++) expect(chance.weighted(['a', 'b'], (x) => (x === 'a' ? 0 : 1))).toBe('b')
    expect(() => chance.weighted(['a'], () => 0)).toThrow(RangeError)
    expect(() => chance.pick([])).toThrow(RangeError)
  })
})
