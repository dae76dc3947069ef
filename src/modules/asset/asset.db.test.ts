import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { TOWN } from '#test/fund-town'
import { contracted, openProjectTown, type ProjectTown, planned, wan } from '#test/project-town'
import { readDesk } from '../governance/contract/index.ts'
import * as asset from './contract/index.ts'

// Its own way to the file would be the network.
const wasm = readFileSync(createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm'))
prepareZXingModule({ overrides: { wasmBinary: new Uint8Array(wasm).buffer } })

let town: ProjectTown
let paper: string
let contract: { id: string; number: string; project: string; endsOn: string }
let operator: ReturnType<typeof asking>
beforeAll(async () => {
  town = await openProjectTown(wan(300), { EZHEN_PUBLIC_URL: 'http://ezhen.example.cn' })
  paper = await town.file(town.office, '发票')
  const project = await contracted(town, '运营服务', [wan(10)])
  const { items } = (await town.office(asset.listContracts)).answer
  contract = { ...Object(items[0]), project }
  operator = asking(town.server, await actAs(town.server, { etown: town.etown, roles: ['operator'] }), TOWN)
})
afterAll(() => town[Symbol.asyncDispose]())

let made = 0
const card = (more: object = {}) => {
  made += 1
  return {
    number: `LG-2026-${String(made).padStart(4, '0')}`,
    name: '直播摄像机',
    model: '索尼 Z280',
    class: 'general',
    price: '3200000',
    boughtOn: '2026-03-01',
    ownership: 'state',
    owner: '沁水县工业和信息化局',
    custodian: '某运营公司',
    place: '直播间 201',
    shares: [
      { source: 'province', amount: '3000000' },
      { source: 'county', amount: '200000' },
    ],
    contract: contract.id,
    useUntil: '2026-11-20',
    evidence: paper,
    ...more,
  }
}
const register = (more: object = {}) => town.office(asset.registerAsset, { body: card(more) })
const get = async (id: string) => (await town.office(asset.getAsset, { params: { asset: id } })).answer
const with_ = (id: string, body: object) => ({ params: { asset: id }, body })
const held = { text: '按合同', custodian: '县工信局', place: '县工信局库房' }

describe('台账', () => {
  test('shares are the price, thresholds are data, numbers are single', async () => {
    expect((await register({ shares: [{ source: 'province', amount: '1' }] })).refused).toEqual([
      ['asset.shares_differ', '/shares'],
    ])
    const cheap = { price: '99900', shares: [{ source: 'province', amount: '99900' }] }
    expect((await register(cheap)).refused).toEqual([['asset.below_threshold', '/price']])
    expect((await register({ ...cheap, batch: true })).status).toBe(200)
    const special = { class: 'special', price: '140000', shares: [{ source: 'province', amount: '140000' }] }
    expect((await register(special)).refused[0]?.[0]).toBe('asset.below_threshold')
    const { answer } = await register()
    const again = await register({ number: (await get(answer.id)).number })
    expect(again.refused).toEqual([['asset.number_taken', '/number']])
    expect((await get(answer.id)).shares.map(({ name }) => name)).toEqual([
      '县级财政资金配套',
      '省级专项资金',
    ])
    await expect(
      town.owner.query(
        `insert into asset.asset (etown, number, tag, name, model, class, price, bought_on, ownership, owner, custodian,
        place, evidence, entered_by, entered_at) values ($1, 'X-1-1', 'AAAAAAAAAA', '物品', '型', 'general', 100, '2026-01-01', 'state',
        '单位', '单位', '某处', $2, '1', now())`,
        [town.etown, paper],
      ),
    ).rejects.toThrow('资金来源之和不等于原值')
  })
})

describe('合同', () => {
  test('is picked from the projects’ approved ones, with the day it ends', async () => {
    await planned(town, '没有合同的项目')
    const { items, total } = (await town.office(asset.listContracts)).answer
    expect([total, items]).toMatchObject([
      1,
      [{ number: '合-运营服务', project: '运营服务', endsOn: '2026-10-07' }],
    ])
    const { answer } = await register()
    expect(await get(answer.id)).toMatchObject({ contract: '合-运营服务', project: contract.project })
    expect((await register({ contract: '987654' })).refused).toEqual([
      ['asset.contract_unknown', '/contract'],
    ])
    expect((await register({ contract: undefined })).refused).toEqual([
      ['asset.use_without_contract', '/useUntil'],
    ])
    await expect(
      town.owner.query(
        `insert into asset.asset (etown, number, tag, name, model, class, price, bought_on, ownership, owner, custodian,
        place, contract, evidence, entered_by, entered_at) values ($1, 'X-1-2', 'AAAAAAAAAB', '物品', '型', 'general', 100,
        '2026-01-01', 'state', '单位', '单位', '某处', '随手写的', $2, '1', now())`,
        [town.etown, paper],
      ),
    ).rejects.toThrow('contract_is_picked')
  })
})

describe('借还、到期、处置', () => {
  test('lent is given back before anything else; what is late waits for the office', async () => {
    const { id } = (await register({ contract: undefined, useUntil: undefined })).answer
    await town.office(asset.lendAsset, with_(id, { ...held, dueOn: '2026-11-22' }))
    const asked = await town.office(
      asset.askDisposal,
      with_(id, { text: '坏了', way: 'scrap', evidence: paper }),
    )
    expect(asked.refused.map(([code]) => code)).toEqual(['asset.event_order'])
    await town.moveTo(new Date('2026-11-23T10:00:00+08:00'))
    expect(await get(id)).toMatchObject({ state: 'lent', overdue: true, custodian: '县工信局' })
    const waits = (await town.office(readDesk)).answer.items
    expect(waits.find(({ href }) => href === '/assets?overdue=yes')?.late).toBeGreaterThan(0)
    await town.office(asset.giveBackAsset, with_(id, held))
    expect(await get(id)).toMatchObject({ state: 'in-use', overdue: false })
    expect(
      (await town.office(asset.returnAsset, with_(id, { ...held, evidence: paper }))).refused[0]?.[0],
    ).toBe('asset.no_contract')
    await town.moveTo(new Date('2026-11-22T10:00:00+08:00'))
  })
  test('a contract that has ended asks for its asset until it is returned', async () => {
    const { id } = (await register()).answer
    expect(await get(id)).toMatchObject({ overdue: true, useUntil: '2026-11-20' })
    await town.office(asset.returnAsset, with_(id, { ...held, evidence: paper }))
    expect(await get(id)).toMatchObject({ overdue: false, place: '县工信局库房' })
  })
  test('disposed of only with a second person, and then nothing more', async () => {
    const { id } = (await register()).answer
    const ask = with_(id, { text: '无法修复', way: 'scrap', evidence: paper })
    expect((await operator(asset.askDisposal, ask)).status).toBe(403)
    await town.office(asset.askDisposal, ask)
    expect(
      (await town.office(asset.disposeAsset, with_(id, { text: '已交回收', evidence: paper }))).status,
    ).toBe(409)
    const waiting = (await town.treasury(readDesk)).answer.items
    expect(waiting.find(({ href }) => href === '/assets?state=asked')?.count).toBe(1)
    await expect(
      town.owner.query(
        `insert into asset.event (etown, asset, number, kind, text, by, at)
         select etown, asset, 2, 'disposal-approved', '自批', by, now() from asset.event where asset = $1`,
        [id],
      ),
    ).rejects.toThrow('不能审批')
    await town.treasury(asset.judgeDisposal, with_(id, { approve: true, text: '同意报废' }))
    await town.office(asset.disposeAsset, with_(id, { text: '已交回收', evidence: paper }))
    expect((await get(id)).state).toBe('disposed')
    expect((await town.office(asset.moveAsset, with_(id, held))).refused[0]?.[0]).toBe('asset.event_order')
    await expect(town.owner.query('delete from asset.event')).rejects.toThrow('append-only')
  })
})

describe('盘点', () => {
  test('one at a time, by photo, with the differences said', async () => {
    const [found, moved, lost] = [
      (await register()).answer.id,
      (await register()).answer.id,
      (await register()).answer.id,
    ]
    const { id: take } = (await town.office(asset.openTake, { body: { name: '2026年年终盘点' } })).answer
    expect((await town.office(asset.openTake, { body: { name: '又一次' } })).refused[0]?.[0]).toBe(
      'asset.take_open',
    )
    const count = (id: string, place: string, condition = 'good') =>
      operator(asset.countAsset, with_(id, { condition, place, photo: paper }))
    await count(found, '直播间 201')
    await count(moved, '仓库')
    const differences = async () =>
      (await town.office(asset.getTake, { params: { take } })).answer.differences.map((d) => [d.asset, d.why])
    expect(await differences()).toEqual(
      expect.arrayContaining([
        [moved, 'elsewhere'],
        [lost, 'missing'],
      ]),
    )
    expect((await differences()).map(([one]) => one)).not.toContain(found)
    await count(found, '直播间 201', 'damaged')
    expect(await differences()).toContainEqual([found, 'damaged'])
    await town.office(asset.closeTake, { params: { take } })
    expect((await count(lost, '直播间 201')).refused[0]?.[0]).toBe('asset.take_closed')
    await expect(
      town.owner.query(
        `insert into asset.counted (etown, take, asset, number, condition, place, photo, by, at)
         values ($1, $2, $3, 9, 'good', '某处', $4, '1', now())`,
        [town.etown, take, found, paper],
      ),
    ).rejects.toThrow('盘点已经结束')
  })
})

describe('标签', () => {
  /** What a real decoder reads from a TSPL label: 0 prints. */
  async function readTspl(file: Buffer): Promise<string | undefined> {
    const head = 'BITMAP 0,0,50,240,0,'
    const start = file.indexOf(head) + head.length
    const [width, height] = [400, 240]
    const data = new Uint8ClampedArray(width * height * 4)
    for (let i = 0; i < width * height; i++) {
      const byte = file[start + Math.floor(i / width) * 50 + ((i % width) >> 3)] ?? 0xff
      data.fill((byte & (0x80 >> (i % 8))) === 0 ? 0 : 255, i * 4, i * 4 + 3).fill(255, i * 4 + 3, i * 4 + 4)
    }
    const [one] = await readBarcodes({ data, width, height, colorSpace: 'srgb' }, { formats: ['QRCode'] })
    return one?.text
  }
  test('what a phone reads from it leads to its page, which shows no price', async () => {
    const { id } = (await register({ name: '打包机<b>' })).answer
    const printed = await town.office(asset.printTags, { query: { form: 'tspl', asset: id } })
    const link = (await readTspl(printed.raw.rawPayload)) ?? ''
    expect(link).toBe(`http://ezhen.example.cn${(await get(id)).publicPath}`)
    const page = await town.server.app.inject({ url: new URL(link).pathname })
    expect(page.statusCode).toBe(200)
    expect(page.body).toContain('打包机&lt;b&gt;')
    expect(page.body).toContain(`/e/${TOWN}/assets/${id}`)
    expect(page.body).not.toContain('32000')
    expect((await town.server.app.inject({ url: `/assets/${TOWN}/0000000000` })).statusCode).toBe(404)
  })
  test('a sheet of all, each with its own lines', async () => {
    const sheet = await town.office(asset.printTags, { query: { form: 'pdf' } })
    expect(sheet.raw.rawPayload.subarray(0, 5).toString()).toBe('%PDF-')
    expect((await operator(asset.printTags, { query: { form: 'pdf' } })).status).toBe(403)
  })
})
