import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import {
  acceptedMilestone,
  approveIt,
  awardOf,
  COUNTY_300,
  contractOf,
  milestone,
  openedProject,
  openProjectTown,
  type ProjectTown,
  payOf,
  schemeOf,
  started,
  tenderOf,
  wan,
} from '#test/project-town'
import { listAllotments, payAllotment, readFund } from '../fund/contract/index.ts'
import * as project from './contract/index.ts'

let town: ProjectTown
beforeAll(async () => {
  town = await openProjectTown()
})
afterAll(() => town[Symbol.asyncDispose]())

const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const detail = async (id: string) =>
  (await town.office(project.getProject, { params: { project: id } })).answer
const countyMoney = async () => {
  const { answer } = await town.office(readFund)
  const { available, reserved, committed, paid } = answer.sources.find((s) => s.code === 'county') ?? {}
  return { available, reserved, committed, paid }
}

describe('从立项到付款', () => {
  let id: string
  const params = () => ({ project: id })
  test('starts in one category of the plan, once by its name', async () => {
    id = await started(town, '蜂蜜生产线')
    const again = await town.office(project.startProject, {
      body: {
        name: '蜂蜜生产线',
        purpose: '又一次',
        category: 'leading-industry',
        startedOn: '2026-02-02',
        evidence: town.paper,
      },
    })
    expect(again.refused).toEqual([['project.name_known', '/name']])
    expect((await detail(id)).state).toBe('started')
  })
  test('the scheme goes to another person, who approves it; its money is reserved then', async () => {
    const early = await approveIt(town, id)
    expect(codes(early)).toEqual(['project.not_now'])
    const planned = await town.office(project.planProject, {
      params: params(),
      body: schemeOf(town, COUNTY_300),
    })
    expect(planned.status).toBe(200)
    expect(await countyMoney()).toMatchObject({ available: wan(300), reserved: '0' })
    expect((await approveIt(town, id)).status).toBe(200)
    expect(await countyMoney()).toMatchObject({ available: '0', reserved: wan(300) })
  })
  test('a tender follows the approved scheme; a change goes back for approval', async () => {
    const announced = await town.office(project.announceTender, {
      params: params(),
      body: tenderOf(town, '采-1'),
    })
    expect(announced.status).toBe(200)
    const changed = schemeOf(town, [{ source: 'county', amount: wan(290) }], { why: '预算调整，附会议纪要' })
    const silent = await town.office(project.planProject, {
      params: params(),
      body: schemeOf(town, COUNTY_300),
    })
    expect(silent.refused).toEqual([['project.why_needed', '/why']])
    await town.office(project.planProject, { params: params(), body: changed })
    const bid = {
      bidder: '甲',
      creditCode: '1',
      receivedAt: '2026-03-23T08:00:00.000Z',
      evidence: town.paper,
    }
    const other = await town.office(project.receiveBid, {
      params: params(),
      body: { ...bid, bidder: '甲公司', creditCode: '91140521MA0K1EXT1M' },
    })
    expect(codes(other)).toEqual(['project.not_now'])
    await approveIt(town, id)
    expect(await countyMoney()).toMatchObject({ available: wan(10), reserved: wan(290) })
    const again = await town.office(project.announceTender, {
      params: params(),
      body: tenderOf(town, '采-2'),
    })
    expect(again.status).toBe(200)
    expect((await detail(id)).tenders.map(({ number, version }) => [number, version])).toEqual([
      ['采-2', 2],
      ['采-1', 1],
    ])
  })
  test('bids are opened all at once and never before their moment', async () => {
    const receive = (bidder: string, creditCode: string, receivedAt: string) =>
      town.office(project.receiveBid, {
        params: params(),
        body: { bidder, creditCode, receivedAt, evidence: town.paper },
      })
    const first = await receive('甲电商服务有限公司', '91140521MA0K1EXT1M', '2026-03-20T08:00:00.000Z')
    expect(codes(await receive('甲公司', '91140521MA0K1EXT1M', '2026-03-20T08:00:00.000Z'))).toEqual([
      'project.bidder_known',
    ])
    expect(codes(await receive('丙公司', '91140521MA0K1EXT16', '2026-03-24T02:00:00.000Z'))).toEqual([
      'project.credit_code',
      'project.bid_late',
    ])
    const second = await receive('乙网络科技有限公司', '91140521MA0K2EXT2G', '2026-03-23T08:00:00.000Z')
    const open = (bids: object[], openedAt = '2026-03-24T01:00:00.000Z') =>
      town.office(project.openBids, {
        params: params(),
        body: { openedAt, witnesses: '公证员甲', bids, evidence: town.paper },
      })
    const one = { bid: first.answer.id, amount: wan(280), valid: true }
    expect(codes(await open([one]))).toEqual(['project.bids_incomplete'])
    const two = { bid: second.answer.id, amount: wan(295), valid: true }
    expect(codes(await open([one, two], '2026-03-23T01:00:00.000Z'))).toEqual(['project.opening_early'])
    expect((await open([one, two])).status).toBe(200)
    const late = await town.office(project.awardTender, {
      params: params(),
      body: awardOf(town, second.answer.id),
    })
    expect(codes(late)).toEqual(['project.above_budget'])
  })
  test('the award is published here; a contract is not signed before it has passed', async () => {
    const bid = (await detail(id)).tenders[0]?.bids[0]?.id ?? ''
    const { publishedElsewhere: _, ...body } = awardOf(town, bid)
    const awarded = await town.office(project.awardTender, {
      params: params(),
      body: { ...body, publishHere: { days: 5, contact: '县工信局 0356-0000000' } },
    })
    expect(awarded.status).toBe(200)
    const money = [{ source: 'county', amount: wan(280) }]
    const drafted = await town.office(project.draftContract, {
      params: params(),
      body: contractOf(town, '合-1', money, [wan(100), wan(180)]),
    })
    expect(codes(drafted)).toEqual(['project.award_not_public'])
  })
  test('contract, milestones, payments: in their order, by their people', async () => {
    id = await openedProject(town, '第二个项目', [wan(8), wan(9)], [{ source: 'county', amount: wan(10) }])
    const bid = (await detail(id)).tenders[0]?.bids[0]?.id ?? ''
    await town.office(project.awardTender, { params: params(), body: awardOf(town, bid) })
    const money = [{ source: 'county', amount: wan(8) }]
    const draft = (parts: string[], more: object = {}) =>
      town.office(project.draftContract, {
        params: params(),
        body: contractOf(town, '合-2', money, parts, more),
      })
    expect(codes(await draft([wan(5), wan(2)]))).toEqual(['project.parts_sum'])
    expect(codes(await draft([wan(5), wan(3)], { signedOn: '2026-04-02' }))).toEqual([
      'project.award_not_public',
    ])
    const drafted = await draft([wan(5), wan(3)])
    expect(drafted.status).toBe(200)
    const judge = (ask: typeof town.leader, approved: boolean) =>
      ask(project.judgeVersion, {
        params: { ...params(), version: drafted.answer.id },
        body: { approved, ...(approved ? {} : { reason: '里程碑太少' }) },
      })
    expect((await judge(town.leader, true)).status).toBe(200)
    expect(await countyMoney()).toMatchObject({ reserved: wan(290), committed: wan(8), available: wan(2) })
    const pay = (amount: string, voucher: string) =>
      town.treasury(project.payMilestone, { params: params(), body: payOf(town, 1, amount, voucher) })
    expect(codes(await pay(wan(1), 'V1'))).toEqual(['project.milestone_state'])
    expect((await acceptedMilestone(town, id, 1, false)).status).toBe(200)
    expect(codes(await pay(wan(1), 'V1'))).toEqual(['project.milestone_state'])
    expect((await acceptedMilestone(town, id, 1)).status).toBe(200)
    expect(codes(await pay(wan(6), 'V1'))).toEqual(['project.above_milestone'])
    expect((await pay(wan(2), 'V1')).status).toBe(200)
    expect((await pay(wan(3), 'V2')).status).toBe(200)
    expect(codes(await pay('1', 'V3'))).toEqual(['project.above_milestone'])
    expect(await countyMoney()).toMatchObject({ committed: wan(3), paid: wan(5) })
  })
  test('the fund’s own page does not pay what belongs to a project', async () => {
    const { answer } = await town.office(listAllotments, { query: { state: 'committed' } })
    const allotment = answer.items[0]?.id ?? ''
    const paid = await town.treasury(payAllotment, {
      params: { allotment },
      body: { amount: '100', voucherNo: 'X', paidOn: '2026-11-20', evidence: town.paper },
    })
    expect(codes(paid)).toEqual(['fund.through_origin'])
  })
  test('an amendment is told line by line, and the fund follows it', async () => {
    const amend = (parts: { amount: string; needsNotice?: boolean }[], total: string) =>
      town.office(project.amendContract, {
        params: params(),
        body: {
          signedOn: '2026-09-01',
          money: [{ source: 'county', amount: total }],
          milestones: parts.map(({ amount, needsNotice }, i) => milestone(i + 1, amount, needsNotice)),
          why: '增加培训内容，见补充协议',
          evidence: town.paper,
        },
      })
    expect(codes(await amend([{ amount: wan(4) }, { amount: wan(3) }], wan(7)))).toEqual([
      'project.accepted_stays',
    ])
    const asked = await amend([{ amount: wan(5) }, { amount: '3800000', needsNotice: true }], '8800000')
    expect(asked.status).toBe(200)
    expect(codes(await amend([{ amount: wan(5) }, { amount: wan(1) }], wan(6)))).toEqual([
      'project.version_waits',
    ])
    await town.leader(project.judgeVersion, {
      params: { ...params(), version: asked.answer.id },
      body: { approved: true },
    })
    expect(await countyMoney()).toMatchObject({ committed: '3800000', paid: wan(5), available: '1200000' })
    const { contract } = await detail(id)
    expect(contract?.amount).toBe('8800000')
    expect(contract?.versions[1]?.changes).toEqual([
      '合同价：¥80,000.00 → ¥88,000.00',
      '里程碑 2“第2期”金额：¥30,000.00 → ¥38,000.00',
      '里程碑 2“第2期”付款前公示：不要 → 要',
    ])
  })
  test('accepted whole, published, evaluated, archived; the last milestone is paid after its notice', async () => {
    await acceptedMilestone(town, id, 2)
    expect((await detail(id)).state).toBe('accepted')
    const pay = (paidOn: string) =>
      town.treasury(project.payMilestone, {
        params: params(),
        body: payOf(town, 2, wan(3), 'V9', { paidOn }),
      })
    expect(codes(await pay('2026-11-20'))).toEqual(['project.acceptance_not_public'])
    const shown = await town.office(project.publiciseAcceptance, {
      params: params(),
      body: { days: 5, contact: '县工信局 0356-0000000', evidence: town.paper },
    })
    expect(shown.status).toBe(200)
    const evaluate = () =>
      town.reviewer(project.evaluateProject, {
        params: params(),
        body: {
          evaluator: '某会计师事务所',
          evaluatedOn: '2026-11-20',
          score: '92.5',
          found: '达到绩效目标',
          evidence: town.paper,
        },
      })
    expect(codes(await evaluate())).toEqual(['project.notice_not_passed'])
    await town.moveTo(new Date('2026-12-08T02:00:00Z'))
    expect((await pay('2026-12-08')).status).toBe(200)
    expect((await evaluate()).status).toBe(200)
    const archived = await town.office(project.archiveProject, {
      params: params(),
      body: { archivedOn: '2026-12-08', evidence: town.paper },
    })
    expect(archived.status).toBe(200)
    const { state, steps, evaluations } = await detail(id)
    expect(state).toBe('archived')
    expect(evaluations[0]?.score).toBe('92.50')
    expect(steps.map(({ event }) => event).slice(-4)).toEqual(['accept', 'publicise', 'evaluate', 'archive'])
  })
  test('each department enters its own duties only', async () => {
    const permit = { kind: 'permit', name: '备案证', doneOn: '2026-03-01', evidence: town.paper }
    expect((await town.approval(project.recordDuty, { params: params(), body: permit })).status).toBe(200)
    expect(codes(await town.inspector(project.recordDuty, { params: params(), body: permit }))).toEqual([
      'project.duty_of_another',
    ])
  })
  test('life in the contract and life in the database are one table', async () => {
    const { rows } = await town.owner.query('select event, from_state, to_state from project.life')
    const told = rows.map(({ event, from_state, to_state }) => [event, from_state, to_state].join(' ')).sort()
    expect(told).toEqual(project.LIFE.map((row) => row.join(' ')).sort())
  })
})
