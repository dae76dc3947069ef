import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type FundTown, openFundTown } from '#test/fund-town'
import * as fund from './contract/index.ts'

const wan = (n: number): string => String(BigInt(n) * 1_000_000n)
let town: FundTown
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '依据')
  for (const [source, amount] of [
    ['province', 1000],
    ['city', 100],
    ['county', 300],
  ] as const)
    await town.treasury(fund.registerTranche, {
      body: {
        source,
        document: `${source}一号`,
        amount: wan(amount),
        arrivedOn: '2026-01-05',
        evidence: paper,
      },
    })
  await town.office(fund.allocateFund, {
    body: { source: 'province', category: 'leading-industry', amount: wan(500) },
  })
})
afterAll(() => town[Symbol.asyncDispose]())

const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const province = async () => {
  const { answer } = await town.office(fund.readFund)
  const source = answer.sources.find(({ code }) => code === 'province')
  const leading = source?.categories.find(({ code }) => code === 'leading-industry')
  return { unallocated: source?.unallocated, available: leading?.available, allocated: leading?.allocated }
}
const ask = (amount: string) =>
  town.office(fund.askWithdrawal, {
    body: {
      source: 'province',
      category: 'leading-industry',
      amount,
      reason: '计划调整，见会议纪要',
      evidence: paper,
    },
  })
const approve = (who: FundTown['leader'], id: string) =>
  who(fund.approveWithdrawal, { params: { withdrawal: id } })

describe('收回分配', () => {
  test('nothing moves before another person has approved it', async () => {
    const { id } = (await ask(wan(50))).answer
    expect(await province()).toEqual({ unallocated: wan(500), available: wan(500), allocated: wan(500) })
    expect((await approve(town.leader, id)).status).toBe(200)
    expect(await province()).toEqual({ unallocated: wan(550), available: wan(450), allocated: wan(450) })
    expect(codes(await approve(town.leader, id))).toEqual(['fund.withdrawal_not_found'])
  })
  test('only what is free goes back; the journal shows it in its category', async () => {
    await town.office(fund.proposeAllotment, {
      body: {
        project: '生产线',
        expense: '设备',
        source: 'province',
        category: 'leading-industry',
        amount: wan(400),
        payee: '某公司',
        evidence: paper,
      },
    })
    const { id } = (await ask(wan(51))).answer
    expect(codes(await approve(town.leader, id))).toEqual(['fund.short'])
    const { answer } = await town.office(fund.listEntries, {
      query: { category: 'leading-industry', kind: 'withdrawal' },
    })
    expect(answer.items).toMatchObject([{ amount: wan(50), from: 'available', to: 'unallocated' }])
  })
  test('the database takes no such entry without an approved withdrawal', async () => {
    const text = `with e as (insert into fund.entry (etown, kind, day, at, by, reason, evidence)
        values (${town.etown}, 'withdrawal', '2026-11-20', now(), 'x', '理由', '${paper}') returning id)
      insert into fund.line (etown, entry, place, account, source, category, amount)
      select ${town.etown}, e.id, p.place, p.account, 'province', p.category, p.amount
      from e, (values (1, 'available', 'leading-industry', -100), (2, 'unallocated', null, 100)) p (place, account, category, amount)`
    await expect(town.owner.query(text)).rejects.toThrow('收回分配须经另一人批准')
  })
})

describe('预算试算', () => {
  const tryIt = (moves: object[], bands: object[] = []) =>
    town.office(fund.tryBudget, { body: { moves, bands } })
  const leading = (amount: string) => ({ source: 'province', category: 'leading-industry', amount })
  test('shows what the act itself would refuse, and does nothing', async () => {
    const before = await province()
    const { answer } = await tryIt([leading(wan(51))])
    const told = ['fund.band_above', 'fund.band_starves', 'fund.band_starves']
    expect(answer.problems.map(({ code }) => code)).toEqual(told)
    const tried = answer.sources.find(({ code }) => code === 'province')
    expect(tried).toMatchObject({ unallocatedNow: wan(550), unallocated: wan(499) })
    expect(tried?.categories.find(({ code }) => code === 'leading-industry')).toMatchObject({
      allocatedNow: wan(450),
      allocated: wan(501),
      state: 'above',
    })
    const done = await town.office(fund.allocateFund, { body: leading(wan(51)) })
    expect(codes(done)).toEqual(told)
    expect(await province()).toEqual(before)
  })
  test('money taken back is free for the next move; what is short is left out and told', async () => {
    const { answer } = await tryIt([
      leading(`-${wan(50)}`),
      { source: 'province', category: 'full-elements', amount: wan(400) },
      { source: 'county', category: 'whole', amount: wan(301) },
    ])
    expect(answer.problems.map(({ code }) => code)).toEqual(['fund.what_if_short'])
    const tried = answer.sources.find(({ code }) => code === 'province')
    expect(tried?.unallocated).toBe(wan(200))
    expect(answer.sources.find(({ code }) => code === 'county')?.unallocated).toBe(wan(300))
  })
  test('other bands are judged in place of the plan’s', async () => {
    const band = { source: 'province', category: 'leading-industry', min: '40%', max: '60%' }
    const lower = { source: 'province', category: 'supporting', min: '10%', max: '30%' }
    const { answer } = await tryIt([leading(wan(51))], [band, lower])
    expect(answer.problems).toEqual([])
    const wrong = await tryIt([], [{ ...band, min: '70%' }])
    expect(wrong.refused).toEqual([['fund.exception_order', '/bands/0/max']])
  })
})

test('年终结转: what is not spent goes on, line by line', async () => {
  await town.moveTo(new Date('2027-01-05T02:00:00Z'))
  const closed = await town.treasury(fund.closeYear, { body: { year: 2026 } })
  expect(closed.status).toBe(200)
  expect(closed.answer.carried).toBe(wan(1400))
  const lines = closed.answer.lines.filter(({ source }) => source === 'province')
  expect(lines.map(({ category, account, amount }) => [category, account, amount]).sort()).toEqual([
    ['-', 'unallocated', wan(550)],
    ['leading-industry', 'available', wan(50)],
    ['leading-industry', 'reserved', wan(400)],
  ])
})
