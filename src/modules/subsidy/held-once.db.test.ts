import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  codes,
  PROJECT_FACTS as FACTS,
  type SubsidyTown,
  subsidyDesk,
  subsidyTown,
  WHY,
} from '#test/subsidy-town'
import * as subsidy from './contract/index.ts'

let town: SubsidyTown
let desk: Awaited<ReturnType<typeof subsidyDesk>>

beforeAll(async () => {
  town = await subsidyTown()
  desk = await subsidyDesk(town)
  await town.confirm('pool-exhausted', 'interest-rate')
})
afterAll(() => town[Symbol.asyncDispose]())

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

/** Ends the connection that waits for a lock, as a database that goes down would. How many. */
async function cutWaiting(): Promise<number> {
  for (let tries = 0; tries < 300; tries++) {
    const { rowCount } = await town.server.house.pool.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock' and pid <> pg_backend_pid()`,
    )
    if (rowCount) return rowCount
    await new Promise((next) => setTimeout(next, 10))
  }
  return 0
}

describe('拨付 payment', () => {
  test('is instructed once, wherever the connection is cut and however often it is pressed', async () => {
    const { office, payer, seenOf, review, check, decide } = desk
    const round = await town.open('project-award', 400_000_000n, '断线')
    const id = await town.submit(await town.merchant('断线企业'), round, '断线', FACTS)
    await review(id)
    await check(id)
    const published = await office<typeof subsidy.publishNotice>(subsidy.publishNotice, {
      params: { round },
      body: {},
    })
    await town.at('2026-11-30T02:00:00Z')
    await office(subsidy.endNotice, { params: { notice: published.answer.id }, body: {} })
    await decide(id)
    const seen = await seenOf(id)
    const press = () =>
      payer(subsidy.payApplication, {
        params: { application: id },
        body: { event: 'instruct', seen },
        key: 'the-one-payment',
      })
    const rival = new pg.Client({ connectionString: town.server.database.url })
    await rival.connect()
    await rival.query(`select set_config('app.etown', '1', false)`)
    // Where the act waits is where it is cut: before anything is written, and when all is written but the commit.
    for (const held of [`subsidy.application where id = ${id}`, 'platform.chain_head where etown = 1']) {
      await rival.query(`begin; select 1 from ${held} for update`)
      const cut = press()
      expect(await cutWaiting()).toBe(1)
      expect((await cut).status).toBeGreaterThanOrEqual(500)
      await rival.query('rollback')
    }
    await rival.end()
    const answers = await Promise.all([press(), press(), press()])
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200])
    const count = async (table: string, where: string) =>
      (await town.owner.query(`select count(*)::int as n from ${table} where ${where}`)).rows[0].n
    expect(await count('subsidy.payment', `application = ${id}`)).toBe(1)
    expect(await count('subsidy.deed', `application = ${id} and event = 'instruct'`)).toBe(1)
    expect(
      await count('platform.event', `kind = 'subsidy.application-instructed' and subject = '${id}'`),
    ).toBe(1)
    await town.at('2026-11-22T02:00:00Z')
  })
})
