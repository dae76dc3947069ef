import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { orderFile as file, type Market, openMarket } from '#test/market'
import { type Cells, HEADERS } from '#test/order-files'
import { zipBomb } from '#test/zip'
import {
  amendShop,
  getImport,
  getMapping,
  getOrder,
  importAgain,
  listOrderLines,
  listShops,
  mapColumns,
  openShop,
  rejectedFile,
  rejectedRows,
} from './contract/index.ts'

let market: Market
let server: Market['server']
let owner: Market['owner']
let office: Market['office']
let ask: Market['ask']
let party: Market['party']
let aShop: Market['aShop']
let work: Market['work']
let upload: Market['upload']
let imported: Market['imported']
let orderNo: Market['orderNo']
beforeAll(async () => {
  market = await openMarket()
  ;({ server, owner, office, ask, party, aShop, work, upload, imported, orderNo } = market)
})
afterAll(() => market[Symbol.asyncDispose]())

describe('网店 shops', () => {
  test('a shop is registered once, amended with its version, and its platform is fixed by its first import', async () => {
    const shop = await aShop('pdd')
    const { answer } = await ask(listShops, { query: { platform: 'pdd' } })
    const [listed] = answer.items
    expect(listed).toMatchObject({ id: shop, platform: 'pdd', operator: party, version: 1 })
    const form = { platform: 'pdd', name: listed?.name ?? '', operator: party }
    expect((await ask(openShop, { body: form })).refused).toEqual([['market.shop_known', '/name']])
    const amend = (more: object, version = 1) =>
      ask(amendShop, { params: { shop }, body: { version, reason: '店铺改名', form: { ...form, ...more } } })
    expect((await amend({ operator: '999999' })).refused).toEqual([
      ['market.operator_not_found', '/form/operator'],
    ])
    expect((await amend({ openedOn: '2024-01-02', closedOn: '2024-01-01' })).refused).toEqual([
      ['market.shop_dates', '/form/closedOn'],
    ])
    expect((await amend({ name: '改名的店', shopNo: '9001' })).answer).toEqual({ id: shop, version: 2 })
    expect((await amend({ name: '又改名' })).refused).toEqual([['market.shop_changed', undefined]])
    await upload(shop, file('pdd', [{ 订单号: orderNo() }]))
    expect((await amend({ platform: 'jd' }, 2)).refused).toEqual([
      ['market.shop_platform_fixed', '/form/platform'],
    ])
  })
})

describe('导入 import', () => {
  test('a file becomes order lines, a receipt that adds up, rejected rows and one event', async () => {
    const shop = await aShop('pdd')
    const [good, refunded] = [orderNo(), orderNo()]
    const rows = [
      { 订单号: good },
      { 订单号: refunded, 售后状态: '退款成功' },
      { 订单号: '2.60E+17' },
      { 订单号: good },
    ]
    const bytes = file('pdd', rows)
    const first = await imported(shop, bytes)
    expect(first).toMatchObject({
      state: 'imported',
      rows: { read: 4, accepted: 2, merged: 1, rejected: 1 },
      receipt: {
        profile: 'pdd@1',
        read: { rows: 4, sums: { paid: '15920' } },
        accepted: { rows: 2, sums: { paid: '7960' } },
        merged: { rows: 1, sums: { paid: '3980' } },
        rejected: { rows: 1, sums: { paid: '3980' } },
        rejectedBy: { 'market.id_mangled': 1 },
        change: { retailFen: '3980', orders: 1, lines: 1, refundFen: '0', excluded: { refunded: '3980' } },
        tries: 1,
      },
    })
    const { rows: events } = await owner.query(
      "select payload, evidence from platform.event where kind = 'market.orders-imported' and subject = $1",
      [first.id],
    )
    expect(events).toEqual([
      {
        payload: {
          batch: first.id,
          days: [
            {
              day: '2026-03-14',
              shop,
              retailFen: '3980',
              refundFen: '0',
              orders: '1',
              lines: '1',
              excludedFen: { refunded: '3980' },
            },
          ],
        },
        evidence: [first.sha256],
      },
    ])
    const rejected = await ask(rejectedRows, { params: { batch: first.id } })
    expect(rejected.answer).toMatchObject({
      total: 1,
      items: [{ row: 4, column: '订单号', example: '2.60E+17', code: 'market.id_mangled' }],
    })
    const download = await ask(rejectedFile, { params: { batch: first.id } })
    expect(download.raw.body).toContain('4,订单号,第 4 行的订单号是“2.60E+17”')

    const again = await imported(shop, bytes)
    expect(again).toMatchObject({
      rows: { read: 4, accepted: 0, merged: 3, rejected: 1 },
      receipt: { change: { retailFen: '0', orders: 0, lines: 0, excluded: {} } },
    })
    expect(
      (await owner.query('select count(*)::int as n from platform.event where subject = $1', [again.id]))
        .rows,
    ).toEqual([{ n: 0 }])
  })

  test('a later file moves a line; what earlier files showed stays as its history, with file and row', async () => {
    const shop = await aShop('pdd')
    const no = orderNo()
    const before = await imported(shop, file('pdd', [{ 订单号: no, 订单状态: '已发货，待签收' }]))
    const after = await imported(
      shop,
      file('pdd', [{ 订单号: orderNo() }, { 订单号: no, 售后状态: '退款成功' }]),
    )
    expect(after.receipt?.change).toMatchObject({ retailFen: '0', excluded: { refunded: '3980' } })
    const { answer } = await ask(getOrder, { params: { platform: 'pdd', orderNo: no } })
    expect(answer).toMatchObject({
      shop,
      retailFen: '0',
      lines: [
        {
          stage: 'refunded',
          excluded: 'refunded',
          batch: after.id,
          row: 3,
          sha256: after.sha256,
          definition: 'retail@2026',
          superseded: [{ stage: 'shipped', batch: before.id, row: 2, sha256: before.sha256 }],
        },
      ],
    })
    const late = await imported(shop, file('pdd', [{ 订单号: no, 订单状态: '待发货' }]))
    expect(late.rows).toMatchObject({ accepted: 0, merged: 1 })
    const now = await ask(getOrder, { params: { platform: 'pdd', orderNo: no } })
    expect(now.answer.lines[0]?.superseded.map(({ stage }) => stage)).toEqual(['paid', 'shipped'])
  })

  test('orders of one shop are not taken for another’s: the whole file is refused', async () => {
    const no = orderNo()
    await upload(await aShop('pdd'), file('pdd', [{ 订单号: no }]))
    const fresh = orderNo()
    const wrong = await imported(await aShop('pdd'), file('pdd', [{ 订单号: fresh }, { 订单号: no }]))
    expect(wrong).toMatchObject({ state: 'refused', refusals: [{ code: 'market.other_shop' }] })
    expect((await ask(getOrder, { params: { platform: 'pdd', orderNo: fresh } })).refused).toEqual([
      ['market.order_not_found', undefined],
    ])
  })

  test('renamed columns put the file aside until they are mapped; then it goes on', async () => {
    const shop = await aShop('douyin')
    const header = HEADERS.douyin.map((name) => (name === '订单应付金额' ? '买家需付' : name))
    const no = '6929876543210987654'
    const bytes = file('douyin', [{ 主订单编号: no, 买家需付: '39.80', 订单状态: '等候揽收' }], header)
    const aside = await imported(shop, bytes)
    expect(aside).toMatchObject({
      state: 'unmapped',
      found: { missing: ['payable'] },
      refusals: [{ code: 'market.header_not_found' }],
    })
    expect(aside.found?.titles).toContain('买家需付')
    const map = (columns: object, statuses = {}) =>
      ask(mapColumns, { body: { platform: 'douyin', columns, statuses } })
    expect((await map({})).refused).toEqual([['market.mapping_empty', undefined]])
    expect((await map({ payable: '收件人' })).refused).toEqual([
      ['market.mapping_personal', '/columns/payable'],
    ])
    expect((await map({ payable: '买家需付' })).answer).toEqual({ number: 1 })
    const again = async (batch: string) => {
      const { answer } = await ask(importAgain, { params: { batch }, body: {} })
      await work()
      return (await ask(getImport, { params: { batch: answer.batch } })).answer
    }
    const read = await again(aside.id)
    expect(read).toMatchObject({
      id: aside.id,
      state: 'imported',
      receipt: { profile: 'douyin@1+m1', rejectedBy: { 'market.status_unknown': 1 } },
    })
    await map({ payable: '买家需付' }, { 等候揽收: 'paid' })
    const counted = await again(aside.id)
    expect(counted.id).not.toBe(aside.id)
    expect(counted).toMatchObject({ receipt: { profile: 'douyin@1+m2', change: { retailFen: '3980' } } })
    const { answer } = await ask(getMapping, { params: { platform: 'douyin' } })
    expect(answer.mapping).toMatchObject({
      number: 2,
      columns: { payable: '买家需付' },
      statuses: { 等候揽收: 'paid' },
    })
  })

  test.each([
    ['market.platform_mismatch', file('jd', [{}])],
    ['market.header_not_found', Buffer.from('甲,乙\n1,2\n')],
    ['market.file_broken', zipBomb(1, 1000).subarray(0, 60)],
    ['market.file_too_large', zipBomb(40, 10 * 2 ** 20)],
    [
      'market.ids_rounded',
      file(
        'taobao',
        Array.from({ length: 5 }, (_, i) => ({ 订单编号: `26031498712340${i}0000` })),
      ),
    ],
  ])('%s: refused with its reason, nothing kept', async (code, bytes) => {
    const shop = await aShop(code === 'market.ids_rounded' ? 'taobao' : 'pdd')
    const batch = await upload(
      shop,
      bytes,
      ask,
      code.includes('broken') || code.includes('large') ? 'a.xlsx' : 'a.csv',
    )
    const { answer } = await ask(getImport, { params: { batch } })
    expect(answer).toMatchObject({ state: 'refused', refusals: [{ code }] })
    expect((await ask(listOrderLines, { query: { shop } })).answer).toMatchObject({
      total: 0,
      retailFen: '0',
    })
  })

  test('bad cells refuse their row with column and example, the others are taken', async () => {
    const amount = '用户实付金额(元)'
    const bad = ['-5.00', '1e309', '=1+2', '12.345', '999999999'].map((cell) => ({
      订单号: orderNo(),
      [amount]: cell,
    }))
    const { id, rows } = await imported(await aShop('pdd'), file('pdd', [...bad, { 订单号: orderNo() }]))
    expect(rows).toEqual({ read: 6, accepted: 1, merged: 0, rejected: 5 })
    const { answer } = await ask(rejectedRows, { params: { batch: id }, query: { limit: '3' } })
    const { answer: rest } = await ask(rejectedRows, {
      params: { batch: id },
      query: { after: answer.next ?? '' },
    })
    expect([...answer.items, ...rest.items].map(({ row, code, example }) => [row, code, example])).toEqual([
      [2, 'market.amount_negative', '-5.00'],
      [3, 'market.amount_too_large', '1e309'],
      [4, 'market.formula', '=1+2'],
      [5, 'market.amount_unreadable', '12.345'],
      [6, 'market.amount_too_large', '999999999'],
    ])
    expect(answer.total).toBe(5)
  })

  test('a file announced as 5 GB is refused before it is read', async () => {
    const shop = await aShop('pdd')
    const raw = await server.app.inject({
      method: 'POST',
      url: `/api/etowns/one/shops/${shop}/order-imports`,
      payload: Buffer.from('x'),
      headers: {
        ...office.headers,
        'content-type': 'application/octet-stream',
        'content-length': String(5 * 2 ** 30),
        'idempotency-key': crypto.randomUUID(),
      },
    })
    expect(raw.statusCode).toBe(413)
    expect(raw.json()).toMatchObject({ errors: [{ code: 'file.too_large' }] })
  })
})

describe('订单 orders', () => {
  test('京东: a repeated total is shared and counted once, pages and totals agree', async () => {
    const shop = await aShop('jd')
    const of = (商品ID: string, 京东价: string, more: Cells = {}): Cells => ({
      订单号: '311729384999',
      商品ID,
      京东价,
      应付金额: '932.45',
      ...more,
    })
    await upload(
      shop,
      file('jd', [of('11', '758.00'), of('12', '339.00'), of('13', '0.00', { 订单号: '311729385000' })]),
    )
    const page = async (after?: string) =>
      (await ask(listOrderLines, { query: { shop, limit: '1', ...(after && { after }) } })).answer
    const seen: string[] = []
    let next: string | undefined
    do {
      const one = await page(next)
      expect(one).toMatchObject({ total: 3, retailFen: '186490' })
      seen.push(...one.items.map(({ subNo, retailFen }) => `${subNo} ${retailFen}`))
      next = one.next
    } while (next !== undefined)
    expect(seen).toEqual(['11 64430', '12 28815', '13 93245'])
    const narrowed = (query: Record<string, string>) => ask(listOrderLines, { query: { shop, ...query } })
    expect((await narrowed({ counted: 'no' })).answer.total).toBe(0)
    expect((await narrowed({ orderNo: '311729385000' })).answer.total).toBe(1)
    expect((await narrowed({ from: '2026-03-14', until: '2026-03-14' })).answer.total).toBe(0)
    expect((await narrowed({ stage: 'succeeded', counted: 'yes', from: '2026-03-14' })).answer.total).toBe(3)
  })
})
