import Fastify from 'fastify'
import pg from 'pg'
import { appUrl } from '#platform/db/migrate'
import { benchOrchard, GTIN, LOT, SERIAL } from './bench-orchard.ts'
import { sendLoad } from './load.ts'
import { print, sideBySide } from './side-by-side.ts'

/** The page whoever scans sees, against a bare Fastify route that reads one row by its key and answers as many bytes. */
const REQUESTS = 3_000
const CONNECTIONS = 16
const STEPS = 12

await using ends = new AsyncDisposableStack()
const { server, url } = await benchOrchard(ends, STEPS)
const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
const page = `${address}/scan/01/${GTIN}/10/${LOT}/21/${SERIAL}`
const body = await (await fetch(page)).text()
if (!body.includes('次查询')) throw new Error(body)
console.log(`page: ${Buffer.byteLength(body)} bytes, ${STEPS} records`)

const pool = new pg.Pool({ connectionString: appUrl(url), max: 10, options: '-c app.etown=1' })
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

const load = (to: string): Promise<void> =>
  sendLoad({ url: to, headers: {}, amount: REQUESTS, connections: CONNECTIONS })

print(
  await sideBySide(
    `${REQUESTS} looks at the scan page, ${CONNECTIONS} connections`,
    { name: 'the page with its story, state and count', run: () => load(page) },
    { name: 'bare Fastify, one read, as many bytes', run: () => load(reference) },
    { rounds: 5, bar: 2 },
  ),
)
