import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { aParty, aShop } from '#test/shops'
import { twoTowns } from '#test/towns'
import { type DemoTown, generateWorld, type ReadableOrderFile } from '#world/generate'
import { bringOrderFile, seeImportThrough } from './public.ts'

let server: TestServer
let owner: pg.Client
const world = generateWorld({ seed: 20231, scale: 1 })
const shops = new Map<string, bigint>()

beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

async function importFile(etown: number, file: ReadableOrderFile, name = file.path) {
  const shop = shops.get(file.shop.key) ?? 0n
  const brought = await bringOrderFile(server.house, etown, shop, { name, bytes: file.open().bytes }, 'test')
  if (!brought.ok) throw new Error(brought.refused[0]?.zh)
  const seen = await seeImportThrough(server.house, etown, brought.value)
  if (!seen.ok) throw new Error(seen.refused[0]?.zh)
  return seen.value
}

async function openShops(etown: number, town: DemoTown): Promise<void> {
  const operator = await aParty(owner, etown, town.name)
  for (const { key, platform, name } of town.shops)
    shops.set(key, await aShop(owner, etown, { platform, name, operator }))
}

/** What the view says of each shop and month. */
async function found(etown: number): Promise<ReadonlyMap<string, string>> {
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const { rows } = await owner.query(
    `select shop_name || ' ' || to_char(day, 'YYYY-MM') as key, sum(retail_fen) as retail,
       count(*) filter (where counts_order and retail_fen > 0) as orders
     from market_pub.order_line where etown = $1 and excluded_reason is null group by 1 having sum(retail_fen) > 0 order by 1`,
    [etown],
  )
  return new Map(rows.map(({ key, retail, orders }) => [key, `${orders} orders ${retail} fen`]))
}

/** The events folded as a board would: their sums by day must be those of the lines. */
async function folded(etown: number) {
  const sums = async (query: string) => (await owner.query(query, [etown])).rows
  const events = await sums(
    `select d->>'shop' as shop, d->>'day' as day, sum((d->>'retailFen')::bigint) as retail, sum((d->>'lines')::int) as lines,
       sum((d->>'orders')::int) as orders, sum((d->>'refundFen')::bigint) as refund,
       sum((select coalesce(sum(value::bigint), 0) from jsonb_each_text(d->'excludedFen'))) as excluded
     from platform.event e, jsonb_array_elements(payload->'days') d where etown = $1 and kind = 'market.orders-imported'
     group by 1, 2 order by 1, 2`,
  )
  const lines = await sums(
    `select shop::text as shop, day::text as day, coalesce(sum(retail_fen), 0) as retail, count(*) filter (where excluded_reason is null) as lines,
       count(*) filter (where counts_order) as orders, coalesce(sum(refund), 0) as refund, coalesce(sum(excluded_fen), 0) as excluded
     from market_pub.order_line where etown = $1 group by 1, 2 order by 1, 2`,
  )
  return { events, lines }
}

test.each(world.towns.map((town, i) => [town.name, i + 1, town] as const))(
  '%s: all files imported give the world’s own figures, each shop and month to the fen',
  async (_, etown, town) => {
    await openShops(etown, town)
    for (const file of town.orderFiles) {
      const receipt = await importFile(etown, file)
      expect(receipt.read.rows, file.path).toBe(
        receipt.accepted.rows + receipt.merged.rows + receipt.rejected.rows,
      )
    }
    const names = new Map(town.shops.map(({ key, name }) => [key, name]))
    const truth = town
      .shopMonths()
      .filter(({ retail }) => retail > 0n)
      .map(
        ({ shop, month, orders, retail }) =>
          [`${names.get(shop)} ${month}`, `${orders} orders ${retail} fen`] as const,
      )
    expect([...(await found(etown))].sort()).toEqual([...truth].sort())
    const { events, lines } = await folded(etown)
    expect(events).toEqual(lines.filter((line) => Number(line.lines) !== 0 || Number(line.excluded) !== 0))
  },
  180_000,
)
