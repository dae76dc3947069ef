import { afterAll, beforeAll, expect, test } from 'vitest'
import { exporting } from '#test/exports'
import { type Orchard, openOrchard } from '#test/orchard'
import {
  buyLot,
  deriveLots,
  dispatchPacks,
  drawLot,
  exportTrace,
  setSubjectCode,
  supervise,
} from './contract/index.ts'

let orchard: Orchard
beforeAll(async () => {
  orchard = await openOrchard()
})
afterAll(() => orchard[Symbol.asyncDispose]())

const rowsOf = (csv: string): string[][] =>
  csv
    .trim()
    .split('\r\n')
    .map((line) => line.split(','))

test('NY/T 4712: each row says its lot in, its lot out, from whom, to whom', async () => {
  const { ask, server } = orchard
  const take = exporting(server, ask)
  const code = { party: orchard.party, kind: 'operator' as const, code: '1410300000012345' }
  await ask(setSubjectCode, { body: code })
  const lot = await orchard.lotOf('1000')
  const bought = await ask(buyLot, {
    body: {
      item: orchard.item,
      quantity: '300',
      boughtOn: orchard.before(2).slice(0, 10),
      supplier: '张三',
      supplierLot: '果-07',
    },
  })
  const split = await ask(deriveLots, {
    body: {
      way: 'merge',
      inputs: [
        { lot: lot.id, quantity: '400' },
        { lot: bought.answer.id, quantity: '300' },
      ],
      outputs: [{ quantity: '700' }],
      madeOn: orchard.before(1).slice(0, 10),
    },
  })
  const merged = split.answer.lots[0]?.code ?? ''
  await ask(drawLot, {
    params: { lot: lot.id },
    body: { why: 'sale', quantity: '100', trade: { order: 'A-1', parcel: 'SF1', buyer: '王小明' } },
  })
  const { sample } = await orchard.labelled(lot.id, 2)
  await ask(dispatchPacks, { params: { lot: lot.id }, body: { codes: [...sample], trade: { order: 'B-2' } } })
  const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '14' }
  await orchard.record('input', { season: orchard.season }, spray, 90)
  await orchard.record('transport', { lot: lot.id }, { from: '大宁', to: '太原', carrier: '张三货运' }, 3)
  await ask(supervise, { params: { lot: lot.id }, body: { kind: 'visit', said: '现场查看，记录齐全' } })

  const form = { format: 'csv' as const, reason: '上报国家追溯平台' }
  const flow = await take(exportTrace, { body: { ...form, what: 'flow' } })
  const [, head = [], ...rows] = rowsOf(flow.raw.body)
  const at = (row: readonly string[], name: string): string =>
    row[head.findIndex((h) => h.startsWith(name))] ?? ''
  const of = (kind: string) => rows.filter((row) => row[0] === kind)
  expect(of('采收').map((row) => [at(row, '入库批次'), at(row, '出库批次'), at(row, '出库数量')])).toEqual([
    ['', lot.code, '1000'],
  ])
  expect(of('收购').map((row) => [at(row, '来源主体'), at(row, '来源批次')])).toEqual([['张*', '果-07']])
  expect(
    of('合并')
      .map((row) => [at(row, '入库批次'), at(row, '入库数量'), at(row, '出库批次')])
      .toSorted(),
  ).toEqual(
    [
      [bought.answer.code, '300', merged],
      [lot.code, '400', merged],
    ].toSorted(),
  )
  expect(of('散售').map((row) => [at(row, '去向'), at(row, '订单号'), at(row, '运单号')])).toEqual([
    ['王**', 'A-1', 'SF1'],
  ])
  expect(of('带码出库').map((row) => [at(row, '出库数量'), at(row, '订单号')])).toEqual([['10', 'B-2']])
  expect(
    rows.filter((row) => row.length === head.length && at(row, '主体码') === '1410300000012345').length,
  ).toBeGreaterThan(5)

  const records = (await take(exportTrace, { body: { ...form, what: 'records' } })).raw.body
  for (const shown of [
    '用药施肥',
    '吡虫啉',
    '14 天',
    '采收',
    '运输',
    '监管：巡查',
    '现场查看',
    '太古塬 3 号园',
  ])
    expect(records).toContain(shown)
  expect(records).not.toContain('张三货运')
})
