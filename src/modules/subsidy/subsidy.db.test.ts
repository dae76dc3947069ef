import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  codes,
  PROJECT_FACTS as FACTS,
  PDF,
  type SubsidyTown,
  subsidyDesk,
  subsidyTown,
  WHY,
} from '#test/subsidy-town'
import * as subsidy from './contract/index.ts'
import { verifyReceipt } from './public.ts'

let town: SubsidyTown
let desk: Awaited<ReturnType<typeof subsidyDesk>>

beforeAll(async () => {
  town = await subsidyTown()
  desk = await subsidyDesk(town)
})
afterAll(() => town[Symbol.asyncDispose]())

describe('开放申报 opening a round', () => {
  const body = {
    scheme: 'project-award',
    name: '试开',
    basisDay: '2025-12-31',
    opensOn: '2026-11-01',
    closesOn: '2026-12-01',
  }

  test('waits until the county has chosen how money is shared when it is short', async () => {
    const { office } = desk
    const refused = await office(subsidy.openRound, { body: { ...body, poolFen: '40000000000' } })
    expect(codes(refused)).toEqual(['subsidy.way_not_chosen', 'subsidy.pool_above_sources'])
    expect(refused.raw.body).toContain('五（二）')
    const interest = await office(subsidy.openRound, {
      body: { ...body, scheme: 'interest-subsidy', poolFen: '100' },
    })
    expect(codes(interest)).toEqual(['subsidy.way_not_chosen', 'subsidy.reading_not_confirmed'])
    await town.confirm('pool-exhausted', 'increment-reading', 'interest-rate')
  })

  test('needs a pool, days in order, a known scheme, and a name of its own', async () => {
    const { office } = desk
    expect(codes(await office(subsidy.openRound, { body }))).toEqual(['subsidy.pool_missing'])
    expect(
      codes(await office(subsidy.openRound, { body: { ...body, poolFen: '1', closesOn: '2026-11-01' } })),
    ).toEqual(['subsidy.days_reversed'])
    expect(codes(await office(subsidy.openRound, { body: { ...body, scheme: 'x' } }))).toEqual([
      'subsidy.scheme_unknown',
    ])
    const id = await town.open('project-award', 1n, '同名')
    expect(Number(id)).toBeGreaterThan(0)
    await expect(town.open('project-award', 1n, '同名')).rejects.toThrow('subsidy.round_named_already')
  })
})

describe('一份申报从头到尾 an application from guide to payment', () => {
  test('is guided, filled in, documented, checked, published, decided and paid, each by another hand', async () => {
    const { office, finance, review, check, decide, pay } = desk
    const round = await town.open('project-award', 400_000_000n)
    const bee = await town.merchant('蜂蜜加工厂')
    const guide = await bee<typeof subsidy.getRound>(subsidy.getRound, { params: { round } })
    expect(guide.answer.clause).toMatchObject({ id: '五（二）' })
    expect(guide.answer.facts.map(({ name }) => name)).toEqual(Object.keys(FACTS))
    const tried = await bee<typeof subsidy.tryRound>(subsidy.tryRound, {
      params: { round },
      body: { facts: { 通过评估验收: '否' } },
    })
    expect(tried.answer.verdict).toBe('不符')

    const started = await bee<typeof subsidy.startApplication>(subsidy.startApplication, {
      body: { round, project: '灌装线' },
    })
    const params = { application: started.answer.id }
    const again = await bee(subsidy.startApplication, { body: { round, project: ' 灌 装线' } })
    expect(codes(again)).toEqual(['subsidy.applied_already'])
    for (const [name, typed] of Object.entries(FACTS))
      expect((await bee(subsidy.saveFact, { params, body: { name, typed } })).status).toBe(200)
    expect(
      codes(await bee(subsidy.saveFact, { params, body: { name: '实际投入资金', typed: '很多' } })),
    ).toEqual(['subsidy.fact_malformed'])
    expect(codes(await bee(subsidy.saveFact, { params, body: { name: '身份证号', typed: '1' } }))).toEqual([
      'subsidy.fact_not_declared',
    ])

    const early = await bee(subsidy.submitApplication, { params, body: { seen: 1 } })
    expect(codes(early)).toEqual([
      'subsidy.documents_missing',
      'subsidy.documents_missing',
      'subsidy.documents_missing',
    ])
    for (const fact of Object.keys(FACTS))
      await bee(subsidy.attachFile, { params, query: { fact }, file: { name: `${fact}.pdf`, bytes: PDF } })
    const done = await bee<typeof subsidy.submitApplication>(subsidy.submitApplication, {
      params,
      body: { seen: 1, requestedFen: '25000000' },
    })
    expect(done.answer).toMatchObject({ state: 'submitted', number: expect.stringMatching(/^BT2026-\d{6}$/) })

    const id = started.answer.id
    expect(codes(await review(id, { amountFen: '30000001' }))).toEqual([
      'subsidy.amount_above_receipt',
      'subsidy.amount_above_requested',
    ])
    expect(codes(await review(id, { amountFen: '26000000' }))).toEqual(['subsidy.amount_above_requested'])
    expect((await review(id)).answer.state).toBe('recommended')
    expect((await check(id)).answer.state).toBe('checked')
    expect(codes(await check(id))).toEqual(['subsidy.not_now'])

    const published = await office<typeof subsidy.publishNotice>(subsidy.publishNotice, {
      params: { round },
      body: {},
    })
    // 2026-11-22 is a Sunday: five working days end on the Friday.
    expect(published.answer).toMatchObject({ lastDay: '2026-11-27', entries: 1 })
    const notice = { notice: published.answer.id }
    expect(codes(await office(subsidy.endNotice, { params: notice, body: {} }))).toEqual([
      'subsidy.notice_not_over',
    ])
    expect(codes(await decide(id))).toEqual(['subsidy.not_now'])
    expect(codes(await pay(id, { event: 'instruct' }))).toEqual(['subsidy.not_now'])
    await town.at('2026-11-27T15:59:00Z')
    expect(codes(await office(subsidy.endNotice, { params: notice, body: {} }))).toEqual([
      'subsidy.notice_not_over',
    ])
    await town.at('2026-11-27T16:01:00Z')
    expect((await office(subsidy.endNotice, { params: notice, body: {} })).status).toBe(200)

    expect((await decide(id)).answer.state).toBe('decided')
    expect(codes(await pay(id, { event: 'instruct' }, finance))).toEqual(['subsidy.two_duties'])
    await expect(
      town.owner.query(
        `insert into subsidy.deed select etown, application, 99, 'instruct', 'instructed', account, 'pay', null, null, now()
         from subsidy.hand where application = $1 and duty = 'check'`,
        [id],
      ),
    ).rejects.toThrow('violates foreign key')
    expect((await pay(id, { event: 'instruct' })).answer.state).toBe('instructed')
    expect((await pay(id, { event: 'pay', voucher: '农商行20261128-1' })).answer.state).toBe('paid')
    expect(codes(await pay(id, { event: 'recover', amountFen: '25000001', reason: WHY }))).toEqual([
      'subsidy.recover_above_paid',
    ])
    expect((await pay(id, { event: 'recover', amountFen: '25000000', reason: WHY })).answer.state).toBe(
      'recovered',
    )

    const receipt = await bee(subsidy.getReceipt, { params, query: { as: 'json' } })
    const verified = verifyReceipt(JSON.parse(receipt.raw.body))
    expect(verified.ok && verified.value.receipt.result.amount).toBe('30000000')
    const page = await bee(subsidy.getReceipt, { params, query: { as: 'page' } })
    expect(page.raw.body).toContain('¥300,000.00')
    const events = await town.owner.query(
      `select payload -> 'attested' -> 0 ->> 'sha256' as sha256 from platform.event
       where kind = 'subsidy.receipt-issued' and subject = $1 order by seq`,
      [id],
    )
    expect(events.rows.at(-1).sha256).toBe(verified.ok && verified.value.sha256)
    await town.at('2026-11-22T02:00:00Z')
  })

  test('is taken back within ten minutes, not later; returned, completed, refused, appealed', async () => {
    const { review, decide } = desk
    const round = await town.open('project-award', 400_000_000n, '撤回')
    const firm = await town.merchant('撤回的企业')
    const id = await town.submit(firm, round, '冷库', FACTS)
    const params = { application: id }
    await town.at('2026-11-22T02:09:59Z')
    const back = await firm<typeof subsidy.withdrawApplication>(subsidy.withdrawApplication, {
      params,
      body: { seen: 2 },
    })
    expect(back.answer.state).toBe('draft')
    await firm(subsidy.submitApplication, { params, body: { seen: 3 } })
    await town.at('2026-11-22T02:20:01Z')
    expect(codes(await firm(subsidy.withdrawApplication, { params, body: { seen: 4 } }))).toEqual([
      'subsidy.too_late_to_withdraw',
    ])
    expect((await review(id, { event: 'return', reason: '审计报告缺一页' })).answer.state).toBe('returned')
    expect(codes(await firm(subsidy.submitApplication, { params, body: { seen: 4 } }))).toEqual([
      'subsidy.changed_meanwhile',
    ])
    expect(
      (await firm<typeof subsidy.submitApplication>(subsidy.submitApplication, { params, body: { seen: 5 } }))
        .answer.state,
    ).toBe('submitted')
    expect((await review(id, { event: 'refuse', reason: '不在e镇范围内' })).answer.state).toBe('refused')
    expect(
      (await firm(subsidy.appealApplication, { params, body: { seen: 7, reason: '厂区在镇内，见界线图' } }))
        .status,
    ).toBe(200)
    expect((await decide(id, 'reopen')).answer.state).toBe('submitted')
    await town.at('2026-11-22T02:00:00Z')
  })

  test('of another firm is not seen; for a closed round nothing is taken; nobody handles their own firm', async () => {
    const round = await town.open('project-award', 400_000_000n, '边界')
    const [one, two] = [await town.merchant('甲企业'), await town.merchant('乙企业')]
    const id = await town.submit(one, round, '厂房', FACTS)
    const params = { application: id }
    expect((await two(subsidy.getApplication, { params })).status).toBe(404)
    expect((await two<typeof subsidy.listApplications>(subsidy.listApplications)).answer.total).toBe(0)
    const own = await town.as('office', { party: one.party })
    const refused = await own(subsidy.reviewApplication, {
      params,
      body: { event: 'recommend', reason: WHY, seen: 2 },
    })
    expect(codes(refused)).toEqual(['subsidy.own_firm'])
    const started = await two<typeof subsidy.startApplication>(subsidy.startApplication, {
      body: { round, project: '晚了' },
    })
    await town.at('2026-12-01T00:00:00Z')
    const late = await two(subsidy.submitApplication, {
      params: { application: started.answer.id },
      body: { seen: 1 },
    })
    expect(codes(late)).toEqual(['subsidy.round_closed'])
    expect(late.raw.body).toContain('2026年11月30日')
    await town.at('2026-11-22T02:00:00Z')
  })
})

describe('原则上 a cap that holds in principle', () => {
  test('is widened by two people with a reason, at most to what the text allows', async () => {
    const { office, leader, review } = desk
    const round = await town.open('project-award', 400_000_000n, '放宽')
    const firm = await town.merchant('大项目企业')
    const started = await firm<typeof subsidy.startApplication>(subsidy.startApplication, {
      body: { round, project: '蜂产业园' },
    })
    const params = { application: started.answer.id }
    for (const [name, typed] of Object.entries({ ...FACTS, 实际投入资金: '1200万元' })) {
      await firm(subsidy.saveFact, { params, body: { name, typed } })
      await firm(subsidy.attachFile, {
        params,
        query: { fact: name },
        file: { name: `${name}.pdf`, bytes: PDF },
      })
    }
    await firm(subsidy.submitApplication, { params, body: { seen: 1, requestedFen: '350000000' } })
    const ask = { amountFen: '350000000', reason: '主导产业，带动三百户蜂农', seen: 2 }
    expect(codes(await review(params.application, { amountFen: '350000000' }))).toEqual([
      'subsidy.amount_above_receipt',
    ])
    expect(
      codes(await office(subsidy.proposeOverride, { params, body: { ...ask, amountFen: '360000001' } })),
    ).toEqual(['subsidy.override_above'])
    expect((await office(subsidy.proposeOverride, { params, body: ask })).status).toBe(200)
    const other = { params, body: { amountFen: '340000000', seen: 2 } }
    expect(codes(await leader(subsidy.approveOverride, other))).toEqual(['subsidy.override_not_proposed'])
    await expect(
      town.owner.query('update subsidy.override set approved_by = proposed_by, approved_at = now()'),
    ).rejects.toThrow('approved_by_another')
    const approval = { params, body: { amountFen: '350000000', seen: 2 } }
    expect((await leader(subsidy.approveOverride, approval)).status).toBe(200)
    expect((await review(params.application, { amountFen: '350000000' })).answer.state).toBe('recommended')
    const receipt = await firm(subsidy.getReceipt, { params, query: { as: 'json' } })
    const verified = verifyReceipt(JSON.parse(receipt.raw.body))
    expect(verified.ok && verified.value.receipt.overrides[0]?.reason).toBe('主导产业，带动三百户蜂农')
  })
})

describe('公示 the notice', () => {
  test('starts its clock again on a material edit, and does not end while an objection is open', async () => {
    const { office, review, check, decide } = desk
    const round = await town.open('project-award', 400_000_000n, '公示')
    const [one, two] = [await town.merchant('丙企业'), await town.merchant('丁企业')]
    const ids = [await town.submit(one, round, '车间', FACTS), await town.submit(two, round, '车间', FACTS)]
    for (const id of ids) {
      await review(id)
      await check(id)
    }
    const first = await office<typeof subsidy.publishNotice>(subsidy.publishNotice, {
      params: { round },
      body: {},
    })
    await town.at('2026-11-26T02:00:00Z')
    const amended = await office<typeof subsidy.amendNotice>(subsidy.amendNotice, {
      params: { notice: first.answer.id },
      body: { application: ids[0], amountFen: '20000000', reason: '发票重复，核减' },
    })
    expect(amended.answer.lastDay).toBe('2026-12-03')
    expect(codes(await office(subsidy.endNotice, { params: { notice: first.answer.id }, body: {} }))).toEqual(
      ['subsidy.notice_ended'],
    )
    const second = { notice: amended.answer.id }
    await office(subsidy.raiseObjection, {
      params: second,
      body: { application: ids[1], said: '设备是旧的，举报' },
    })
    await town.at('2026-12-04T02:00:00Z')
    expect(codes(await office(subsidy.endNotice, { params: second, body: {} }))).toEqual([
      'subsidy.objections_open',
    ])
    expect((await decide(ids[1] ?? '', 'uphold')).answer.state).toBe('refused')
    const list = await office<typeof subsidy.listNotices>(subsidy.listNotices)
    const [running] = list.answer.items.filter(
      ({ state, round: own }) => state === 'running' && own === round,
    )
    expect(running?.entries.map(({ application }) => application)).toEqual([ids[0]])
    expect(running?.lastDay).toBe('2026-12-11')
    const left = await town.owner.query('select reserved_fen from subsidy.round where id = $1', [round])
    expect(left.rows[0].reserved_fen).toBe('20000000')
    await town.at('2026-11-22T02:00:00Z')
  })
})

describe('资金池 the pool', () => {
  test('is shared in the way chosen and never overspent, also by the database itself', async () => {
    const { office, review, check } = desk
    const round = await town.open('project-award', 50_000_000n, '不够分')
    const ids: string[] = []
    for (const [i, name] of ['戊', '己', '庚'].entries()) {
      const id = await town.submit(await town.merchant(`${name}企业`), round, `项目${name}`, FACTS)
      await review(id, { score: [70, 90, 80][i] })
      await check(id)
      ids.push(id)
    }
    const published = await office<typeof subsidy.publishNotice>(subsidy.publishNotice, {
      params: { round },
      body: {},
    })
    expect(published.answer.entries).toBe(2)
    const list = await office<typeof subsidy.listNotices>(subsidy.listNotices)
    expect(
      list.answer.items[0]?.entries.map(({ application, amountFen }) => [application, amountFen]),
    ).toEqual([
      [ids[1], '30000000'],
      [ids[2], '20000000'],
    ])
    await expect(
      town.owner.query('update subsidy.round set reserved_fen = reserved_fen + 1 where id = $1', [round]),
    ).rejects.toThrow('pool_never_overspent')
    const what = await office<typeof subsidy.whatIf>(subsidy.whatIf, {
      params: { round },
      body: { parameters: [{ name: '配套比例', value: '10' }] },
    })
    expect(what.answer.before.runsOutAt).toBe(ids[2])
    expect(what.answer.after.runsOutAt).toBeUndefined()
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
    const seen = await firm<typeof subsidy.getApplication>(subsidy.getApplication, { params })
    const sales = seen.answer.facts.find(({ name }) => name === '当年网络销售额')
    expect(sales?.said).toBe('¥1,080,000.00')
    expect(sales?.evidence.map(({ what }) => what)).toEqual([
      '订单文件：36行计入¥1,080,000.00',
      expect.stringMatching(/^不计入：.*4行¥120,000\.00$/),
    ])
    expect(
      codes(await firm(subsidy.saveFact, { params, body: { name: '当年网络销售额', typed: '900万元' } })),
    ).toEqual(['subsidy.fact_not_declared'])
    const done = await firm<typeof subsidy.submitApplication>(subsidy.submitApplication, {
      params,
      body: { seen: 1 },
    })
    expect(done.status).toBe(200)
    const after = await office<typeof subsidy.getApplication>(subsidy.getApplication, { params })
    expect(after.answer.receipt?.amountFen).toBe('400000')
    expect(after.answer.facts[0]?.said).toBe('个体网商')
  })
})
