import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { type Order, statisticsTown, type Town } from '#test/statistics-town'
import { askRecount, askRepair, listRecounts } from '../contract/index.ts'
import { statisticsRoom } from '../http.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  ask = await town.as('office')
})
afterAll(() => town[Symbol.asyncDispose]())

/** A sum of 2023, of one shop or ('') of all. */
async function sum(measure: string, shop = ''): Promise<bigint> {
  const number = shop === '' ? '' : await town.shop(shop)
  const { rows } = await town.owner.query(
    'select coalesce(sum(amount), 0)::text as amount from statistics.daily_sum where etown = 1 and measure = $1 and part = $2',
    [measure, number],
  )
  return BigInt(rows[0].amount)
}

async function newestRecount(asked: { status: number }) {
  expect(asked.status).toBe(200)
  const kinds = statisticsRoom({ locked: [] }).jobs ?? []
  expect(await runOneJob(town.server.house, 1, kinds, new AbortController().signal)).toBe(true)
  return (await ask(listRecounts)).answer.items[0]
}
const recount = async () => newestRecount(await ask(askRecount))
const repair = async (reason: string) => newestRecount(await ask(askRepair, { body: { reason } }))

describe('累计 folding', () => {
  test('an import counts once, however often it is folded; a refund takes back what was counted', async () => {
    const orders: Order[] = [
      { shop: '甲店', no: 1, day: '2023-03-01', fen: 10_000n },
      { shop: '乙店', no: 2, day: '2023-03-01', fen: 500n },
      { shop: '乙店', no: 3, day: '2023-03-02', fen: 70n, status: '待支付' },
    ]
    await town.importOrders(orders)
    await town.fold()
    await town.importOrders(orders)
    expect([await sum('retail'), await sum('retail', '甲店'), await sum('lines')]).toEqual([
      10_500n,
      10_000n,
      2n,
    ])
    expect([await sum('excluded:unpaid', '乙店'), await sum('orders')]).toEqual([70n, 2n])
    await town.importOrders([
      { shop: '甲店', no: 1, day: '2023-03-01', fen: 10_000n, status: '已收货，退款成功' },
    ])
    expect([await sum('retail'), await sum('excluded:refunded', '甲店'), await sum('lines')]).toEqual([
      500n,
      10_000n,
      1n,
    ])
    // Three order lines, and two parcels by their waybills.
    expect(await recount()).toMatchObject({ kind: 'compare', differing: 0, lines: 5 })
  })

  const order = fc.record({
    shop: fc.constantFrom('甲店', '乙店', '丙店'),
    no: fc.integer({ min: 1, max: 6 }),
    day: fc.constantFrom('2023-01-31', '2023-02-01', '2023-12-31'),
    fen: fc.bigInt({ min: 0n, max: 10n ** 9n }),
    status: fc.constantFrom('待支付', '待发货', '已收货', '已取消', '已收货，退款成功'),
  })
  // An order number belongs to one shop.
  const files = fc.array(
    fc
      .uniqueArray(order, { maxLength: 8, selector: ({ shop, no }) => `${shop} ${no}` })
      .map((orders) =>
        orders.map((o) => ({ ...o, no: o.no + { 甲店: 100, 乙店: 200, 丙店: 300 }[o.shop as '甲店'] })),
      ),
    { maxLength: 4 },
  )

  test('any sequence of overlapping files ends in what a full recount says', async () => {
    await fc.assert(
      fc.asyncProperty(files, async (sequence) => {
        for (const orders of sequence) if (orders.length > 0) await town.importOrders(orders)
        expect(await recount()).toMatchObject({ differing: 0 })
      }),
      { numRuns: 8 },
    )
  })
})

describe('全量重算 recounting', () => {
  test('names the sums that differ; only a repair somebody asked for puts them right', async () => {
    await town.importOrders([{ shop: '丁店', no: 900, day: '2023-05-01', fen: 700n }])
    const shop = await town.shop('丁店')
    await town.owner.query(
      "update statistics.daily_sum set amount = amount + 1 where etown = 1 and measure = 'retail' and day = '2023-05-01' and part = $1",
      [shop],
    )
    expect(await recount()).toMatchObject({
      kind: 'compare',
      differing: 1,
      differences: [{ measure: 'retail', part: shop, day: '2023-05-01', counted: '700', kept: '701' }],
    })
    expect(await sum('retail', '丁店')).toBe(701n)
    expect(await repair('磁盘故障后恢复')).toMatchObject({
      kind: 'repair',
      differing: 1,
      reason: '磁盘故障后恢复',
    })
    expect(await sum('retail', '丁店')).toBe(700n)
    expect(await recount()).toMatchObject({ differing: 0 })
    const { rows } = await town.owner.query(
      "select outcome from platform.audit_entry where act = 'statistics.repair'",
    )
    expect(rows).toEqual([{ outcome: 'done' }])
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
