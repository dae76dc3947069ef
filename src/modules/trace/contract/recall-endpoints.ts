import { z } from 'zod'
import { zReasonWithin } from '#kernel/reason'
import { endpoint } from '../../../kernel/endpoint.ts'
import type { RefusalCatalogue } from '../../../kernel/refusal.ts'
import { zId, zInstant, zPage, zPageOf, zSha256 } from '../../../kernel/wire.ts'

export const recallRefusals = {
  'trace.recall_unknown_code': {
    status: 422,
    zh: '“{code}”没有任何溯源事件；请核对批次或物品编码，或先补登记。',
    en: '{code} has no events at all. Check the lot or item, or record it first.',
  },
  'trace.recall_too_large': {
    status: 422,
    zh: '涉及的物品超过 {limit} 件；请分批次召回。',
    en: 'More than {limit} items are affected. Recall fewer lots at a time.',
  },
  'trace.no_recall': { status: 404, zh: '没有第 {id} 次召回；请核对编号。', en: 'No recall {id}.' },
  'trace.recall_closed': {
    status: 409,
    zh: '这次召回已经结束，不能再改；需要时请另开一次。',
    en: 'This recall is closed. Open another if needed.',
  },
} as const satisfies RefusalCatalogue

const zCounts = z.object({
  lots: z.int(),
  items: z.int(),
  containers: z.int(),
  places: z.int(),
  orders: z.int(),
  parcels: z.int(),
  buyers: z.int(),
})
export type RecallCounts = z.output<typeof zCounts>

const zRecall = z.object({
  id: zId,
  drill: z.boolean(),
  reason: z.string(),
  lots: z.array(z.string()),
  openedAt: zInstant,
  openedBy: z.string(),
  /** How long the list took, in milliseconds. */
  listedMs: z.int(),
  counts: zCounts,
  listSha256: zSha256,
  closedAt: zInstant.optional(),
  /** From opening to closing, whole minutes begun. */
  minutes: z.int().optional(),
  note: z.string().optional(),
})
export type RecallView = z.output<typeof zRecall>

/** What may stand for one lot or item: a Digital Link or EPC URN, in any of its spellings. */
const zCode = z.string().trim().min(3).max(500)
const at = '/api/etowns/:etown/recalls'
const one = z.strictObject({ recall: zId })

export const openRecall = endpoint({
  id: 'trace.open-recall',
  method: 'POST',
  path: at,
  may: 'trace.recall',
  summary: { zh: '发起召回或演练', en: 'Open a recall or a drill' },
  body: z.strictObject({
    drill: z.boolean(),
    reason: zReasonWithin(2, 500),
    lots: z.array(zCode).min(1).max(1_000),
  }),
  answer: zRecall,
  refusals: recallRefusals,
})
export const listRecalls = endpoint({
  id: 'trace.list-recalls',
  method: 'GET',
  path: at,
  may: 'trace.recall',
  summary: { zh: '召回与演练', en: 'Recalls and drills' },
  query: zPage,
  answer: zPageOf(zRecall),
})
export const getRecall = endpoint({
  id: 'trace.get-recall',
  method: 'GET',
  path: `${at}/:recall`,
  may: 'trace.recall',
  summary: { zh: '一次召回', en: 'A recall' },
  params: one,
  answer: zRecall,
  refusals: recallRefusals,
})
export const recallList = endpoint({
  id: 'trace.recall-list',
  method: 'POST',
  path: `${at}/:recall/list`,
  keyless: 'the list is made anew each time and not kept; the audit line of each is wanted',
  may: 'trace.recall',
  summary: { zh: '召回清单（CSV）', en: 'The list of a recall (CSV)' },
  params: one,
  sends: 'file',
  answer: z.unknown(),
  refusals: recallRefusals,
})
export const closeRecall = endpoint({
  id: 'trace.close-recall',
  method: 'POST',
  path: `${at}/:recall/close`,
  may: 'trace.recall',
  summary: { zh: '结束召回', en: 'Close a recall' },
  params: one,
  body: z.strictObject({ note: z.string().trim().max(1_000) }),
  answer: zRecall,
  refusals: recallRefusals,
})

export const whereNow = endpoint({
  id: 'trace.where-now',
  method: 'GET',
  path: '/api/etowns/:etown/trace-state',
  may: 'trace.read',
  summary: {
    zh: '物品现状：在哪里、在什么里面、什么状态',
    en: 'Where a thing is now, in what, in which state',
  },
  query: z.strictObject({ code: zCode }),
  answer: z.object({
    code: z.string(),
    events: z.int(),
    lastSeenAt: zInstant.optional(),
    place: z.string().optional(),
    bizStep: z.string().optional(),
    disposition: z.string().optional(),
    /** From the innermost outwards. */
    inside: z.array(z.string()),
    lot: z.string().optional(),
  }),
  refusals: recallRefusals,
})

export const itemTrace = endpoint({
  id: 'trace.item-trace',
  method: 'GET',
  path: '/api/etowns/:etown/item-trace',
  may: 'trace.read',
  summary: { zh: '物品全程：自己、容器、批次和原料的事件', en: 'All that happened to a thing' },
  query: z.strictObject({ code: zCode }),
  answer: z.object({
    code: z.string(),
    events: z.array(
      z.object({
        eventId: z.string(),
        type: z.string(),
        at: zInstant,
        recordedAt: zInstant,
        minutesLate: z.int(),
        /** The identifier by which the event belongs to the thing: itself, a container, its lot, a raw lot. */
        through: z.string(),
        by: z.string(),
        device: z.string().optional(),
        evidence: z.array(zSha256),
        bizStep: z.string().optional(),
        disposition: z.string().optional(),
        place: z.string().optional(),
      }),
    ),
  }),
  refusals: recallRefusals,
})
