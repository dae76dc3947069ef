import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { keysOf } from '../../../kernel/keys.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zDay, zId, zInstant, zPage, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { partyRefusals as refusals } from './refusals.ts'
import { zPartyItem, zPlaceCode, zPoint, zProduct, zSite, zSiteKind } from './shapes.ts'
import { DUPLICATE_STATES, LIKENESSES } from './words.ts'

const zState = z.enum(keysOf(DUPLICATE_STATES))

/** 疑似重复 A pair that looks like one party, with every reason and its points. */
export const zDuplicate = z.object({
  a: zPartyItem,
  b: zPartyItem,
  score: z.int(),
  why: z.array(z.object({ code: z.enum(keysOf(LIKENESSES)), points: z.int() })),
  state: zState,
  kept: zId.optional(),
  reason: z.string().optional(),
  decidedBy: z.string().optional(),
  decidedAt: zInstant.optional(),
})
export type Duplicate = z.output<typeof zDuplicate>

export const listDuplicates = endpoint({
  id: 'party.list-duplicates',
  method: 'GET',
  path: '/api/etowns/:etown/party-duplicates',
  may: 'party.read',
  summary: { zh: '查看疑似重复', en: 'List pairs that look like one party' },
  query: zPage.extend({
    after: z
      .string()
      .regex(/^\d{1,4}(\.\d{1,18}){2}$/)
      .optional(),
    state: zState.optional(),
  }),
  answer: zPageOf(zDuplicate),
})

export const decideDuplicate = endpoint({
  id: 'party.decide-duplicate',
  method: 'POST',
  path: '/api/etowns/:etown/party-duplicates/:a/:b',
  may: 'party.merge',
  summary: { zh: '判断是否同一主体', en: 'Decide whether two parties are one' },
  params: z.strictObject({ a: zId, b: zId }),
  body: z.strictObject({
    decision: z.enum(['same', 'different']),
    keep: zId.optional().meta({ description: '合并时保留的主体' }),
    reason: zReason,
  }),
  answer: z.object({ state: zState }),
  refusals,
})

export const listSites = endpoint({
  id: 'party.list-sites',
  method: 'GET',
  path: '/api/etowns/:etown/party-sites',
  may: 'party.read',
  summary: { zh: '查看场所', en: 'List sites' },
  query: zPageById.extend({ party: zId.optional(), kind: zSiteKind.optional() }),
  answer: zPageOf(zSite),
})

export const openSite = endpoint({
  id: 'party.open-site',
  method: 'POST',
  path: '/api/etowns/:etown/party-sites',
  may: 'party.write',
  summary: { zh: '登记场所', en: 'Register a site' },
  body: z.strictObject({
    kind: zSiteKind,
    name: z.string().trim().min(2).max(100),
    party: zId.optional(),
    placeCode: zPlaceCode.optional(),
    address: z.string().trim().max(200).optional(),
    point: zPoint.optional(),
    openedOn: zDay,
  }),
  answer: z.object({ id: zId }),
  refusals,
})

export const closeSite = endpoint({
  id: 'party.close-site',
  method: 'POST',
  path: '/api/etowns/:etown/party-sites/:site/close',
  may: 'party.write',
  summary: { zh: '关停场所', en: 'Close a site' },
  params: z.strictObject({ site: zId }),
  body: z.strictObject({ on: zDay, reason: zReason }),
  answer: z.object({ id: zId }),
  refusals,
})

export const listProducts = endpoint({
  id: 'party.list-products',
  method: 'GET',
  path: '/api/etowns/:etown/party-products',
  may: 'party.read',
  summary: { zh: '查看网货', en: 'List products sold online' },
  query: zPageById.extend({ party: zId.optional() }),
  answer: zPageOf(zProduct),
})

export const addProduct = endpoint({
  id: 'party.add-product',
  method: 'POST',
  path: '/api/etowns/:etown/parties/:party/products',
  may: 'party.write',
  summary: { zh: '登记网货', en: 'Register a product sold online' },
  params: z.strictObject({ party: zId }),
  body: z.strictObject({
    name: z.string().trim().min(2).max(100),
    category: z.string().trim().min(1).max(50),
    since: zDay,
  }),
  answer: z.object({ id: zId }),
  refusals,
})

export const withdrawProduct = endpoint({
  id: 'party.withdraw-product',
  method: 'POST',
  path: '/api/etowns/:etown/party-products/:product/withdraw',
  may: 'party.write',
  summary: { zh: '下架网货', en: 'Withdraw a product' },
  params: z.strictObject({ product: zId }),
  body: z.strictObject({ on: zDay, reason: zReason }),
  answer: z.object({ id: zId }),
  refusals,
})
