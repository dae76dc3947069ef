import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import Fastify from 'fastify'
import pg from 'pg'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted } from '#kernel/refusal'
import { startEmbedded } from '#platform/db/embedded'
import { appUrl, migrate } from '#platform/db/migrate'
import { route } from '#platform/http/route'
import { actAs } from '#test/actor'
import { serverOver } from '#test/server-over'
import { rooms } from '../src/server/rooms.ts'
import { sendLoad } from './load.ts'
import { print, sideBySide } from './side-by-side.ts'

/** An authenticated read of one row through the whole seam, against a bare Fastify route doing the same SELECT. */
const REQUESTS = 6_000
const CONNECTIONS = 16
const SHA = 'a'.repeat(64)
const SELECT =
  'select "bytes", "media", "name" from "platform"."evidence" where "etown" = $1 and "sha256" = $2'

const readOne = endpoint({
  id: 'bench.read',
  method: 'GET',
  path: '/api/etowns/:etown/bench/:sha',
  may: 'bench.read',
  summary: { zh: '读一行', en: 'read one row' },
  params: z.strictObject({ sha: z.string() }),
  answer: z.object({ bytes: z.string(), media: z.string(), name: z.string() }),
})
const benchRoom = {
  name: 'bench',
  grants: { 'bench.read': { zh: '读', roles: ['office'] } },
  routes: [
    route(readOne, 'platform', async ({ db, etown, params }) => {
      const row = await db
        .selectFrom('platform.evidence')
        .select(['bytes', 'media', 'name'])
        .where('etown', '=', etown.id)
        .where('sha256', '=', params.sha)
        .executeTakeFirstOrThrow()
      return granted({ ...row, bytes: String(row.bytes) })
    }),
  ],
}

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
  "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030')",
)
await owner.query("set app.etown = '1'")
await owner.query(
  `insert into platform.evidence (etown, sha256, bytes, media, name, stored, brought_by)
   select 1, lpad(to_hex(i), 64, '0'), i, 'text/csv', 'f', lpad(to_hex(i), 64, '0'), '1' from generate_series(1, 20000) i`,
)
await owner.query(
  `insert into platform.evidence values (1, '${SHA}', 1, 'text/csv', '订单.csv', '${SHA}', '1')`,
)
await owner.end()

const database = { url: cluster.url, drop: async () => {} }
const server = ends.use(
  await serverOver(
    database,
    { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999' },
    [...rooms, benchRoom],
    false,
  ),
)
server.clock = new Date()
const { headers } = await actAs(server, { etown: 1, roles: ['office'] })
const ours = `${await server.app.listen({ port: 0, host: '127.0.0.1' })}/api/etowns/one/bench/${SHA}`

const pool = new pg.Pool({ connectionString: appUrl(cluster.url), max: 10, options: '-c app.etown=1' })
pool.on('error', () => {})
ends.defer(() => pool.end())
const bare = Fastify()
bare.get('/bench/:sha', async (request) => {
  const { sha } = request.params as { sha: string }
  return (await pool.query({ name: 'one', text: SELECT, values: [1, sha] })).rows[0]
})
ends.defer(() => bare.close())
const reference = `${await bare.listen({ port: 0, host: '127.0.0.1' })}/bench/${SHA}`

const load = (url: string, headers: Readonly<Record<string, string>>): Promise<void> =>
  sendLoad({ url, headers, amount: REQUESTS, connections: CONNECTIONS })

print(
  await sideBySide(
    `${REQUESTS} authenticated reads of one row, ${CONNECTIONS} connections`,
    { name: 'session, permission, RLS, contract', run: () => load(ours, headers) },
    { name: 'bare Fastify, the same SELECT', run: () => load(reference, {}) },
    { rounds: 5, bar: 2 },
  ),
)
