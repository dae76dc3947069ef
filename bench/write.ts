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

/** A small act through the whole seam (idempotency key, one row, audit line, all or nothing), against a bare INSERT. */
const REQUESTS = 1_000
const INSERT = `insert into platform.job (etown, kind, input, asked_by) values (1, 'bench.made', $1, '1')`
const BODY = JSON.stringify({ what: '一件小事' })

const makeOne = endpoint({
  id: 'bench.make',
  method: 'POST',
  path: '/api/etowns/:etown/bench',
  may: 'bench.make',
  summary: { zh: '写一行', en: 'write one row' },
  body: z.strictObject({ what: z.string() }),
  answer: z.object({ made: z.string() }),
})
const benchRoom = {
  name: 'bench',
  grants: { 'bench.make': { zh: '写', roles: ['office'] } },
  routes: [
    route(makeOne, 'platform', async ({ db, etown, body, note }) => {
      const row = await db
        .insertInto('platform.job')
        .values({ etown: etown.id, kind: 'bench.made', input: JSON.stringify(body), asked_by: '1' })
        .returning('id')
        .executeTakeFirstOrThrow()
      note(String(row.id))
      return granted({ made: String(row.id) })
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
await owner.end()

const server = ends.use(
  await serverOver(
    { url: cluster.url, drop: async () => {} },
    { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999' },
    [...rooms, benchRoom],
    false,
  ),
)
server.clock = new Date()
const { headers } = await actAs(server, { etown: 1, roles: ['office'] })
const ours = `${await server.app.listen({ port: 0, host: '127.0.0.1' })}/api/etowns/one/bench`

const pool = new pg.Pool({ connectionString: appUrl(cluster.url), max: 10, options: '-c app.etown=1' })
pool.on('error', () => {})
ends.defer(() => pool.end())
const bare = Fastify()
bare.post('/bench', async (request) => {
  await pool.query({ name: 'one', text: INSERT, values: [JSON.stringify(request.body)] })
  return { made: '1' }
})
ends.defer(() => bare.close())
const reference = `${await bare.listen({ port: 0, host: '127.0.0.1' })}/bench`

for (const [connections, bar] of [
  [1, 8],
  [16, 5],
] as const) {
  const load = (url: string, sent: Readonly<Record<string, string>>): Promise<void> =>
    sendLoad({ url, headers: sent, amount: REQUESTS, connections, body: BODY })
  print(
    await sideBySide(
      `${REQUESTS} acts of one row, ${connections} connections`,
      { name: 'idempotency, audit, RLS, contract', run: () => load(ours, headers) },
      { name: 'bare Fastify, the same INSERT', run: () => load(reference, {}) },
      { rounds: 5, bar },
    ),
  )
}
