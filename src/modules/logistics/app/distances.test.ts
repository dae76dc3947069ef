import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, test } from 'vitest'
import type { Matrix } from '../domain/routing/input.ts'
import { measured } from './distances.ts'
import { osrmDistances } from './osrm.ts'

const hub = [109.6, 27.4]
const villages = [
  [109.62, 27.41],
  [109.64, 27.43],
  [109.55, 27.38],
]
const request = (more: object = {}) => ({
  jobs: villages.map((location, id) => ({ id, location })),
  vehicles: [{ id: 1, start: hub, end: hub }],
  ...more,
})
const rows = ({ size, durations }: Matrix): number[][] =>
  Array.from({ length: size }, (_, i) => [...durations.slice(i * size, (i + 1) * size)])

async function tableOf(json: unknown, ...more: [Parameters<typeof measured>[1]?, AbortSignal?]) {
  const found = await measured(json, ...more)
  if (!found.ok) throw new Error(found.refused.map((r) => r.en).join(' '))
  const matrix = found.value.input.matrices.get('car')
  if (matrix === undefined) throw new Error('no matrix')
  return { matrix, source: found.value.source }
}

test('straight lines follow the terrain, and the plan says so', async () => {
  const hill = await tableOf(request())
  const mountain = await tableOf(request({ distances: { terrain: 'mountain' } }))
  expect(mountain.source.en).toBe('straight line × 1.6, 22 km/h')
  expect((mountain.matrix.distances?.[1] ?? 0) / (hill.matrix.distances?.[1] ?? 1)).toBeCloseTo(1.6 / 1.4, 2)
})

test('coordinates of a Chinese map are turned into GPS degrees, and the plan says so', async () => {
  const { source } = await tableOf(request({ distances: { coordinates: 'gcj02' } }))
  expect(source.en).toMatch(/; coordinates GCJ-02 → WGS-84$/)
})

test('what is wrong with the request is said before anything is measured', async () => {
  const never = { source: () => ({ zh: '', en: '' }), matrices: () => Promise.reject(new Error('measured')) }
  const found = await measured({ ...request(), jobs: [{ id: 1, location: [0, 0], service: -1 }] }, never)
  expect(found).toMatchObject({ ok: false, refused: [{ pointer: '/jobs/0/service' }] })
})

describe('a road server', () => {
  let server: Server | undefined
  afterEach(() => new Promise((done) => server?.close(done)))
  async function serving(answer: RequestListener): Promise<string> {
    server = createServer(answer)
    await new Promise<void>((done) => server?.listen(0, '127.0.0.1', done))
    const address: AddressInfo | string | null = server.address()
    return `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  }
  const refusal = async (url: string, patience?: number) => {
    const found = await measured(request(), osrmDistances(url, patience))
    return found.ok ? [] : found.refused.map(({ code, en }) => `${code} ${en}`)
  }

  test('is asked in pieces; no way stays no way', async () => {
    const asked: string[] = []
    const url = await serving((req, res) => {
      asked.push(req.url ?? '')
      const q = new URL(req.url ?? '', 'http://x').searchParams
      const count = (key: string): number => (q.get(key) ?? '').split(';').length
      const table = Array.from({ length: count('sources') }, () =>
        Array.from({ length: count('destinations') }, (_, j) => (j === 1 ? null : 60.4)),
      )
      res.end(JSON.stringify({ code: 'Ok', durations: table, distances: table }))
    })
    const { matrix, source } = await tableOf(request(), osrmDistances(url, 5_000, 2))
    expect(asked).toHaveLength(4)
    expect(source.en).toMatch(/^road server 127/)
    const row = [60, -1, 60, -1]
    expect(rows(matrix)).toEqual([0, 1, 2, 3].map((i) => row.map((x, j) => (i === j ? 0 : x))))
  })
  test.each([
    ['refuses', 400, '{"code":"InvalidQuery"}', /400 InvalidQuery/],
    ['says nonsense', 200, '<html>', /JSON/],
  ])('that %s is said with its address', async (_, status, text, says) => {
    const url = await serving((_req, res) => {
      res.statusCode = status
      res.end(text)
    })
    const [said] = await refusal(url)
    expect(said).toMatch(/^logistics.route_distances .*127\.0\.0\.1/)
    expect(said).toMatch(says)
  })
  test('that never answers is given up; one that is not there is told', async () => {
    const url = await serving(() => {})
    expect(await refusal(url, 50)).toEqual([expect.stringMatching(/> 50 ms/)])
    server?.closeAllConnections()
    expect(await refusal('http://127.0.0.1:9')).toHaveLength(1)
  })
  test('that sends us elsewhere is not followed', async () => {
    const url = await serving((_req, res) => {
      res.writeHead(302, { location: 'http://127.0.0.1:9/' }).end()
    })
    expect(await refusal(url)).toHaveLength(1)
  })
  test('is not asked on when the caller calls off', async () => {
    const url = await serving(() => {})
    const stop = new AbortController()
    const asking = measured(request(), osrmDistances(url), stop.signal)
    stop.abort(new Error('enough'))
    await expect(asking).rejects.toThrow('enough')
    server?.closeAllConnections()
  })
})
