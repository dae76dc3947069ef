import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type FundTown, openFundTown, TOWN } from '#test/fund-town'
import { escalate } from './app/supervise.ts'
import * as governance from './contract/index.ts'

/** 2026-11-22 is a Sunday; five working days from it end on Friday the 27th. */
let town: FundTown
let paper: string
let farming: ReturnType<typeof asking>
beforeAll(async () => {
  town = await openFundTown()
  paper = await town.file(town.office, '会议纪要')
  const person = await actAs(town.server, { etown: town.etown, roles: ['agriculture'], name: '孙农业' })
  farming = asking(town.server, person, TOWN)
})
afterAll(() => town[Symbol.asyncDispose]())

const at = (text: string) => town.moveTo(new Date(`${text}:00+08:00`))
const assign = async (days = 5, owner = 'agriculture') =>
  (await town.office(governance.assignTask, { body: { title: '报送蜂业项目清单', owner, days } })).answer.id
const task = async (id: string, ask = town.office) =>
  (await ask(governance.getTask, { params: { task: id } })).answer
const report = (id: string, ask = farming) =>
  ask(governance.reportTask, { params: { task: id }, body: { text: '清单已报送', evidence: paper } })
const close = (id: string, ask = town.leader) =>
  ask(governance.closeTask, { params: { task: id }, body: { text: '已核实' } })
const desk = async (ask: typeof farming) => (await ask(governance.readDesk)).answer.items

describe('机构与职责', () => {
  test('are the plan’s own words, each with its clause, and say which is mine', async () => {
    const { items } = (await farming(governance.readOrganisation)).answer
    const own = items.filter(({ mine }) => mine)
    expect(own.map(({ name }) => name)).toEqual(['县农业农村局'])
    expect(own[0]?.duties[0]).toEqual({
      clause: '九.三.3',
      quote: '负责引导和推动全县优秀农业产业项目向龙港镇乡村e镇集聚发展',
    })
  })
})

describe('责任清单', () => {
  test('what the plan leaves open is laid down with its file; then it has tasks and people of its own', async () => {
    const before = (await farming(governance.readOrganisation)).answer
    expect(before.silent).toEqual([])
    const lay = (body: object) =>
      town.office(governance.layDuties, {
        body: {
          ...{ duties: ['组织蜂业节会'], document: '沁e镇发〔2026〕3号' },
          ...{ inForceFrom: '2026-11-01', evidence: paper, ...body },
        },
      })
    expect((await lay({})).refused).toEqual([['governance.body_unnamed', '/name']])
    expect((await lay({ body: 'nobody' })).refused).toEqual([['governance.owner_unknown', '/body']])
    expect((await lay({ name: '县文化和旅游局' })).status).toBe(200)
    expect((await lay({ body: 'agriculture', duties: ['报送蜂群数'] })).status).toBe(200)
    expect((await lay({ body: 'agriculture', inForceFrom: '2027-01-01', duties: ['尚未执行'] })).status).toBe(
      200,
    )
    const { items } = (await farming(governance.readOrganisation)).answer
    expect(items.at(-1)).toMatchObject({ code: 'listed-1', name: '县文化和旅游局', kind: 'department' })
    const own = items.find(({ mine }) => mine)
    expect(own?.duties.at(-1)).toMatchObject({ quote: '报送蜂群数', document: '沁e镇发〔2026〕3号' })
    const params = { list: own?.duties.at(-1)?.list ?? '' }
    expect((await farming(governance.openDutyList, { params })).status).toBe(200)
    expect(
      (
        await town.office(governance.assignTask, {
          body: { title: '筹备节会', owner: 'listed-1', days: 5 },
        })
      ).status,
    ).toBe(200)
    await expect(town.owner.query("update governance.duty_list set document = '改'")).rejects.toThrow()
  })
})

describe('会议', () => {
  test('its decisions become tasks with limits in working days; it is recorded once', async () => {
    const called = await town.office(governance.callMeeting, {
      body: {
        title: '第一次推进会',
        plannedOn: '2026-11-20',
        place: '县政府三楼',
        agenda: ['听取进展', '研究蜂业项目'],
      },
    })
    const params = { meeting: called.answer.id }
    const body = {
      heldOn: '2026-11-20',
      attended: '县工信局、县财政局、县农业农村局',
      minutes: paper,
      decisions: [
        { text: '梳理蜂业项目清单', task: { owner: 'agriculture', days: 5 } },
        { text: '同意年度方案' },
      ],
    }
    const wrong = { ...body, decisions: [{ text: '交给谁', task: { owner: 'nobody', days: 5 } }] }
    expect((await town.office(governance.holdMeeting, { params, body: wrong })).refused).toEqual([
      ['governance.owner_unknown', '/owner'],
    ])
    expect((await town.office(governance.holdMeeting, { params, body })).status).toBe(200)
    const { decided, open } = (await farming(governance.getMeeting, { params })).answer
    expect(open).toBe(1)
    expect(decided[0]).toMatchObject({
      number: 1,
      task: { ownerName: '县农业农村局', mine: true, dueOn: '2026-11-27' },
    })
    expect((await town.office(governance.holdMeeting, { params, body })).refused[0]?.[0]).toBe(
      'governance.meeting_held',
    )
    await expect(town.owner.query(`update governance.meeting set held_on = '2026-11-21'`)).rejects.toThrow(
      '会议已经记录',
    )
    await expect(town.owner.query('delete from governance.decision')).rejects.toThrow('append-only')
  })
})

describe('督查', () => {
  test('only the owner’s people report, somebody else closes, and a closed task stays', async () => {
    const id = await assign()
    expect((await report(id, town.treasury)).refused).toEqual([['governance.not_yours', undefined]])
    expect((await close(id)).refused[0]?.[0]).toBe('governance.nothing_reported')
    expect((await report(id)).status).toBe(200)
    expect((await task(id)).state).toBe('reported')
    await town.leader(governance.returnTask, { params: { task: id }, body: { text: '缺少面积' } })
    expect((await task(id)).state).toBe('open')
    await report(id)
    expect((await close(id)).status).toBe(200)
    expect((await report(id)).refused[0]?.[0]).toBe('governance.closed')
    expect((await task(id)).steps.map(({ kind }) => kind)).toEqual([
      'reported',
      'returned',
      'reported',
      'closed',
    ])
  })
  test('what the office itself reported, another person closes; the database holds it too', async () => {
    const id = await assign(5, 'group-office')
    await report(id, town.office)
    expect((await close(id, town.office)).refused[0]?.[0]).toBe('governance.same_person')
    const again = `insert into governance.step (etown, task, number, kind, text, by, at)
      select etown, task, 2, 'closed', '自己销号', by, now() from governance.step where task = $1`
    await expect(town.owner.query(again, [id])).rejects.toThrow('上报的人不能销号')
  })
  test('overdue is escalated once a level: the office at once, the head after five working days', async () => {
    const id = await assign(5)
    await at('2026-11-27T23:00')
    await escalate(town.server.house, town.etown)
    expect((await task(id)).level).toBe(0)
    await at('2026-11-28T09:00')
    await escalate(town.server.house, town.etown)
    await escalate(town.server.house, town.etown)
    expect(await task(id)).toMatchObject({ state: 'late', level: 1 })
    await at('2026-12-03T09:00')
    expect(await escalate(town.server.house, town.etown)).toBe(0)
    await at('2026-12-04T09:00')
    await escalate(town.server.house, town.etown)
    expect((await task(id)).steps.map(({ kind, by }) => [kind, by])).toEqual([
      ['escalated', '系统'],
      ['escalated', '系统'],
    ])
    await town.office(governance.extendTask, { params: { task: id }, body: { text: '天气原因', days: 3 } })
    expect(await task(id)).toMatchObject({ state: 'open', level: 0, dueOn: '2026-12-09' })
    await at('2026-11-22T10:00')
  })
})

describe('等我办的事', () => {
  test('names what waits for whom, and nothing for whom nothing waits', async () => {
    const id = await assign()
    const mine = (await desk(farming)).find(({ href }) => href === '/governance/tasks?mine=yes')
    expect(mine?.count).toBeGreaterThan(0)
    expect((await desk(town.treasury)).some(({ href }) => href.startsWith('/governance/tasks'))).toBe(false)
    const before = (await desk(town.leader)).find(({ href }) => href.endsWith('state=reported'))?.count ?? 0
    await report(id)
    expect((await desk(town.leader)).find(({ href }) => href.endsWith('state=reported'))?.count).toBe(
      before + 1,
    )
    expect((await desk(town.leader)).some(({ href }) => href === '/plan/interpretations')).toBe(true)
    const merchant = asking(
      town.server,
      await actAs(town.server, { etown: town.etown, roles: ['merchant'] }),
      TOWN,
    )
    expect(await desk(merchant)).toEqual([])
  })
  test('another e-town’s tasks wait for nobody here', async () => {
    await town.owner.query(
      `insert into platform.etown (id, slug, name, county_code) values (7, 'other', '他镇', '140521')`,
    )
    const other = asking(town.server, await actAs(town.server, { etown: 7, roles: ['agriculture'] }), 'other')
    expect((await other(governance.readDesk)).answer.items).toEqual([])
    expect((await other(governance.listTasks)).answer.total).toBe(0)
  })
})
