import { describe, expect, test } from 'vitest'
import { judgeRoutes } from './judge-routes.ts'
import { planRoutes } from './plan-routes.ts'

const villages: readonly (readonly [number, number])[] = [
  [109.62, 27.41],
  [109.64, 27.43],
  [109.55, 27.38],
]
const hub = [109.6, 27.4]
const request = (options: object) => ({
  jobs: villages.map((location, i) => ({ id: i + 1, location, delivery: [2], service: 60 })),
  vehicles: [
    { id: 1, start: hub, end: hub, capacity: [4] },
    { id: 2, start: hub, end: hub, capacity: [4] },
  ],
  options: { iterations: 200, ...options },
})
const plan = async (options: object, more = {}) => {
  const said = await planRoutes(request(options), more)
  if (!said.ok) throw new Error(JSON.stringify(said.refused))
  return said.value
}

describe('planning on threads', { timeout: 60_000 }, () => {
  test('plans coordinates without any matrix', async () => {
    const { summary, routes } = await plan({})
    expect(summary).toMatchObject({ unassigned: 0, routes: 2 })
    expect(summary.distance).toBeGreaterThan(10_000)
    expect(routes[0]?.steps[1]?.location).toBeDefined()
  })
  test('two threads answer the same each time', async () => {
    const [a, b] = [await plan({ threads: 2 }), await plan({ threads: 2 })]
    expect(a.routes).toEqual(b.routes)
  })
  test('reports progress and stops when told, with the best so far', async () => {
    const stop = new AbortController()
    const shares: number[] = []
    const progress = (share: number): void => {
      shares.push(share)
      if (shares.length === 2) stop.abort()
    }
    const { summary } = await plan({ iterations: 0, threads: 2 }, { signal: stop.signal, progress })
    expect(shares.length).toBeGreaterThanOrEqual(2)
    expect(shares.at(-1)).toBeLessThan(1)
    expect(summary.unassigned).toBe(0)
  })
  test('called off before it begins, it still answers with what it could do at once', async () => {
    const { summary } = await plan({ iterations: 0 }, { signal: AbortSignal.abort() })
    expect(summary.routes).toBeGreaterThan(0)
    expect(summary.distances?.en).toBe('straight line × 1.4, 35 km/h')
  })
  test('other plans go other ways, each accepted by the checker, none cheaper than the best', async () => {
    const jobs = [1, 2, 3, 4, 5, 6].map((id) => ({
      id,
      location: [109.6 + id / 90, 27.4 + ((id * 7) % 5) / 90],
    }))
    const said = await planRoutes({
      jobs,
      vehicles: [{ id: 1, start: hub, end: hub }],
      options: { iterations: 300, alternatives: 2 },
    })
    if (!said.ok) throw new Error('refused')
    const all = [said.value, ...(said.value.alternatives ?? [])]
    const order = (p: (typeof all)[number]) => p.routes[0]?.steps.map((s) => s.id).join()
    expect(new Set(all.map(order)).size).toBe(3)
    expect(all.map((p) => p.summary.cost)).toEqual(all.map((p) => p.summary.cost).toSorted((a, b) => a - b))
  })
  test('refuses what it cannot read', async () => {
    const said = await planRoutes({ jobs: [{ id: 1 }], vehicles: [] })
    expect(said.ok).toBe(false)
  })
  test('judges its own plan as it wrote it', async () => {
    const { routes, summary } = await plan({})
    const vehicles = request({}).vehicles.map((v) => ({
      ...v,
      steps: routes.find((r) => r.vehicle === v.id)?.steps.map(({ type, id }) => ({ type, id })) ?? [],
    }))
    const judged = await judgeRoutes({ ...request({}), vehicles })
    expect(judged).toMatchObject({
      ok: true,
      value: { summary: { cost: summary.cost, violations: [], unassigned: 0 } },
    })
  })
})
