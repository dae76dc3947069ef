import { parseArgs } from 'node:util'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted } from '#kernel/refusal'
import { inEtown } from '#platform/db/act'
import { route } from '#platform/http/route'
import { ask, type JobKind, runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { rooms } from '../src/server/rooms.ts'
import { sendLoad } from './load.ts'
import { orderWorld } from './order-world.ts'
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
const { server, owner, etown, slug } = await orderWorld(ends, LINES, { extra: [benchRoom] })
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
