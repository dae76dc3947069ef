import { allocateFund, registerTranche } from '../../src/modules/fund/contract/index.ts'
import * as project from '../../src/modules/project/contract/index.ts'
import { actAs } from './actor.ts'
import { asking } from './asking.ts'
import { type FundTown, openFundTown, TOWN } from './fund-town.ts'

type Ask = FundTown['office']

/** The e-town of 沁水 with money in the county's and the province's pools, and everybody a project needs. */
export type ProjectTown = FundTown & {
  readonly operator: Ask
  readonly approval: Ask
  readonly reviewer: Ask
  readonly inspector: Ask
  readonly paper: string
  /** Somebody else, by role. */
  as(role: string, name: string): Promise<Ask>
}

const WAN = 1_000_000n
export const wan = (n: number): string => String(BigInt(n) * WAN)

export async function openProjectTown(
  county = wan(300),
  settings: Readonly<Record<string, string>> = {},
): Promise<ProjectTown> {
  const town = await openFundTown(settings)
  const as = async (role: string, name: string): Promise<Ask> =>
    asking(town.server, await actAs(town.server, { etown: town.etown, roles: [role], name }), TOWN)
  const paper = await town.file(town.office, '依据')
  const arrive = (source: string, document: string, amount: string) =>
    town.treasury(registerTranche, {
      body: { source, document, amount, arrivedOn: '2026-01-05', evidence: paper },
    })
  await arrive('province', '省一号', wan(1000))
  await arrive('county', '县一号', county)
  const allocate = (source: string, category: string, amount: string) =>
    town.office(allocateFund, { body: { source, category, amount } })
  await allocate('province', 'leading-industry', wan(500))
  await allocate('county', 'whole', county)
  return {
    ...town,
    operator: await as('operator', '钱承办'),
    approval: await as('approval', '孙审批'),
    reviewer: await as('reviewer', '周评审'),
    inspector: await as('agriculture', '吴验收'),
    paper,
    as,
    [Symbol.asyncDispose]: () => town[Symbol.asyncDispose](),
  }
}

type Money = readonly { readonly source: string; readonly amount: string }[]
export const COUNTY_300: Money = [{ source: 'county', amount: wan(300) }]

/** Two market entities of nobody: their codes have a right check character. */
export const BIDDERS = [
  { bidder: '甲电商服务有限公司', creditCode: '91140521MA0K1EXT1M' },
  { bidder: '乙网络科技有限公司', creditCode: '91140521MA0K2EXT2G' },
] as const

export async function started(town: ProjectTown, name: string): Promise<string> {
  const made = await town.office(project.startProject, {
    body: {
      name,
      purpose: '建设网货标准化生产线',
      clause: '五.四',
      category: 'leading-industry',
      startedOn: '2026-02-02',
      evidence: town.paper,
    },
  })
  return made.answer.id
}

export const schemeOf = (town: ProjectTown, money: Money, more: object = {}) => ({
  way: 'open',
  money,
  scope: '生产线一条，含安装与培训',
  qualification: '具有独立承担民事责任的能力',
  scoring: '综合评分法：技术 60 分，价格 40 分',
  termDays: 180,
  plannedOn: '2026-02-10',
  evidence: town.paper,
  ...more,
})

export async function planned(town: ProjectTown, name: string, money: Money = COUNTY_300): Promise<string> {
  const id = await started(town, name)
  await town.office(project.planProject, { params: { project: id }, body: schemeOf(town, money) })
  return id
}

export const approveIt = (town: ProjectTown, id: string) =>
  town.leader(project.approveProject, {
    params: { project: id },
    body: { approvedOn: '2026-02-20', evidence: town.paper },
  })

export const tenderOf = (town: ProjectTown, number: string, more: object = {}) => ({
  number,
  publishedOn: '2026-03-02',
  place: '中国政府采购网',
  opensAt: '2026-03-24T01:00:00.000Z',
  evidence: town.paper,
  ...more,
})

/** Announced, bid for by two, opened: `amounts` in fen. */
export async function openedProject(
  town: ProjectTown,
  name: string,
  amounts: readonly [string, string],
  money: Money = COUNTY_300,
): Promise<string> {
  const id = await planned(town, name, money)
  const params = { project: id }
  await approveIt(town, id)
  await town.office(project.announceTender, { params, body: tenderOf(town, `采-${name}`) })
  const bids: string[] = []
  for (const bidder of BIDDERS) {
    const body = { ...bidder, receivedAt: '2026-03-23T08:00:00.000Z', evidence: town.paper }
    bids.push((await town.office(project.receiveBid, { params, body })).answer.id)
  }
  await town.office(project.openBids, {
    params,
    body: {
      openedAt: '2026-03-24T01:00:00.000Z',
      witnesses: '公证员甲、监督员乙',
      bids: bids.map((bid, i) => ({ bid, amount: amounts[i] ?? wan(1), valid: true })),
      evidence: town.paper,
    },
  })
  return id
}

export const awardOf = (town: ProjectTown, bid: string, more: object = {}) => ({
  bid,
  decidedOn: '2026-03-25',
  reason: '综合得分第一',
  evidence: town.paper,
  publishedElsewhere: { where: '中国政府采购网', from: '2026-03-26', through: '2026-04-02' },
  ...more,
})

export const milestone = (place: number, amount: string, needsNotice = false) => ({
  place,
  name: `第${place}期`,
  deliverable: `第${place}期设备到货并验收`,
  amount,
  dueOn: '2026-09-30',
  needsNotice,
})

export const contractOf = (
  town: ProjectTown,
  number: string,
  money: Money,
  parts: readonly string[],
  more: object = {},
) => ({
  number,
  signedOn: '2026-04-10',
  money,
  milestones: parts.map((amount, i) => milestone(i + 1, amount)),
  evidence: town.paper,
  ...more,
})

/** With an approved contract over these milestones, all money from the county. */
export async function contracted(
  town: ProjectTown,
  name: string,
  parts: readonly string[],
  more: object = {},
): Promise<string> {
  const total = String(parts.reduce((sum, part) => sum + BigInt(part), 0n))
  const money = [{ source: 'county', amount: total }]
  const id = await openedProject(town, name, [total, wan(400)], money)
  const params = { project: id }
  const { answer } = await town.office(project.getProject, { params })
  const bid = answer.tenders[0]?.bids[0]?.id ?? ''
  await town.office(project.awardTender, { params, body: awardOf(town, bid) })
  const drafted = await town.office(project.draftContract, {
    params,
    body: contractOf(town, `合-${name}`, money, parts, more),
  })
  await town.leader(project.judgeVersion, {
    params: { ...params, version: drafted.answer.id },
    body: { approved: true },
  })
  return id
}

/** Delivered by the operator, accepted by another. */
export async function acceptedMilestone(town: ProjectTown, id: string, place: number, accepted = true) {
  const params = { project: id }
  const delivered = await town.operator(project.deliverMilestone, {
    params,
    body: { place, deliveredOn: '2026-08-03', said: '已到货安装', evidence: town.paper },
  })
  return town.inspector(project.inspectDelivery, {
    params: { ...params, delivery: delivered.answer.id },
    body: {
      accepted,
      inspectedOn: '2026-08-10',
      said: accepted ? '符合合同' : '缺两台，须补齐',
      evidence: town.paper,
    },
  })
}

export const payOf = (
  town: ProjectTown,
  place: number,
  amount: string,
  voucherNo: string,
  more: object = {},
) => ({
  place,
  source: 'county',
  amount,
  voucherNo,
  paidOn: '2026-11-20',
  evidence: town.paper,
  ...more,
})
