import { describe, expect, it } from 'vitest'
import { fen } from '#kernel/money'
import { SHARED_INDICATORS } from './indicators.ts'
import { compareExact, dimensionOf, fenOf, inBaseUnit, KNOWN_UNITS } from './units.ts'

describe('units 计量单位', () => {
  it('read money to the fen and refuse a part of one', () => {
    expect(fenOf('1.5', '亿元')).toBe(fen(15_000_000_000n))
    expect(fenOf('350.05', '万元')).toBe(fen(350_050_000n))
    expect(fenOf('0.001', '元')).toBeUndefined()
    expect(fenOf('1/3', '万元')).toBeUndefined()
    expect(fenOf('5', '人')).toBeUndefined()
  })

  it('convert exactly within a dimension', () => {
    expect(inBaseUnit('3', '亩')).toEqual({ num: 2000n, den: 1n })
    expect(inBaseUnit('60', '%')).toEqual({ num: 3n, den: 5n })
    expect(inBaseUnit('2', '年')).toEqual({ num: 24n, den: 1n })
  })

  it('tell 人次 from 人, and know no unit by the name of a property', () => {
    expect(dimensionOf('人次')).not.toBe(dimensionOf('人'))
    expect(['constructor', '石', ''].map(dimensionOf)).toEqual([undefined, undefined, undefined])
    expect(inBaseUnit('1', 'toString')).toBeUndefined()
  })

  it('compare as numbers, not as texts', () => {
    expect(compareExact('10', '9')).toBe(1)
    expect(compareExact('1.50', '3/2')).toBe(0)
    expect(compareExact('x', '1')).toBeUndefined()
  })

  it('cover every shared indicator', () => {
    for (const { unit } of SHARED_INDICATORS) expect(KNOWN_UNITS).toContain(unit)
  })
})
