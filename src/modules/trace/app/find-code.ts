import { inEtown } from '../../../platform/db/act.ts'
import { type Db, roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import type { ItemRow } from '../db/items.ts'
import type { LotRow } from '../db/lots.ts'
import { findSerial, homesOf, itemOfGtin, lotOfCode } from '../db/scans.ts'
import type { DigitalLink } from '../domain/gs1/digital-link.ts'
import { readSerial } from '../domain/serial-number.ts'

/** What a link names. A lot or serial number that is asked for and not there is `null`: that is an answer too. */
export type FoundCode = {
  readonly etown: {
    readonly id: number
    readonly slug: string
    readonly name: string
    readonly countyCode: string
    readonly demonstration: boolean
  }
  readonly item: ItemRow
  readonly lot: LotRow | null | undefined
  readonly serial: { readonly serial: string; readonly asked_at: Date } | null | undefined
}

const qualifierOf = (link: Pick<DigitalLink, 'qualifiers'>, ai: string): string | undefined =>
  link.qualifiers.find((q) => q.ai === ai)?.value

async function findIn(
  db: Db<'trace'>,
  etown: number,
  link: DigitalLink,
): Promise<Omit<FoundCode, 'etown'> | undefined> {
  const item = await itemOfGtin(db, etown, link.key.value)
  if (item === undefined) return undefined
  const [code, serial] = [qualifierOf(link, '10'), qualifierOf(link, '21')]
  const lot = code === undefined ? undefined : ((await lotOfCode(db, etown, item.id, code)) ?? null)
  const known =
    lot && serial !== undefined ? await findSerial(db, etown, lot.id, readSerial(serial)) : undefined
  return { item, lot, serial: serial === undefined ? undefined : (known ?? null) }
}

/**
 * Looks for a link in every e-town that prints its GTIN: nearly always one. A lot found in one of them goes before an
 * e-town that knows the product only.
 */
export async function findCode(house: House, link: DigitalLink): Promise<FoundCode | undefined> {
  const homes = await homesOf(roomOf(house.db, 'trace'), link.key.value)
  const found: FoundCode[] = []
  for (const home of homes) {
    const one = await inEtown(house.pool, home, 'read', async ({ db }) =>
      findIn(roomOf(db, 'trace'), home, link),
    )
    const town = await roomOf(house.db, 'platform')
      .selectFrom('platform.etown')
      .selectAll()
      .where('id', '=', home)
      .executeTakeFirst()
    if (one === undefined || town === undefined) continue
    const { id, slug, name, county_code, demonstration } = town
    found.push({ ...one, etown: { id, slug, name, countyCode: county_code, demonstration } })
  }
  return found.find((one) => one.lot) ?? found[0]
}
