import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { readConfig } from '#platform/config'
import { startEmbedded } from '#platform/db/embedded'
import { appUrl, migrate } from '#platform/db/migrate'
import type { House } from '#platform/house'
import { manyOrdersFile } from '#test/order-files'
import { aParty, aShop } from '#test/shops'
import { openRuntime } from '../../server/wire.ts'
import { bringOrderFile, seeImportThrough } from './public.ts'

const ROWS = 40_000

/** A durable PostgreSQL of its own, for it is going to be killed. */
let ends: AsyncDisposableStack
let house: House
let url: string
let folder: string
let shop: bigint

beforeEach(async () => {
  ends = new AsyncDisposableStack()
  folder = mkdtempSync(join(tmpdir(), 'ezhen-faults-'))
  ends.defer(() => rmSync(folder, { recursive: true, force: true }))
  const database = await startEmbedded({ dir: join(folder, 'pg'), durable: true, log: () => {} })
  ends.defer(() => database.stop())
  url = database.url
  await migrate(url)
  house = ends.use(await openRuntime(readConfig(env()), appUrl(url)))
  await query("insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030')")
  await asOwner(async (owner) => {
    const operator = await aParty(owner, 1, '试样主体')
    shop = await aShop(owner, 1, { platform: 'pdd', name: '试样店', operator })
  })
})
afterEach(() => ends.disposeAsync())

const env = () => ({ EZHEN_DATA: join(folder, 'data'), EZHEN_LOG: 'silent', DATABASE_URL: url })

async function asOwner<T>(work: (owner: pg.Client) => Promise<T>): Promise<T> {
  const owner = new pg.Client({ connectionString: url })
  owner.on('error', () => {})
  await owner.connect()
  try {
    await owner.query("select set_config('app.etown', '1', false)")
    return await work(owner)
  } finally {
    await owner.end()
  }
}

const query = <T extends pg.QueryResultRow>(text: string): Promise<T[]> =>
  asOwner(async (owner) => (await owner.query<T>(text)).rows)

async function bring(rows: number, seed: number): Promise<bigint> {
  const file = { name: `${seed}.csv`, bytes: pieces(rows, seed) }
  const brought = await bringOrderFile(house, 1, shop, file, 'test')
  if (!brought.ok) throw new Error(brought.refused[0]?.zh)
  return brought.value
}

async function* pieces(rows: number, seed: number): AsyncGenerator<Buffer> {
  yield* manyOrdersFile(rows, seed)
}

/** The product's worker in a process of its own. */
function workerElsewhere(): ChildProcess {
  const at = (path: string): string => JSON.stringify(new URL(path, import.meta.url).href)
  const script = `
    const { openRuntime } = await import(${at('../../server/wire.ts')})
    const { readConfig } = await import(${at('../../platform/config.ts')})
    const { startWorker } = await import(${at('../../platform/work/worker.ts')})
    const { appUrl } = await import(${at('../../platform/db/migrate.ts')})
    const { marketRoom } = await import(${at('./http.ts')})
    const house = await openRuntime(readConfig(process.env), appUrl(process.env.DATABASE_URL))
    await startWorker(house, marketRoom.jobs, [])`
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    env: { PATH: process.env.PATH, ...env() },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  ends.defer(() => void child.kill('SIGKILL'))
  return child
}

/** Until the import of a batch is in the middle of its file. */
const untilReading = (batch: bigint): Promise<unknown> =>
  vi.waitFor(
    async () => {
      const [job] = await query<{ rows: number; state: string }>(
        `select (j.progress->>'rows')::int as rows, j.state from platform.job j
         join market.import_batch b on b.etown = j.etown and b.job = j.id where b.id = ${batch}`,
      )
      expect(job?.state).toBe('running')
      expect(job?.rows).toBeGreaterThan(0)
    },
    { timeout: 30_000, interval: 5 },
  )

const stateNow = async () => {
  const [state] = await query(
    `select (select count(*)::int from market.order_line) as lines,
       (select coalesce(sum(retail_fen), 0) from market.order_line) as retail,
       (select coalesce(sum((d->>'retailFen')::bigint), 0) from platform.event, jsonb_array_elements(payload->'days') d
         where kind = 'market.orders-imported') as announced,
       (select count(*)::int from market.import_batch where state = 'imported') as imported,
       (select count(*)::int from platform.audit_breaks(1)) as breaks`,
  )
  return state
}

/** The lease would run out by itself after some seconds. */
const leaseRunsOut = (): Promise<unknown> =>
  query("update platform.job set lease_until = now() - interval '1 second' where state = 'running'")

test('kill -9 of the process that imports: nothing is half-written, the next one finishes it', async () => {
  const first = await seeImportThrough(house, 1, await bring(500, 1))
  expect(first.ok).toBe(true)
  const before = await stateNow()
  expect(before).toMatchObject({ lines: 500, imported: 1, breaks: 0 })

  const batch = await bring(ROWS, 2)
  const worker = workerElsewhere()
  await untilReading(batch)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  expect(await stateNow()).toEqual(before)

  await leaseRunsOut()
  const again = await seeImportThrough(house, 1, batch)
  if (!again.ok) throw new Error(again.refused[0]?.zh)
  expect(again.value).toMatchObject({ read: { rows: ROWS }, rejected: { rows: 0 }, tries: 2 })
  const after = await stateNow()
  expect(after).toMatchObject({ lines: 500 + again.value.accepted.rows, imported: 2, breaks: 0 })
  expect(after?.announced).toBe(after?.retail)
}, 120_000)

test('kill -9 of PostgreSQL: what was acknowledged is there when it is back, what was not is done then', async () => {
  await seeImportThrough(house, 1, await bring(500, 1))
  const before = await stateNow()
  const batch = await bring(ROWS, 2)
  const importing = seeImportThrough(house, 1, batch).then(
    () => 'done',
    () => 'cut off',
  )
  await untilReading(batch)
  process.kill(
    Number.parseInt(readFileSync(join(folder, 'pg', 'data', 'postmaster.pid'), 'utf8'), 10),
    'SIGKILL',
  )
  expect(await importing).toBe('cut off')
  await vi.waitFor(async () => expect(await stateNow()).toEqual(before), { timeout: 60_000, interval: 200 })

  await leaseRunsOut()
  const again = await seeImportThrough(house, 1, batch)
  if (!again.ok) throw new Error(again.refused[0]?.zh)
  expect(again.value).toMatchObject({ read: { rows: ROWS }, tries: 2 })
  const after = await stateNow()
  expect(after).toMatchObject({ lines: 500 + again.value.accepted.rows, imported: 2, breaks: 0 })
  expect(after?.announced).toBe(after?.retail)
}, 180_000)
