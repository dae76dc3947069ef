import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { keysOf } from '#kernel/keys'
import { zDay, zId, zInstant, zPageById, zPageOf, zSha256 } from '#kernel/wire'
import { projectRefusals as refusals } from './refusals.ts'
import * as shapes from './shapes.ts'
import { PROCUREMENT_WAYS, PROJECT_STATES } from './words.ts'

const projects = '/api/etowns/:etown/projects'
const one = `${projects}/:project`
const made = z.object({ id: zId })
const project = z.object({ project: zId })
const evidence = zSha256

export const listProjects = endpoint({
  id: 'project.list',
  method: 'GET',
  path: projects,
  may: 'project.read',
  summary: { zh: '项目', en: 'Projects' },
  query: zPageById.extend({ state: z.enum(keysOf(PROJECT_STATES)).optional() }),
  answer: zPageOf(shapes.zProjectItem),
  refusals,
})

export const getProject = endpoint({
  id: 'project.get',
  method: 'GET',
  path: one,
  may: 'project.read',
  summary: { zh: '项目详情', en: 'One project' },
  params: project,
  answer: shapes.zProjectDetail,
  refusals,
})

export const bringProjectEvidence = endpoint({
  id: 'project.bring-evidence',
  method: 'POST',
  path: '/api/etowns/:etown/project-evidence',
  may: 'project.read',
  summary: { zh: '上传项目的证据文件', en: 'Upload an evidence file of a project' },
  takes: 'stream',
  accepts: ['document', 'image', 'table'],
  answer: z.object({ sha256: zSha256 }),
})

export const projectEvidence = endpoint({
  id: 'project.evidence',
  method: 'GET',
  path: '/api/etowns/:etown/project-evidence/:sha256',
  may: 'project.read',
  summary: { zh: '打开项目的证据文件', en: 'Open an evidence file of a project' },
  params: z.object({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const startProject = endpoint({
  id: 'project.start',
  method: 'POST',
  path: projects,
  may: 'project.draft',
  summary: { zh: '立项', en: 'Start a project' },
  body: z.strictObject({
    name: shapes.zText(100),
    purpose: shapes.zText(1000),
    clause: z.string().trim().min(1).max(40).optional(),
    category: shapes.zCode,
    startedOn: zDay,
    evidence,
  }),
  answer: made,
  refusals,
})

export const planProject = endpoint({
  id: 'project.plan',
  method: 'POST',
  path: `${one}/schemes`,
  may: 'project.draft',
  summary: { zh: '报采购方案（改动须重报）', en: 'Submit the procurement scheme' },
  params: project,
  body: z.strictObject({
    way: z.enum(keysOf(PROCUREMENT_WAYS)),
    money: shapes.zMoney,
    scope: shapes.zText(4000),
    qualification: shapes.zText(2000),
    scoring: shapes.zText(2000),
    termDays: z.int().min(1).max(3650),
    plannedOn: zDay,
    why: shapes.zWhy.optional(),
    evidence,
  }),
  answer: made,
  refusals,
})

export const returnScheme = endpoint({
  id: 'project.return',
  method: 'POST',
  path: `${one}/return`,
  may: 'project.approve',
  summary: { zh: '退回方案', en: 'Return the scheme' },
  params: project,
  body: z.strictObject({ reason: shapes.zWhy }),
  answer: made,
  refusals,
})

export const approveProject = endpoint({
  id: 'project.approve',
  method: 'POST',
  path: `${one}/approval`,
  may: 'project.approve',
  summary: { zh: '核准方案并预留资金', en: 'Approve the scheme and reserve its money' },
  params: project,
  body: z.strictObject({ approvedOn: zDay, evidence }),
  answer: made,
  refusals,
})

export const announceTender = endpoint({
  id: 'project.announce',
  method: 'POST',
  path: `${one}/tenders`,
  may: 'project.procure',
  summary: { zh: '发采购公告', en: 'Announce the procurement' },
  params: project,
  body: z.strictObject({
    number: shapes.zText(60),
    publishedOn: zDay,
    place: shapes.zText(300),
    opensAt: zInstant,
    evidence,
  }),
  answer: made,
  refusals,
})

export const receiveBid = endpoint({
  id: 'project.receive-bid',
  method: 'POST',
  path: `${one}/bids`,
  may: 'project.procure',
  summary: { zh: '登记收到的投标', en: 'Register a bid received' },
  params: project,
  body: z.strictObject({
    bidder: shapes.zText(100),
    creditCode: z.string().trim().min(15).max(20),
    receivedAt: zInstant,
    evidence,
  }),
  answer: made,
  refusals,
})

export const openBids = endpoint({
  id: 'project.open-bids',
  method: 'POST',
  path: `${one}/opening`,
  may: 'project.procure',
  summary: { zh: '开标：所有报价同时登记', en: 'Open all bids at once' },
  params: project,
  body: z.strictObject({
    openedAt: zInstant,
    witnesses: shapes.zText(300),
    bids: z
      .array(
        z.strictObject({
          bid: zId,
          amount: shapes.zAmount,
          valid: z.boolean(),
          why: z.string().trim().min(2).max(500).optional(),
        }),
      )
      .min(1)
      .max(100),
    evidence,
  }),
  answer: made,
  refusals,
})

export const failTender = endpoint({
  id: 'project.fail',
  method: 'POST',
  path: `${one}/failure`,
  may: 'project.procure',
  summary: { zh: '采购失败', en: 'The procurement failed' },
  params: project,
  body: z.strictObject({ failedOn: zDay, reason: shapes.zWhy, evidence }),
  answer: made,
  refusals,
})

export const awardTender = endpoint({
  id: 'project.award',
  method: 'POST',
  path: `${one}/award`,
  may: 'project.procure',
  summary: { zh: '定标并公示结果', en: 'Award and publish the result' },
  params: project,
  body: z.strictObject({
    bid: zId,
    decidedOn: zDay,
    reason: shapes.zReason,
    evidence,
    publishHere: z.strictObject({ days: z.int().min(1).max(60), contact: shapes.zText(200, 5) }).optional(),
    publishedElsewhere: z
      .strictObject({ where: shapes.zText(300), from: zDay, through: zDay })
      .optional()
      .meta({ description: '在别处公示过的：哪里、公布日、期满日' }),
  }),
  answer: made,
  refusals,
})
