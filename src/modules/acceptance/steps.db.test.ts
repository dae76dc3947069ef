import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foldNext } from '#platform/work/consumers'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type FundTown, openFundTown, TOWN } from '#test/fund-town'
import { registerTranche } from '../fund/contract/index.ts'
import { readDesk } from '../governance/contract/index.ts'
import { collectEvidence } from './app/collect-evidence.ts'
import * as acceptance from './contract/index.ts'
import { drawRows } from './domain/sampling.ts'

let town: FundTown
let auditor: ReturnType<typeof asking>
let paper: string
beforeAll(async () => {
  town = await openFundTown()
  const person = await actAs(town.server, { etown: town.etown, roles: ['auditor'], name: '钱审计' })
  auditor = asking(town.server, person, TOWN)
  paper = await town.file(town.office, '培训签到表')
})
afterAll(() => town[Symbol.asyncDispose]())

const params = { item: 'target.training-visits' }
const item = async (code = params.item) =>
  (await town.office(acceptance.getItem, { params: { item: code } })).answer
const say = { text: '按签到表计 720 人次' }

describe('自评、验收、整改、复验', () => {
  test('a paper becomes evidence, and the gap that there is none goes', async () => {
    expect((await item()).gaps.join()).toContain('没有一份证据')
    const body = { title: '第一期签到表', happenedOn: '2026-11-20', evidence: paper }
    expect((await town.office(acceptance.addEvidence, { params, body })).status).toBe(200)
    const future = { ...body, happenedOn: '2026-11-23' }
    expect((await town.office(acceptance.addEvidence, { params, body: future })).refused[0]?.[0]).toBe(
      'acceptance.day_future',
    )
    const shown = await item()
    expect(shown.gaps.join()).not.toContain('没有一份证据')
    expect(shown.evidenceList[0]).toMatchObject({
      title: '第一期签到表',
      collected: false,
      addedBy: '王办事',
    })
    const unknown = await town.office(acceptance.addEvidence, { params: { item: 'target.nothing' }, body })
    expect(unknown.refused[0]?.[0]).toBe('acceptance.item_unknown')
  })
  test('what arrives in the fund is evidence of its source when it happens, once', async () => {
    const body = {
      source: 'province',
      document: '晋财〔2023〕1号',
      amount: '1000000000',
      arrivedOn: '2026-11-20',
      evidence: paper,
    }
    expect((await town.treasury(registerTranche, { body })).status).toBe(200)
    for (let i = 0; i < 2; i++) while ((await foldNext(town.server.house, town.etown, collectEvidence)) > 0);
    const shown = await item('fund-source.province')
    expect(shown.evidenceList).toMatchObject([{ collected: true, sha256: paper, title: '资金到账登记' }])
    expect(shown.readings[0]).toMatchObject({ verdict: 'met', actual: '到账 1,000.00万元' })
    expect((await item('fund-source.city')).gaps[0]).toContain('没有数据')
  })
  test('goes its way, and nobody judges their own work', async () => {
    expect((await town.leader(acceptance.acceptItem, { params, body: say })).refused[0]?.[0]).toBe(
      'acceptance.step_order',
    )
    await town.office(acceptance.assessItem, { params, body: { ...say, evidence: paper } })
    const waits = (await town.leader(readDesk)).answer.items
    expect(waits.find(({ href }) => href === '/acceptance?state=assessed')?.count).toBe(1)
    const problem = { text: '缺第三期签到', dueOn: '2026-11-30', owner: 'industry-and-it' }
    const past = await auditor(acceptance.findProblem, { params, body: { ...problem, dueOn: '2026-11-21' } })
    expect(past.refused).toEqual([['acceptance.due_past', '/dueOn']])
    expect((await auditor(acceptance.findProblem, { params, body: problem })).status).toBe(200)
    expect(await item()).toMatchObject({ state: 'problem', dueOn: '2026-11-30' })
    await town.office(acceptance.rectifyItem, { params, body: { text: '已补齐', evidence: paper } })
    expect((await town.leader(acceptance.acceptItem, { params, body: { text: '复验属实' } })).status).toBe(
      200,
    )
    const shown = await item()
    expect(shown.steps.map(({ kind }) => kind)).toEqual(['assessed', 'problem', 'rectified', 'accepted'])
    expect(shown.steps[1]).toMatchObject({ owner: '县工信局', by: '钱审计' })
  })
  test('the database holds the order and the two people, whoever writes', async () => {
    const step = (number: number, kind: string, by: string) =>
      town.owner.query(
        `insert into acceptance.step (etown, item, number, kind, text, by, at) values ($1, 'target.jobs', $2, $3, '直接写', $4, now())`,
        [town.etown, number, kind, by],
      )
    await expect(step(1, 'accepted', '1')).rejects.toThrow('之后不能是')
    await expect(step(2, 'assessed', '1')).rejects.toThrow('不连续')
    await step(1, 'assessed', '1')
    await expect(step(2, 'accepted', '1')).rejects.toThrow('不能验收')
    await expect(town.owner.query('delete from acceptance.step')).rejects.toThrow('append-only')
  })
})

describe('评分', () => {
  test('the sample is adopted, scored with reasons, and graded when nothing is left', async () => {
    const { id } = (await town.office(acceptance.adoptSheet, { body: {} })).answer
    const score = (indicator: string, points: string) =>
      auditor(acceptance.scoreIndicator, {
        params: { sheet: id },
        body: { indicator, points, reason: '看过材料' },
      })
    expect((await score('A4', '6')).refused).toEqual([['acceptance.points_beyond', '/points']])
    expect((await score('Z9', '1')).refused).toEqual([['acceptance.indicator_unknown', '/indicator']])
    const sheet = async () => (await town.office(acceptance.listSheets)).answer.items[0]
    await score('A4', '4.5')
    await score('A4', '4')
    expect(await sheet()).toMatchObject({ total: '4', grade: expect.stringContaining('项未评') })
    for (const { code, weight } of (await sheet())?.lines ?? []) await score(code, weight)
    await score('A4', '4.4')
    // Ten of them are beyond the hundred.
    const whole = { total: '109', bonus: '10', full: '100', grade: '模范', unscored: 0 }
    expect(await sheet()).toMatchObject(whole)
    const wrong = await town.office(acceptance.adoptSheet, { body: { evidence: paper } })
    expect(wrong.refused[0]?.[0]).toBe('acceptance.sheet_wrong')
  })
})

describe('抽样', () => {
  test('list and seed are fixed before it is drawn by somebody else; anybody draws the same again', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `学员${i + 1},138${String(i).padStart(8, '0')}`)
    const list = (
      await town.office(acceptance.bringPaper, {
        file: { name: '名单.csv', bytes: Buffer.from(`姓名,电话\n${rows.join('\n')}\n`) },
      })
    ).answer.sha256
    const body = { purpose: '培训真实性', list, wanted: 5 }
    const many = await town.office(acceptance.commitDraw, { body: { ...body, wanted: 31 } })
    expect(many.refused).toEqual([['acceptance.wanted_beyond', '/wanted']])
    const { id, seedSha256 } = (await town.office(acceptance.commitDraw, { body })).answer
    const draw = { params: { draw: id }, body: { words: '今天下雨' } }
    expect((await town.office(acceptance.drawSample, draw)).status).toBe(403)
    expect((await auditor(acceptance.drawSample, draw)).status).toBe(200)
    expect((await auditor(acceptance.drawSample, draw)).refused[0]?.[0]).toBe('acceptance.drawn_already')
    const [shown] = (await town.office(acceptance.listDraws)).answer.items
    expect(shown?.seedSha256).toBe(seedSha256)
    const again = drawRows({ seed: shown?.seed ?? '', words: '今天下雨' }, 30, 5)
    expect(shown?.rows.map(({ row }) => row)).toEqual(again)
    expect(shown?.rows.every(({ phone }) => phone.includes('*'))).toBe(true)
    const place = { draw: id, place: '1' }
    const why = { reason: '电话核实第一期培训' }
    expect((await auditor(acceptance.revealPhone, { params: place, body: {} })).status).toBe(422)
    expect((await town.office(acceptance.revealPhone, { params: place, body: why })).status).toBe(403)
    const { phone } = (await auditor(acceptance.revealPhone, { params: place, body: why })).answer
    expect(phone).toBe(`138${String((again[0] ?? 0) - 1).padStart(8, '0')}`)
    await auditor(acceptance.tellCall, { params: place, body: { outcome: 'confirmed' } })
    expect((await town.office(acceptance.listDraws)).answer.items[0]?.rows[0]?.outcome).toBe('属实')
    await expect(
      town.owner.query(
        `update acceptance.draw set seed = 'x', words = 'x', drawn_by = '9', drawn_at = now()`,
      ),
    ).rejects.toThrow('已经抽过')
  })
})
