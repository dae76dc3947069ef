import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted } from '#kernel/refusal'
import { loadPlan } from '#plan'
import { inEtown } from '#platform/db/act'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { route } from '#platform/http/route'
import { ask, type JobKind, runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { serverOver } from '#test/server-over'
import { rooms } from '../src/server/rooms.ts'
import { sendLoad } from './load.ts'
import { print, sideBySide } from './side-by-side.ts'

/**
 * The target board over many order lines, against one read of one line by its primary key through the same seam. The
 * sums are made by the product's own full recount and then compared by it once more. A board is shown again while nothing
 * was done in the e-town (`app/kept-board.ts`); what one made anew takes is printed beside it. `--lines 1000000`
 */
const { values } = parseArgs({ options: { lines: { type: 'string', default: '10000000' } } })
const LINES = Number(values.lines)
const REQUESTS = 600
const CONNECTIONS = 4
const SHOPS = 60
const SHA = 'a'.repeat(64)

const readLine = endpoint({
  id: 'bench.read-line',
  method: 'GET',
  path: '/api/etowns/:etown/bench/:orderNo',
  may: 'statistics.read',
  summary: { zh: '读一行', en: 'read one line' },
  params: z.strictObject({ orderNo: z.string() }),
  answer: z.object({ day: z.string(), product: z.string(), retailFen: z.string() }),
})
const benchRoom = {
  name: 'bench',
  grants: {},
  routes: [
    route(readLine, 'market', async ({ db, etown, params }) => {
      const row = await db
        .selectFrom('market.order_line')
        .select(['day', 'product', 'retail_fen'])
        .where('etown', '=', etown.id)
        .where('platform', '=', 'pdd')
        .where('order_no', '=', params.orderNo)
        .where('sub_no', '=', '')
        .executeTakeFirstOrThrow()
      return granted({ day: row.day, product: row.product, retailFen: String(row.retail_fen) })
    }),
  ],
}

await using ends = new AsyncDisposableStack()
const dir = mkdtempSync(join(tmpdir(), 'ezhen-bench-'))
const cluster = await startEmbedded({ dir, durable: false, log: () => {} })
ends.defer(() => cluster.stop())
await migrate(cluster.url)
const database = { url: cluster.url, drop: async () => {} }
const env = { EZHEN_POOL: '10', EZHEN_REQUESTS_PER_MINUTE: '9999999' }
const server = ends.use(await serverOver(database, env, [...rooms, benchRoom], false))
server.clock = new Date('2024-11-22T02:00:00Z')

const plan = '141030-daning-2022.yaml'
const loaded = await loadPlan(
  server.house,
  { name: plan, bytes: readFileSync(new URL(`../plans/${plan}`, import.meta.url)) },
  { account: 'bench' },
)
if (!loaded.ok) throw new Error('the plan does not load')
const { etown, slug } = loaded.value

const owner = new pg.Client({ connectionString: cluster.url })
await owner.connect()
ends.defer(() => owner.end())
await owner.query(`set app.etown = '${etown}'`)
console.log(`${LINES} order lines of ${SHOPS} shops over three years …`)
await owner.query(
  `insert into platform.evidence values ($1, '${SHA}', 1, 'text/csv', '订单.csv', '${SHA}', '1')`,
  [etown],
)
await owner.query(
  `insert into party.party (etown, kind, name, name_key, name_core, natural_key, credit_code, registered_on, inside, inside_basis,
     source, created_by, changed_by, changed_why)
   select $1, 'enterprise', '企业' || i, '企业' || i, '企业' || i, '9' || lpad(i::text, 17, '0'), '9' || lpad(i::text, 17, '0'),
     date '2020-01-01' + i % 1800, true, 'place', 'typed', '1', '1', '登记' from generate_series(1, 2000) i`,
  [etown],
)
await owner.query(
  `insert into market.shop (etown, platform, name, operator, created_by)
   select $1, 'pdd', '店' || lpad(i::text, 3, '0'), 1, '1' from generate_series(1, ${SHOPS}) i`,
  [etown],
)
await owner.query(
  `with job as (
     insert into platform.job (etown, kind, input, state, asked_by) values ($1, 'bench.import', '{}', 'done', '1') returning id)
   insert into market.import_batch (etown, shop, platform, sha256, file_name, state, job, asked_by)
   select $1, i, 'pdd', '${SHA}', '订单.csv', 'waiting', job.id, '1' from job, generate_series(1, ${SHOPS}) i`,
  [etown],
)
// The only foreign key of a line holds by how the lines are made here; ten million checks would only take time.
const { rows: keys } = await owner.query(
  "select conname from pg_constraint where conrelid = 'market.order_line'::regclass and contype = 'f'",
)
for (const { conname } of keys) await owner.query(`alter table market.order_line drop constraint ${conname}`)
await owner.query(
  `insert into market.order_line (etown, day, shop, batch, paid_fen, share_fen, retail_fen, row_no, quantity, stage, wholesale,
     counts_order, platform, order_no, sub_no, excluded, product)
   select $1, date '2022-01-01' + i % 1055, 1 + i % ${SHOPS}, 1 + i % ${SHOPS}, 3980, 3980,
     case when i % 10 = 0 then 0 else 3980 end, i, 1, 3, false, i % 10 <> 0, 'pdd', i::text, '',
     case when i % 10 = 0 then 'unpaid' end, '玉露香梨' from generate_series(1, ${LINES}) i`,
  [etown],
)
await owner.query('vacuum analyze')

const jobs: readonly JobKind[] = rooms.flatMap((room) => room.jobs ?? [])
async function job(kind: string, input: Record<string, unknown>): Promise<void> {
  const began = performance.now()
  await inEtown(server.house.pool, etown, 'write', (scope) => ask(scope, kind, input, 'bench'))
  await runOneJob(server.house, etown, jobs, new AbortController().signal)
  console.log(`  ${kind}: ${((performance.now() - began) / 1000).toFixed(1)} s`)
}
await job('statistics.repair', { reason: '从订单行建立汇总' })
await job('statistics.compare', {})

const signedIn = async () => (await actAs(server, { etown, roles: ['office'] })).headers
let headers = await signedIn()
const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
const at = `${address}/api/etowns/${slug}`
const recounts = await (await fetch(`${at}/statistics/recounts`, { headers })).json()
const { differing, lines, sums } = recounts.items[0]
console.log(`  recount of ${lines} lines: ${differing} of ${sums} sums differ`)
if (differing !== 0) throw new Error('the recount found other figures')

/** Later than any kept board may be shown: each of these is made from the sums. */
async function madeAnew(times: number): Promise<number> {
  const began = performance.now()
  for (let i = 0; i < times; i++) {
    server.clock = new Date(server.clock.getTime() + 61_000)
    await (await fetch(`${at}/statistics/board`, { headers })).text()
  }
  return (performance.now() - began) / times
}
await madeAnew(10)
console.log(`  a board made anew, one after another: ${(await madeAnew(15)).toFixed(1)} ms each`)
// Those minutes have ended the session.
headers = await signedIn()

const load = (url: string): Promise<void> =>
  sendLoad({ url, headers, amount: REQUESTS, connections: CONNECTIONS })

print(
  await sideBySide(
    `${REQUESTS} boards over ${LINES} order lines, ${CONNECTIONS} connections`,
    { name: 'the board: all targets, judged', run: () => load(`${at}/statistics/board`) },
    { name: 'one line by its primary key, same seam', run: () => load(`${at}/bench/777`) },
    { rounds: 5, bar: 3 },
  ),
)
