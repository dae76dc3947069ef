import { describe, expect, it } from 'vitest'
import { countyOutline } from './county-outline.ts'
import { regionAbove, regionLevel, regionName, regionPath, regionsIn } from './region-code.ts'

describe('regions', () => {
  it.each([
    ['140000', 'province', '山西省', undefined],
    ['140500', 'city', '晋城市', '140000'],
    ['140521', 'county', '沁水县', '140500'],
    ['140521100', 'town', '龙港镇', '140521'],
    ['140521100001', 'village', '柳庄社区居委会', '140521100'],
  ])('%s is a %s', (code, level, name, above) => {
    expect([regionLevel(code), regionName(code), regionAbove(code)]).toEqual([level, name, above])
  })
  it('hold the whole of Shanxi to the county, two counties to the village', () => {
    expect(regionsIn('140000')).toHaveLength(11)
    expect(regionsIn('140000').flatMap((city) => regionsIn(city.code))).toHaveLength(117)
    const villages = (county: string) => regionsIn(county).flatMap((town) => regionsIn(town.code)).length
    expect([regionsIn('141030').length, villages('141030')]).toEqual([5, 64])
    expect([regionsIn('140521').length, villages('140521')]).toEqual([12, 193])
  })
  it('have a path of names', () => {
    expect(regionPath('141030100001')).toBe('山西省临汾市大宁县昕水镇向阳社区居委会')
    expect(regionPath('140599')).toBeUndefined()
    expect(regionPath('110105')).toBeUndefined()
  })
})

describe('county outlines', () => {
  it.each([
    ['141030', '大宁县', 319],
    ['140521', '沁水县', 579],
  ])('%s is drawn in closed rings', (code, name, points) => {
    const outline = countyOutline(code)
    expect(outline?.name).toBe(name)
    expect(outline?.rings.flat()).toHaveLength(points)
    for (const ring of outline?.rings ?? []) expect(ring.at(-1)).toEqual(ring[0])
  })
  it('none for a county not held', () => expect(countyOutline('140105')).toBeUndefined())
})
