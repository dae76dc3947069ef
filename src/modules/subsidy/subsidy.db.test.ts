import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readNoticePage } from '#contract/notice'
import {
  aPaper,
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
    category: 'leading-industry',
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
    for (const poolFen of ['1', '-1'])
      expect(
        codes(await office(subsidy.openRound, { body: { ...body, scheme: 'free-rent', poolFen } })),
      ).toEqual(['subsidy.pool_of_service'])
    const id = await town.open('project-award', 1n, '同名')
    expect(Number(id)).toBeGreaterThan(0)
    await expect(town.open('project-award', 1n, '同名')).rejects.toThrow('subsidy.round_named_already')
  })
})

describe('一份申报从头到尾 an application from guide to payment', () => {
  test('is guided, filled in, documented, checked, published, decided and paid, each by another hand', async () => {
    const { finance, review, check, decide, pay, publish, end, confirm } = desk
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

    expect(codes(await publish(round))).toEqual(['subsidy.fund_short'])
    await town.fill()
    const published = await publish(round)
    // 2026-11-22 is a Sunday: five working days end on the Friday.
    expect(published.answer).toMatchObject({ lastDay: '2026-11-27', entries: 1 })
    const notice = published.answer.id
    expect(codes(await end(notice))).toEqual(['subsidy.notice_not_over'])
    const page = await bee(readNoticePage, { params: { notice } })
    expect(page.raw.body).toContain('灌装线')
    expect(page.raw.body).toContain('250000.00')
    expect(codes(await decide(id))).toEqual(['subsidy.not_now'])
    expect(codes(await pay(id, { event: 'instruct' }))).toEqual(['subsidy.not_now'])
    await town.at('2026-11-27T15:59:00Z')
    expect(codes(await end(notice))).toEqual(['subsidy.notice_not_over'])
    await town.at('2026-11-27T16:01:00Z')
    expect((await end(notice)).status).toBe(200)

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
    // By a voucher of a day on which the notice still ran the fund pays nothing.
    expect(codes(await confirm(id, '2026-11-27'))).toEqual(['fund.notice_running'])
    expect((await confirm(id, '2026-11-28')).answer.state).toBe('paid')
    const evidence = await aPaper(finance, '追回决定')
    const back = (amountFen: string) => pay(id, { event: 'recover', amountFen, reason: WHY, evidence })
    expect(codes(await back('25000001'))).toEqual(['subsidy.recover_above_paid'])
    expect((await back('5000000')).answer.state).toBe('paid')
    expect((await pay(id, { event: 'close', reason: WHY })).answer.state).toBe('closed')
    expect((await back('20000000')).answer.state).toBe('recovered')
    const { rows: journal } = await town.owner.query(
      `select e.kind, l.amount from fund.entry e join fund.line l on l.etown = e.etown and l.entry = e.id and l.amount > 0
       where l.allotment is not null or e.kind = 'recovery' order by e.id`,
    )
    expect(journal).toEqual([
      { kind: 'reservation', amount: '25000000' },
      { kind: 'commitment', amount: '25000000' },
      { kind: 'payment', amount: '25000000' },
      { kind: 'recovery', amount: '5000000' },
      { kind: 'recovery', amount: '20000000' },
    ])

    const receipt = await bee(subsidy.getReceipt, { params, query: { as: 'json' } })
    const verified = verifyReceipt(JSON.parse(receipt.raw.body))
    expect(verified.ok && verified.value.receipt.result.amount).toBe('30000000')
    const printed = await bee(subsidy.getReceipt, { params, query: { as: 'page' } })
    expect(printed.raw.body).toContain('¥300,000.00')
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
