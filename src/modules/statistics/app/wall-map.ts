import type { Day, Period } from '#kernel/day'
import type { AnswerOf } from '#kernel/endpoint'
import { regionsIn } from '#kernel/region-code'
import { boundaryOf } from '#plan'
import type { Etown } from '#platform/http/route'
import type { readWall } from '../contract/index.ts'
import { entityTownships } from '../db/entities.ts'
import { sitesByTownship, sumsByTownship } from '../db/wall.ts'
import type { Reads } from './known-figures.ts'

type Wall = AnswerOf<typeof readWall>

/** Of no township, as the database says it. */
export const UNPLACED = 'unknown'

/** 乡镇 Every township of the county with what was sold and who was registered there, and the part that has no place. */
export async function wallMap(
  db: Reads,
  etown: Etown,
  on: Day,
  year: Period,
): Promise<Pick<Wall, 'townships' | 'unplaced'>> {
  const retail = new Map(
    (await sumsByTownship(db, etown.id, 'retail', year)).map((row) => [row.part, row.amount]),
  )
  const entities = new Map(
    (await entityTownships(db, etown.id, { count: 'new', period: year, by: year.until })).map((row) => [
      row.part,
      Number(row.amount),
    ]),
  )
  const sites = new Map((await sitesByTownship(db, etown.id, on)).map((row) => [row.township, row]))
  const plan = await boundaryOf(db, etown.id, on)
  const whole = plan !== undefined && 'towns' in plan.boundary ? (plan.boundary.towns ?? []) : []
  const home = new Set([...(plan === undefined ? [] : [plan.town]), ...whole])
  const href = (township: string): string =>
    `/e/${etown.slug}/figures/online-retail/rows?from=${year.from}&until=${year.until}&township=${township}`
  const towns = regionsIn(etown.countyCode)
  const known = new Set(towns.map(({ code }) => code))
  const rest = <T>(of: ReadonlyMap<string, T>): readonly T[] =>
    [...of].flatMap(([code, amount]) => (known.has(code) ? [] : [amount]))
  return {
    townships: towns.map(({ code, name }) => {
      const { lon, lat, sites: count = 0 } = sites.get(code) ?? {}
      return {
        code,
        name,
        ...(lon != null && lat != null && { at: { lon, lat } }),
        home: home.has(name),
        retail: String(retail.get(code) ?? 0n),
        entities: entities.get(code) ?? 0,
        sites: count,
        href: href(code),
      }
    }),
    unplaced: {
      retail: String(rest(retail).reduce((sum, amount) => sum + amount, 0n)),
      entities: rest(entities).reduce((sum, count) => sum + count, 0),
      href: href(UNPLACED),
    },
  }
}
