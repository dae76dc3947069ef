import { halfWidth, trimmed } from '../../../kernel/full-width.ts'
import { regionAbove, regionName, regionPath, regionsIn } from '../../../kernel/region-code.ts'

/** 村镇名册 The towns and villages of one county, to find the one somebody wrote. */
export type Places = {
  /** Codes of 9 or 12 digits that the text may mean: none, one, or several of the same name. */
  find(text: string): readonly string[]
}

const VILLAGE = /(?:社区)?(?:居民委员会|居委会)$|村民委员会$|村委会$|社区$|村$/u
const bare = (name: string): string => name.replace(VILLAGE, '')

export function placesOf(county: string): Places {
  const towns = regionsIn(county)
  const villages = towns.flatMap((town) =>
    regionsIn(town.code).map((village) => ({ code: village.code, town, name: bare(village.name) })),
  )
  const above = [regionPath(county), regionName(regionAbove(county) ?? ''), regionName(county)].filter(
    (name) => name !== undefined,
  )
  return {
    find(text) {
      const plain = trimmed(text).replace(/\s/gu, '')
      const code = halfWidth(plain)
      if (/^\d+$/.test(code)) return regionName(code) === undefined || code.length < 9 ? [] : [code]
      const within = above.reduce(
        (rest, name) => (rest.startsWith(name) ? rest.slice(name.length) : rest),
        plain,
      )
      const town = towns.find((t) => within.startsWith(t.name))
      const name = town === undefined ? within : within.slice(town.name.length)
      if (town !== undefined && name === '') return [town.code]
      return villages
        .filter((v) => (town === undefined || v.town === town) && (v.name === name || v.name === bare(name)))
        .map((v) => v.code)
    },
  }
}

/** 昕水镇罗曲村委会: a place as lists show it, without what lies above the county. */
export function placeName(code: string): string | undefined {
  const name = regionName(code)
  return name === undefined || code.length < 12 ? name : `${regionName(code.slice(0, 9)) ?? ''}${name}`
}
