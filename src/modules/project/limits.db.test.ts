import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptedMilestone,
  contracted,
  milestone,
  openProjectTown,
  type ProjectTown,
  payOf,
  wan,
} from '#test/project-town'
import * as fund from '../fund/contract/index.ts'
import * as project from './contract/index.ts'
import { STATUTORY_LIMITS } from './domain/limits.ts'

/** What the law allows of supplements and deposits, and money that came back: by the application and by the database. */
let town: ProjectTown
let id: string
beforeAll(async () => {
  town = await openProjectTown()
  id = await contracted(town, '限额项目', [wan(10), wan(10)])
})
afterAll(() => town[Symbol.asyncDispose]())

const detail = async (which = id) =>
  (await town.office(project.getProject, { params: { project: which } })).answer

const amended = (which: string, second: string) =>
  town.office(project.amendContract, {
    params: { project: which },
    body: {
      signedOn: '2026-09-01',
      money: [{ source: 'county', amount: String(BigInt(wan(10)) + BigInt(second)) }],
      milestones: [milestone(1, wan(10)), milestone(2, second)],
      why: '追加同样的设备',
      evidence: town.paper,
    },
  })
const approve = (which: string, version: string) =>
  town.leader(project.judgeVersion, { params: { project: which, version }, body: { approved: true } })

/** The constraint that refuses what the application's own role writes. */
async function refusedBy(...texts: readonly string[]): Promise<string> {
  const client = await town.server.house.pool.connect()
  try {
    await client.query(`begin; set local app.etown = '${town.etown}'`)
    for (const text of texts) await client.query(text)
    await client.query('commit')
    return 'done'
  } catch (error) {
    const found = new Map(Object.entries(Object(error)))
    await client.query('rollback')
    return String(found.get('constraint') ?? found.get('code'))
  } finally {
    client.release()
  }
}

describe('补充合同', () => {
  test('the limits are the same rows in the database', async () => {
    const { rows } = await town.owner.query('select code, percent, binds from project.statutory_limit')
    expect(rows).toEqual(STATUTORY_LIMITS.map(({ code, percent, binds }) => ({ code, percent, binds })))
  })
  test('all of them together add no more than a tenth, and taking away makes no room', async () => {
    const other = await contracted(town, '补充合同', [wan(10), wan(10)])
    const first = await amended(other, wan(11))
    await approve(other, first.answer.id)
    const less = await amended(other, wan(10))
    await approve(other, less.answer.id)
    const over = await amended(other, String(BigInt(wan(11)) + 1n))
    expect([over.status, over.refused[0]?.[0]]).toEqual([409, 'project.supplement_limit'])
    expect(over.raw.body).toContain('10%（¥20,000.00，《政府采购法》第四十九条）')
    const last = await amended(other, wan(11))
    expect((await approve(other, last.answer.id)).status).toBe(200)
  })
  test('nor can the database be talked into more', async () => {
    const { contract } = await detail()
    const e = town.etown
    const version = `insert into project.contract_version (etown, contract, number, amount, signed_on, why, evidence, made_by, made_at)
      values (${e}, ${contract?.id}, 2, ${wan(23)}, '2026-09-01', '多加三万', '${town.paper}', '7', now())`
    const part = (place: number, amount: string) =>
      `insert into project.milestone (etown, version, place, name, deliverable, amount, due_on, needs_notice)
       select etown, id, ${place}, '第期', '成果', ${amount}, '2026-09-30', false from project.contract_version
       where etown = ${e} and contract = ${contract?.id} and number = 2`
    const verdict = `insert into project.verdict (etown, version, approved, judged_by, judged_at)
      select etown, id, true, '8', now() from project.contract_version
      where etown = ${e} and contract = ${contract?.id} and number = 2`
    expect(await refusedBy(version, part(1, wan(10)), part(2, wan(13)), verdict)).toBe('supplement_fits')
  })
})

const deposit = (amount: string, more: object = {}) =>
  town.office(project.takeDeposit, {
    params: { project: id },
    body: {
      kind: 'performance',
      form: 'guarantee',
      amount,
      receivedOn: '2026-04-11',
      dueBackOn: '2026-10-09',
      terms: '全部里程碑验收后 10 日内退还',
      evidence: town.paper,
      ...more,
    },
  })

describe('保证金', () => {
  test('a performance deposit is a tenth of the contract at most, all of them together', async () => {
    expect((await deposit(wan(1))).status).toBe(200)
    const over = await deposit(String(BigInt(wan(1)) + 1n))
    expect(over.refused[0]?.[0]).toBe('project.deposit_limit')
    expect((await deposit(wan(1), { form: 'retained' })).refused[0]?.[0]).toBe('project.deposit_form')
    expect((await deposit(wan(1))).status).toBe(200)
    const { contract } = await detail()
    const written = `insert into project.deposit (etown, contract, kind, form, amount, received_on, due_back_on, terms, evidence, made_by, made_at)
      values (${town.etown}, ${contract?.id}, 'performance', 'bill', 1, '2026-04-11', '2026-10-09', '条件', '${town.paper}', '7', now())`
    expect(await refusedBy(written)).toBe('deposit_fits')
  })
  test('three per cent of warranty only warn until the county has confirmed them', async () => {
    const warranty = { kind: 'warranty', form: 'retained', dueBackOn: '2027-09-30' }
    expect((await deposit(wan(1), warranty)).status).toBe(200)
    const rule = { amount: 3, unit: 'percent', source: '原文已核', inForceFrom: '2026-01-01' }
    const params = { clock: 'warranty-deposit' }
    const wrong = await town.office(project.setClock, {
      params,
      body: { ...rule, unit: 'days', evidence: town.paper },
    })
    expect(wrong.refused[0]?.[0]).toBe('project.clock_unit')
    await town.office(project.setClock, { params, body: { ...rule, evidence: town.paper } })
    expect((await deposit('1', warranty)).refused[0]?.[0]).toBe('project.deposit_limit')
  })
  test('has its clock, goes back once, by another, and what is kept has a reason', async () => {
    const held = (await detail()).contract?.deposits[0]
    const clock = async () =>
      (await detail()).clocks.find(({ code }) => code === `performance-return-${held?.id}`)
    expect(await clock()).toMatchObject({ state: 'overdue', until: '2026-10-09', source: '合同' })
    const back = (more: object) =>
      town.treasury(project.returnDeposit, {
        params: { project: id, deposit: held?.id ?? '' },
        body: { returnedOn: '2026-10-12', amount: wan(1), evidence: town.paper, ...more },
      })
    expect((await back({ amount: '5' })).refused[0]?.[0]).toBe('project.deposit_needs_why')
    expect((await back({})).status).toBe(200)
    expect(await clock()).toMatchObject({ state: 'late', doneOn: '2026-10-12' })
    expect((await back({})).refused[0]?.[0]).toBe('project.deposit_not_found')
    const [, second] = (await detail()).contract?.deposits ?? []
    const own = `insert into project.deposit_return (etown, deposit, returned_on, amount, evidence, made_by, made_at)
      select etown, id, '2026-10-12', amount, evidence, made_by, now() from project.deposit
      where etown = ${town.etown} and id = ${second?.id}`
    expect(await refusedBy(own)).toBe('returned_by_another')
  })
})

describe('追回', () => {
  test('lowers what is paid of the milestone and of the project, and the journal stays at zero', async () => {
    await acceptedMilestone(town, id, 1)
    await town.treasury(project.payMilestone, {
      params: { project: id },
      body: payOf(town, 1, wan(10), '追-1'),
    })
    const before = await detail()
    const allotment = before.contract?.payments[0]?.allotment ?? ''
    const recover = (amount: string) =>
      town.treasury(project.recoverMilestone, {
        params: { project: id },
        body: { place: 1, source: 'county', amount, reason: '两台设备退货', evidence: town.paper },
      })
    const atFund = await town.treasury(fund.recoverPayment, {
      params: { allotment },
      body: { amount: wan(1), reason: '绕过项目', evidence: town.paper },
    })
    expect(atFund.refused[0]?.[0]).toBe('fund.through_origin')
    expect((await recover(wan(4))).status).toBe(200)
    expect((await recover(wan(7))).refused[0]?.[0]).toBe('project.more_than_paid')
    const after = await detail()
    expect([after.paid, after.contract?.milestones[0]?.paid]).toEqual([wan(6), wan(6)])
    expect(after.contract?.recoveries).toMatchObject([{ place: 1, amount: wan(4), reason: '两台设备退货' }])
    const held = await town.treasury(fund.getAllotment, { params: { allotment } })
    expect(held.answer).toMatchObject({ paid: wan(6), may: [] })
    const { rows } = await town.owner.query(
      'select sum(amount)::text as rest from fund.line where etown = $1',
      [town.etown],
    )
    expect(rows).toEqual([{ rest: '0' }])
  })
  test('money of a project does not come back beside its milestone', async () => {
    const allotment = (await detail()).contract?.payments[0]?.allotment
    const e = town.etown
    const entry = `insert into fund.entry (etown, kind, day, at, by, reason, evidence)
      values (${e}, 'recovery', '2026-11-20', now(), '7', '绕过里程碑', '${town.paper}')`
    const line = (place: number, account: string, amount: string) =>
      `insert into fund.line (etown, entry, place, account, source, category, allotment, amount)
       select ${e}, max(e.id), ${place}, '${account}', a.source, a.category, ${account === 'paid' ? 'a.id' : 'null'}, ${amount}
       from fund.entry e join fund.allotment a on a.etown = e.etown and a.id = ${allotment} where e.etown = ${e}
       group by a.source, a.category, a.id`
    const pool = `update platform.pool set free = free + 1 where etown = ${e} and name = 'fund/county/whole'`
    expect(await refusedBy(entry, line(1, 'paid', '-1'), line(2, 'available', '1'), pool)).toBe(
      'recovered_from_milestone',
    )
  })
})
