import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { inEtown } from '../db/act.ts'
import { type Consumer, foldNext } from './consumers.ts'
import { ask, type JobKind, runOneJob } from './jobs.ts'
import { startWorker } from './worker.ts'

let server: TestServer
let owner: pg.Client
const never = new AbortController().signal
beforeAll(async () => {
  server = await testServer({}, [])
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030'), (2, 'two', '二镇', '140521')",
  )
  await owner.query(`select set_config('app.etown', '1', false)`)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})
beforeEach(async () => {
  await owner.query('delete from platform.job')
})

const askFor = (kind: string, input = {}): Promise<bigint> =>
  inEtown(server.house.pool, 1, 'write', (scope) => ask(scope, kind, input, '7'))
const job = async (id: bigint) =>
  (await owner.query('select * from platform.job where id = $1', [id])).rows[0]

describe('任务 jobs', () => {
  test('run once, report progress, keep the result', async () => {
    const id = await askFor('demo.count', { n: 3 })
    const seen: unknown[] = []
    const kind: JobKind = {
      kind: 'demo.count',
      async run({ input, progress }) {
        await progress({ rows: 1 })
        seen.push(input, (await job(id)).progress)
        return { rows: 3 }
      },
    }
    expect(await runOneJob(server.house, 1, [kind], never)).toBe(true)
    expect(await runOneJob(server.house, 1, [kind], never)).toBe(false)
    expect(seen).toEqual([{ n: 3 }, { rows: 1 }])
    expect(await job(id)).toMatchObject({ state: 'done', result: { rows: 3 }, tries: 1, lease_until: null })
  })

  test('a failing job is tried again later, and says why', async () => {
    const id = await askFor('demo.fail')
    const kind: JobKind = { kind: 'demo.fail', run: () => Promise.reject(new Error('磁盘满')) }
    for (let i = 0; i < 5; i++) {
      await owner.query('update platform.job set run_at = now() where id = $1', [id])
      await runOneJob(server.house, 1, [kind], never)
    }
    expect(await job(id)).toMatchObject({ state: 'failed', trouble: '磁盘满', tries: 5 })
  })

  test('a worker that went silent is replaced, and cannot write over its successor', async () => {
    const id = await askFor('demo.slow')
    let wake = () => {}
    const first = runOneJob(
      server.house,
      1,
      [{ kind: 'demo.slow', run: () => new Promise((r) => (wake = () => r({ by: 'first' }))) }],
      never,
    )
    while ((await job(id)).state !== 'running') await new Promise((r) => setTimeout(r, 5))
    await owner.query(`update platform.job set lease_until = now() - interval '1 second' where id = $1`, [id])
    await runOneJob(server.house, 1, [{ kind: 'demo.slow', run: async () => ({ by: 'second' }) }], never)
    wake()
    await first
    expect(await job(id)).toMatchObject({ state: 'done', result: { by: 'second' }, tries: 2 })
  })

  test('two workers never take the same job', async () => {
    await Promise.all(Array.from({ length: 20 }, () => askFor('demo.count')))
    let runs = 0
    const kind: JobKind = { kind: 'demo.count', run: async () => ({ run: ++runs }) }
    const work = async (): Promise<void> => {
      while (await runOneJob(server.house, 1, [kind], never));
    }
    await Promise.all([work(), work(), work()])
    expect(runs).toBe(20)
  })
})

describe('消费者 consumers', () => {
  const announce = (n: number) =>
    inEtown(server.house.pool, 1, 'write', async (s) =>
      s.announce({ kind: 'demo.counted', subject: `s${n}`, payload: { n } }),
    )

  test('every event is folded once and in order, whatever fails on the way', async () => {
    for (let n = 1; n <= 30; n++) await announce(n)
    const folded: number[] = []
    let failures = 0
    const consumer: Consumer = {
      name: 'demo.fold',
      kinds: ['demo.counted'],
      async fold(scope, event) {
        const { n } = event.payload as { n: number }
        if (n % 7 === 0 && failures < 10 && failures++ % 2 === 0) throw new Error('for a moment')
        await ask(scope, 'demo.count', { n }, 'fold')
      },
    }
    while ((await foldNext(server.house, 1, consumer).catch(() => 1)) > 0);
    const { rows } = await owner.query(
      `select (input->>'n')::int as n from platform.job where asked_by = 'fold' order by id`,
    )
    folded.push(...rows.map((r: { n: number }) => r.n))
    expect(failures).toBeGreaterThan(3)
    expect(folded).toEqual(Array.from({ length: 30 }, (_, i) => i + 1))
  })

  test('the worker wakes by itself for events and jobs of every e-town', async () => {
    const seen: string[] = []
    const worker = await startWorker(
      server.house,
      [{ kind: 'demo.count', run: async ({ etown }) => ({ seen: seen.push(`job ${etown}`) }) }],
      [
        {
          name: 'demo.ear',
          kinds: ['demo.heard'],
          fold: async (scope) => void seen.push(`event ${scope.etown}`),
        },
      ],
    )
    await inEtown(server.house.pool, 2, 'write', async (s) => {
      await ask(s, 'demo.count', {}, '7')
      s.announce({ kind: 'demo.heard', subject: 'x', payload: {} })
    })
    await expect.poll(() => [...seen].sort(), { timeout: 2_000 }).toEqual(['event 2', 'job 2'])
    await worker.stop()
  })
})
