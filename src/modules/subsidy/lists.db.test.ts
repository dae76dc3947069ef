import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { getNotice } from '#contract/notice'
import { inEtown } from '#platform/db/act'
import {
  aPaper,
  codes,
  PROJECT_FACTS as FACTS,
  type SubsidyTown,
  subsidyDesk,
  subsidyTown,
} from '#test/subsidy-town'
import { gatherFacts } from './app/gather-facts.ts'
import * as subsidy from './contract/index.ts'
import { readyRule } from './domain/rule.ts'

let town: SubsidyTown
let desk: Awaited<ReturnType<typeof subsidyDesk>>

beforeAll(async () => {
  town = await subsidyTown()
  desk = await subsidyDesk(town)
  await town.confirm('pool-exhausted', 'increment-reading')
  await town.fill()
})
afterAll(() => town[Symbol.asyncDispose]())

describe('公示 the notice', () => {
  test('starts its clock again on a material edit, and does not end while an objection is open', async () => {
    const { office, review, check, decide, publish, end, seenOf } = desk
    const round = await town.open('project-award', 400_000_000n, '公示')
    const [one, two] = [await town.merchant('丙企业'), await town.merchant('丁企业')]
    const ids = [await town.submit(one, round, '车间', FACTS), await town.submit(two, round, '车间', FACTS)]
    const [first = '', second = ''] = ids
    for (const id of ids) {
      await review(id)
      await check(id)
    }
    const notice = (await publish(round)).answer.id
    await town.at('2026-11-26T02:00:00Z')
    const amend = async (amountFen: string) =>
      office<typeof subsidy.amendAward>(subsidy.amendAward, {
        params: { application: first },
        body: {
          amountFen,
          reason: '发票重复，核减',
          evidence: await aPaper(office, '更正名单'),
          seen: await seenOf(first),
        },
      })
    expect(codes(await amend('30000001'))).toEqual(['subsidy.amount_above_recommended'])
    expect((await amend('20000000')).answer.lastDay).toBe('2026-12-03')
    const objected = await office<typeof subsidy.raiseObjection>(subsidy.raiseObjection, {
      params: { application: second },
      body: {
        receivedOn: '2026-11-26',
        from: '张三 13812345678',
        said: '设备是旧的，举报',
        seen: await seenOf(second),
      },
    })
    expect(objected.answer.state).toBe('objected')
    await town.at('2026-12-04T02:00:00Z')
    expect(codes(await end(notice))).toEqual(['subsidy.objections_open'])
    expect((await decide(second, 'uphold')).answer.state).toBe('refused')
    const { answer: shown } = await office<typeof getNotice>(getNotice, { params: { notice } })
    expect(shown.rows.map(([, , , amount]) => amount)).toEqual(['200000.00'])
    expect(shown.runsThrough).toBe('2026-12-11')
    const left = await town.owner.query(
      `select r.reserved_fen, (select sum(reserved) from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense
         where x.project = '车间') as fund from subsidy.round r where id = $1`,
      [round],
    )
    expect(left.rows[0]).toEqual({ reserved_fen: '20000000', fund: '20000000' })
    await town.at('2026-12-14T02:00:00Z')
    expect((await end(notice)).answer.applications).toBe(1)
    expect((await decide(first, 'decline')).answer.state).toBe('refused')
    await town.at('2026-11-22T02:00:00Z')
  })
})

describe('资金池 the pool', () => {
  test('is shared in the way chosen and never overspent, also by the database itself', async () => {
    const { office, review, check, publish } = desk
    const round = await town.open('project-award', 50_000_000n, '不够分')
    const ids: string[] = []
    for (const [i, name] of ['戊', '己', '庚'].entries()) {
      const id = await town.submit(await town.merchant(`${name}企业`), round, `项目${name}`, FACTS)
      await review(id, { score: [70, 90, 80][i] })
      await check(id)
      ids.push(id)
    }
    const published = await publish(round)
    expect(published.answer.entries).toBe(2)
    const { answer: shown } = await office<typeof getNotice>(getNotice, {
      params: { notice: published.answer.id },
    })
    expect(shown.rows.map(([, , project, amount]) => [project, amount])).toEqual([
      ['项目己', '300000.00'],
      ['项目庚', '200000.00'],
    ])
    await expect(
      town.owner.query('update subsidy.round set reserved_fen = reserved_fen + 1 where id = $1', [round]),
    ).rejects.toThrow('pool_never_overspent')
    const what = await office<typeof subsidy.whatIf>(subsidy.whatIf, {
      params: { round },
      body: { parameters: [{ name: '配套比例', value: '10' }] },
    })
    expect(what.answer.before.runsOut).toEqual({ application: ids[2], day: '2026-11-22' })
    expect(what.answer.after.runsOut).toBeUndefined()
    expect(what.answer.items.map(({ after }) => after)).toEqual(['10000000', '10000000', '10000000'])
  })
})

describe('数字从明细来 facts from rows', () => {
  test('counted sales of the year with the files and what was left out; the merchant cannot type them', async () => {
    const { office } = desk
    const round = await town.open('sales-award-farm', 100_000_000n)
    const firm = await town.merchant('卖蜂蜜的店')
    const orders = Array.from({ length: 40 }, (_, i) => ({
      no: i + 1,
      day: `2025-${String((i % 12) + 1).padStart(2, '0')}-15`,
      fen: 3_000_000n,
      ...(i >= 36 ? { status: '已取消' } : {}),
    }))
    await town.sell(firm.party, orders)
    const started = await firm<typeof subsidy.startApplication>(subsidy.startApplication, {
      body: { round, project: '网络销售' },
    })
    const params = { application: started.answer.id }
    const seen = () => firm<typeof subsidy.getApplication>(subsidy.getApplication, { params })
    const sales = async () => (await seen()).answer.facts.find(({ name }) => name === '当年网络销售额')
    expect((await sales())?.known).toBe(false)
    expect((await seen()).answer.unsorted).toContain('1种商品（¥1,080,000.00）没有归类')
    // The office has not sorted yet: that is no reason to miss the round.
    const early = await firm(subsidy.submitApplication, { params, body: { seen: 1 } })
    expect(early.status).toBe(200)
    expect(codes(await desk.review(params.application))).toEqual(['subsidy.goods_unsorted'])
    expect(
      codes(await office(subsidy.sortGoods, { body: { kind: '其他', which: { products: ['荆条蜂蜜'] } } })),
    ).toEqual(['subsidy.goods_kind_unknown'])
    const found = (seen: number) => ({ body: { kind: '特色农产品', which: { unsorted: 'yes', seen } } })
    expect(codes(await office(subsidy.sortGoods, found(2)))).toEqual(['subsidy.goods_changed'])
    expect((await office<typeof subsidy.sortGoods>(subsidy.sortGoods, found(1))).answer.sorted).toBe(1)
    expect((await sales())?.said).toBe('¥1,080,000.00')
    expect((await sales())?.evidence.map(({ what }) => what)).toEqual([
      '订单文件：36行计入¥1,080,000.00',
      expect.stringMatching(/^不计入：.*4行¥120,000\.00$/),
    ])
    expect(
      codes(await firm(subsidy.saveFact, { params, body: { name: '当年网络销售额', typed: '900万元' } })),
    ).toEqual(['subsidy.changed_meanwhile'])
    expect((await desk.review(params.application)).answer.state).toBe('recommended')
    const after = await office<typeof subsidy.getApplication>(subsidy.getApplication, { params })
    expect(after.answer.receipt?.amountFen).toBe('400000')
    expect(after.answer.facts[0]?.said).toBe('个体网商')
  })

  test('waybills: each number once, of counted orders only; unknown where there are no orders', async () => {
    const firm = await town.merchant('寄货的店')
    await town.sell(
      firm.party,
      [
        { no: 5001, status: '已收货', waybill: 'SF1' },
        { no: 5002, status: '已收货', waybill: 'SF1' },
        { no: 5003, status: '已收货', waybill: 'SF2' },
        { no: 5004, status: '已收货', waybill: '' },
        { no: 5005, status: '已取消', waybill: 'SF3' },
      ].map((order) => ({ ...order, day: '2025-05-01', fen: 10_000n })),
    )
    const rule = readyRule({
      etown: '',
      plan: { document: '', version: '', inForceFrom: '' },
      clause: { id: '', sha256: '' },
      day: '2025-12-31',
      parameters: [],
      readings: [],
      scheme: {
        code: 'parcels',
        name: '寄递',
        support: '以奖代补',
        cost_item: '寄递',
        clause: '',
        quote: '',
        facts: [{ name: '包裹数', kind: '数值', unit: '件', document: '运单', rows: 'counted-waybills' }],
        steps: [{ name: '包裹', does: '免费提供', of: '包裹数' }],
        pays: '包裹',
      },
    })
    const factOf = (party: bigint) =>
      inEtown(town.server.house.pool, 1, 'read', async ({ db }) => {
        const [fact] = await gatherFacts(db, 1, rule, { id: 0n, party, facts: [] }, true)
        return fact
      })
    expect(await factOf(BigInt(firm.party))).toMatchObject({
      value: '2',
      evidence: [{ what: '计入的订单4行，运单号2个，重复的只算一次' }],
    })
    expect((await factOf(0n))?.value).toBeNull()
  })
})
