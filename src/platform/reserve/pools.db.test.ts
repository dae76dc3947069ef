import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { inEtown, type Scope } from '../db/act.ts'
import { drainPools, fillPools, giveBack, hold, keepHold, lapse, type Part } from './pools.ts'

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer({}, [])
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const NOW = new Date('2026-11-22T02:00:00Z')
const later = (minutes: number): Date => new Date(NOW.getTime() + minutes * 60_000)
const act = <T>(work: (where: Scope & { now: Date }) => Promise<T>, now = NOW): Promise<T> =>
  inEtown(server.house.pool, 1, 'write', (scope) => work({ ...scope, now }))
const freeOf = async (pool: string): Promise<bigint> =>
  BigInt((await owner.query('select free from platform.pool where name = $1', [pool])).rows[0]?.free ?? 0)

test('all parts or none: what is short is told for every pool, and nothing is taken', async () => {
  await act((w) =>
    fillPools(w, [
      { pool: 'demo/a', amount: 5n },
      { pool: 'demo/b', amount: 1n },
    ]),
  )
  const parts = [
    { pool: 'demo/b', amount: 2n },
    { pool: 'demo/a', amount: 5n },
    { pool: 'demo/none', amount: 1n },
  ]
  expect(await act((w) => hold(w, parts))).toEqual({
    short: [
      { pool: 'demo/b', free: 1n, asked: 2n },
      { pool: 'demo/none', free: 0n, asked: 1n },
    ],
  })
  expect(await freeOf('demo/a')).toBe(5n)
  expect(await act((w) => drainPools(w, [{ pool: 'demo/a', amount: 6n }]))).toHaveLength(1)
})

test('lapses at its moment, unless it was kept', async () => {
  await act((w) => fillPools(w, [{ pool: 'demo/lapse', amount: 10n }]))
  const part = [{ pool: 'demo/lapse', amount: 4n }]
  const lost = await act((w) => hold(w, part, later(10)))
  const kept = await act((w) => hold(w, part, later(10)))
  if (lost.short || kept.short) throw new Error('short')
  expect(await act((w) => keepHold(w, kept.hold), later(9))).toBe(true)
  expect(await act((w) => lapse(w, ['demo/lapse']), later(9))).toEqual([])
  expect(await act((w) => lapse(w, ['demo/lapse']), later(10))).toEqual([lost.hold])
  expect(await act((w) => lapse(w, ['demo/lapse']), later(11))).toEqual([])
  expect(await freeOf('demo/lapse')).toBe(6n)
})

test('never more is given back than is held', async () => {
  await act((w) => fillPools(w, [{ pool: 'demo/back', amount: 3n }]))
  const held = await act((w) => hold(w, [{ pool: 'demo/back', amount: 3n }]))
  if (held.short) throw new Error('short')
  await act((w) => giveBack(w, held.hold, new Map([['demo/back', 2n]])))
  await expect(act((w) => giveBack(w, held.hold, new Map([['demo/back', 2n]])))).rejects.toThrow(RangeError)
  await act((w) => giveBack(w, held.hold))
  expect(await freeOf('demo/back')).toBe(3n)
})

test('sets over the same pools, at once: nothing goes below zero, nothing is lost, nobody waits in a circle', async () => {
  const POOLS = ['demo/x', 'demo/y', 'demo/z']
  const part: fc.Arbitrary<Part> = fc.record({
    pool: fc.constantFrom(...POOLS),
    amount: fc.bigInt({ min: 0n, max: 9n }),
  })
  const set = fc.record({ parts: fc.array(part, { minLength: 1, maxLength: 4 }), back: fc.boolean() })
  await fc.assert(
    fc.asyncProperty(fc.array(set, { minLength: 2, maxLength: 12 }), async (sets) => {
      await owner.query(`delete from platform.hold_part where pool like 'demo/_'`)
      await owner.query(`delete from platform.pool where name = any($1)`, [POOLS])
      await act((w) =>
        fillPools(
          w,
          POOLS.map((pool) => ({ pool, amount: 20n })),
        ),
      )
      const taken = await Promise.all(sets.map(({ parts }) => act((w) => hold(w, parts))))
      await Promise.all(
        taken.map((held, i) =>
          held.short === undefined && sets[i]?.back ? act((w) => giveBack(w, held.hold)) : undefined,
        ),
      )
      for (const pool of POOLS) {
        const { rows } = await owner.query(
          'select coalesce(sum(amount), 0)::bigint as held from platform.hold_part where pool = $1',
          [pool],
        )
        const free = await freeOf(pool)
        expect(free).toBeGreaterThanOrEqual(0n)
        expect(free + BigInt(rows[0].held)).toBe(20n)
      }
    }),
    { numRuns: 25 },
  )
}, 60_000)
