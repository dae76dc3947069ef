import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import {
  aPaper,
  codes,
  PROJECT_FACTS as FACTS,
  type SubsidyTown,
  subsidyDesk,
  subsidyTown,
  WHY,
} from '#test/subsidy-town'
import * as subsidy from './contract/index.ts'

/** The statement that takes its connection down: before it is sent, by its number, or once the commit is done. */
type Cut = { readonly at: number | 'commit done'; count: number; fired: boolean }
let cut: Cut | undefined

type Query = (this: pg.Client, ...args: unknown[]) => Promise<unknown>
const query = pg.Client.prototype.query as unknown as Query
const down = (client: pg.Client): void => {
  const { connection } = client as unknown as { connection: { stream: { destroy(): void } } }
  connection.stream.destroy()
}

function cutting(this: pg.Client, ...args: unknown[]): Promise<unknown> {
  const here = cut
  if (here === undefined || this === town.owner || here.fired) return query.apply(this, args)
  here.count++
  const isCommit = typeof args[0] === 'string' && args[0].endsWith('; commit')
  here.fired = here.at === 'commit done' ? isCommit : here.count === here.at
  if (!here.fired) return query.apply(this, args)
  if (here.at !== 'commit done') down(this)
  const sent = query.apply(this, args)
  if (here.at !== 'commit done') return sent
  return sent.then(() => {
    down(this)
    throw new Error('the answer is lost')
  })
}

let town: SubsidyTown
let desk: Awaited<ReturnType<typeof subsidyDesk>>

beforeAll(async () => {
  // Before the first connection is made: the pool takes its way of asking from here.
  vi.spyOn(pg.Client.prototype, 'query').mockImplementation(cutting as typeof pg.Client.prototype.query)
  town = await subsidyTown()
  desk = await subsidyDesk(town)
  await town.confirm('pool-exhausted', 'interest-rate', 'increment-reading')
})
afterAll(async () => {
  await town[Symbol.asyncDispose]()
  vi.restoreAllMocks()
})

describe('不得重复享受 no double benefit', () => {
  test('the same project under award and interest: the second is refused with the first’s receipt', async () => {
    const { finance, review, check } = desk
    const [award, interest] = [
      await town.open('project-award', 400_000_000n, '重复'),
      await town.open('interest-subsidy', 400_000_000n, '重复'),
    ]
    const firm = await town.merchant('两头申报')
    const first = await town.submit(firm, award, '蜂胶车间', FACTS)
    const second = await town.submit(firm, interest, '蜂胶车间', {
      投入大见效慢的长期项目: '是',
      项目建设贷款本金: '1000万元',
      计息天数: '360日',
      已支付利息: '40万元',
      同期贷款市场报价利率: '3.5%',
      以前年度已贴息: '0元',
    })
    for (const id of [first, second]) await review(id)
    expect((await check(first)).answer.state).toBe('checked')
    const refused = await check(second)
    expect(codes(refused)).toEqual(['subsidy.double_benefit'])
    expect(refused.raw.body).toContain('且所有项目不得重复享受')
    await check(first, finance, 'send-back')
    expect((await check(second)).answer.state).toBe('checked')
  })

  test('50 approvals at once of the same project and cost: one is granted', async () => {
    const { seenOf, review } = desk
    const rounds = await Promise.all(
      Array.from({ length: 10 }, (_, i) => town.open('project-award', 400_000_000n, `并发${i}`)),
    )
    const firm = await town.merchant('同一项目')
    const ids: string[] = []
    for (const round of rounds) ids.push(await town.submit(firm, round, '同一车间', FACTS))
    for (const id of ids) await review(id)
    const treasurers = await Promise.all(Array.from({ length: 5 }, () => town.as('finance')))
    const seen = new Map(await Promise.all(ids.map(async (id) => [id, await seenOf(id)] as const)))
    const approvals = await Promise.all(
      ids.flatMap((id) =>
        treasurers.map((who) =>
          who(subsidy.checkApplication, {
            params: { application: id },
            body: { event: 'check', reason: WHY, seen: seen.get(id) },
          }),
        ),
      ),
    )
    expect(approvals).toHaveLength(50)
    expect(approvals.filter(({ status }) => status === 200)).toHaveLength(1)
    const held = await town.owner.query(
      `select count(*)::int as n from subsidy.benefit where released_at is null and project_key like '%同一车间'`,
    )
    expect(held.rows).toEqual([{ n: 1 }])
  })
})

/** 2025年 of a shop that sold honey for 1,200,000 yuan. */
const sales = (first: number) =>
  Array.from({ length: 40 }, (_, i) => ({
    no: first + i,
    day: `2025-${String((i % 12) + 1).padStart(2, '0')}-15`,
    fen: 3_000_000n,
  }))

describe('同一笔销售 the same sales', () => {
  test('carry one award of an exclusion, however many rounds and names, under 50 approvals at once', async () => {
    const { seenOf, review } = desk
    const firm = await town.merchant('一店多报')
    await town.sell(firm.party, sales(1))
    await town.sort('特色农产品', '荆条蜂蜜')
    const ids: string[] = []
    for (let i = 0; i < 10; i++) {
      const round = await town.open('sales-award-farm', 100_000_000n, `销售${i}`)
      ids.push(await town.submit(firm, round, `第${'甲乙丙丁戊己庚辛壬癸'[i]}号`, {}))
    }
    for (const id of ids) expect((await review(id)).status).toBe(200)
    const treasurers = await Promise.all(Array.from({ length: 5 }, () => town.as('finance')))
    const seen = new Map(await Promise.all(ids.map(async (id) => [id, await seenOf(id)] as const)))
    const approvals = await Promise.all(
      ids.flatMap((id) =>
        treasurers.map((who) =>
          who(subsidy.checkApplication, {
            params: { application: id },
            body: { event: 'check', reason: WHY, seen: seen.get(id) },
          }),
        ),
      ),
    )
    expect(approvals).toHaveLength(50)
    expect(approvals.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(new Set(approvals.flatMap(codes))).toContain('subsidy.sales_used')
    const held = await town.owner.query(
      `select count(*)::int as lines, count(distinct application)::int as holders from subsidy.used_line where released_at is null`,
    )
    expect(held.rows).toEqual([{ lines: 40, holders: 1 }])
  })

  test('farm goods and industrial goods of one shop are two awards; what changed since the review is computed anew', async () => {
    const { review, check } = desk
    const firm = await town.merchant('两样都卖')
    const [farm, industrial] = [sales(1000), sales(2000)]
    await town.sell(firm.party, [
      ...farm,
      ...industrial.map((order) => ({ ...order, fen: 30_000_000n, product: '蜂箱' })),
    ])
    await town.sort('一般工业品', '蜂箱')
    const rounds = [
      await town.open('sales-award-farm', 100_000_000n, '农产品'),
      await town.open('sales-award-industrial', 100_000_000n, '工业品'),
    ]
    const ids: string[] = []
    for (const [i, round] of rounds.entries())
      ids.push(await town.submit(firm, round, i === 0 ? '蜂蜜网销' : '蜂具网销', {}))
    for (const id of ids) expect((await review(id)).status).toBe(200)
    const [first = '', second = ''] = ids
    expect((await check(first)).answer.state).toBe('checked')
    await town.sort('特色农产品', '蜂箱')
    expect(codes(await check(second))).toEqual(['subsidy.sales_changed'])
    await town.sort('一般工业品', '蜂箱')
    expect((await check(second)).answer.state).toBe('checked')
    const sums = await town.owner.query(
      `select recommended_fen from subsidy.application where id in ($1, $2) order by id`,
      ids,
    )
    expect(sums.rows).toEqual([{ recommended_fen: '1000000' }, { recommended_fen: '35000000' }])
  })
})

describe('拨付 payment', () => {
  test('happens once, at whichever statement the connection is cut and however often it is pressed', async () => {
    const { seenOf, review, check, decide, pay, publish, end } = desk
    await town.fill()
    const round = await town.open('project-award', 400_000_000n, '断线')
    const ids = [
      await town.submit(await town.merchant('断线企业'), round, '断线', FACTS),
      await town.submit(await town.merchant('丢答复企业'), round, '丢答复', FACTS),
    ]
    for (const id of ids) {
      await review(id)
      await check(id)
    }
    const notice = (await publish(round)).answer.id
    await town.at('2026-11-30T02:00:00Z')
    await end(notice)
    for (const id of ids) await decide(id)
    for (const id of ids) expect((await pay(id, { event: 'instruct' })).answer.state).toBe('instructed')
    const evidence = await aPaper(desk.finance, '凭证')
    const press = async (id: string, seen: number) => {
      const { rows } = await town.owner.query(
        `select a.id from fund.allotment a join fund.expense x on x.etown = a.etown and x.id = a.expense where x.origin = $1`,
        [`subsidy.application/${id}`],
      )
      const vouchers = rows.map((row) => ({
        allotment: String(row.id),
        voucherNo: `断${id}-${row.id}`,
        evidence,
      }))
      return desk.payer(subsidy.payApplication, {
        params: { application: id },
        body: { event: 'pay', paidOn: '2026-11-30', vouchers, seen },
        key: `the-one-payment-${id}`,
      })
    }
    const paid = async (id: string) =>
      (
        await town.owner.query(
          `select count(*)::int as payments, coalesce(sum(p.amount), 0)::bigint as fen,
             (select count(*)::int from subsidy.deed where application = $2 and event = 'pay') as deeds
           from fund.payment p join fund.allotment a on a.etown = p.etown and a.id = p.allotment
           join fund.expense x on x.etown = a.etown and x.id = a.expense where x.origin = $1`,
          [`subsidy.application/${id}`, id],
        )
      ).rows[0]
    const [first = '', second = ''] = ids
    const once = { payments: 1, fen: '30000000', deeds: 1 }
    const seen = await seenOf(first)
    let cuts = 0
    for (let at = 1; at < 200; at++) {
      cut = { at, count: 0, fired: false }
      const { status } = await press(first, seen)
      const { fired } = cut
      cut = undefined
      if (!fired) {
        expect(status).toBe(200)
        break
      }
      cuts++
      expect(status, `cut at ${at}`).toBeGreaterThanOrEqual(500)
      expect(await paid(first), `cut at ${at}`).toEqual({ payments: 0, fen: '0', deeds: 0 })
    }
    expect(cuts).toBeGreaterThan(20)
    const after = await Promise.all([press(first, seen), press(first, seen)])
    expect(after.map(({ status }) => status)).toEqual([200, 200])
    expect(await paid(first)).toEqual(once)

    // The commit arrives, its answer does not: whoever presses again is told what was done.
    const other = await seenOf(second)
    cut = { at: 'commit done', count: 0, fired: false }
    expect((await press(second, other)).status).toBeGreaterThanOrEqual(500)
    cut = undefined
    expect((await press(second, other)).status).toBe(200)
    expect(await paid(second)).toEqual(once)
    await town.at('2026-11-22T02:00:00Z')
  })
})
