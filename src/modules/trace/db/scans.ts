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

export type ScanSum = {
  readonly scans: number
  readonly devices: number
  readonly first_at: Date
  readonly last_at: Date
}

/** Somebody who looks again within this time is still looking. */
export const STILL_LOOKING_MS = 600_000

/** 记一次查询 One row, one sum; the same device within ten minutes changes nothing. Both are one statement. */
export async function recordScan(
  db: Db<'trace'>,
  scan: { readonly etown: number; readonly serial: string; readonly at: Date; readonly device: Buffer },
): Promise<ScanSum> {
  const { rows } = await sql<ScanSum>`
    with earlier as (
      select count(*) filter (where at > ${new Date(scan.at.getTime() - STILL_LOOKING_MS)}::timestamptz) as lately, count(*) as ever
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

export type Glance = {
  /** Rises whenever anything of the lot's story changes: states and records of it and of all it was made of. */
  readonly version: number
  /** When the code was issued; null: this lot never had it, or none was asked for. */
  readonly issued_at: Date | null
  readonly scans: number | null
  readonly devices: number | null
  readonly first_at: Date | null
  readonly last_at: Date | null
  /** Newest first, 500 at most: epoch milliseconds, device, longitude, latitude. */
  readonly looks: readonly (readonly [at: number, device: string, lon: number | null, lat: number | null])[]
}

/** 一眼 All that can change of a page since it was last drawn, in one statement. */
export async function glance(
  db: Db<'trace'>,
  etown: number,
  lot: bigint,
  serial: string | undefined,
): Promise<Glance> {
  const { rows } = await sql<Glance>`
    select l.version, s.issued_at, c.scans, c.devices, c.first_at, c.last_at,
      coalesce((
        select jsonb_agg(jsonb_build_array(extract(epoch from n.at) * 1000, encode(n.device, 'hex'), n.lon, n.lat))
        from (select * from trace.scan n where n.etown = ${etown} and n.serial = s.serial order by n.at desc limit 500) n
      ), '[]') as looks
    from trace.lot l
    left join trace.serial s on s.etown = ${etown} and s.serial = ${serial ?? ''} and s.lot = l.id
    left join trace.scan_sum c on c.etown = ${etown} and c.serial = s.serial
    where l.etown = ${etown} and l.id = ${lot}`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('a statement of one row gave none')
  return row
}
