import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

/** The e-towns that print a GTIN; asked in no e-town. */
export const homesOf = async (db: Db<'trace'>, gtin: string): Promise<readonly number[]> => {
  const rows = await db.selectFrom('trace.gtin_home').select('etown').where('gtin', '=', gtin).execute()
  return rows.map((row) => row.etown)
}

export const itemOfGtin = (db: Db<'trace'>, etown: number, gtin: string) =>
  db
    .selectFrom('trace.trade_item')
    .selectAll()
    .where('etown', '=', etown)
    .where('gtin', '=', gtin)
    .executeTakeFirst()

export const lotOfCode = (db: Db<'trace'>, etown: number, item: bigint, code: string) =>
  db
    .selectFrom('trace.lot')
    .selectAll()
    .where('etown', '=', etown)
    .where('item', '=', item)
    .where('code', '=', code)
    .executeTakeFirst()

export const findSerial = (db: Db<'trace'>, etown: number, lot: bigint, serial: string) =>
  db
    .selectFrom('trace.serial as s')
    .innerJoin('trace.label_run as r', (j) => j.onRef('r.etown', '=', 's.etown').onRef('r.id', '=', 's.run'))
    .select(['s.serial', 'r.asked_at'])
    .where('s.etown', '=', etown)
    .where('s.lot', '=', lot)
    .where('s.serial', '=', serial)
    .executeTakeFirst()

export type ScanSum = {
  readonly scans: number
  readonly devices: number
  readonly first_at: Date
  readonly last_at: Date
}

/** Somebody who looks again within this time is still looking. */
const STILL_LOOKING = '10 minutes'

/** 记一次查询 One row, one sum; the same device within ten minutes changes nothing. Both are one statement. */
export async function recordScan(
  db: Db<'trace'>,
  scan: { readonly etown: number; readonly serial: string; readonly at: Date; readonly device: Buffer },
): Promise<ScanSum> {
  const { rows } = await sql<ScanSum>`
    with earlier as (
      select count(*) filter (where at > ${scan.at}::timestamptz - ${STILL_LOOKING}::interval) as lately, count(*) as ever
      from trace.scan where etown = ${scan.etown} and serial = ${scan.serial} and device = ${scan.device}
    ), added as (
      insert into trace.scan (etown, serial, at, device)
      select ${scan.etown}, ${scan.serial}, ${scan.at}::timestamptz, ${scan.device} from earlier where lately = 0
      returning 1
    ), summed as (
      insert into trace.scan_sum as s (etown, serial, scans, devices, first_at, last_at)
      select ${scan.etown}, ${scan.serial}, 1, 1, ${scan.at}::timestamptz, ${scan.at}::timestamptz from added
      on conflict (etown, serial) do update set scans = s.scans + 1, last_at = excluded.last_at,
        devices = s.devices + (select (ever = 0)::int from earlier)
      returning scans, devices, first_at, last_at
    )
    select * from summed
    union all
    select scans, devices, first_at, last_at from trace.scan_sum
    where etown = ${scan.etown} and serial = ${scan.serial} and not exists (select from added)`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a scan was neither added nor there')
  return row
}

/** The scans of a code, oldest first; the newest 500 are enough to judge. */
export const scansOf = (db: Db<'trace'>, etown: number, serial: string) =>
  db
    .selectFrom('trace.scan')
    .select(['at', 'device', 'lon', 'lat'])
    .where('etown', '=', etown)
    .where('serial', '=', serial)
    .orderBy('at', 'desc')
    .limit(500)
    .execute()
