import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Orchard, openOrchard } from '#test/orchard'
import { labelJob } from './app/label-job.ts'
import { getLabelRun, issueLabels } from './contract/index.ts'

const LABELS = 10_000

let orchard: Orchard
beforeAll(async () => {
  orchard = await openOrchard()
})
afterAll(() => orchard[Symbol.asyncDispose]())

test('a worker that stops in the middle of 10,000 labels is taken over, and may even wake up again: no serial twice, none missing', async () => {
  const { ask, owner, server } = orchard
  const lot = await orchard.lotOf(String(LABELS * 5))
  const { answer } = await ask(issueLabels, { params: { lot: lot.id }, body: { quantity: LABELS } })
  const run = answer.id
  const { job } = (await owner.query('select job from trace.label_run where id = $1', [run])).rows[0]
  const made = async () => (await ask(getLabelRun, { params: { run } })).answer.made

  // The first worker has the job; after three chunks its process stands still.
  await owner.query(
    `update platform.job set state = 'running', tries = 1, lease_until = now() + interval '15 s' where id = $1`,
    [job],
  )
  let wake = (): void => {}
  const asleep = new Promise<void>((resolve) => {
    wake = resolve
  })
  let chunks = 0
  let stopped = (): void => {}
  const stands = new Promise<void>((resolve) => {
    stopped = resolve
  })
  const first = labelJob.run({
    house: server.house,
    etown: 1,
    job: BigInt(job),
    input: { run },
    askedBy: '1',
    tries: 1,
    signal: new AbortController().signal,
    progress: async () => {
      chunks += 1
      if (chunks !== 3) return
      stopped()
      await asleep
    },
  })
  await stands
  expect(await made()).toBe(3_000)
  await orchard.work()
  expect(await made(), 'a job that is held is left alone').toBe(3_000)

  // Nobody heard of it for fifteen seconds: the next one goes on where it stood; then the first wakes up.
  await owner.query(`update platform.job set lease_until = now() - interval '1 s' where id = $1`, [job])
  await orchard.work()
  expect(await made()).toBe(LABELS)
  wake()
  expect(await first).toEqual({ made: LABELS })

  const { rows } = await owner.query(
    `select count(*)::int as n, count(distinct serial)::int as distinct, min(n) as first, max(n) as last from trace.serial where run = $1`,
    [run],
  )
  expect(rows[0]).toEqual({ n: LABELS, distinct: LABELS, first: 1, last: LABELS })
  const told = await owner.query(
    `select count(*)::int as n, count(distinct key)::int as distinct from trace.mention where link = 'lot' and via = $1`,
    [`https://id.gs1.org/01/${orchard.gtin}/10/${lot.code}`],
  )
  expect(told.rows[0]).toEqual({ n: LABELS, distinct: LABELS })
}, 60_000)

test('two workers at once make each label once', async () => {
  const { ask, owner, server } = orchard
  const lot = await orchard.lotOf('15000')
  const { answer } = await ask(issueLabels, { params: { lot: lot.id }, body: { quantity: 3_000 } })
  const work = () =>
    labelJob.run({
      house: server.house,
      etown: 1,
      job: 1n,
      input: { run: answer.id },
      askedBy: '1',
      tries: 1,
      signal: new AbortController().signal,
      progress: async () => {},
    })
  await Promise.all([work(), work(), work()])
  const { rows } = await owner.query(
    'select count(*)::int as n, count(distinct serial)::int as distinct, max(n) as last from trace.serial where run = $1',
    [answer.id],
  )
  expect(rows[0]).toEqual({ n: 3_000, distinct: 3_000, last: 3_000 })
}, 60_000)
