import { halfWidth, trimmed } from '../../../kernel/full-width.ts'
import { regionAbove, regionName, regionPath, regionsIn } from '../../../kernel/region-code.ts'

/** 村镇名册 The towns and villages of one county, to find the one somebody wrote. */
export type Places = {
  /**
   * The places the text may mean: none, one, or several of the same name. A village that no list has is found as its
   * town and its name (`141030100/东关`), if the town is written before it.
   */
  find(text: string): readonly string[]
}

const VILLAGE = /(?:社区)?(?:居民委员会|居委会)$|村民委员会$|村委会$|社区$|村$/u
const bare = (name: string): string => name.replace(VILLAGE, '')
const UNLISTED = /^(\d{9})\/([\p{L}\d]{1,20})$/u

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
      if (/^\d/.test(code)) return isPlace(code) ? [code] : []
      const within = above.reduce(
        (rest, name) => (rest.startsWith(name) ? rest.slice(name.length) : rest),
        plain,
      )
      const town = towns.find((t) => within.startsWith(t.name))
      const name = town === undefined ? within : within.slice(town.name.length)
      if (town !== undefined && name === '') return [town.code]
      const listed = villages.filter(
        (v) => (town === undefined || v.town === town) && (v.name === name || v.name === bare(name)),
      )
      if (listed.length > 0 || town === undefined) return listed.map((v) => v.code)
      const unlisted = `${town.code}/${bare(name)}`
      return isPlace(unlisted) ? [unlisted] : []
    },
  }
}

/** Whether the code is one of zPlaceCode, and its town or village exists. */
export function isPlace(code: string): boolean {
  const listed = UNLISTED.exec(code)?.[1] ?? code
  return listed.length >= 9 && regionName(listed) !== undefined
}

/** 昕水镇罗曲村委会: a place as lists show it, without what lies above the town. */
export function placeName(code: string): string | undefined {
  const [, town, village] = UNLISTED.exec(code) ?? []
  if (town !== undefined && village !== undefined) return `${regionName(town) ?? ''}${village}`
  const name = regionName(code)
  return name === undefined || code.length < 12 ? name : `${regionName(code.slice(0, 9)) ?? ''}${name}`
}
