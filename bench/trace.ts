import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { inEtown } from '#platform/db/act'
import { startEmbedded } from '#platform/db/embedded'
import { roomOf } from '#platform/db/house'
import { appUrl, migrate } from '#platform/db/migrate'
import { viewThrough } from '#platform/db/view'
import { serverOver } from '#test/server-over'
import { captureEvents } from '../src/modules/trace/app/capture-events.ts'
import { prepareEvent } from '../src/modules/trace/app/prepare-events.ts'
import { eventPage } from '../src/modules/trace/app/query-events.ts'
import { listRecall } from '../src/modules/trace/app/recall-list.ts'
import { insertCapture } from '../src/modules/trace/db/captures.ts'
import { insertEvents } from '../src/modules/trace/db/events.ts'
import { traceEvents } from '../src/modules/trace/db/trace-walk.ts'
import { namespacesOf } from '../src/modules/trace/domain/epcis/namespaces.ts'
import { readQuery } from '../src/modules/trace/domain/epcis/query.ts'
import { print, sideBySide } from './side-by-side.ts'
import { fillTrace, itemKey, lotKey, WORLD } from './trace-world.ts'

/** Traces, capture, recall and deep pages over 8.6 million references. */
const BATCH = 500
const CHILDREN = 20

await using ends = new AsyncDisposableStack()
const cluster = await startEmbedded({
  dir: mkdtempSync(join(tmpdir(), 'ezhen-bench-')),
  durable: true,
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
const began = performance.now()
const loaded = await fillTrace(cluster.url)
console.log(
  `${loaded.events} events, ${loaded.mentions} references loaded in ${((performance.now() - began) / 1_000).toFixed(0)} s`,
)

const server = ends.use(await serverOver({ url: cluster.url, drop: async () => {} }, { EZHEN_POOL: '4' }))
server.clock = new Date()
const { pool } = server.house
const inTrace = <T>(
  work: (db: ReturnType<typeof roomOf<'trace'>>) => Promise<T>,
  mode: 'read' | 'write' = 'read',
): Promise<T> => inEtown(pool, 1, mode, (scope) => work(roomOf(scope.db, 'trace')))

/** The same pseudo-random walk in every run. */
let seed = 20_261_122
const random = (below: number): number => {
  seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648
  return seed % below
}
const percentile = (times: readonly number[], share: number): number =>
  times.toSorted((a, b) => a - b)[Math.floor(times.length * share)] ?? Number.NaN

async function spread(
  count: number,
  work: () => Promise<unknown>,
): Promise<readonly [p50: number, p95: number]> {
  const times: number[] = []
  for (let i = 0; i < count; i++) {
    const start = performance.now()
    await work()
    times.push(performance.now() - start)
  }
  return [percentile(times, 0.5), percentile(times, 0.95)]
}

// 1. Full trace of one item.
const anItem = (): string => itemKey(random(WORLD.lots * WORLD.itemsOfLot))
await spread(300, () => inTrace((db) => traceEvents(db, 1, anItem(), 500)))
const [events] = [await inTrace((db) => traceEvents(db, 1, anItem(), 500))]
const trace = await spread(1_000, () => inTrace((db) => traceEvents(db, 1, anItem(), 500)))
const single = await spread(1_000, () =>
  inTrace((db) =>
    db
      .selectFrom('trace.event')
      .select('id')
      .where('etown', '=', 1)
      .where('id', '=', BigInt(1 + random(400_000)))
      .execute(),
  ),
)
const verdict = (ok: boolean): string => (ok ? '达到 ok' : '未达到 MISSED')
console.log(
  `\nfull trace of one item (${events.length} events): p50 ${trace[0].toFixed(2)} ms, p95 ${trace[1].toFixed(2)} ms (bar 10) ${verdict(trace[1] <= 10)}; one indexed row: p50 ${single[0].toFixed(2)} ms, p95 ${single[1].toFixed(2)} ms`,
)
console.log(JSON.stringify({ question: 'trace', p50: trace[0], p95: trace[1], bar: 10, single: single[1] }))

// 2. Deep page against first page.
const query = readQuery({ EQ_bizStep: 'packing' })
if (!query.ok) throw new Error('no query')
const first = await spread(300, () => inTrace((db) => eventPage(db, 1, query.value, undefined, 30)))
const deepPlace = { ms: Date.UTC(2025, 2, 1), id: 1n }
const deep = await spread(300, () => inTrace((db) => eventPage(db, 1, query.value, deepPlace, 30)))
console.log(
  `\ndeep page: first p50 ${first[0].toFixed(2)} ms, deep p50 ${deep[0].toFixed(2)} ms, ratio ${(deep[0] / first[0]).toFixed(2)} (bar 2.00) ${verdict(deep[0] <= 2 * first[0])}`,
)
console.log(
  JSON.stringify({
    question: 'deep page',
    first: first[0],
    deep: deep[0],
    ratio: deep[0] / first[0],
    bar: 2,
  }),
)

// 3. Recall of 1,000 lots with its CSV.
const lots = Array.from({ length: Math.min(1_000, WORLD.lots) }, (_, i) =>
  lotKey(Math.floor(i * Math.max(1, WORLD.lots / 1_000))),
)
const recallTimes: number[] = []
for (let i = 0; i < 3; i++) {
  const start = performance.now()
  const list = await inTrace((db) => listRecall(db, 1, lots, { orders: [] }), 'write')
  recallTimes.push(performance.now() - start)
  if (!list.ok || list.value.counts.items !== lots.length * WORLD.itemsOfLot)
    throw new Error(JSON.stringify(list.ok ? list.value.counts : list.refused))
  if (i === 0)
    console.log(
      `\nrecall: ${JSON.stringify(list.value.counts)}, CSV of ${(list.value.csv.length / 1e6).toFixed(0)} MB`,
    )
}
const best = percentile(recallTimes, 0.5)
console.log(
  `recall of 1,000 lots: median ${(best / 1_000).toFixed(2)} s (bar 5.00) ${verdict(best <= 5_000)}`,
)
console.log(JSON.stringify({ question: 'recall', seconds: best / 1_000, bar: 5 }))

// 4. Capture of 500 events against the same rows, bare.
let made = 0
const batchOf = (): readonly unknown[] =>
  Array.from({ length: BATCH }, () => {
    made += 1
    return {
      type: 'AggregationEvent',
      eventID: `urn:uuid:${String(made).padStart(8, '0')}-0000-4000-8000-000000000000`,
      eventTime: new Date(Date.now() - 3_600_000).toISOString(),
      eventTimeZoneOffset: '+08:00',
      parentID: `https://id.gs1.org/00/3${String(made).padStart(17, '0')}`,
      childEPCs: Array.from(
        { length: CHILDREN },
        (_, i) => `https://id.gs1.org/01/06901234567892/21/B${made}X${i}`,
      ),
      action: 'ADD',
      bizStep: 'packing',
      disposition: 'in_progress',
      readPoint: { id: 'https://id.gs1.org/414/6901234000009/254/1' },
      bizLocation: { id: 'https://id.gs1.org/414/6901234000009' },
    }
  })

type Statement = { readonly text: string; readonly values: readonly unknown[] }
const raw = new pg.Client({ connectionString: appUrl(cluster.url) })
await raw.connect()
ends.defer(() => raw.end())

/** The statements a capture comes to, with their values, ready to be sent by a client that knows nothing else. */
async function recorded(): Promise<readonly Statement[]> {
  const statements: Statement[] = []
  await raw.query("begin; set local app.etown = '1'")
  const db = roomOf(
    viewThrough(async (text, values) => {
      if (text.includes('nextval')) return raw.query(text, [...values])
      if (text.includes('"trace"."capture"'))
        return { rows: [{ id: 1n }], rowCount: 1, command: 'INSERT', oid: 0, fields: [] }
      statements.push({ text, values })
      return { rows: [], rowCount: 0, command: 'INSERT', oid: 0, fields: [] }
    }),
    'trace',
  )
  const prepared = batchOf().map((event) => {
    const one = prepareEvent(event, namespacesOf(undefined), new Date())
    if (!one.ok) throw new Error(JSON.stringify(one.refused))
    return one.value
  })
  const capture = await insertCapture(db, 1, {
    behaviour: 'rollback',
    at: new Date(),
    accepted: BATCH,
    errors: [],
    by: '1',
  })
  await insertEvents(db, 1, prepared, {
    capture,
    recordedAt: new Date(),
    by: '1',
    device: null,
    evidence: [],
  })
  await raw.query('commit')
  return statements
}
const ROUNDS = 8
const bare: (readonly Statement[])[] = []
for (let i = 0; i <= ROUNDS; i++) bare.push(await recorded())
const whole = Array.from({ length: ROUNDS + 1 }, batchOf)

print(
  await sideBySide(
    `capture of ${BATCH} events with ${CHILDREN + 1} identifiers each, one commit`,
    {
      name: 'read, checked, hashed, announced',
      run: async () => {
        const outcome = await inEtown(pool, 1, 'write', (scope) =>
          captureEvents(
            { db: roomOf(scope.db, 'trace'), etown: { id: 1 }, now: new Date(), announce: scope.announce },
            whole.pop() ?? [],
            { behaviour: 'rollback', by: '1' },
          ),
        )
        if (!outcome.ok || outcome.value.accepted.length !== BATCH) throw new Error('not captured')
      },
    },
    {
      name: 'the same rows, bare INSERTs',
      run: async () => {
        await raw.query("begin; set local app.etown = '1'")
        for (const { text, values } of bare.pop() ?? []) await raw.query(text, [...values])
        await raw.query('commit')
      },
    },
    { rounds: ROUNDS, bar: 1 / 0.6 },
  ),
)
