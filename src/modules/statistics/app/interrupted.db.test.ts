import fc from 'fast-check'
import type { PoolClient } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { inEtown } from '#platform/db/act'
import { roomOf } from '#platform/db/house'
import type { House } from '#platform/house'
import { foldNext } from '#platform/work/consumers'
import { runOneJob } from '#platform/work/jobs'
import { statisticsTown, type Town } from '#test/statistics-town'
import { askRecount, listRecounts, type Tally } from '../contract/index.ts'
import { countDays } from '../db/tallies.ts'
import { statisticsRoom } from '../http.ts'
import { rollScans } from './roll-scans.ts'

/** A rollup whose connection is cut by the database at any statement, and one that never was, end in the same sums. */
let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  ask = await town.as('office')
})
afterAll(() => town[Symbol.asyncDispose]())

/** The house, but the backend of a connection is terminated before its statement number `at`. */
function cutAt(house: House, at: number): { house: House; statements(): number } {
  let sent = 0
  const cut = async (client: PoolClient): Promise<void> => {
    const { rows } = await client.query('select pg_backend_pid() as pid')
    await town.owner.query('select pg_terminate_backend($1, 5000)', [rows[0].pid])
  }
  const cutting = (client: PoolClient): PoolClient =>
    new Proxy(client, {
      get(target, name) {
        if (name !== 'query') {
          const value: unknown = Reflect.get(target, name)
          return typeof value === 'function' ? value.bind(target) : value
        }
        return async (...args: readonly unknown[]) => {
          sent += 1
          if (sent === at) await cut(target)
          return Reflect.apply(target.query, target, args)
        }
      },
    })
  const pool = new Proxy(house.pool, {
    get(target, name) {
      if (name === 'connect') return async () => cutting(await target.connect())
      const value: unknown = Reflect.get(target, name)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  return { house: { ...house, pool }, statements: () => sent }
}

async function differing(): Promise<number | undefined> {
  expect((await ask(askRecount, { body: {} })).status).toBe(200)
  await runOneJob(
    town.server.house,
    1,
    statisticsRoom({ locked: [] }).jobs ?? [],
    new AbortController().signal,
  )
  return (await ask(listRecounts)).answer.items[0]?.differing
}

/** One product more of whoever runs 甲店, as the register tells it. */
async function listGoods(n: number): Promise<void> {
  await town.owner.query(
    `with seller as (
       update party.party set inside = true, inside_basis = 'place' where etown = 1 and name = '甲店的店主' returning id),
     listed as (
       insert into party.product (etown, party, name, category, since)
       select 1, id, '网货' || gen_random_uuid(), '水果', date '2024-03-01' + $1::int from seller returning id)
     select platform.seal('[]', jsonb_build_array(jsonb_build_object('kind', 'party.product-listed', 'subject', id::text,
       'payload', '{}'::jsonb))) from listed`,
    [n],
  )
}

const sums = async (): Promise<unknown> =>
  (await town.owner.query('select * from statistics.daily_sum where etown = 1 order by 1, 2, 3, 4')).rows

const consumers = (statisticsRoom({ locked: [] }).consumers ?? []).map(
  (consumer) => [consumer.name, consumer] as const,
)

test.each(consumers)(
  '%s goes on where it was cut off, at every statement',
  { timeout: 120_000 },
  async (_, consumer) => {
    let uncut = false
    for (let at = 1; !uncut && at < 30; at++) {
      await town.importUnfolded([
        { shop: '甲店', no: 7, day: '2024-03-01', fen: BigInt(100 * at) },
        { shop: '甲店', no: 100 + at, day: '2024-03-02', fen: 50n },
      ])
      await listGoods(at)
      const cut = cutAt(town.server.house, at)
      const folded = await foldNext(cut.house, 1, consumer).catch(() => undefined)
      uncut = folded !== undefined && cut.statements() < at
      await town.fold()
      expect(await differing()).toBe(0)
    }
    expect(uncut).toBe(true)
  },
)

test('so does the count of scans', { timeout: 120_000 }, async () => {
  await town.addScans(['2024-11-20T08:00:00+08:00', '2024-11-22T08:00:00+08:00'])
  await rollScans(town.server.house, 1)
  await rollScans(town.server.house, 1)
  let uncut = false
  for (let at = 1; !uncut && at < 20; at++) {
    await town.scanAgain(['2024-11-21T09:00:00+08:00', '2024-11-22T09:00:00+08:00'])
    const cut = cutAt(town.server.house, at)
    const done = await rollScans(cut.house, 1).catch(() => undefined)
    uncut = done === true && cut.statements() < at
    while (await rollScans(town.server.house, 1));
    const { rows } = await town.owner.query(
      `select (select count(*) from trace.scan) as scans,
         (select sum(amount) from statistics.daily_sum where measure = 'scans' and part = '') as kept`,
    )
    expect(rows[0].kept).toBe(rows[0].scans)
  }
  expect(uncut).toBe(true)
})

test('counting any days again, in any order, changes nothing', { timeout: 60_000 }, async () => {
  await town.fold()
  const before = await sums()
  const days = ['2024-03-01', '2024-03-02', '2024-11-20', '2024-11-21', '2024-12-31'].map(day)
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom<Tally>('parcels', 'scans', 'lots', 'fund-paid'), fc.subarray(days)), {
        maxLength: 5,
      }),
      async (again) => {
        await inEtown(town.server.house.pool, 1, 'write', async ({ db }) => {
          for (const [measure, which] of again) await countDays(roomOf(db, 'statistics'), 1, measure, which)
        })
        expect(await sums()).toEqual(before)
      },
    ),
    { numRuns: 15 },
  )
})
