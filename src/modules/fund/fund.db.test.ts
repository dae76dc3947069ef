import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as fund from './contract/index.ts'

const WAN = 1_000_000n
const wan = (n: number): string => String(BigInt(n) * WAN)

let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '依据')
})
afterAll(() => town[Symbol.asyncDispose]())

const arrive = (source: string, document: string, amount: string) =>
  town.treasury(fund.registerTranche, {
    body: { source, document, amount, arrivedOn: '2026-03-02', evidence: paper },
  })
const allocate = (source: string, category: string, amount: string) =>
  town.office(fund.allocateFund, { body: { source, category, amount } })
const proposal = (expense: string, amount: string, more: object = {}) => ({
  project: '蜂蜜标准化生产线',
  expense,
  source: 'province',
  category: 'leading-industry',
  amount,
  payee: '沁水县某设备有限公司',
  evidence: paper,
  ...more,
})
const propose = (expense: string, amount: string, more: object = {}) =>
  town.office(fund.proposeAllotment, { body: proposal(expense, amount, more) })
const approve = (id: string) => town.leader(fund.approveAllotment, { params: { allotment: id } })
const payOf = (amount: string, voucherNo: string) => ({
  amount,
  voucherNo,
  paidOn: '2026-11-20',
  evidence: paper,
})
const pay = (id: string, amount: string, voucherNo: string) =>
  town.treasury(fund.payAllotment, { params: { allotment: id }, body: payOf(amount, voucherNo) })
const figures = async (source: string, category: string) => {
  const { answer } = await town.office(fund.readFund)
  return answer.sources.find((s) => s.code === source)?.categories.find((c) => c.code === category)
}
const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)

describe('资金 one journey', () => {
  test('nothing can be allocated before it arrived', async () => {
    expect(codes(await allocate('province', 'leading-industry', wan(1)))).toEqual(['fund.short'])
  })
  test('arrives by document, once', async () => {
    expect((await arrive('province', '晋财建〔2023〕1号', wan(600))).status).toBe(200)
    expect((await arrive('province', '晋财建〔2023〕1号（第二批）', wan(400))).status).toBe(200)
    expect((await arrive('county', '沁财〔2023〕9号', wan(300))).status).toBe(200)
    const twice = await arrive('province', '晋财建〔2023〕1号', wan(600))
    expect(twice.refused).toEqual([['fund.document_known', '/document']])
    const { answer } = await town.office(fund.listTranches)
    expect(answer.total).toBe(3)
  })
  test('every wrong field is told at once', async () => {
    const wrong = await town.treasury(fund.registerTranche, {
      body: {
        source: 'moon',
        document: '某号',
        amount: '0',
        arrivedOn: '2026-11-23',
        evidence: 'a'.repeat(64),
      },
    })
    expect(wrong.refused).toEqual([
      ['fund.source_unknown', '/source'],
      ['fund.amount', '/amount'],
      ['fund.day_future', '/arrivedOn'],
      ['fund.evidence_unknown', '/evidence'],
    ])
  })
  test('bands hold on what is allocated, both borders', async () => {
    expect(codes(await allocate('province', 'leading-industry', wan(501)))).toContain('fund.band_above')
    expect((await allocate('province', 'leading-industry', wan(500))).status).toBe(200)
    expect((await allocate('province', 'full-elements', wan(300))).status).toBe(200)
    const starving = await allocate('province', 'full-elements', String(WAN + 1n))
    expect(starving.status).toBe(409)
    expect(codes(starving)).toEqual(['fund.band_starves'])
    expect((await allocate('province', 'supporting', wan(200))).status).toBe(200)
    expect((await figures('province', 'supporting'))?.band).toMatchObject({
      min: '20%',
      max: '30%',
      minAmount: wan(200),
      allocated: 'within',
      spent: 'below',
    })
  })
  test('is proposed, approved and paid by three people, from evidence to voucher', async () => {
    const made = await propose('灌装设备', wan(120))
    const { id } = made.answer
    expect(made.status).toBe(200)
    expect(codes(await pay(id, wan(10), 'V0'))).toContain('fund.not_committed')
    const own = await town.office(fund.approveAllotment, { params: { allotment: id } })
    expect(own.refused[0]?.[0]).toBe('http.not_allowed')
    expect((await approve(id)).status).toBe(200)
    expect(codes(await approve(id))).toEqual(['fund.not_waiting'])
    expect((await pay(id, wan(50), 'V1')).status).toBe(200)
    expect(codes(await pay(id, wan(10), 'V1'))).toEqual(['fund.voucher_known'])
    expect(codes(await pay(id, wan(71), 'V2'))).toEqual(['fund.more_than_committed'])
    const { answer } = await town.treasury(fund.getAllotment, { params: { allotment: id } })
    expect(answer).toMatchObject({
      state: 'committed',
      committed: wan(70),
      paid: wan(50),
      may: ['pay', 'release', 'recover'],
    })
    expect(answer.entries.map((e) => [e.kind, e.from, e.to, e.amount])).toEqual([
      ['payment', 'committed', 'paid', wan(50)],
      ['commitment', 'reserved', 'committed', wan(120)],
      ['reservation', 'available', 'reserved', wan(120)],
    ])
    expect(answer.payments).toMatchObject([{ voucherNo: 'V1', amount: wan(50), evidence: paper }])
    const file = await town.treasury(fund.fundEvidence, { params: { sha256: paper } })
    expect(file.raw.body).toContain('依据')
  })
  test('one expense, one category, once from a source; several sources may share it', async () => {
    const other = await propose('灌装设备', wan(1), { category: 'supporting' })
    expect(other.refused).toEqual([['fund.expense_category', '/category']])
    expect((await propose('灌装设备', wan(1))).refused).toEqual([['fund.expense_known', '/expense']])
    expect(codes(await propose('灌装设备', wan(1), { source: 'county' }))).toEqual(['fund.short'])
    expect((await allocate('county', 'whole', wan(300))).status).toBe(200)
    expect((await propose('灌装设备', wan(20), { source: 'county' })).status).toBe(200)
  })
  test('what is released and recovered is free again', async () => {
    const before = await figures('province', 'supporting')
    const { id } = (await propose('导视牌', wan(40), { category: 'supporting' })).answer
    await approve(id)
    await pay(id, wan(15), 'V3')
    const released = await town.office(fund.releaseAllotment, {
      params: { allotment: id },
      body: { reason: '合同终止' },
    })
    expect(released.status).toBe(200)
    const recover = (amount: string) =>
      town.treasury(fund.recoverPayment, {
        params: { allotment: id },
        body: { amount, reason: '多付', evidence: paper },
      })
    expect(codes(await recover(wan(16)))).toEqual(['fund.more_than_paid'])
    expect((await recover(wan(15))).status).toBe(200)
    expect(await figures('province', 'supporting')).toEqual(before)
  })
  test('a reservation that nobody approved in time comes back, and says so', async () => {
    const { id } = (await propose('未审定的', wan(30), { category: 'supporting', until: '2026-11-24' }))
      .answer
    const clock = town.server.clock
    await town.moveTo(new Date('2026-11-24T15:59:59Z'))
    expect(codes(await propose('另一项', wan(180), { category: 'supporting' }))).toEqual(['fund.short'])
    await town.moveTo(new Date('2026-11-24T16:00:00Z'))
    expect(codes(await approve(id))).toEqual(['fund.not_waiting'])
    const { id: next } = (await propose('另一项', wan(180), { category: 'supporting' })).answer
    const { answer } = await town.office(fund.getAllotment, { params: { allotment: id } })
    expect(answer).toMatchObject({ state: 'ended', reserved: '0' })
    expect(answer.entries[0]).toMatchObject({ kind: 'release', reason: '预留到期未审定，自动释放' })
    await town.office(fund.releaseAllotment, { params: { allotment: next }, body: { reason: '测试' } })
    await town.moveTo(clock)
  })
  test('an exception needs the words 原则上, a reason and a second person', async () => {
    const ask = (category: string, min: string, max: string, source = 'province') =>
      town.office(fund.askException, {
        body: { source, category, min, max, reason: '省级同意主导产业适当增加', evidence: paper },
      })
    expect(codes(await ask('whole', '0%', '100%', 'county'))).toEqual(['fund.exception_not_allowed'])
    expect(codes(await ask('supporting', '60%', '50%'))).toEqual(['fund.exception_order'])
    const { id } = (await ask('supporting', '15%', '30%')).answer
    const before = await figures('province', 'supporting')
    expect(before?.band).toMatchObject({ min: '20%', excepted: false })
    const done = await town.leader(fund.approveException, { params: { exception: id } })
    expect(done.status).toBe(200)
    expect((await figures('province', 'supporting'))?.band).toMatchObject({ min: '15%', excepted: true })
    expect(codes(await town.leader(fund.approveException, { params: { exception: id } }))).toEqual([
      'fund.exception_not_found',
    ])
  })
  test('payments, vouchers and decisions are told to the log, with the hash of what they are', async () => {
    const { rows } = await town.owner.query(
      `select kind, payload->'attested' as attested from platform.event where kind like 'fund.%' and payload ? 'attested' order by seq`,
    )
    const kinds = rows.flatMap((row) => row.attested.map((leaf: { kind: string }) => leaf.kind))
    expect(new Set(kinds)).toEqual(
      new Set(['appropriation', 'commitment', 'payment', 'voucher', 'recovery', 'band-exception']),
    )
    const hashes = rows.flatMap((row) => row.attested.map((leaf: { sha256: string }) => leaf.sha256))
    expect(hashes.every((hash) => /^[0-9a-f]{64}$/.test(hash))).toBe(true)
  })
  test('a year is closed with what it carries over, and takes no more entries', async () => {
    const close = (year: number) => town.treasury(fund.closeYear, { body: { year } })
    expect(codes(await close(2026))).toEqual(['fund.year_not_over'])
    expect(codes(await close(2025))).toEqual(['fund.later_entries'])
    const clock = town.server.clock
    await town.moveTo(new Date('2027-01-05T02:00:00Z'))
    const closed = await close(2026)
    expect(closed.status).toBe(200)
    const { answer } = await town.office(fund.readFund)
    const unpaid = answer.sources.reduce((sum, s) => sum + BigInt(s.arrived) - BigInt(s.paid), 0n)
    expect(BigInt(closed.answer.carried)).toBe(unpaid)
    expect(closed.answer.lines.reduce((sum, l) => sum + BigInt(l.amount), 0n)).toBe(unpaid)
    expect(codes(await arrive('city', '晋市财〔2026〕3号', wan(100)))).toEqual(['fund.year_closed'])
    await town.moveTo(clock)
    expect(codes(await propose('补记', wan(1)))).toEqual(['fund.year_closed'])
  })
})
