import { regionAbove, regionName, regionsIn } from '../../../kernel/region-code.ts'

const SIGNS = /[\s\p{P}\p{S}\u200b-\u200d\ufeff]/gu

/** Names as they are compared: half-width, upper case, without spaces, brackets and points. */
export const nameKey = (name: string): string => name.normalize('NFKC').replace(SIGNS, '').toUpperCase()

/** 组织形式 What only says the legal form. 店, 厂, 站 say what somebody does, so they stay. */
const FORMS =
  /(?:有限责任公司|股份有限公司|有限公司|集团公司|公司|集团|(?:种植|养殖|种养殖?)?(?:农民)?专业合作(?:联合)?社(?:联合社)?|合作社|个体工商户|家庭农场)$/u

/** 地名 Names of the county, of what lies around it and of its towns, longest first, with and without 县, 镇, …. */
export function placeWords(county: string): readonly string[] {
  const codes = [county, regionAbove(county), regionAbove(regionAbove(county) ?? '')]
  const names = [...codes.map((c) => regionName(c ?? '')), ...regionsIn(county).map((town) => town.name)]
  const whole = names.filter((name) => name !== undefined)
  const bare = whole.map((name) => name.slice(0, -1)).filter((name) => name.length >= 2)
  return [...whole, ...bare].sort((a, b) => b.length - a.length)
}

/** 字号 What tells a name apart: without place at its head and legal form at its end; the whole name if nothing is left. */
export function nameCore(name: string, places: readonly string[]): string {
  const whole = nameKey(name)
  let core = whole
  for (let cut = ''; cut !== core; ) {
    cut = core
    const place = places.find((p) => core.startsWith(p))
    if (place !== undefined) core = core.slice(place.length)
    core = core.replace(FORMS, '')
  }
  return core.length >= 2 ? core : whole
}

/** 0 to 1: the share of neighbouring pairs of characters that two names have in common (Dice). */
export function similarity(a: string, b: string): number {
  const pairsOf = (text: string): string[] => [...text].slice(1).map((char, i) => [...text][i] + char)
  const left = pairsOf(a)
  const right = pairsOf(b)
  const total = left.length + right.length
  if (total === 0) return a === b ? 1 : 0
  let common = 0
  for (const pair of left) {
    const at = right.indexOf(pair)
    if (at < 0) continue
    right.splice(at, 1)
    common += 1
  }
  return (2 * common) / total
}
