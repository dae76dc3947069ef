import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { breakAt } from '#test/break-off'
import {
  acceptedMilestone,
  approveIt,
  contracted,
  openProjectTown,
  type ProjectTown,
  payOf,
  planned,
  wan,
} from '#test/project-town'
import { allocateFund, registerTranche } from '../fund/contract/index.ts'
import * as project from './contract/index.ts'

let town: ProjectTown
beforeAll(async () => {
  town = await openProjectTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const fifty = Array.from({ length: 50 }, (_, i) => i)
const count = async (text: string): Promise<number> => Number((await town.owner.query(text)).rows[0].count)
const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
async function more(document: string, amount: string): Promise<void> {
  const body = { source: 'county', document, amount, arrivedOn: '2026-01-05', evidence: town.paper }
  await town.treasury(registerTranche, { body })
  await town.office(allocateFund, { body: { source: 'county', category: 'whole', amount } })
}

describe('同时', () => {
  test('50 projects are approved against the last 300 万 at once: exactly one', async () => {
    const ids: string[] = []
    for (const i of fifty) ids.push(await planned(town, `项目${i}`))
    const asked = await Promise.all(ids.map((id) => approveIt(town, id)))
    expect(asked.filter(({ status }) => status === 200)).toHaveLength(1)
    expect(asked.flatMap(codes)).toEqual(Array(49).fill('fund.short'))
    expect(await count('select free as count from platform.pool where name = $$fund/county/whole$$')).toBe(0)
    expect(await count(`select count(*) from project.project where state = 'approved'`)).toBe(1)
    expect(await count('select count(*) from project.approval')).toBe(1)
  }, 60_000)
  test('50 vouchers at once against one milestone: never beyond it', async () => {
    await more('县二号', wan(300))
    const id = await contracted(town, '并发付款', [wan(100), wan(50)])
    await acceptedMilestone(town, id, 1)
    const part = String(BigInt(wan(100)) / 20n)
    const done = await Promise.all(
      fifty.map((i) =>
        town.treasury(project.payMilestone, { params: { project: id }, body: payOf(town, 1, part, `P${i}`) }),
      ),
    )
    expect(done.filter(({ status }) => status === 200)).toHaveLength(20)
    expect(done.flatMap(codes).every((code) => code === 'project.above_milestone')).toBe(true)
    expect(await count('select sum(amount) as count from project.payment')).toBe(100_000_000)
    expect(await count('select count(*) from fund.payment')).toBe(20)
  }, 60_000)
})

test.each(['before', 'after'] as const)(
  '断线：a milestone’s payment broken off %s any of its statements is done exactly once',
  async (moment) => {
    await more(`断线 ${moment}`, wan(100))
    const id = await contracted(town, `断线 ${moment}`, [wan(100)])
    const params = { project: id }
    await acceptedMilestone(town, id, 1)
    let nth = 1
    for (; ; nth++) {
      const body = payOf(town, 1, '100', `${moment}断线${nth}`)
      const key = crypto.randomUUID()
      const cut = breakAt(town.server, nth, moment)
      const first = await town.treasury(project.payMilestone, { params, body, key })
      cut.restore()
      if (cut.sent() < nth) {
        expect(first.status).toBe(200)
        break
      }
      expect(first.status).toBeGreaterThanOrEqual(500)
      const again = await town.treasury(project.payMilestone, { params, body, key })
      expect([nth, again.status]).toEqual([nth, 200])
      const { contract, paid } = (await town.office(project.getProject, { params })).answer
      expect([paid, contract?.payments.length]).toEqual([String(nth * 100), nth])
    }
    expect(nth).toBeGreaterThan(15)
  },
  120_000,
)
