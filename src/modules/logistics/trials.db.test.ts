import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { trialJob } from './app/trial-job.ts'
import { askTrial, cancelTrial, getTrial, judgePlan, listTrials, trialPlan } from './contract/index.ts'

let server: TestServer
let owner: pg.Client
let ask: ReturnType<typeof asking>
let leader: ReturnType<typeof asking>
beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
  ask = asking(server, await actAs(server, { etown: 1, roles: ['office'] }))
  leader = asking(server, await actAs(server, { etown: 1, roles: ['leader'] }))
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const hub = [109.6, 27.4]
const request = (options: object = { iterations: 300 }) => ({
  jobs: [1, 2, 3].map((id) => ({
    id,
    description: `李家村 ${id} 组`,
    location: [109.6 + id / 50, 27.4],
    delivery: [2],
  })),
  vehicles: [{ id: 9, start: hub, end: hub, capacity: [4], costs: { fixed: 5000, per_km: 60 } }],
  options,
})
const work = (stop = new AbortController().signal) => runOneJob(server.house, 1, [trialJob], stop)
const asked = async (body: object, query: Record<string, string> = {}): Promise<string> => {
  const sent = await ask(askTrial, { body, query })
  expect(sent.refused).toEqual([])
  return sent.answer.id
}
/** A thread starts slowly on a busy machine. */
const slow = { timeout: 20_000 }
const seen = async (trial: string) => (await ask(getTrial, { params: { trial } })).answer

test('a request becomes a plan that says what it costs and what is left out, and why', async () => {
  const trial = await asked(request(), { name: '乡镇共配' })
  expect(await seen(trial)).toMatchObject({ state: 'waiting', progress: { share: 0 }, tasks: 3, vehicles: 1 })
  expect((await ask(trialPlan, { params: { trial } })).refused).toEqual([
    ['logistics.trial_no_plan', undefined],
  ])
  await work()
  const { plan, ...item } = await seen(trial)
  expect(item).toMatchObject({
    name: '乡镇共配',
    state: 'planned',
    costUnit: 'fen',
    found: { routes: 1, unassigned: 1 },
  })
  expect(plan?.unassigned[0]?.reasons[0]).toMatchObject({ verdict: 'crowded_out', code: 'capacity', by: 2 })
  expect(String(plan?.summary.cost)).toBe(item.found?.cost)
  const { raw } = await leader(trialPlan, { params: { trial } })
  expect(JSON.parse(raw.body)).toEqual(plan)
  const { total, items } = (await leader(listTrials)).answer
  expect([total, items[0]?.id]).toEqual([1, trial])
})

test('nobody reads a village in the database', async () => {
  const { rows } = await owner.query('select request, plan from logistics.route_trial where plan is not null')
  expect(rows.length).toBeGreaterThan(0)
  for (const { request: sealed, plan } of rows)
    for (const bytes of [sealed, plan]) expect(bytes.toString('utf8')).not.toMatch(/李家村|109\.6/)
})

test('stopped while it runs, it keeps the best plan so far; stopped before, there is none', async () => {
  const trial = await asked(request({ time_limit_ms: 60_000 }))
  const working = work()
  await expect.poll(async () => (await seen(trial)).state, slow).toBe('running')
  await expect.poll(async () => (await seen(trial)).progress?.cost ?? 0, slow).toBeGreaterThan(0)
  expect((await ask(cancelTrial, { params: { trial }, body: {} })).status).toBe(200)
  expect((await ask(cancelTrial, { params: { trial }, body: {} })).refused).toEqual([
    ['logistics.trial_over', undefined],
  ])
  await working
  expect(await seen(trial)).toMatchObject({
    state: 'planned',
    found: { routes: 1 },
    cancelledAt: expect.any(String),
  })
  const early = await asked(request())
  await ask(cancelTrial, { params: { trial: early }, body: {} })
  await work()
  expect(await seen(early)).toMatchObject({ state: 'cancelled' })
})

test('a server that stops hands the trial back, and another works it out', async () => {
  const trial = await asked(request({ time_limit_ms: 60_000 }))
  const stop = new AbortController()
  const working = work(stop.signal)
  await expect.poll(async () => (await seen(trial)).state, slow).toBe('running')
  stop.abort()
  await working
  expect(await seen(trial)).toMatchObject({ state: 'waiting' })
  await ask(cancelTrial, { params: { trial }, body: {} })
  await work()
})

test('what cannot be read is refused at once, every problem with its path', async () => {
  const jobs = [{ id: 1, location: [0, 0], service: -1 }, { id: 1 }]
  expect((await ask(askTrial, { body: { ...request(), jobs } })).refused).toEqual([
    ['logistics.route_whole', '/jobs/0/service'],
    ['logistics.route_place_missing', '/jobs/1'],
    ['logistics.route_duplicate', '/jobs/1/id'],
  ])
})

test('a day under way is planned on from the plan it drives by; fixed steps that cannot be are refused at once', async () => {
  const first = await asked(request({ iterations: 200 }))
  await work()
  const previous = (await seen(first)).plan
  const [van] = request().vehicles
  const again = await asked({ ...request(), vehicles: [van, { ...van, id: 10 }], previous, now: 1 })
  await work()
  const { plan } = await seen(again)
  const visits = (p: typeof plan, vehicle: number) =>
    p?.routes.find((r) => r.vehicle === vehicle)?.steps.flatMap((s) => (s.type === 'job' ? [s.id] : []))
  expect(visits(plan, 9)?.[0]).toBe(visits(previous, 9)?.[0])
  expect(plan?.summary.unassigned).toBe(0)
  const steps = [1, 2, 3].map((id) => ({ type: 'job', id, fixed: true }))
  const matrices = {
    car: { durations: [0, 1, 2, 3].map((i) => [0, 1, 2, 3].map((j) => (i === j ? 0 : 60))) },
  }
  const jobs = [1, 2, 3].map((id) => ({ id, location_index: id, delivery: [2] }))
  const vehicles = [{ id: 9, start_index: 0, capacity: [4], steps }]
  expect((await ask(askTrial, { body: { jobs, vehicles, matrices } })).refused).toEqual([
    ['logistics.route_fixed', '/vehicles/0/steps'],
  ])
})

test('a trial of another e-town is not there', async () => {
  const trial = await asked(request())
  const other = asking(server, await actAs(server, { etown: 2, roles: ['office'] }), 'two')
  for (const endpoint of [getTrial, trialPlan])
    expect((await other(endpoint, { params: { trial } })).refused).toEqual([
      ['logistics.trial_not_found', undefined],
    ])
  expect((await other(cancelTrial, { params: { trial }, body: {} })).status).toBe(404)
  expect((await other(listTrials)).answer.total).toBe(0)
})

test('routes made by hand are timed, and what they break is said', async () => {
  const [van] = request().vehicles
  const steps = [1, 2, 3].map((id) => ({ type: 'job', id }))
  const { answer } = await ask(judgePlan, { body: { ...request(), vehicles: [{ ...van, steps }] } })
  expect(answer.summary).toMatchObject({ unassigned: 0, distances: { en: 'straight line × 1.4, 35 km/h' } })
  expect(answer.routes[0]?.violations).toContainEqual({ cause: 'load' })
})
