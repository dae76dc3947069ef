import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zId, zInstant, zPage, zPageOf, zSha256 } from '../../../kernel/wire.ts'

const query = zPage.extend({
  after: zId.optional(),
  actor: z.string().min(1).max(40).optional(),
  outcome: z.enum(['done', 'refused', 'failed']).optional(),
})

/** 审计条目 One act. `detail` is JSON as text: what it holds differs from act to act. */
const answer = zPageOf(
  z.object({
    seq: z.string(),
    at: zInstant,
    actor: z.string(),
    actorName: z.string().optional(),
    act: z.string(),
    subject: z.string(),
    outcome: z.enum(['done', 'refused', 'failed']),
    detail: z.string(),
    hash: zSha256,
  }),
)

/** 核验 The chain recomputed: whole, or every entry that does not fit. `head` is worth printing and keeping elsewhere. */
const verified = z.object({
  whole: z.boolean(),
  entries: z.string(),
  head: zSha256,
  breaks: z.array(z.object({ seq: z.string(), why: z.enum(['gap', 'link', 'content', 'tail']) })),
})

const may = 'identity.read-audit'

export const listAudit = endpoint({
  id: 'identity.list-audit',
  method: 'GET',
  path: '/api/etowns/:etown/audit',
  may,
  summary: { zh: '本e镇审计', en: 'Audit of the e-town' },
  query,
  answer,
})

export const listHouseAudit = endpoint({
  id: 'identity.list-house-audit',
  method: 'GET',
  path: '/api/audit',
  may,
  summary: { zh: '全平台审计（登录、账号、授权）', en: 'Audit of the platform' },
  query,
  answer,
})

export const verifyAudit = endpoint({
  id: 'identity.verify-audit',
  method: 'GET',
  path: '/api/etowns/:etown/audit/verified',
  may,
  summary: { zh: '核验本e镇审计链', en: 'Verify the audit chain of the e-town' },
  answer: verified,
})

export const verifyHouseAudit = endpoint({
  id: 'identity.verify-house-audit',
  method: 'GET',
  path: '/api/audit/verified',
  may,
  summary: { zh: '核验全平台审计链', en: 'Verify the audit chain of the platform' },
  answer: verified,
})
