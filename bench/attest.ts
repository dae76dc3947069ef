import { hash, randomBytes } from 'node:crypto'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import pg from 'pg'
import { startEmbedded } from '#platform/db/embedded'
import { migrate } from '#platform/db/migrate'
import { serverOver } from '#test/server-over'
import { captureIn, farm } from '#test/trace'
import { keepLog, openLog } from '../src/modules/attest/app/keep-log.ts'
import { prove } from '../src/modules/attest/app/prove.ts'
import { takeLeaves } from '../src/modules/attest/app/take-leaves.ts'
import { leafAt } from '../src/modules/attest/db/leaves.ts'
import { newestCheckpoint } from '../src/modules/attest/db/logs.ts'
import { tileRoot } from '../src/modules/attest/domain/tiles.ts'
import { inEtown } from '../src/platform/db/act.ts'
import { roomOf } from '../src/platform/db/house.ts'
import { headsOf } from '../src/platform/work/outbox.ts'
import { startWorker } from '../src/platform/work/worker.ts'
import { print, sideBySide } from './side-by-side.ts'

/**
 * What the transparency log costs: a capture with and without it, the proof of any leaf of a large log beside a bare
 * indexed read, and whether the log grows as quickly when it is long.
 */
const { values } = parseArgs({
  options: {
    leaves: { type: 'string', default: '10000000' },
    append: { type: 'string', default: '1000000' },
    only: { type: 'string', default: 'capture,latency,append,proof' },
  },
})
const LEAVES = Number(values.leaves)
const APPEND = Number(values.append)
const only = values.only.split(',')
const sha256 = (bytes: Uint8Array): Buffer => hash('sha256', bytes, 'buffer')

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
const slugs = ['captures', 'unlogged', 'grows', 'large']
for (const [i, slug] of slugs.entries()) {
  await owner.query('insert into platform.etown (id, slug, name, county_code) values ($1, $2, $2, $3)', [
    i + 1,
    slug,
    '141030',
  ])
}
const server = ends.use(
  await serverOver({ url: cluster.url, drop: async () => {} }, { EZHEN_POOL: '8' }, undefined, false),
)
const { house } = server
const sizeOf = async (etown: number): Promise<number> =>
  inEtown(house.pool, etown, 'read', async ({ db }) =>
    Number(
      (await roomOf(db, 'attest').selectFrom('attest.log').select('size').executeTakeFirst())?.size ?? 0n,
    ),
  )

const BATCHES = 10
const EVENTS = 100
let made = 0
async function captures(etown: number): Promise<void> {
  for (let b = 0; b < BATCHES; b++) {
    const events = Array.from({ length: EVENTS }, () => {
      const n = made++
      return farm.pack(
        1,
        farm.crate(`${etown}-${n}`),
        Array.from({ length: 20 }, (_, k) => farm.item(`${etown}-${n}-${k}`)),
      )
    })
    const taken = await captureIn(server, events, {}, etown)
    if (!taken.ok) throw new Error(taken.refused[0]?.en)
  }
}

/** The log of e-town 1 grows as the worker of a server lets it, beside the captures; it must have kept up. */
async function capturesWithLog(): Promise<void> {
  await captures(1)
  const behind = await inEtown(house.pool, 1, 'read', async ({ db }) => (await headsOf(db, 1)).leaves)
  most = Math.max(most, Number(behind) - (await sizeOf(1)))
}
let most = 0

if (only.includes('capture')) {
  let logging = true
  const see = async (...[h, e, s]: Parameters<typeof keepLog.see>) =>
    e === 1 && logging && keepLog.see(h, e, s)
  const worker = await startWorker(house, [], [], [{ ...keepLog, see }])
  const without = async (): Promise<void> => {
    logging = false
    await captures(2)
    logging = true
  }
  print(
    await sideBySide(
      `${BATCHES} captures of ${EVENTS} events with 21 codes each`,
      { name: 'while every event goes into the log', run: capturesWithLog },
      { name: 'without a log', run: without },
      { rounds: 9, bar: 1.15 },
    ),
  )
  console.log(`  the log was behind by ${most} leaves at most, of ${BATCHES * EVENTS} a round`)
  await worker.stop()
}

/** From the commit of an act to a signed checkpoint that covers it, with the worker at work and nothing else to do. */
if (only.includes('latency')) {
  const see = async (...[h, e, s]: Parameters<typeof keepLog.see>) => e === 1 && keepLog.see(h, e, s)
  const worker = await startWorker(house, [], [], [{ ...keepLog, see }])
  const signed = async (): Promise<bigint> =>
    inEtown(
      house.pool,
      1,
      'read',
      async ({ db }) => (await newestCheckpoint(roomOf(db, 'attest'), 1))?.size ?? 0n,
    )
  const waits: number[] = []
  for (let i = 0; i < 100; i++) {
    const leaf = await inEtown(house.pool, 1, 'write', async (scope) => {
      scope.announce({ kind: 'bench.act', subject: String(i), payload: { i } })
      return scope.sealed
    })
    const began = performance.now()
    while ((await signed()) <= (leaf.leaf ?? 0n)) await new Promise((next) => setTimeout(next, 2))
    waits.push(performance.now() - began)
    await new Promise((next) => setTimeout(next, (i * 37) % 400))
  }
  await worker.stop()
  const sorted = waits.toSorted((a, b) => a - b)
  const [p50, p95] = [sorted[50] ?? 0, sorted[95] ?? 0]
  console.log(
    `\n100 acts, from commit to provable: p50 ${p50.toFixed(0)} ms, p95 ${p95.toFixed(0)} ms (bar p95 2,000 ms)`,
  )
  console.log(JSON.stringify({ question: 'commit to provable', p50, p95, bar: 2_000 }))
}

/** As many announcements of 500 leaves each as make `leaves`. */
async function promise(etown: number, leaves: number): Promise<void> {
  for (let i = 0; i < leaves; i += 500) {
    const attested = Array.from({ length: 500 }, (_, k) => ({
      kind: 'bench.leaf',
      subject: `s${i + k}`,
      sha256: 'ab'.repeat(32),
    }))
    await inEtown(house.pool, etown, 'write', async (scope) =>
      scope.announce({ kind: 'bench.many', subject: String(i), payload: { attested } }),
    )
  }
}

/** Milliseconds that `leaves` more leaves take. */
async function grow(etown: number, slug: string, leaves: number): Promise<number> {
  await promise(etown, leaves)
  const began = performance.now()
  while ((await takeLeaves(house, etown, slug)) > 0);
  return performance.now() - began
}

if (only.includes('append')) {
  await openLog(house, 3)
  const step = Math.min(50_000, APPEND / 2)
  const first = await grow(3, 'grows', step)
  let all = first
  for (let done = step; done < APPEND - step; done += step) all += await grow(3, 'grows', step)
  const last = await grow(3, 'grows', step)
  all += last
  const rate = Math.round((APPEND / all) * 1_000)
  console.log(
    `\n${APPEND} leaves appended in batches of 256: ${(all / 1_000).toFixed(1)} s, ${rate} leaves/s`,
  )
  console.log(
    `  first ${step}: ${(first / 1_000).toFixed(1)} s, last ${step}: ${(last / 1_000).toFixed(1)} s`,
  )
  console.log(
    JSON.stringify({
      question: 'append',
      leaves: APPEND,
      seconds: all / 1_000,
      ratio: last / first,
      bar: 1.5,
    }),
  )
}

/** Tiles of a log of random leaf hashes, written as they would have come to be, and every hundredth leaf with its content. */
async function layTiles(etown: number, leaves: number): Promise<void> {
  await openLog(house, etown)
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const put = (level: number, n: number, hashes: Buffer) =>
    owner.query({
      name: 'tile',
      text: 'insert into attest.tile values ($1, $2, $3, $4)',
      values: [etown, level, n, hashes],
    })
  let hashes = Array.from({ length: Math.ceil(leaves / 256) }, (_, n) =>
    randomBytes(Math.min(256, leaves - n * 256) * 32),
  )
  await owner.query('begin')
  for (let level = 0; hashes.length > 0; level++) {
    const above: Buffer[] = []
    for (const [n, tile] of hashes.entries()) {
      await put(level, n, tile)
      if (tile.length === 8_192) above.push(Buffer.from(tileRoot(tile, sha256)))
    }
    hashes = Array.from({ length: Math.ceil(above.length / 256) }, (_, n) =>
      Buffer.concat(above.slice(n * 256, n * 256 + 256)),
    )
  }
  await owner.query(
    `insert into attest.leaf select $1, i * 100, i + 1, 0, 'bench.leaf', now(), repeat('x', 200) from generate_series(0, $2::bigint - 1) i`,
    [etown, Math.floor(leaves / 100)],
  )
  await owner.query(
    `insert into attest.opening select etown, index, 's' || index, sha256(index::text::bytea), repeat('r', 250) from attest.leaf where etown = $1`,
    [etown],
  )
  await owner.query(
    `insert into attest.checkpoint values ($1, $2, sha256(''), E'bench\\n1\\nx\\n\\n', now())`,
    [etown, leaves],
  )
  await owner.query('commit; analyze attest.tile; analyze attest.leaf; analyze attest.opening')
}

if (only.includes('proof')) {
  await layTiles(4, LEAVES)
  const TIMES = 1_000
  const spent: number[] = []
  const anyIndex = (): bigint => BigInt(Math.floor(Math.random() * Math.floor(LEAVES / 100)) * 100)
  const one = (work: (index: bigint) => Promise<unknown>) => async (): Promise<void> => {
    for (let i = 0; i < TIMES; i++) {
      const began = performance.now()
      await work(anyIndex())
      spent.push(performance.now() - began)
    }
  }
  const readingIn = <T>(work: Parameters<typeof inEtown<T>>[3]): Promise<T> =>
    inEtown(house.pool, 4, 'read', work)
  const proving = one((index) =>
    readingIn(async ({ db }) => {
      const own = roomOf(db, 'attest')
      return prove(own, 4, index, leafAt(own, 4, index))
    }),
  )
  const reading = one((index) =>
    owner.query({
      name: 'read',
      text: 'select * from attest.leaf where etown = 4 and index = $1',
      values: [String(index)],
    }),
  )
  const answer = await sideBySide(
    `${TIMES} proofs of any leaf of a log of ${LEAVES} leaves, one after the other`,
    { name: 'leaf, checkpoint, tiles, path, text', run: proving },
    { name: 'a bare indexed read of one leaf', run: reading },
    { rounds: 5, bar: 20 },
  )
  print(answer)
  for (const [name, work] of [
    ['one proof', proving],
    ['one bare read', reading],
  ] as const) {
    spent.length = 0
    const cpu = process.cpuUsage()
    await work()
    const { user, system } = process.cpuUsage(cpu)
    const sorted = spent.toSorted((a, b) => a - b)
    const at = (share: number): string => (sorted[Math.floor(sorted.length * share)] ?? 0).toFixed(2)
    const own = ((user + system) / 1_000 / TIMES).toFixed(2)
    console.log(
      `  ${name}: p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, p99 ${at(0.99)} ms; ${own} ms of this process`,
    )
  }
}
