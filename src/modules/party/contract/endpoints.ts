import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zReason } from '../../../kernel/reason.ts'
import { kernelRefusals } from '../../../kernel/refusals.ts'
import { zDay, zId, zInstant, zPageById, zPageOf, zSha256 } from '../../../kernel/wire.ts'
import { partyRefusals } from './refusals.ts'
import { zBoundaryForm, zPartyDetail, zPartyForm, zPartyItem, zPartyKind, zPoint } from './shapes.ts'

const parties = '/api/etowns/:etown/parties'
const party = z.strictObject({ party: zId })
const refusals = { ...partyRefusals, ...kernelRefusals }
const saved = z.object({ id: zId, version: z.int() })

/** 筛选 What a list, or an export, is narrowed to. */
export const zPartyFilter = z.strictObject({
  kind: zPartyKind.optional(),
  inside: z.enum(['yes', 'no', 'unknown']).optional(),
  ecommerce: z.enum(['yes', 'no']).optional(),
  registeredFrom: zDay.optional(),
  registeredUntil: zDay.optional().meta({ description: '不含当日' }),
  merged: z.enum(['yes', 'no']).optional().meta({ description: '缺省 no：不列已并入的' }),
  text: z.string().trim().min(1).max(100).optional().meta({ description: '名称或信用代码中的文字' }),
})
export type PartyFilter = z.output<typeof zPartyFilter>

export const listParties = endpoint({
  id: 'party.list',
  method: 'GET',
  path: parties,
  may: 'party.read',
  summary: { zh: '查看市场主体', en: 'List parties' },
  query: zPartyFilter.extend(zPageById.shape),
  answer: zPageOf(zPartyItem),
})

export const getParty = endpoint({
  id: 'party.get',
  method: 'GET',
  path: `${parties}/:party`,
  may: 'party.read',
  summary: { zh: '查看一个市场主体', en: 'See one party with its history' },
  params: party,
  answer: zPartyDetail,
  refusals,
})

export const revealParty = endpoint({
  id: 'party.reveal',
  method: 'POST',
  path: `${parties}/:party/reveal`,
  may: 'party.reveal',
  summary: { zh: '查看主体的完整个人信息', en: 'Reveal the personal data of a party' },
  params: party,
  body: z.strictObject({ reason: zReason }),
  answer: z.object({
    name: z.string(),
    residentId: z.string().optional(),
    legalRepresentative: z.string().optional(),
    phone: z.string().optional(),
    address: z.string().optional(),
  }),
  refusals,
  keyless: 'The answer is personal data and must not be stored for replay.',
})

export const registerParty = endpoint({
  id: 'party.register',
  method: 'POST',
  path: parties,
  may: 'party.write',
  summary: { zh: '登记市场主体', en: 'Register a party' },
  body: zPartyForm,
  answer: saved,
  refusals,
})

export const amendParty = endpoint({
  id: 'party.amend',
  method: 'PUT',
  path: `${parties}/:party`,
  may: 'party.write',
  summary: { zh: '修改市场主体', en: 'Amend a party' },
  params: party,
  body: z.strictObject({ version: z.int().min(1), reason: zReason, form: zPartyForm }),
  answer: saved,
  refusals,
})

export const markEcommerce = endpoint({
  id: 'party.mark-ecommerce',
  method: 'PUT',
  path: `${parties}/:party/ecommerce`,
  may: 'party.write',
  summary: { zh: '标记开展电商（附证据）', en: 'Mark since when a party does e-commerce, with evidence' },
  params: party,
  query: z.strictObject({ since: zDay }),
  takes: 'stream',
  accepts: ['image', 'document', 'table'],
  answer: saved,
  refusals,
})

export const unmarkEcommerce = endpoint({
  id: 'party.unmark-ecommerce',
  method: 'DELETE',
  path: `${parties}/:party/ecommerce`,
  may: 'party.write',
  summary: { zh: '撤销开展电商标记', en: 'Take the e-commerce mark back' },
  params: party,
  body: z.strictObject({ reason: zReason }),
  answer: saved,
  refusals,
})

export const partyEvidence = endpoint({
  id: 'party.evidence',
  method: 'GET',
  path: `${parties}/:party/evidence/:sha256`,
  may: 'party.read',
  summary: { zh: '打开主体的证据文件', en: 'Open an evidence file of a party' },
  params: party.extend({ sha256: zSha256 }),
  answer: z.object({}),
  sends: 'file',
  refusals,
})

export const mapParties = endpoint({
  id: 'party.map',
  method: 'GET',
  path: '/api/etowns/:etown/party-map',
  may: 'party.read',
  summary: { zh: '主体分布图', en: 'Parties on the map' },
  query: zPartyFilter,
  answer: z.object({
    /** GB/T 2260, to draw the county's outline by. */
    county: z.string(),
    total: z.int(),
    /** Those with coordinates; farmers' are rounded to about 100 m. */
    points: z.array(
      z
        .object({ id: zId, kind: zPartyKind, name: z.string(), inside: z.boolean().optional() })
        .extend(zPoint.shape),
    ),
  }),
})

export const getBoundary = endpoint({
  id: 'party.boundary',
  method: 'GET',
  path: '/api/etowns/:etown/party-boundary',
  may: 'party.read',
  summary: { zh: '查看e镇范围', en: 'See the boundary of the e-town' },
  answer: z.object({
    /** Absent: nobody has set it yet, so every party is "not known yet". */
    boundary: zBoundaryForm.extend({ version: z.int(), setBy: z.string(), setAt: zInstant }).optional(),
    /** What can be chosen: towns of the county and their villages. */
    towns: z.array(
      z.object({
        code: z.string(),
        name: z.string(),
        villages: z.array(z.object({ code: z.string(), name: z.string() })),
      }),
    ),
  }),
})

export const setBoundary = endpoint({
  id: 'party.set-boundary',
  method: 'PUT',
  path: '/api/etowns/:etown/party-boundary',
  may: 'party.bound',
  summary: { zh: '划定e镇范围', en: 'Set the boundary of the e-town' },
  body: zBoundaryForm,
  answer: z.object({ version: z.int(), parties: z.int().meta({ description: '判定因此改变的主体数' }) }),
  refusals,
})
