import { CompiledQuery, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { CloneVerdict } from '../domain/clone/verdict.ts'

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

/** Somebody who looks again within this time is still looking. */
export const STILL_LOOKING_MS = 600_000

type Scan = {
  readonly etown: number
  readonly serial: string
  readonly at: Date
  readonly device: Buffer
  readonly code: { readonly lot: bigint; readonly issued: number }
}

/** 记一次查询 One row, one sum; the same device within ten minutes changes nothing. Both are one statement. */
export async function recordScan(db: Db<'trace'>, scan: Scan): Promise<void> {
  const { etown, serial, at, device, code } = scan
  await sql`
    with earlier as (
      select count(*) filter (where at > ${new Date(at.getTime() - STILL_LOOKING_MS)}::timestamptz) as lately, count(*) as ever
      from trace.scan where etown = ${etown} and serial = ${serial} and device = ${device} and lon is null
    ), added as (
      insert into trace.scan (etown, serial, at, device)
      select ${etown}, ${serial}, ${at}::timestamptz, ${device} from earlier where lately = 0
      returning 1
    )
    insert into trace.scan_sum as s (etown, serial, scans, devices, first_at, last_at, lot, issued_at, device)
    select ${etown}, ${serial}, 1, 1, ${at}::timestamptz, ${at}::timestamptz, ${code.lot}::bigint,
      ${new Date(code.issued)}::timestamptz, ${device} from added
    on conflict (etown, serial) do update set scans = s.scans + 1, last_at = excluded.last_at, device = excluded.device,
      lot = excluded.lot, issued_at = excluded.issued_at, verdict = null, devices = s.devices + (select (ever = 0)::int from earlier)`.execute(
    db,
  )
}

/**
 * 大致位置 A row of its own, which counts no look: whoever looked with this device within ten minutes said where. The instant the
 * code was issued; undefined: this device has not looked, or has said it already.
 */
export async function insertPlace(
  db: Db<'trace'>,
  place: Pick<Scan, 'etown' | 'serial' | 'at' | 'device'> & {
    readonly lot: bigint
    readonly lon: number
    readonly lat: number
  },
): Promise<number | undefined> {
  const { etown, serial, at, device, lot, lon, lat } = place
  const { rows } = await sql<{ issued: number }>`
    with sum as (
      select issued_at from trace.scan_sum where etown = ${etown} and serial = ${serial} and lot = ${lot} for update
    ), mine as (
      select count(*) filter (where lon is null) as looks, count(lon) as places from trace.scan
      where etown = ${etown} and serial = ${serial} and device = ${device} and at > ${new Date(at.getTime() - STILL_LOOKING_MS)}::timestamptz
    ), added as (
      insert into trace.scan (etown, serial, at, device, lon, lat)
      select ${etown}::int, ${serial}, ${at}::timestamptz, ${device}, round(${lon}::numeric, 1), round(${lat}::numeric, 1)
      from mine, sum where looks > 0 and places = 0 returning 1
    )
    select date_part('epoch', issued_at) * 1000 as issued from sum, added`.execute(db)
  return rows[0]?.issued
}

/** Newest first, 500 at most: epoch milliseconds, device, longitude, latitude. */
export type ScanRow = {
  readonly at: number
  readonly device: string
  readonly lon: number | null
  readonly lat: number | null
}

export async function scansOf(db: Db<'trace'>, etown: number, serial: string): Promise<readonly ScanRow[]> {
  const { rows } = await sql<ScanRow>`
    select extract(epoch from at)::float8 * 1000 as at, encode(device, 'hex') as device, lon::float8, lat::float8
    from trace.scan where etown = ${etown} and serial = ${serial} order by at desc limit 500`.execute(db)
  return rows
}

export const keepVerdict = (db: Db<'trace'>, etown: number, serial: string, verdict: CloneVerdict) =>
  db
    .updateTable('trace.scan_sum')
    .set({ verdict: JSON.stringify(verdict) })
    .where('etown', '=', etown)
    .where('serial', '=', serial)
    .returning(['scans', sql<number>`extract(epoch from first_at)::float8 * 1000`.as('first')])
    .executeTakeFirstOrThrow()

/** Epoch milliseconds at which the lot was given this number; undefined: never. */
export async function issuedAt(
  db: Db<'trace'>,
  etown: number,
  { lot, serial }: { readonly lot: bigint; readonly serial: string },
): Promise<number | undefined> {
  const row = await db
    .selectFrom('trace.serial')
    .select('issued_at')
    .where('etown', '=', etown)
    .where('serial', '=', serial)
    .where('lot', '=', lot)
    .executeTakeFirst()
  return row?.issued_at.getTime()
}

export type Glance = {
  /** Rises whenever anything of the lot's story changes: states and records of it and of all it was made of. */
  readonly version: number
  /** What is known of the code since it was last scanned; all null: never, or none was asked for. */
  readonly scans: number | null
  /** Epoch milliseconds. */
  readonly first: number | null
  readonly last: number | null
  readonly issued: number | null
  readonly device: string | null
  readonly verdict: CloneVerdict | null
}

/** Every scan asks this, and most ask nothing else, so it is not even composed anew. */
const GLANCES = `
  select l.version, c.scans, date_part('epoch', c.first_at) * 1000 as first, date_part('epoch', c.last_at) * 1000 as last,
    date_part('epoch', c.issued_at) * 1000 as issued, encode(c.device, 'hex') as device, c.verdict
  from unnest($2::bigint[], $3::text[]) with ordinality as asked (lot, serial, n)
  join trace.lot l on l.etown = $1 and l.id = asked.lot
  left join trace.scan_sum c on c.etown = $1 and c.serial = asked.serial and c.lot = l.id
  order by asked.n`

/** A lot, and the code of one of its packs where one was asked for. */
export type Glanced = { readonly lot: bigint; readonly serial: string | undefined }

/** 一眼 All that can change of these pages since they were last drawn, in one statement, in their order. */
export async function glances(
  db: Db<'trace'>,
  etown: number,
  asked: readonly Glanced[],
): Promise<readonly Glance[]> {
  const lots = asked.map(({ lot }) => String(lot))
  const serials = asked.map(({ serial }) => serial ?? '')
  const query: CompiledQuery<Glance> = CompiledQuery.raw(GLANCES, [etown, lots, serials])
  const { rows } = await db.executeQuery(query)
  if (rows.length !== asked.length) throw new Error('a lot that was found is gone')
  return rows
}
