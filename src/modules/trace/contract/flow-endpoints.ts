import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { keysOf } from '../../../kernel/keys.ts'
import { zReason } from '../../../kernel/reason.ts'
import { zDay, zId, zInstant, zPageById, zPageOf } from '../../../kernel/wire.ts'
import { exportRefusals, zExportAsked, zExportForm } from '../../export/contract/index.ts'
import { flowRefusals } from './flow-refusals.ts'
import { lotRefusals } from './lot-refusals.ts'
import { zQuantity } from './lot-shapes.ts'
import { SUBJECT_KINDS, UNITS } from './lot-words.ts'
import { recallRefusals } from './recall-endpoints.ts'

const town = '/api/etowns/:etown'
const refusals = { ...lotRefusals, ...flowRefusals }
const short = (most: number) => z.string().trim().min(1).max(most)
const zOutsideCode = z.string().regex(/^[0-9A-Za-z-]{6,40}$/)

/** 去向 Which order and parcel goods go with, and who is told if something is wrong with them. */
export const zTrade = z.strictObject({
  order: short(60).optional(),
  parcel: short(60).optional(),
  buyer: short(60).optional(),
  phone: z
    .string()
    .regex(/^[0-9+ -]{5,20}$/)
    .optional(),
})
export type Trade = z.output<typeof zTrade>

export const drawLot = endpoint({
  id: 'trace.draw-lot',
  method: 'POST',
  path: `${town}/trace-lots/:lot/draw`,
  may: 'trace.record',
  summary: { zh: '登记散售或损耗', en: 'Record bulk sale or loss' },
  params: z.strictObject({ lot: zId }),
  body: z.strictObject({ why: z.enum(['sale', 'loss']), quantity: zQuantity, trade: zTrade.optional() }),
  answer: z.object({ id: zId }),
  refusals,
})

export const dispatchPacks = endpoint({
  id: 'trace.dispatch-packs',
  method: 'POST',
  path: `${town}/trace-lots/:lot/dispatches`,
  may: 'trace.record',
  summary: { zh: '已赋码的包装出库', en: 'Send out labelled packs' },
  params: z.strictObject({ lot: zId }),
  body: z.strictObject({
    /** Serial numbers, or the links on the labels as a scanner reads them. */
    codes: z.array(short(300)).min(1).max(500),
    trade: zTrade,
  }),
  answer: z.object({ id: zId, packs: z.int() }),
  refusals,
})

export const zDispatch = z.object({
  id: zId,
  lot: zId,
  lotCode: z.string(),
  itemName: z.string(),
  unit: z.enum(keysOf(UNITS)),
  quantity: z.string(),
  packs: z.int().optional(),
  order: z.string().optional(),
  parcel: z.string().optional(),
  /** Masked where it is a person's. */
  buyer: z.string().optional(),
  phone: z.string().optional(),
  occurredAt: zInstant,
  enteredBy: z.string(),
})
export type Dispatch = z.output<typeof zDispatch>

export const listDispatches = endpoint({
  id: 'trace.list-dispatches',
  method: 'GET',
  path: `${town}/trace-lots/:lot/dispatches`,
  may: 'trace.read',
  summary: { zh: '查看一个批次的出库', en: 'See where a lot went' },
  params: z.strictObject({ lot: zId }),
  query: zPageById,
  answer: zPageOf(zDispatch),
  refusals,
})

export const revealBuyer = endpoint({
  id: 'trace.reveal-buyer',
  method: 'POST',
  path: `${town}/trace-dispatches/:dispatch/reveal`,
  may: 'trace.reveal',
  summary: { zh: '查看收货方的完整联系方式', en: 'Reveal the contact of a buyer' },
  params: z.strictObject({ dispatch: zId }),
  body: z.strictObject({ reason: zReason }),
  answer: z.object({ buyer: z.string().optional(), phone: z.string().optional() }),
  refusals,
  keyless: 'The answer is personal data and must not be stored for replay.',
})

export const buyLot = endpoint({
  id: 'trace.buy-lot',
  method: 'POST',
  path: `${town}/trace-purchases`,
  may: 'trace.record',
  summary: { zh: '登记收购入库', en: 'Take in a bought lot' },
  body: z.strictObject({
    item: zId,
    quantity: zQuantity,
    boughtOn: zDay,
    supplier: z.string().trim().min(2).max(60),
    supplierCode: zOutsideCode.optional(),
    supplierLot: short(80).optional(),
  }),
  answer: z.object({ id: zId, code: z.string() }),
  refusals,
})

const zSubject = z.object({
  party: zId,
  partyName: z.string(),
  kind: z.enum(keysOf(SUBJECT_KINDS)),
  code: z.string(),
  enteredAt: zInstant,
})
export type Subject = z.output<typeof zSubject>

export const listSubjectCodes = endpoint({
  id: 'trace.list-subject-codes',
  method: 'GET',
  path: `${town}/trace-subject-codes`,
  may: 'trace.read',
  summary: { zh: '查看国家农产品追溯主体码', en: 'List codes of the national platform' },
  query: zPageById,
  answer: zPageOf(zSubject),
})

export const setSubjectCode = endpoint({
  id: 'trace.set-subject-code',
  method: 'POST',
  path: `${town}/trace-subject-codes`,
  may: 'trace.record',
  summary: { zh: '登记国家农产品追溯主体码', en: 'Record the code of the national platform' },
  body: z.strictObject({ party: zId, kind: z.enum(keysOf(SUBJECT_KINDS)), code: zOutsideCode }),
  answer: z.object({ party: zId }),
  refusals,
})

export const FLOW_EXPORTS = {
  flow: { zh: '批次流转（上一环、下一环）', en: 'Lots: one step back, one forward' },
  records: { zh: '环节记录（种植到销售、监管）', en: 'Records of every step' },
} as const

export const exportTrace = endpoint({
  id: 'trace.export',
  method: 'POST',
  path: `${town}/trace-exports`,
  may: 'trace.export',
  summary: { zh: '导出追溯数据（NY/T 4712）', en: 'Export traces (NY/T 4712)' },
  body: zExportForm.extend({ what: z.enum(keysOf(FLOW_EXPORTS)) }),
  answer: zExportAsked,
  refusals: exportRefusals,
})

const zNotice = z.object({
  id: zId,
  dispatch: zDispatch.optional(),
  /** Of an order that came by EPCIS only. */
  order: z.string().optional(),
  /** What other rooms know of the order: the shop its buyer is told through. */
  trails: z.array(
    z.object({ through: z.string(), product: z.string(), parcel: z.string().optional(), on: z.string() }),
  ),
})
export type Notice = z.output<typeof zNotice>

export const recallNotices = endpoint({
  id: 'trace.recall-notices',
  method: 'GET',
  path: `${town}/recalls/:recall/notices`,
  may: 'trace.recall',
  summary: { zh: '召回要通知的收货方', en: 'Whom a recall has to tell' },
  params: z.strictObject({ recall: zId }),
  query: zPageById,
  answer: zPageOf(zNotice),
  refusals: recallRefusals,
})
