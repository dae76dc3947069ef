import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { exporting } from '#test/exports'
import { type Market, openMarket, orderFile } from '#test/market'
import { exportOrders, exportRejected, listOrderLines } from './contract/index.ts'

let market: Market
let shop: string
let batch: string
beforeAll(async () => {
  market = await openMarket()
  const { orderNo } = market
  shop = await market.aShop('pdd')
  batch = (
    await market.imported(
      shop,
      orderFile('pdd', [{ 订单号: orderNo() }, { 订单号: orderNo() }, { 订单号: '=1+2' }]),
    )
  ).id
  await market.imported(await market.aShop('pdd'), orderFile('pdd', [{ 订单号: orderNo() }]))
})
afterAll(() => market[Symbol.asyncDispose]())

const form = { format: 'xlsx', reason: '核对季度数据' }
const sheetOf = async (bytes: Buffer) => (await readXlsx(bytes)).sheets[0]?.rows ?? []

test('order lines of a filter, with the sum the list shows', async () => {
  const { server, ask } = market
  const { raw } = await exporting(server, ask)(exportOrders, { body: { ...form, filter: { shop } } })
  const rows = await sheetOf(raw.rawPayload)
  const { answer } = await ask(listOrderLines, { query: { shop } })
  expect(rows).toHaveLength(2 + answer.total + 1)
  expect(rows.slice(2, -1).map((row) => row[3])).toEqual(answer.items.map((line) => line.orderNo))
  expect(rows.at(-1)?.[8]).toBe(Number(answer.retailFen) / 100)
})

test('the rejected rows as a workbook, what stood there as text', async () => {
  const { server, ask } = market
  const { raw } = await exporting(server, ask)(exportRejected, { params: { batch }, body: form })
  const rows = await sheetOf(raw.rawPayload)
  expect(rows[1]).toEqual(['行号', '列', '错误原因', '原文'])
  expect(rows.slice(2).map((row) => row[3])).toEqual(['=1+2'])
})

test('a merchant gets the lines of its own shops only', async () => {
  const { server, aShop } = market
  const own = await aShop('pdd')
  const merchant = asking(server, await actAs(server, { etown: 1, roles: ['merchant'], party: '999' }))
  const { raw } = await exporting(server, merchant)(exportOrders, { body: { ...form, filter: {} } })
  expect(await sheetOf(raw.rawPayload)).toHaveLength(2 + 1)
  expect(own).toBeTruthy()
})
