import { createHash } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { actAs, aMachine } from '#test/actor'
import { serverOver } from '#test/server-over'
import { aParty } from '#test/shops'
import { print, sideBySide } from './side-by-side.ts'

/** 10,000 lines of a device, end to end: parsed, each once, judged, its sample moved; against the same rows by bare INSERTs. */
const LINES = 10_000
const BAD_EVERY = 100
const ROUNDS = 3
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'

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
ends.defer(() => owner.end())
await owner.query(
  "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030')",
)
await owner.query("select set_config('app.etown', '1', false)")
const server = ends.use(
  await serverOver({ url: cluster.url, drop: async () => {} }, { EZHEN_REQUESTS_PER_MINUTE: '9999999' }),
)
const machine = await aMachine(owner, server.clock, 1, 'instrument')
const party = await aParty(owner, 1, '一号合作社')
const one = async (text: string, values: unknown[] = []): Promise<string> =>
  (await owner.query(text, values)).rows[0].id

const item = await one(
  "insert into trace.trade_item (etown, party, name, spec, unit, pack_size, numbering, gtin, registered_by) values (1, $1, '白菜', '', 'kg', 1, 'restricted', '', 'x') returning id",
  [party],
)
const lot = await one(
  "insert into trace.lot (etown, code, item, party, origin, made_on, quantity, pack_size, made_by) values (1, 'BENCH-01', $1, $2, 'purchase', '2026-11-01', 1000, 1, 'x') returning id",
  [item, party],
)
const task = await one(
  "insert into inspection.task (etown, lot, food, method, purpose, by) values (1, $1, 'cabbage', 'GB/T 5009.199-2003', 'self', 'x') returning id",
  [lot],
)
const instrument = await one(
  "insert into inspection.instrument (etown, name, model, serial, machine, registered_by) values (1, '快检仪', '', 'SN01', $1, 'x') returning id",
  [machine.account],
)
await owner.query(
  "insert into inspection.calibration (etown, instrument, on_day, until, certificate, by) values (1, $1, '2026-01-01', '2027-01-01', '检-1', 'x')",
  [instrument],
)

const codeOf = (n: number): string =>
  Array.from({ length: 6 }, (_, i) => ALPHABET[Math.floor(n / 32 ** i) % 32] ?? '2').join('')
let drawn = 0
/** Samples nobody tested yet, and a delivery that names each once. */
async function delivery(): Promise<string> {
  const codes = Array.from({ length: LINES }, () => codeOf(++drawn))
  await owner.query(
    `insert into inspection.sample (etown, task, lot, food, method, retests, code, taken_at, taken_by, taken_where)
     select 1, $1, $2, 'cabbage', 'GB/T 5009.199-2003', 2, unnest($3::text[]), '2026-11-20', 'x', '田里'`,
    [task, lot, codes],
  )
  return codes
    .map((code, i) => {
      const value = i % BAD_EVERY === 0 ? '高' : `${(i % 450) / 10}`
      return `农药残留#${code}#${value}#%抑制率#合格#GB/T 5009.199-2003#STD-9000#2026-11-21 10:${String(i % 60).padStart(2, '0')}:05#SN01#50.0%#123s #|`
    })
    .join('\n')
}

async function send(text: string): Promise<void> {
  const reply = await server.app.inject({
    method: 'POST',
    url: '/api/etowns/one/instrument-lines',
    headers: { ...machine.headers, 'content-type': 'text/plain' },
    payload: text,
  })
  const { fresh, runs, bad } = reply.json()
  if (fresh !== LINES || runs !== LINES - LINES / BAD_EVERY || bad.length !== LINES / BAD_EVERY)
    throw new Error(reply.body.slice(0, 500))
}

await owner.query(
  'create table bench_line (id bigint generated always as identity primary key, digest bytea unique, raw bytea, at timestamptz, value numeric)',
)
await owner.query(
  'create table bench_run (id bigint generated always as identity primary key, line text, value numeric, verdict text)',
)
/** The same bytes and digests in two plain tables, in one transaction, 1,000 a statement. */
async function bare(text: string, round: number): Promise<void> {
  const lines = text.split('\n')
  await owner.query('begin')
  for (let from = 0; from < lines.length; from += 1_000) {
    const some = lines.slice(from, from + 1_000)
    const digests = some.map((line) => createHash('sha256').update(line).update(String(round)).digest())
    const raws = some.map((line) => Buffer.from(line))
    await owner.query(
      'insert into bench_line (digest, raw, at, value) select d, r, now(), 1 from unnest($1::bytea[], $2::bytea[]) as t (d, r)',
      [digests, raws],
    )
    await owner.query(
      "insert into bench_run (line, value, verdict) select l, 1, 'negative' from unnest($1::text[]) as l",
      [some],
    )
  }
  await owner.query('commit')
}

const deliveries: string[] = []
for (let round = 0; round < ROUNDS + 1; round++) deliveries.push(await delivery())
const [first = ''] = deliveries
let sent = 0
let written = 0
const answer = await sideBySide(
  `${LINES} device lines, 1 in ${BAD_EVERY} bad, each of the others a reading`,
  { name: 'POST /instrument-lines', run: () => send(deliveries[sent++] ?? '') },
  { name: 'bare INSERTs of the same bytes', run: () => bare(first, written++) },
  { rounds: ROUNDS, bar: 25 },
)
print(answer)
console.log(`  10,000 行: ${(answer.ours.median / 1000).toFixed(2)} s (≤ 5 s)`)

const reviewer = await actAs(server, { etown: 1, roles: ['office'] })
const passed = await one("select id from inspection.sample where state = 'to-review' limit 1")
await owner.query(
  "insert into inspection.blank (etown, instrument, measured_at, control, valid, by) values (1, $1, '2026-11-21T02:00:00Z', 0.5, true, 'x')",
  [instrument],
)
await server.app.inject({
  method: 'POST',
  url: `/api/etowns/one/inspection-samples/${passed}/review`,
  headers: { ...reviewer.headers, 'idempotency-key': crypto.randomUUID() },
  payload: { decision: 'confirmed' },
})
const label = async (): Promise<void> => {
  const reply = await server.app.inject({
    url: `/api/etowns/one/inspection-labels?sample=${passed}&size=100x70&form=pdf`,
    headers: reviewer.headers,
  })
  if (reply.statusCode !== 200) throw new Error(reply.body)
}
const read = async (): Promise<void> => {
  await server.app.inject({ url: `/api/etowns/one/inspection-samples/${passed}`, headers: reviewer.headers })
}
print(
  await sideBySide(
    'the label of a passed run as PDF',
    { name: 'GET /inspection-labels', run: label },
    { name: 'GET the same sample as JSON', run: read },
    { rounds: 9, bar: 60 },
  ),
)
