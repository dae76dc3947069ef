import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { serverOver } from '#test/server-over'
import { rooms } from '../src/server/rooms.ts'

export const GTIN = '02000100000014'
export const LOT = '20260915-01'
export const SERIAL = '7K2M9QX04B'

/** An orchard of e-town 1: a lot of 100 t in packs of 5 kg, one code already issued, `steps` records of its season. */
export async function benchOrchard(ends: AsyncDisposableStack, steps: number) {
  const dir = mkdtempSync(join(tmpdir(), 'ezhen-bench-'))
  const cluster = await startEmbedded({ dir, durable: false, log: () => {} })
  ends.defer(() => cluster.stop())
  await migrate(cluster.url)
  const owner = new pg.Client({ connectionString: cluster.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '大宁县乡村e镇', '141030')",
  )
  await owner.query("set app.etown = '1'")
  await owner.query(`
    insert into party.party (etown, kind, name, name_key, name_core, natural_key, inside_basis, source, created_by, changed_by, changed_why)
      values (1, 'organisation', '隆泰果业合作社', 'l', 'l', 'l', 'unknown', 'typed', '1', '1', '登记');
    insert into party.site (etown, kind, name, party, opened_on) values (1, 'base', '太古塬 3 号园', 1, '2020-01-01');
    insert into trace.trade_item (etown, party, name, spec, unit, pack_size, numbering, gtin, registered_by)
      values (1, 1, '宁脆苹果', '80 果', 'kg', 5, 'restricted', '', '1');
    insert into trace.season (etown, party, site, item, name, started_on, opened_by) values (1, 1, 1, 1, '今年宁脆', '2026-03-01', '1');
    insert into trace.lot (etown, code, item, party, season, origin, made_on, quantity, pack_size, made_by)
      values (1, '${LOT}', 1, 1, 1, 'harvest', '2026-09-15', 500000, 5, '1');
    insert into trace.step (etown, kind, party, season, occurred_at, facts, source, entered_by)
      select 1, 'tending', 1, 1, now() - interval '1 day' * n, '{"what": "套袋、除草、疏果"}', 'phone', '1' from generate_series(1, ${steps}) n;
    insert into trace.label_run (etown, lot, quantity, asked_by) values (1, 1, 1, '1');
    insert into trace.serial (etown, run, n, lot, serial) values (1, 1, 1, 1, '${SERIAL}')`)
  await owner.end()
  const server = ends.use(
    await serverOver(
      { url: cluster.url, drop: async () => {} },
      { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999' },
      rooms,
      false,
    ),
  )
  server.clock = new Date()
  return { server, url: cluster.url }
}
