import { inEtown } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { ItemRow } from '../db/items.ts'
import type { LotRow } from '../db/lots.ts'
import { homesOf, itemOfGtin, lotOfCode } from '../db/scans.ts'
import type { DigitalLink } from '../domain/gs1/digital-link.ts'
import { type Kept, kept } from './kept.ts'

/** What a link names. A lot that is asked for and not there is undefined, as is one nobody asked for. */
export type FoundCode = {
  readonly etown: {
    readonly id: number
    readonly slug: string
    readonly name: string
    readonly countyCode: string
    readonly demonstration: boolean
  }
  readonly item: ItemRow
  /** As it was made; its state may since have changed. */
  readonly lot: LotRow | undefined
}

export const qualifierOf = (link: Pick<DigitalLink, 'qualifiers'>, ai: string): string | undefined =>
  link.qualifiers.find((q) => q.ai === ai)?.value

async function findIn(
  db: Db<'trace'>,
  etown: number,
  gtin: string,
  code: string | undefined,
): Promise<Omit<FoundCode, 'etown'> | undefined> {
  const item = await itemOfGtin(db, etown, gtin)
  if (item === undefined) return undefined
  return { item, lot: code === undefined ? undefined : await lotOfCode(db, etown, item.id, code) }
}

/** Products and lots are never renamed or renumbered, so what was found stays true; an e-town's name may change. */
const remembered = new WeakMap<House, Kept<FoundCode>>()
const codesOf = (house: House): Kept<FoundCode> => {
  const known = remembered.get(house) ?? kept<FoundCode>(5_000, 60_000)
  remembered.set(house, known)
  return known
}

/**
 * Looks for a link in every e-town that prints its GTIN: nearly always one. A lot found in one of them goes before an
 * e-town that knows the product only. What is not there is looked for again each time.
 */
export async function findCode(house: House, link: DigitalLink): Promise<FoundCode | undefined> {
  const [gtin, code] = [link.key.value, qualifierOf(link, '10')]
  const [key, now] = [`${gtin} ${code ?? ''}`, house.clock().getTime()]
  const known = codesOf(house).get(key, now)
  if (known !== undefined) return known
  const found: FoundCode[] = []
  for (const home of await homesOf(roomOf(house.db, 'trace'), gtin)) {
    const one = await inEtown(house.pool, home, 'read', async ({ db }) =>
      findIn(roomOf(db, 'trace'), home, gtin, code),
    )
    const town = await townOf(house, home)
    if (one !== undefined && town !== undefined) found.push({ ...one, etown: town })
  }
  const best = found.find((one) => one.lot) ?? found[0]
  if (best !== undefined && (best.lot !== undefined || code === undefined)) codesOf(house).put(key, best, now)
  return best
}

async function townOf(house: House, id: number): Promise<FoundCode['etown'] | undefined> {
  const town = await roomOf(house.db, 'platform')
    .selectFrom('platform.etown')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (town === undefined) return undefined
  const { slug, name, county_code, demonstration } = town
  return { id, slug, name, countyCode: county_code, demonstration }
}
