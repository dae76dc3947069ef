import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { type Line, statisticsTown, type Town } from '#test/statistics-town'
import { statisticsRoom } from '../http.ts'

let town: Town
beforeAll(async () => {
  town = await statisticsTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const sum = async (measure: string, shop: string): Promise<bigint> => {
  const { rows } = await town.owner.query(
    'select coalesce(sum(amount), 0)::text as amount from statistics.daily_sum where etown = 1 and measure = $1 and shop = $2',
    [measure, shop],
  )
  return BigInt(rows[0].amount)
}

async function recount(path = 'recounts', body: unknown = {}): Promise<{ differing: number; lines: number }> {
  const asked = await town.post(`daning/statistics/${path}`, { body })
  expect(asked.statusCode).toBe(200)
  const kinds = statisticsRoom.jobs ?? []
  expect(await runOneJob(town.server.house, 1, kinds, new AbortController().signal)).toBe(true)
  return (await town.get('daning/statistics/recounts')).json().items[0]
}

describe('累计 folding', () => {
  test('an import counts once, however often it is folded; a correction takes the old amount back', async () => {
    await town.importLines([
      { shop: 'a', no: '1', day: '2023-03-01', retailFen: 10_000n },
      { shop: 'b', no: '1', day: '2023-03-01', retailFen: 500n },
    ])
    await town.fold()
    await town.fold()
    expect([await sum('retail', ''), await sum('retail', 'a'), await sum('retail-lines', '')]).toEqual([
      10_500n,
      10_000n,
      2n,
    ])
    await town.importLines([{ shop: 'a', no: '1', day: '2023-03-02', retailFen: 4_000n, refundFen: 6_000n }])
    await town.fold()
    expect([await sum('retail', ''), await sum('refund', 'a'), await sum('retail-lines', '')]).toEqual([
      4_500n,
      6_000n,
      2n,
    ])
    expect(await recount()).toMatchObject({ differing: 0, lines: 2 })
  })

  const line = fc.record({
    shop: fc.constantFrom('a', 'b', 'c'),
    no: fc.constantFrom('1', '2', '3', '4', '5'),
    day: fc.constantFrom('2023-01-31', '2023-02-01', '2023-12-31'),
    money: fc.bigInt({ min: 0n, max: 10n ** 12n }),
    why: fc.constantFrom(undefined, 'wholesale', 'unpaid'),
    refundFen: fc.bigInt({ min: 0n, max: 1000n }),
  })
  const imports = fc.array(
    fc.uniqueArray(line, { maxLength: 8, selector: ({ shop, no }) => `${shop} ${no}` }),
    { maxLength: 5 },
  )
  const asLine = ({
    money,
    why,
    ...rest
  }: { money: bigint; why: string | undefined } & Omit<Line, 'retailFen'>): Line =>
    why === undefined ? { ...rest, retailFen: money } : { ...rest, excluded: { why, fen: money } }

  test('any sequence of imports and corrections ends in what a full recount says', async () => {
    await fc.assert(
      fc.asyncProperty(imports, async (files) => {
        for (const file of files) {
          await town.importLines(file.map(asLine))
          await town.fold()
        }
        expect(await recount()).toMatchObject({ differing: 0 })
      }),
      { numRuns: 15 },
    )
  })
})

describe('全量重算 recounting', () => {
  test('names the sums that differ; only an asked-for repair puts them right', async () => {
    await town.importLines([{ shop: 'd', no: '1', day: '2023-05-01', retailFen: 700n }])
    await town.fold()
    await town.owner.query(
      "update statistics.daily_sum set amount = amount + 1 where etown = 1 and measure = 'retail' and day = '2023-05-01' and shop = 'd'",
    )
    const found = await recount()
    expect(found).toMatchObject({
      kind: 'compare',
      differing: 1,
      differences: [{ measure: 'retail', shop: 'd', day: '2023-05-01', counted: '700', kept: '701' }],
    })
    expect(await sum('retail', 'd')).toBe(701n)
    expect(await recount('repairs', { reason: '磁盘故障后恢复' })).toMatchObject({
      kind: 'repair',
      differing: 1,
      reason: '磁盘故障后恢复',
    })
    expect(await sum('retail', 'd')).toBe(700n)
    expect(await recount()).toMatchObject({ differing: 0 })
  })

  test('the app may neither delete a sum nor change the log of recounts', async () => {
    const { pool } = town.server.house
    for (const statement of [
      'delete from statistics.daily_sum',
      'update statistics.recount set differing = 0',
    ]) {
      await expect(pool.query(`begin; set local app.etown = '1'; ${statement}; commit`)).rejects.toThrow(
        /permission denied/,
      )
      await pool.query('rollback')
    }
  })
})
