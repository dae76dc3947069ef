import { sql } from 'kysely'
import type { Etown } from '../http/route.ts'
import { type AnyDb, roomOf } from './house.ts'

/** Every e-town of the house, the whole platform (0) not among them. */
export async function listEtowns(db: AnyDb): Promise<readonly Etown[]> {
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.etown')
    .select(['id', 'slug', 'name', 'county_code', 'demonstration'])
    .where('id', '>', 0)
    .orderBy('id')
    .execute()
  return rows.map(({ county_code, ...row }) => ({ ...row, countyCode: county_code }))
}

/** The slug of an e-town, the whole platform's (0) too. */
export async function slugOf(db: AnyDb, etown: number): Promise<string> {
  const row = await roomOf(db, 'platform')
    .selectFrom('platform.etown')
    .select('slug')
    .where('id', '=', etown)
    .executeTakeFirstOrThrow()
  return row.slug
}

/** Adds the e-town of this transaction to the directory: call it inside `inEtown` of a number nobody has. */
export async function openEtown(db: AnyDb, etown: Omit<Etown, 'id'>): Promise<void> {
  const { slug, name, countyCode, demonstration } = etown
  await sql`select platform.open_etown(${slug}, ${name}, ${countyCode}, ${demonstration})`.execute(
    roomOf(db, 'platform'),
  )
}

/** Is called when an e-town was renamed. */
export const ETOWNS_CHANGED = 'ezhen_etown'

/** Gives the e-town of this transaction another name; its number and its slug stay. */
export async function renameEtown(db: AnyDb, name: string): Promise<void> {
  await sql`select platform.rename_etown(${name})`.execute(roomOf(db, 'platform'))
}
