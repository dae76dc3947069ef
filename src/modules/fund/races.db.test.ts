import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakAt } from '#test/break-off'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as fund from './contract/index.ts'

const LAST = '300000000'

let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '依据')
  const arrived = {
    source: 'county',
    document: '一号',
    amount: LAST,
    arrivedOn: '2026-01-05',
    evidence: paper,
  }
  await town.treasury(fund.registerTranche, { body: arrived })
  await town.office(fund.allocateFund, { body: { source: 'county', category: 'whole', amount: LAST } })
})
afterAll(() => town[Symbol.asyncDispose]())

const propose = (expense: string, amount: string) =>
  town.office(fund.proposeAllotment, {
    body: {
      project: '新建产业项目',
      expense,
      source: 'county',
      category: 'leading-industry',
      amount,
      payee: '某公司',
      evidence: paper,
    },
  })
const fifty = Array.from({ length: 50 }, (_, i) => i)
const count = async (text: string): Promise<number> => Number((await town.owner.query(text)).rows[0].count)

describe('同时', () => {
  test('50 ask for the last 300 万 at once: one gets it, 49 are told what is short', async () => {
    const asked = await Promise.all(fifty.map((i) => propose(`项目${i}`, LAST)))
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(asked.flatMap(({ refused }) => refused.map(([code]) => code))).toEqual(
      Array(49).fill('fund.short'),
    )
    expect(await count('select free as count from platform.pool where name = $$fund/county/whole$$')).toBe(0)
    // Those who got nothing leave nothing.
    expect(await count('select count(*) from fund.expense')).toBe(1)
  })
  test('50 approve it at once: it is approved once', async () => {
    const { answer } = await town.office(fund.listAllotments)
    const params = { allotment: answer.items[0]?.id ?? '' }
    const done = await Promise.all(fifty.map(() => town.leader(fund.approveAllotment, { params })))
    expect(done.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(await count(`select count(*) from fund.entry where kind = 'commitment'`)).toBe(1)
  })
  test('50 pay it in parts at once: never more than was approved', async () => {
    const { answer } = await town.office(fund.listAllotments)
    const id = answer.items[0]?.id ?? ''
    const part = String(BigInt(LAST) / 20n)
    const done = await Promise.all(
      fifty.map((i) =>
        town.treasury(fund.payAllotment, {
          params: { allotment: id },
          body: { amount: part, voucherNo: `P${i}`, paidOn: '2026-11-20', evidence: paper },
        }),
      ),
    )
    expect(done.filter(({ status }) => status === 200)).toHaveLength(20)
    const after = await town.office(fund.getAllotment, { params: { allotment: id } })
    expect(after.answer).toMatchObject({ state: 'paid', committed: '0', paid: LAST })
  })
})

test.each([
  ['before', '二号'],
  ['after', '三号'],
] as const)(
  '断线：a payment broken off %s any of its statements is done exactly once',
  async (moment, document) => {
    const arrived = { source: 'county', document, amount: LAST, arrivedOn: '2026-01-05', evidence: paper }
    await town.treasury(fund.registerTranche, { body: arrived })
    await town.office(fund.allocateFund, { body: { source: 'county', category: 'whole', amount: LAST } })
    const { id } = (await propose(`断线的一笔 ${document}`, LAST)).answer
    const params = { allotment: id }
    await town.leader(fund.approveAllotment, { params })
    const paid = async () => {
      const { answer } = await town.treasury(fund.getAllotment, { params })
      return { paid: BigInt(answer.paid), vouchers: answer.payments.length }
    }
    let nth = 1
    for (; ; nth++) {
      const body = {
        amount: '100',
        voucherNo: `${document}断线${nth}`,
        paidOn: '2026-11-20',
        evidence: paper,
      }
      const key = crypto.randomUUID()
      const cut = breakAt(town.server, nth, moment)
      const first = await town.treasury(fund.payAllotment, { params, body, key })
      cut.restore()
      if (cut.sent() < nth) {
        expect(first.status).toBe(200)
        break
      }
      expect(first.status).toBeGreaterThanOrEqual(500)
      const again = await town.treasury(fund.payAllotment, { params, body, key })
      expect([nth, again.status]).toEqual([nth, 200])
      expect(await paid()).toEqual({ paid: BigInt(nth) * 100n, vouchers: nth })
    }
    expect(nth).toBeGreaterThan(10)
  },
  60_000,
)
