import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import pg from 'pg'
import { startEmbedded } from '#platform/db/embedded'
import { appUrl, migrate } from '#platform/db/migrate'
import { serverOver } from '#test/server-over'
import { rooms } from '../src/server/rooms.ts'
import { sendLoad } from './load.ts'
import { print, sideBySide } from './side-by-side.ts'

/**
 * The page whoever scans sees, against a bare Fastify route that reads one row by its key and answers with as many bytes.
 * First somebody who looks again (nothing is written), then every scan from a phone of its own (a row and a sum are).
 */
const REQUESTS = 3_000
const CONNECTIONS = 16
const STEPS = 12
const GTIN = '02000100000014'
const LOT = '20260915-01'
const SERIAL = '7K2M9QX04B'

await using ends = new AsyncDisposableStack()
const cluster = await startEmbedded({
  dir: mkdtempSync(join(tmpdir(), 'ezhen-bench-')),
  durable: false,
  log: () => {},
})
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
    values (1, '${LOT}', 1, 1, 1, 'harvest', '2026-09-15', 100000, 5, '1');
  insert into trace.step (etown, kind, party, season, occurred_at, facts, source, entered_by)
    select 1, 'tending', 1, 1, now() - interval '1 day' * n, '{"what": "套袋、除草、疏果"}', 'phone', '1' from generate_series(1, ${STEPS}) n;
  insert into trace.label_run (etown, lot, quantity, asked_by) values (1, 1, 20000, '1');
  insert into trace.serial (etown, run, n, lot, serial) values (1, 1, 1, 1, '${SERIAL}')`)
await owner.end()

const server = ends.use(
  await serverOver(
    { url: cluster.url, drop: async () => {} },
    { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999', EZHEN_TRUST_PROXY: '127.0.0.1' },
    rooms,
    false,
  ),
)
server.clock = new Date()
const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
const page = `${address}/scan/01/${GTIN}/10/${LOT}/21/${SERIAL}`
const body = await (await fetch(page)).text()
if (!body.includes('第 1 次查询')) throw new Error(body)
console.log(`page: ${Buffer.byteLength(body)} bytes, ${STEPS} records`)

const pool = new pg.Pool({ connectionString: appUrl(cluster.url), max: 10, options: '-c app.etown=1' })
pool.on('error', () => {})
ends.defer(() => pool.end())
const bare = Fastify()
bare.get('/page', async (_request, reply) => {
  await pool.query({
    name: 'one',
    text: 'select * from trace.serial where etown = $1 and serial = $2',
    values: [1, SERIAL],
  })
  return reply.type('text/html; charset=utf-8').send(body)
})
ends.defer(() => bare.close())
const reference = `${await bare.listen({ port: 0, host: '127.0.0.1' })}/page`

const load = (url: string, headers: Readonly<Record<string, string>> = {}): Promise<void> =>
  sendLoad({ url, headers, amount: REQUESTS, connections: CONNECTIONS })

print(
  await sideBySide(
    `${REQUESTS} looks at the scan page, ${CONNECTIONS} connections`,
    { name: 'the page with its story, state and count', run: () => load(page) },
    { name: 'bare Fastify, one read, as many bytes', run: () => load(reference) },
    { rounds: 5, bar: 2 },
  ),
)
