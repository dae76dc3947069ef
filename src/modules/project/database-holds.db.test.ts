import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptedMilestone,
  BIDDERS,
  contracted,
  openProjectTown,
  type ProjectTown,
  planned,
  wan,
} from '#test/project-town'
import { inEtown } from '../../platform/db/act.ts'
import { listAllotments } from '../fund/contract/index.ts'
import * as project from './contract/index.ts'

/** What no application may do, however it is written: asked of the database as the application’s own role. */
let town: ProjectTown
let id: string
let contract: string
beforeAll(async () => {
  town = await openProjectTown()
  id = await contracted(town, '守门', [wan(10), wan(5)])
  contract = (await town.office(project.getProject, { params: { project: id } })).answer.contract?.id ?? ''
})
afterAll(() => town[Symbol.asyncDispose]())

/** The constraint that refuses, or the SQLSTATE where it has no name. */
async function refusedBy(text: string): Promise<string> {
  const { pool } = town.server.house
  const client = await pool.connect()
  try {
    await client.query(`begin; set local app.etown = '${town.etown}'`)
    await client.query(text)
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
const e = () => town.etown
const step = (event: string, from: string, to: string, account = "'9'") =>
  `insert into project.step (etown, project, place, event, from_state, to_state, happened_on, account, at)
   select ${e()}, ${id}, max(place) + 1, '${event}', '${from}', '${to}', '2026-11-20', ${account}, now()
   from project.step where etown = ${e()} and project = ${id}`

describe('the life', () => {
  test.each([
    ['archive', 'contracted', 'archived', 'step_follows'],
    ['evaluate', 'publicised', 'evaluated', 'step_follows'],
    ['deliver', 'contracted', 'performing', 'step_rests_on_facts'],
    ['deliver', 'contracted', 'delivered', 'step_rests_on_facts'],
  ])('%s from %s to %s is refused: %s', async (event, from, to, why) => {
    expect(await refusedBy(step(event, from, to))).toBe(why)
  })
  test('no application writes the state, or begins elsewhere than at the beginning', async () => {
    expect(await refusedBy(`update project.project set state = 'archived' where id = ${id}`)).toBe('42501')
    const born = `insert into project.project (etown, name, purpose, category, state, made_by, made_at)
      values (${e()}, '半路出生', '用途', 'whole', 'accepted', '1', now())`
    expect(await refusedBy(born)).toBe('project_begins')
  })
  test('steps are never changed nor removed', async () => {
    expect(await refusedBy(`update project.step set reason = '改写' where project = ${id}`)).toBe('42501')
    await expect(town.owner.query(`delete from project.step where project = ${id}`)).rejects.toThrow()
  })
  test('a step of approval rests on an approval of the newest scheme by that account', async () => {
    const other = await planned(town, '没有核准')
    const claim = `insert into project.step (etown, project, place, event, from_state, to_state, happened_on, account, at)
      values (${e()}, ${other}, 3, 'approve', 'planned', 'approved', '2026-11-20', '9', now())`
    expect(await refusedBy(claim)).toBe('step_rests_on_facts')
    const self = `insert into project.approval (etown, project, version, approved_by, approved_at, evidence)
      select etown, project, version, made_by, now(), evidence from project.scheme where project = ${other}`
    expect(await refusedBy(self)).toBe('approver_is_another')
  })
})

describe('bids', () => {
  test('come before the deadline, and none after the opening', async () => {
    const late = `insert into project.bid (etown, tender, bidder, credit_code, received_at, evidence, made_by)
      select etown, id, '迟到者', '${BIDDERS[0].creditCode.replace('EXT', 'LTE')}', opens_at, evidence, '1'
      from project.tender where project = ${id}`
    expect(await refusedBy(late)).toBe('bid_in_time')
  })
})

describe('money', () => {
  test('a version whose parts do not add up is not committed', async () => {
    const version = `with v as (insert into project.contract_version
        (etown, contract, number, amount, signed_on, why, evidence, made_by, made_at)
      values (${e()}, ${contract}, 2, 1500, '2026-11-20', '变更理由', '${town.paper}', '1', now()) returning *),
      m as (insert into project.milestone (etown, version, place, name, deliverable, amount, due_on, needs_notice)
        select etown, id, 1, '设备', '到货', 1499, '2026-12-31', false from v)
      insert into project.contract_money (etown, version, source, amount) select etown, id, 'county', 1500 from v`
    expect(await refusedBy(version)).toBe('version_adds_up')
  })
  test('what is approved takes no more milestones', async () => {
    const added = `insert into project.milestone (etown, version, place, name, deliverable, amount, due_on, needs_notice)
      select etown, id, 9, '多出来的', '没有', 100, '2026-12-31', false from project.contract_version where contract = ${contract}`
    expect(await refusedBy(added)).toBe('version_is_open')
  })
  test('the fund pays for a project only together with an accepted milestone', async () => {
    const { answer } = await town.office(listAllotments, { query: { state: 'committed' } })
    const allotment = answer.items[0]
    if (allotment === undefined) throw new Error('nothing is committed')
    const pay = (voucher: string, milestone: string) => `with x as (
        insert into fund.entry (etown, kind, day, at, by, evidence)
        values (${e()}, 'payment', '2026-11-20', now(), 'x', '${town.paper}') returning id),
      l as (insert into fund.line (etown, entry, place, account, source, category, allotment, amount)
        select ${e()}, x.id, p.place, p.account, 'county', 'whole', ${allotment.id}, p.amount
        from x, (values (1, 'committed', -100), (2, 'paid', 100)) p (place, account, amount))
      select 1;
      with y as (insert into fund.payment (etown, allotment, entry, amount, voucher_no, paid_by)
        select ${e()}, ${allotment.id}, max(id), 100, '${voucher}', 'x' from fund.entry returning id)
      ${milestone}`
    const inserted = `insert into project.payment (etown, contract, place, payment, allotment, amount)
      select ${e()}, ${contract}, 1, y.id, ${allotment.id}, 100 from y`
    expect(await refusedBy(pay('绕过', 'select 1'))).toBe('paid_for_milestone')
    expect(await refusedBy(pay('未验收', inserted))).toBe('milestone_accepted')
    await acceptedMilestone(town, id, 1)
    expect(await refusedBy(pay('绕过', 'select 1'))).toBe('paid_for_milestone')
    expect(await refusedBy(pay('验收了', inserted))).toBe('done')
    const whole = inserted.replace(', 100 from y', `, ${wan(10)} from y`)
    expect(await refusedBy(pay('太多', whole))).toBe('within_milestone')
  })
})

test('a room of another e-town sees nothing of it', async () => {
  await town.owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (77, 'other', '他镇', '140521')",
  )
  const { rows } = await inEtown(town.server.house.pool, 77, 'read', async ({ db }) => ({
    rows: await db.selectFrom('project_pub.project').selectAll().execute(),
  }))
  expect(rows).toEqual([])
})
