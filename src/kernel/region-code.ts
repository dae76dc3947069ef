import type { $brand } from 'zod'
import regions from './data/regions.generated.json' with { type: 'json' }
import { halfWidth } from './full-width.ts'
import { type Parsed, read, unread } from './parsed.ts'

/** 行政区划代码 Six digits of GB/T 2260: province, city or county. */
export type RegionCode = string & $brand<'RegionCode'>

/** 区划级别 Towns and villages have no GB/T 2260 code but one of the statistics bureau (9 and 12 digits). */
export type RegionLevel = 'province' | 'city' | 'county' | 'town' | 'village'

/** `unknown`: well-formed, but no such place. Outside the provinces we hold, only the province is checked. */
export type RegionCodeFault = 'length' | 'characters' | 'unknown'

const NAMES: ReadonlyMap<string, string> = new Map(Object.entries(regions.names))

export const regionLevel = (code: string): RegionLevel =>
  code.length > 9
    ? 'village'
    : code.length > 6
      ? 'town'
      : /0000$/.test(code)
        ? 'province'
        : /00$/.test(code)
          ? 'city'
          : 'county'

/** The code one level up, e.g. 140521 → 140500; undefined for a province. */
export function regionAbove(code: string): string | undefined {
  switch (regionLevel(code)) {
    case 'village':
      return code.slice(0, 9)
    case 'town':
      return code.slice(0, 6)
    case 'county':
      return `${code.slice(0, 4)}00`
    case 'city':
      return `${code.slice(0, 2)}0000`
    case 'province':
      return undefined
  }
}

const isHeld = (code: string): boolean => regions.provinces.includes(code.slice(0, 2))

const isKnown = (code: string): code is RegionCode =>
  isHeld(code) ? NAMES.has(code) : NAMES.has(`${code.slice(0, 2)}0000`)

export function parseRegionCode(text: string): Parsed<RegionCode, RegionCodeFault> {
  const code = halfWidth(text).replace(/\s/g, '')
  if (!/^\d*$/.test(code)) return unread('characters')
  if (code.length !== 6) return unread('length')
  return isKnown(code) ? read(code) : unread('unknown')
}

/** A place's own name (沁水县, 龙港镇, 柳庄社区居委会), for codes of 6, 9 and 12 digits; undefined if not held. */
export const regionName = (code: string): string | undefined => NAMES.get(code)

/** 山西省晋城市沁水县龙港镇: the names from the province down; undefined if the place itself is not held. */
export function regionPath(code: string): string | undefined {
  const name = regionName(code)
  if (name === undefined) return undefined
  const above = regionAbove(code)
  return (above === undefined ? '' : (regionPath(above) ?? '')) + name
}

/** The places directly below, in code order: cities of a province, towns of a county, villages of a town. */
export const regionsIn = (code: string): readonly { readonly code: string; readonly name: string }[] =>
  [...NAMES].filter(([inner]) => regionAbove(inner) === code).map(([inner, name]) => ({ code: inner, name }))
