import { createWriteStream, mkdtempSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import type { CDPSession } from 'playwright-core'
import { yearPeriod } from '#kernel/day'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import { ask, type JobKind, runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { launchBrowser } from '#test/browser'
import { makeWall } from '../src/modules/statistics/app/make-wall.ts'
import { rollScans } from '../src/modules/statistics/app/roll-scans.ts'
import { wallsMade } from '../src/modules/statistics/app/watch-wall.ts'
import { compareSums } from '../src/modules/statistics/db/recounts.ts'
import { buildDesk, DESK } from '../src/server/build-web.ts'
import { serveDesk } from '../src/server/desk.ts'
import { rooms } from '../src/server/rooms.ts'
import { orderWorld } from './order-world.ts'
import { print, sideBySide } from './side-by-side.ts'

/**
 * The wall over many order lines, a parcel for every tenth of them, and as many scans: how long one refresh takes, how soon
 * it is painted, what two hundred watchers cost, how a browser fares that shows it. And a recount of one year against DuckDB
 * over the same rows, in the same run. `npm ci --prefix bench/duckdb` first; without it that part is left out.
 * `--lines 1000000 --scans 100000 --minutes 1`
 */
const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '10000000' },
    scans: { type: 'string', default: '1000000' },
    minutes: { type: 'string', default: '3' },
  },
})
const [LINES, SCANS, MINUTES] = [Number(values.lines), Number(values.scans), Number(values.minutes)]
const WATCHERS = 200
const YEAR = yearPeriod(2023)

await using ends = new AsyncDisposableStack()
const { server, owner, etown, slug } = await orderWorld(ends, LINES, { parcelEach: 10 })
console.log(`${SCANS} scans over a year …`)
await owner.query(
  `with item as (
     insert into trace.trade_item (etown, party, name, spec, unit, pack_size, numbering, gs1_certificate, gtin, registered_by)
     values ($1, 1, '玉露香梨', '5千克', 'kg', 5, 'gs1', '证书1号', '06901234567892', '7') returning id),
   lot as (
     insert into trace.lot (etown, code, item, party, origin, made_on, quantity, pack_size, made_by)
     select $1, 'LOT-0001', id, 1, 'purchase', '2023-11-01', 50000, 5, '7' from item returning id),
   run as (
     insert into trace.label_run (etown, lot, quantity, asked_by) select $1, id, 10000, '7' from lot returning id, lot)
   insert into trace.serial (etown, run, n, lot, serial)
   select $1, id, i, lot, lpad(i::text, 10, '0') from run, generate_series(1, 10000) i`,
  [etown],
)
await owner.query(
  `insert into trace.scan (etown, serial, at, device)
   select $1, lpad((1 + i % 10000)::text, 10, '0'), timestamptz '2024-11-22 10:00+08' - i * interval '${(365 * 86_400) / SCANS} s',
     decode(lpad(to_hex(i), 16, '0'), 'hex') from generate_series(0, ${SCANS - 1}) i`,
  [etown],
)
await owner.query('vacuum analyze')

const jobs: readonly JobKind[] = rooms.flatMap((room) => room.jobs ?? [])
async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const done = await work()
  console.log(`  ${what}: ${(performance.now() - began).toFixed(0)} ms`)
  return done
}
const job = (kind: string, input: Record<string, unknown>): Promise<boolean> =>
  timed(kind, async () => {
    await inEtown(server.house.pool, etown, 'write', (scope) => ask(scope, kind, input, 'bench'))
    return runOneJob(server.house, etown, jobs, new AbortController().signal)
  })
await job('statistics.repair', { reason: '从订单行建立汇总' })
await timed('all scans rolled for the first time', () => rollScans(server.house, etown))
await timed('today’s scans rolled again', () => rollScans(server.house, etown))

// ── a refresh
const town = { id: etown, slug, name: '大宁县乡村e镇', countyCode: '141030', demonstration: false }
const refresh = () =>
  inEtown(server.house.pool, etown, 'snapshot', ({ db }) =>
    makeWall({
      db: roomOf<'statistics' | 'party_pub' | 'market_pub'>(db, 'statistics'),
      etown: town,
      now: server.clock,
    }),
  )
await refresh()
const times: number[] = []
for (let i = 0; i < 20; i++) {
  const began = performance.now()
  await refresh()
  times.push(performance.now() - began)
}
times.sort((a, b) => a - b)
const [median = 0, worst = 0] = [times[10], times.at(-1)]
console.log(
  `a refresh of the wall: median ${median.toFixed(1)} ms, slowest ${worst.toFixed(1)} ms (bar 200 ms)`,
)

// ── two hundred watchers
await buildDesk()
await serveDesk(server.app, DESK)
const address = await server.app.listen({ port: 0, host: '127.0.0.1' })
const { headers } = await actAs(server, { etown, roles: ['office'] })
const heard: number[] = []
let changedAt = 0
const told: number[] = []
const watching = Array.from({ length: WATCHERS }, () => {
  const sent = performance.now()
  const asked = request(`${address}/api/etowns/${slug}/statistics/wall/stream`, {
    headers: { ...headers },
    agent: false,
  })
  asked.on('response', (response) => {
    response.once('data', () => heard.push(performance.now() - sent))
    response.on('data', (piece: Buffer) => {
      if (changedAt > 0 && piece.includes('event: wall')) told.push(performance.now() - changedAt)
    })
  })
  asked.on('error', () => undefined)
  asked.end()
  return asked
})
while (heard.length < WATCHERS) await new Promise((resolve) => setTimeout(resolve, 20))
heard.sort((a, b) => a - b)
console.log(
  `${WATCHERS} watchers: first wall after ${heard[0]?.toFixed(0)} ms, all after ${heard.at(-1)?.toFixed(0)} ms, ` +
    `${wallsMade(server.house)} computation(s)`,
)

/** Something a figure shows has changed, as an import changes it. */
const change = () =>
  owner.query(
    `select platform.seal('[]', '[{"kind": "bench.happened", "subject": "x", "payload": {}}]');
     update statistics.daily_sum set amount = amount + 100 where etown = ${etown} and measure = 'retail' and part = '' and day = '2024-11-01'`,
  )
changedAt = performance.now()
await change()
while (told.length < WATCHERS) await new Promise((resolve) => setTimeout(resolve, 20))
changedAt = 0
told.sort((a, b) => a - b)
console.log(
  `a change reaches the first watcher after ${told[0]?.toFixed(0)} ms, all ${WATCHERS} after ${told.at(-1)?.toFixed(0)} ms (looked for every 2 s)`,
)

// ── in the browser
const browser = await launchBrowser()
ends.defer(() => browser.close())
const [cookieName = '', cookieValue = ''] = String(headers.cookie).split('=')
const page = await browser.newPage({ viewport: { width: 1920, height: 1080 }, baseURL: address })
await page.context().addCookies([{ name: cookieName, value: cookieValue, url: address }])
for (const visit of ['first', 'cached']) {
  await page.goto('about:blank')
  const began = performance.now()
  await page.goto(`/e/${slug}/wall`)
  await page.locator('.wall .value .number').first().waitFor()
  console.log(
    `${visit} visit: figures on the screen after ${(performance.now() - began).toFixed(0)} ms (bar 2000 ms)`,
  )
}
const devtools: CDPSession = await page.context().newCDPSession(page)
await devtools.send('HeapProfiler.enable')
async function heap(): Promise<number> {
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return usedSize / 1_048_576
}
// Counted by tenths of a millisecond, in a place of fixed size: the measure must not grow while it looks for growth.
await page.evaluate(`(() => { window.frames_ = new Uint32Array(5000); let last = performance.now()
  const frame = (now) => {
    window.frames_[Math.min(4999, Math.round((now - last) * 10))] += 1; last = now; requestAnimationFrame(frame) }
  requestAnimationFrame(frame) })()`)
const heaps = [await heap()]
const nodes = async (): Promise<number> =>
  Number(await page.evaluate('document.querySelectorAll("*").length'))
const nodesBefore = await nodes()
for (let minute = 0; minute < MINUTES; minute++) {
  for (let i = 0; i < 30; i++) {
    // Something changes every two seconds, a hundred times as often as in a county.
    await change()
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
  heaps.push(await heap())
}
const counted: number[] = JSON.parse(String(await page.evaluate('JSON.stringify([...window.frames_])')))
const frames = counted.flatMap((times, tenths) => Array.from({ length: times }, () => tenths / 10))
const at = (share: number): string => (frames[Math.floor(frames.length * share)] ?? 0).toFixed(1)
const fps = (1_000 * frames.length) / frames.reduce((a, b) => a + b, 0)
console.log(
  `${MINUTES} min, a change every 2 s: ${fps.toFixed(1)} frames a second (bar 30), frame p50 ${at(0.5)} p95 ${at(0.95)} ` +
    `p99 ${at(0.99)} ms; heap ${heaps.map((mib) => mib.toFixed(2)).join(' → ')} MiB; ` +
    `nodes ${nodesBefore} → ${await nodes()}; ${wallsMade(server.house)} walls made`,
)
for (const one of watching) one.destroy()

// ── a year again, against DuckDB
const DUCKDB = new URL('./duckdb/node_modules/@duckdb/node-api/lib/index.js', import.meta.url).href
const duck = await import(DUCKDB).catch(() => undefined)
if (duck === undefined) console.log('DuckDB is not installed (npm ci --prefix bench/duckdb): left out')
else {
  const file = join(mkdtempSync(join(tmpdir(), 'ezhen-duck-')), 'lines.csv')
  const out = createWriteStream(file)
  const { rows: days } = await owner.query(
    `select distinct day::text as day from market.order_line where etown = $1 and day >= $2 and day < $3 order by 1`,
    [etown, YEAR.from, YEAR.until],
  )
  for (const { day } of days) {
    const { rows } = await owner.query({
      text: `select shop, coalesce(excluded, ''), retail_fen, coalesce(refund_fen, 0), case when excluded is null then 0 else coalesce(share_fen, 0) end, counts_order, coalesce(waybill, '')
        from market.order_line where etown = $1 and day = $2`,
      values: [etown, day],
      rowMode: 'array',
    })
    out.write(rows.map((row: unknown[]) => `${day},${row.join(',')}\n`).join(''))
  }
  await new Promise((resolve) => out.end(resolve))
  const instance = await duck.DuckDBInstance.create(':memory:', { threads: '2' })
  const connection = await instance.connect()
  await connection.run(
    `create table lines as select * from read_csv('${file}', header = false, columns = {'day': 'DATE', 'shop': 'BIGINT',
      'why': 'VARCHAR', 'retail': 'BIGINT', 'refund': 'BIGINT', 'excluded': 'BIGINT', 'counts_order': 'BOOLEAN', 'waybill': 'VARCHAR'})`,
  )
  const recount = (from: string) => `
    with l as (select shop::varchar as part, day, coalesce(why, '') as why, count(*) as lines, count(*) filter (where counts_order) as orders,
        sum(retail) as retail, sum(refund) as refund, sum(excluded) as excluded from ${from} group by all),
      p as (select distinct on (day, waybill) day, waybill, shop::varchar as part from ${from} where waybill is not null and waybill <> ''),
      m as (
        select 'retail' as measure, part, day, sum(retail) as amount from l group by grouping sets ((part, day), (day))
        union all select 'lines', part, day, sum(case why when '' then lines else 0 end) from l group by grouping sets ((part, day), (day))
        union all select 'orders', part, day, sum(orders) from l group by grouping sets ((part, day), (day))
        union all select 'refund', part, day, sum(refund) from l group by grouping sets ((part, day), (day))
        union all select 'excluded:' || why, part, day, sum(excluded) from l where why <> '' group by grouping sets ((why, part, day), (why, day))
        union all select 'parcels', part, day, count(*) from p group by grouping sets ((part, day), (day)))
    select sum(amount)::varchar as total from m where part is null and measure in ('retail', 'parcels')`
  const native = async () => void (await connection.runAndReadAll(recount('lines')))
  const csv = `read_csv('${file}', header = false, columns = {'day': 'DATE', 'shop': 'BIGINT', 'why': 'VARCHAR', 'retail': 'BIGINT',
    'refund': 'BIGINT', 'excluded': 'BIGINT', 'counts_order': 'BOOLEAN', 'waybill': 'VARCHAR'})`
  const fromFile = async () => void (await connection.runAndReadAll(recount(csv)))
  const ours = () =>
    inEtown(server.house.pool, etown, 'snapshot', async ({ db }) => {
      await compareSums(db, etown, [], YEAR)
    })
  const { rows: kept } = await owner.query(
    `select sum(amount)::text as total from statistics.daily_sum where etown = $1 and part = '' and measure in ('retail', 'parcels') and day >= $2 and day < $3`,
    [etown, YEAR.from, YEAR.until],
  )
  const theirs = (await connection.runAndReadAll(recount('lines'))).getRows()[0]?.[0]
  console.log(`DuckDB and the kept sums agree: ${theirs === kept[0].total} (${kept[0].total})`)
  const side = { name: 'our recount: rows added up, held against the sums', run: ours }
  print(
    await sideBySide(
      'a year recounted, DuckDB on a table of its own',
      side,
      { name: 'DuckDB, its own table', run: native },
      { rounds: 3, bar: 3 },
    ),
  )
  print(
    await sideBySide(
      'a year recounted, DuckDB on the rows as a file',
      side,
      { name: 'DuckDB, rows in a CSV file', run: fromFile },
      { rounds: 3, bar: 3 },
    ),
  )
}
