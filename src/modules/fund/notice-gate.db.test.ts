import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as notice from '../notice/contract/index.ts'
import * as fund from './contract/index.ts'

/** 2026-11-22 is a Sunday: five working days after it end on Friday the 27th. */
let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '名单原件')
})
afterAll(() => town[Symbol.asyncDispose]())

const content = (more: object = {}) => ({
  title: '2026年新建产业项目补助资金公示',
  basis: '沁政办发〔2023〕33号 五(二)',
  contact: '领导小组办公室 0356-0000000',
  columns: ['企业', '负责人姓名', '联系电话', '金额（元）'],
  rows: [['沁水某蜂业公司', '王小明', '13812345678', '1200000']],
  days: 5,
  evidence: paper,
  ...more,
})
const publish = (more: object = {}) =>
  town.office(notice.publishNotice, { body: { kind: 'subsidy', ...content(more) } })
const amend = (id: string, more: object = {}) =>
  town.office(notice.amendNotice, { params: { notice: id }, body: { ...content(more), why: '更正' } })
const get = async (id: string) => (await town.office(notice.getNotice, { params: { notice: id } })).answer
const at = (text: string) => town.moveTo(new Date(`${text}:00+08:00`))

describe('公示期满前不付款', () => {
  const body = { source: 'county', amount: '30000000000', evidence: '' }
  const allotment = async (expense: string) => {
    const { id } = (
      await town.office(fund.proposeAllotment, {
        body: {
          project: '新建产业项目',
          expense,
          source: 'county',
          category: 'leading-industry',
          amount: '1000',
          payee: '沁水某蜂业公司',
          evidence: paper,
          needsNotice: true,
        },
      })
    ).answer
    await town.leader(fund.approveAllotment, { params: { allotment: id } })
    return id
  }
  let serial = 0
  const pay = (id: string, paidOn: string) => {
    serial += 1
    const voucher = { amount: '10', voucherNo: `公示${serial}`, paidOn, evidence: paper }
    return town.treasury(fund.payAllotment, { params: { allotment: id }, body: voucher })
  }
  const codes = async (asked: ReturnType<typeof pay>) => (await asked).refused.map(([code]) => code)
  beforeAll(async () => {
    await at('2026-11-22T10:00')
    const arrived = { ...body, evidence: paper, document: '一号', arrivedOn: '2026-01-05' }
    await town.treasury(fund.registerTranche, { body: arrived })
    await town.office(fund.allocateFund, {
      body: { source: 'county', category: 'whole', amount: '20000000000' },
    })
  })

  test('not without one, not on its last day, not by a voucher of an earlier day; then yes', async () => {
    const id = await allotment('甲支出')
    expect(await codes(pay(id, '2026-11-22'))).toEqual(['fund.notice_missing'])
    const published = (await publish()).answer
    const attach = (which: string) =>
      town.office(fund.attachNotice, { params: { allotment: id }, body: { notice: which } })
    expect((await attach('999')).refused).toEqual([['fund.notice_unknown', '/notice']])
    expect((await attach(published.id)).status).toBe(200)
    expect((await attach(published.id)).refused).toEqual([['fund.notice_attached', '/notice']])
    await at('2026-11-27T23:59')
    expect(await codes(pay(id, '2026-11-27'))).toEqual(['fund.notice_running'])
    await at('2026-11-28T00:00')
    expect(await codes(pay(id, '2026-11-27'))).toEqual(['fund.notice_running'])
    expect((await pay(id, '2026-11-28')).status).toBe(200)
  })
  test('an objection stops it until it is answered; an upheld one until the list is amended', async () => {
    await at('2026-11-22T10:00')
    const id = await allotment('乙支出')
    const { id: which } = (await publish()).answer
    await town.office(fund.attachNotice, { params: { allotment: id }, body: { notice: which } })
    const object = async (text: string) =>
      (
        await town.office(notice.enterObjection, {
          params: { notice: which },
          body: { receivedOn: '2026-11-22', from: '张三 13812345678', text },
        })
      ).answer.id
    const first = await object('金额不实')
    const second = await object('重复享受')
    const { rows } = await town.owner.query('select from_sealed from notice.objection')
    expect(rows[0].from_sealed.toString('utf8')).not.toContain('13812345678')
    await at('2026-11-30T10:00')
    expect((await get(which)).state).toBe('hindered')
    expect(await codes(pay(id, '2026-11-30'))).toEqual(['fund.notice_running'])
    const answer = (objection: string, upheld: boolean) =>
      town.leader(notice.answerObjection, { params: { objection }, body: { upheld, answer: '已核实' } })
    const own = await town.office(notice.answerObjection, {
      params: { objection: first },
      body: { upheld: false, answer: '已核实' },
    })
    expect(own.refused.map(([code]) => code)).toEqual(['notice.same_person'])
    await answer(first, false)
    await answer(second, true)
    expect(await codes(pay(id, '2026-11-30'))).toEqual(['fund.notice_running'])
    await amend(which, { rows: [['沁水某蜂业公司', '王小明', '13812345678', '900000']] })
    expect((await get(which)).runsThrough).toBe('2026-12-07')
    await at('2026-12-08T10:00')
    expect((await pay(id, '2026-12-08')).status).toBe(200)
  })
  test('the database refuses it too, whoever writes', async () => {
    await at('2026-11-22T10:00')
    const id = await allotment('丙支出')
    const { owner, etown } = town
    await owner.query('begin')
    const { rows } = await owner.query(
      `insert into fund.entry (etown, kind, day, at, by, evidence) values ($1, 'payment', '2026-11-22', $2, 'x', $3) returning id`,
      [etown, town.server.clock, paper],
    )
    for (const [place, account, amount] of [
      [1, 'committed', -5],
      [2, 'paid', 5],
    ])
      await owner.query(
        `insert into fund.line (etown, entry, place, account, source, category, allotment, amount) values ($1, $2, $3, $4, 'county', 'whole', $5, $6)`,
        [etown, rows[0].id, place, account, id, amount],
      )
    await expect(
      owner.query(
        `insert into fund.payment (etown, allotment, entry, amount, voucher_no, paid_by) values ($1, $2, $3, 5, '越过', 'x')`,
        [etown, id, rows[0].id],
      ),
    ).rejects.toThrow('公示期未满')
    await owner.query('rollback')
  })
})
