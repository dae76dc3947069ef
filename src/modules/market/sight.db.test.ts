import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { orderFile as file, type Market, openMarket } from '#test/market'
import { aParty } from '#test/shops'
import {
  getImport,
  getOrder,
  importOrders,
  listImports,
  listOrderLines,
  listShops,
  openShop,
  originalFile,
  rejectedRows,
} from './contract/index.ts'

let market: Market
let server: Market['server']
let owner: Market['owner']
let office: Market['office']
let ask: Market['ask']
let aShop: Market['aShop']
let upload: Market['upload']
let orderNo: Market['orderNo']
beforeAll(async () => {
  market = await openMarket()
  ;({ server, owner, office, ask, aShop, upload, orderNo } = market)
})
afterAll(() => market[Symbol.asyncDispose]())

describe('谁能看到 who sees what', () => {
  test('a merchant sees and imports for the shops of its own party only', async () => {
    const other = await aParty(owner, 1, '别家合作社')
    const mine = await aShop('pdd', other)
    const theirs = await aShop('pdd')
    const merchant = asking(server, await actAs(server, { etown: 1, roles: ['merchant'], party: other }))
    const nos = [orderNo(), orderNo()]
    const own = await upload(mine, file('pdd', [{ 订单号: nos[0] ?? '' }]), merchant)
    const foreign = await upload(theirs, file('pdd', [{ 订单号: nos[1] ?? '' }]))
    const sent = await merchant(importOrders, {
      params: { shop: theirs },
      file: { name: 'a.csv', bytes: file('pdd', [{}]) },
    })
    expect(sent.refused).toEqual([['market.shop_not_found', undefined]])
    expect((await merchant(listShops)).answer.items.map(({ id }) => id)).toEqual([mine])
    expect((await merchant(listImports)).answer.items.map(({ id }) => id)).toEqual([own])
    expect((await merchant(listOrderLines)).answer.items.map(({ orderNo: no }) => no)).toEqual([nos[0]])
    expect((await merchant(getImport, { params: { batch: foreign } })).status).toBe(404)
    expect((await merchant(rejectedRows, { params: { batch: foreign } })).status).toBe(404)
    expect((await merchant(getOrder, { params: { platform: 'pdd', orderNo: nos[1] ?? '' } })).status).toBe(
      404,
    )
    expect(
      (await merchant(openShop, { body: { platform: 'pdd', name: '新店', operator: other } })).status,
    ).toBe(403)
  })

  test('another e-town sees nothing of it', async () => {
    const shop = await aShop('pdd')
    const no = orderNo()
    const batch = await upload(shop, file('pdd', [{ 订单号: no }]))
    const stranger = asking(server, await actAs(server, { etown: 2, roles: ['office'] }), 'two')
    expect((await stranger(getImport, { params: { batch } })).status).toBe(404)
    expect((await stranger(getOrder, { params: { platform: 'pdd', orderNo: no } })).status).toBe(404)
    expect((await stranger(listOrderLines)).answer.total).toBe(0)
    expect(
      (await stranger(importOrders, { params: { shop }, file: { name: 'a.csv', bytes: file('pdd', [{}]) } }))
        .status,
    ).toBe(404)
    expect((await stranger(getImport, { etown: 'one', params: { batch } })).status).toBe(403)
  })

  test('the original file needs its own permission and a reason, and the audit keeps both', async () => {
    const bytes = file('pdd', [{ 订单号: orderNo(), 收货人: '试样' }])
    const batch = await upload(await aShop('pdd'), bytes)
    const get = (by: typeof ask, reason: string) => by(originalFile, { params: { batch }, body: { reason } })
    const operator = asking(server, await actAs(server, { etown: 1, roles: ['operator'] }))
    expect((await get(operator, '核对退款')).status).toBe(403)
    expect((await get(ask, '')).status).toBe(422)
    expect((await get(ask, '核对退款')).raw.rawPayload.equals(bytes)).toBe(true)
    const { rows } = await owner.query(
      "select actor, subject, detail->>'reason' as reason from platform.audit_entry where act = 'market.original-file' and outcome = 'done'",
    )
    expect(rows).toEqual([{ actor: office.account, subject: batch, reason: '核对退款' }])
  })
})

test('what was imported can be neither changed nor removed behind the program’s back', async () => {
  await server.house.pool.query('select 1')
  const client = await server.house.pool.connect()
  try {
    await client.query("begin; set local app.etown = '1'")
    for (const table of ['observation', 'rejected_row', 'column_mapping']) {
      await client.query('savepoint here')
      await expect(client.query(`update market.${table} set etown = etown`)).rejects.toThrow(
        /permission denied/,
      )
      await client.query('rollback to here')
      await expect(client.query(`delete from market.${table}`)).rejects.toThrow(/permission denied/)
      await client.query('rollback to here')
    }
    await expect(client.query('delete from market.order_line')).rejects.toThrow(/permission denied/)
  } finally {
    await client.query('rollback')
    client.release()
  }
})
