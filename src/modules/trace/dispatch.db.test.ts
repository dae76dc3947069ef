import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Orchard, openOrchard } from '#test/orchard'
import { rooms } from '../../server/rooms.ts'
import {
  buyLot,
  dispatchPacks,
  drawLot,
  getLot,
  listDispatches,
  listSubjectCodes,
  openRecall,
  recallList,
  recallNotices,
  revealBuyer,
  setSubjectCode,
} from './contract/index.ts'
import { traceRoom } from './http.ts'

let orchard: Orchard
beforeAll(async () => {
  const orders = async (_db: unknown, _etown: number, asked: readonly string[]) =>
    asked.includes('6920001')
      ? [
          {
            order: '6920001',
            through: '拼多多 · 隆泰果业',
            product: '宁脆苹果 5 斤',
            parcel: 'YT001',
            on: '2026-11-20',
          },
        ]
      : []
  const own = traceRoom({ proofs: [], orders: [orders] })
  orchard = await openOrchard(rooms.map((room) => (room.name === 'trace' ? own : room)))
})
afterAll(() => orchard[Symbol.asyncDispose]())

const codesOf = (sample: readonly string[]) => sample.map((link) => link.split('/').at(-1) ?? '')
const buyer = { buyer: '王小明', phone: '13812345678' }

describe('出库 goods leave', () => {
  test('in bulk for a buyer, who is masked, and read whole only for a reason', async () => {
    const { ask } = orchard
    const lot = await orchard.lotOf('1000')
    const params = { lot: lot.id }
    const sold = await ask(drawLot, {
      params,
      body: { why: 'sale', quantity: '200', trade: { order: 'A-1', parcel: 'SF123', ...buyer } },
    })
    expect(sold.refused).toEqual([])
    expect((await ask(drawLot, { params, body: { why: 'loss', quantity: '1.5' } })).refused).toEqual([])
    const refused = await ask(drawLot, {
      params,
      body: { why: 'loss', quantity: '1', trade: { order: 'A-2' } },
    })
    expect(refused.refused).toEqual([['trace.buyer_none', '/trade']])
    const { answer } = await ask(listDispatches, { params, query: {} })
    expect(answer).toMatchObject({
      total: 1,
      items: [{ quantity: '200', order: 'A-1', parcel: 'SF123', buyer: '王**', phone: '138******78' }],
    })
    const { left } = (await ask(getLot, { params })).answer
    expect(left).toBe('798.5')
    const [dispatch] = answer.items
    const seen = await ask(revealBuyer, {
      params: { dispatch: dispatch?.id ?? '' },
      body: { reason: '召回通知收货人' },
    })
    expect(seen.answer).toEqual({ buyer: '王小明', phone: '13812345678' })
    const { rows } = await orchard.owner.query(
      "select detail from platform.audit_entry where act = 'trace.reveal-buyer'",
    )
    expect(rows).toMatchObject([{ detail: { reason: '召回通知收货人' } }])
    const kept = await orchard.owner.query(
      'select buyer_sealed::text || document::text as all from trace.dispatch, trace.event',
    )
    expect(JSON.stringify(kept.rows)).not.toContain('王小明')
  })
  test('in packs, each code once', async () => {
    const { ask } = orchard
    const lot = await orchard.lotOf('100')
    const other = await orchard.lotOf('100')
    const { sample } = await orchard.labelled(lot.id, 10)
    const strange = codesOf((await orchard.labelled(other.id, 3)).sample)
    const params = { lot: lot.id }
    const [first = '', second = ''] = codesOf(sample)
    const sent = await ask(dispatchPacks, {
      params,
      body: { codes: [sample[0] ?? '', second], trade: buyer },
    })
    expect([sent.refused, sent.answer]).toEqual([[], { id: expect.any(String), packs: 2 }])
    const again = await ask(dispatchPacks, {
      params,
      body: { codes: [first, sample[2] ?? '', sample[2] ?? '', strange[0] ?? '', 'NOSUCH'], trade: {} },
    })
    expect(again.refused).toEqual([
      ['trace.pack_gone', '/codes/0'],
      ['trace.pack_twice', '/codes/2'],
      ['trace.pack_unknown', '/codes/3'],
      ['trace.pack_unknown', '/codes/4'],
    ])
    expect((await ask(listDispatches, { params, query: {} })).answer).toMatchObject({
      total: 1,
      items: [{ packs: 2, quantity: '10' }],
    })
  })
  test('and come in from a supplier, one step back', async () => {
    const bought = await orchard.ask(buyLot, {
      body: {
        item: orchard.item,
        quantity: '300',
        boughtOn: orchard.before(2).slice(0, 10),
        supplier: '李老汉',
        supplierCode: '1410301234',
        supplierLot: '果-07',
      },
    })
    expect(bought.refused).toEqual([])
    const lot = (await orchard.ask(getLot, { params: { lot: bought.answer.id } })).answer
    expect(lot).toMatchObject({
      origin: 'purchase',
      quantity: '300',
      purchase: { supplier: '李**', supplierCode: '1410301234', supplierLot: '果-07' },
    })
  })
})

test('主体码 is entered, corrected, and belongs to one party', async () => {
  const { ask } = orchard
  const set = (party: string, code: string) =>
    ask(setSubjectCode, { body: { party, kind: 'operator', code } })
  expect((await set(orchard.party, '1410300000012345')).refused).toEqual([])
  expect((await set(orchard.party, '1410300000012346')).refused).toEqual([])
  expect((await set('999', '1410300000012347')).refused).toEqual([['trace.party_unknown', '/party']])
  expect((await ask(listSubjectCodes, { query: {} })).answer).toMatchObject({
    total: 1,
    items: [{ code: '1410300000012346', kind: 'operator' }],
  })
  const lot = await orchard.lotOf('5')
  const page = await orchard.server.app.inject({ url: `/scan/01/${orchard.gtin}/10/${lot.code}` })
  expect(page.body).toContain('1410300000012346')
})

test('召回 reaches every order, parcel and buyer of what left, in bulk, in packs, and of what was made of it', async () => {
  const { ask } = orchard
  const lot = await orchard.lotOf('1000')
  const { sample } = await orchard.labelled(lot.id, 10)
  const sold = { why: 'sale' as const, quantity: '50' }
  await ask(drawLot, { params: { lot: lot.id }, body: { ...sold, trade: { order: '6920001', ...buyer } } })
  await ask(drawLot, { params: { lot: lot.id }, body: { ...sold, trade: {} } })
  await ask(dispatchPacks, {
    params: { lot: lot.id },
    body: { codes: sample.slice(0, 2), trade: { order: 'B 7/8', parcel: 'YT9', buyer: '太原市美特好超市' } },
  })
  const code = `https://id.gs1.org/01/${orchard.gtin}/10/${lot.code}`
  const opened = await ask(openRecall, { body: { drill: true, reason: '季度演练', lots: [code] } })
  expect(opened.refused).toEqual([])
  expect(opened.answer.counts).toMatchObject({ lots: 1, items: 10, orders: 2, parcels: 2, buyers: 3 })
  const params = { recall: opened.answer.id }
  const notices = await ask(recallNotices, { params, query: {} })
  expect(notices.answer).toMatchObject({
    total: 3,
    items: [
      {
        order: '6920001',
        dispatch: { buyer: '王**', quantity: '50' },
        trails: [{ through: '拼多多 · 隆泰果业', parcel: 'YT001' }],
      },
      { dispatch: { quantity: '50' }, trails: [] },
      { order: 'B 7/8', dispatch: { buyer: '太原市美特好超市', parcel: 'YT9', packs: 2 }, trails: [] },
    ],
  })
  // What leaves afterwards is in the list that is fetched afterwards.
  await ask(drawLot, { params: { lot: lot.id }, body: { ...sold, trade: { order: 'LATE' } } })
  const csv = (await ask(recallList, { params })).raw.body
  // Each row says with which order and parcel it went, through whom, and who is to be told: masked.
  const row = (start: string) => csv.split('\r\n').find((line: string) => line.includes(start)) ?? ''
  const inBulk = row(`${code},`)
  for (const told of ['6920001', 'LATE', 'YT001', '拼多多 · 隆泰果业（宁脆苹果 5 斤）', '王** 138******78'])
    expect(inBulk).toContain(told)
  expect(row(`/21/${codesOf(sample)[0]}`)).toMatch(/,B 7\/8,YT9,,太原市美特好超市$/)
  expect(row(`/21/${codesOf(sample)[2]}`)).toMatch(/,,,,$/)
  expect(csv).not.toContain('王小明')
  expect(csv).not.toContain('13812345678')
  expect((await ask(recallNotices, { params, query: { limit: '2' } })).answer).toMatchObject({
    total: 4,
    next: expect.any(String),
  })
})
