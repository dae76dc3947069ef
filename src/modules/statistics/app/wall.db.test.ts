import { request } from 'node:http'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { statisticsTown, type Town } from '#test/statistics-town'
import { readWall, type Wall, zWall } from '../contract/index.ts'
import { rollScans } from './roll-scans.ts'
import { wallsMade } from './watch-wall.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
let address: string
beforeAll(async () => {
  town = await statisticsTown({ EZHEN_STREAM_SECONDS: '120' })
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  ask = await town.as('office')
  address = await town.server.app.listen({ host: '127.0.0.1', port: 0 })
})
afterAll(() => town[Symbol.asyncDispose]())

const wall = async (): Promise<Wall> => zWall.parse((await ask(readWall)).answer)
const figure = async (indicator: string) => (await wall()).figures.find((f) => f.indicator === indicator)

describe('大屏 the wall', () => {
  test('shows the sums of the e-town, each opening to its rows, and nothing where there are no rows', async () => {
    const empty = await wall()
    expect(empty.retail.reading).toEqual({ state: 'absent' })
    expect(empty.figures.map(({ reading }) => reading.state)).toEqual(Array(6).fill('absent'))
    expect(empty.figures.find(({ indicator }) => indicator === 'training-visits')?.systems).toContain(
      '线上线下培训',
    )
    await town.importOrders([
      { shop: '甲店', no: 1, day: '2024-02-10', fen: 60_000_000n },
      { shop: '乙店', no: 2, day: '2024-10-31', fen: 50_000_000n },
      { shop: '乙店', no: 3, day: '2023-10-31', fen: 44_000_000n },
    ])
    const found = await wall()
    expect(found).toMatchObject({ year: 2024, demonstration: false, goal: { required: '≥ 2000 万元' } })
    expect(found.retail).toMatchObject({
      reading: { value: { num: '110000000', den: '1' }, origin: 'computed' },
      lastDay: '2024-10-31',
      newest: '50000000',
      href: `/e/${town.slugs.daning}/figures/online-retail?from=2024-01-01&until=2025-01-01`,
    })
    expect(found.retail.days).toHaveLength(30)
    expect(found.months.flatMap(({ amount = '0', lastYear = '0' }) => [amount, lastYear])).toContain(
      '44000000',
    )
    const placed = found.townships.reduce((sum, { retail }) => sum + BigInt(retail), 0n)
    expect(placed + BigInt(found.unplaced.retail)).toBe(110_000_000n)
    expect(found.targets.total).toBe(found.targets.verdicts.reduce((sum, { count }) => sum + count, 0))
  })

  test('scans are counted by the day, again and again to the same sum', async () => {
    await town.addScans([
      '2024-11-20T23:30:00+08:00',
      '2024-11-21T00:10:00+08:00',
      '2024-11-22T09:00:00+08:00',
    ])
    expect(await rollScans(town.server.house, 1)).toBe(true)
    await rollScans(town.server.house, 1)
    expect(await rollScans(town.server.house, 1)).toBe(false)
    const scans = await figure('trace-scans')
    expect(scans).toMatchObject({ reading: { value: { num: '3' } }, newest: '1', lastDay: '2024-11-22' })
    expect(scans?.days.slice(-3)).toEqual(['1', '1', '1'])
  })

  test('a display key watches and opens nothing else; withdrawn, it watches no more', async () => {
    const { account, headers } = await aMachine(town.owner, town.server.clock, 1, 'display')
    const by = async (path: string, slug = town.slugs.daning) =>
      (await fetch(`${address}/api/etowns/${slug}/statistics/${path}`, { headers })).status
    expect([await by('wall'), await by('board'), await by('recounts')]).toEqual([200, 403, 403])
    expect(await by('wall', town.slugs.longgang)).toBe(403)
    const { rows } = await town.owner.query('select made_by from identity.machine_key')
    await town.owner.query(
      'update identity.machine_key set revoked_at = now(), revoked_by = $1 where id = $2',
      [rows[0].made_by, account.replace('machine-', '')],
    )
    expect(await by('wall')).toBe(401)
  })
})

type Watcher = { readonly events: { event: string; data: string }[]; end(): void }

function watch(cookie: string): Promise<Watcher> {
  return new Promise((resolve, reject) => {
    const url = `${address}/api/etowns/${town.slugs.daning}/statistics/wall/stream`
    const asked = request(url, { headers: { cookie }, agent: false }, (response) => {
      const watcher: Watcher = { events: [], end: () => void asked.destroy() }
      let rest = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        rest += chunk
        for (let end = rest.indexOf('\n\n'); end >= 0; end = rest.indexOf('\n\n')) {
          const [event = '', data = ''] = rest.slice(0, end).split('\n')
          watcher.events.push({ event: event.slice(7), data: data.slice(6) })
          rest = rest.slice(end + 2)
        }
      })
      response.on('error', () => undefined)
      resolve(watcher)
    })
    asked.on('error', reject)
    asked.end()
  })
}

test('two hundred watchers share one computation, and each hears of a change', {
  timeout: 60_000,
}, async () => {
  const before = wallsMade(town.server.house)
  const cookie = await town.cookie('office')
  const watchers = await Promise.all(Array.from({ length: 200 }, () => watch(cookie)))
  const retail = ({ events }: Watcher): string | undefined =>
    zWall.parse(JSON.parse(events.findLast(({ event }) => event === 'wall')?.data ?? '{}')).retail.reading
      .value?.num
  await expect
    .poll(() => watchers.filter(({ events }) => events.length > 0).length, { timeout: 20_000 })
    .toBe(200)
  expect(new Set(watchers.map(retail))).toEqual(new Set(['110000000']))
  expect(wallsMade(town.server.house) - before).toBe(1)
  await town.importOrders([{ shop: '甲店', no: 9, day: '2024-11-01', fen: 100n }])
  await expect.poll(() => new Set(watchers.map(retail)), { timeout: 20_000 }).toEqual(new Set(['110000100']))
  expect(wallsMade(town.server.house) - before).toBeLessThanOrEqual(4)
  for (const watcher of watchers) watcher.end()
})
