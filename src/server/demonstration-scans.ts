import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { dice } from '#world/dice'
import { inEtown } from '../platform/db/act.ts'
import { listEtowns } from '../platform/db/etowns.ts'
import type { House } from '../platform/house.ts'

const DAY_MS = 86_400_000
/** So many days back. */
const DAYS = 29
const HOURS = 13

/**
 * 过去的扫码 Scans of the weeks before, each of another device and the first label left alone for visitors. No door lets
 * anybody scan yesterday, so these rows are written past the doors, as many as a small town has, and once only.
 */
export async function bringInScans(house: House, etown: number, seed: number): Promise<void> {
  const now = house.clock().getTime()
  await inEtown(house.pool, etown, 'write', async ({ db }) => {
    const { rows: serials } = await sql<{ serial: string }>`
      select serial from trace.serial where etown = ${etown} and n > 1 order by run, n limit 500`.execute(db)
    const { rows: seen } = await sql`select from trace.scan where etown = ${etown} limit 1`.execute(db)
    if (serials.length === 0 || seen.length > 0) return
    const chance = dice(seed, 'scans', etown)
    const scans = Array.from({ length: DAYS }, (_, day) =>
      Array.from({ length: chance.whole(4, 9) + Math.round(day / 3) }, () => ({
        serial: chance.pick(serials).serial,
        at: new Date(now - (DAYS - day) * DAY_MS - chance.whole(0, HOURS * 3_600) * 1_000),
        device: Buffer.from(Array.from({ length: 8 }, () => chance.whole(0, 255))).toString('hex'),
      })),
    ).flat()
    const column = (name: 'serial' | 'device'): string[] => scans.map((scan) => scan[name])
    await sql`
      with scanned as (
        insert into trace.scan (etown, serial, at, device)
        select ${etown}::int, s.serial, s.at, decode(s.device, 'hex')
        from unnest(${column('serial')}::text[], ${scans.map(({ at }) => at)}::timestamptz[], ${column('device')}::text[])
          as s(serial, at, device)
        returning serial, at)
      insert into trace.scan_sum (etown, serial, scans, devices, first_at, last_at)
      select ${etown}::int, serial, count(*), count(*), min(at), max(at) from scanned group by serial`.execute(
      db,
    )
  })
}

const EVERY_MS = 15_000
/** Enough for a morning's demonstration; a code is not scanned until its page suspects a copy. */
const MOST = 240

/** 演示的心跳 While the demonstration runs somebody scans a label now and then, through the door everybody uses. */
export function keepScanning(app: FastifyInstance, house: House): { stop(): void } {
  let scanned = 0
  const scan = async (): Promise<void> => {
    for (const { id } of (await listEtowns(house.db)).filter((town) => town.demonstration)) {
      const { rows } = await inEtown(house.pool, id, 'read', ({ db }) =>
        sql<{ path: string }>`
          select '/scan/01/' || t.gtin || '/10/' || l.code || '/21/' || s.serial as path
          from trace.serial s join trace.lot l on l.etown = s.etown and l.id = s.lot
          join trace.trade_item t on t.etown = l.etown and t.id = l.item
          where s.etown = ${id} and s.n = ${2 + (scanned % 190)} order by s.run desc limit 1`.execute(db),
      )
      const [label] = rows
      if (label !== undefined)
        await app.inject({ url: label.path, headers: { 'user-agent': `演示手机 ${scanned}` } })
    }
    scanned += 1
    if (scanned >= MOST) clearInterval(timer)
  }
  const timer = setInterval(() => {
    scan().catch((err: unknown) => house.log.warn({ err }, 'nobody scanned'))
  }, EVERY_MS)
  timer.unref()
  return { stop: () => clearInterval(timer) }
}
