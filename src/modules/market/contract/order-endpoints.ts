import { z } from 'zod'
import { isDay } from '../../../kernel/day.ts'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zDay, zFen, zId, zPage, zPageOf } from '../../../kernel/wire.ts'
import { exportRefusals, zExportAsked, zExportForm } from '../../export/contract/index.ts'
import { orderRefusals as refusals } from './refusals.ts'
import { zExclusion, zOrder, zOrderLine, zPlatform, zStage } from './shapes.ts'

/** 筛选 What the list of order lines is narrowed to. */
export const zOrderFilter = z.strictObject({
  shop: zId.optional(),
  platform: zPlatform.optional(),
  from: zDay.optional(),
  until: zDay.optional().meta({ description: '不含当日' }),
  stage: zStage.optional(),
  counted: z.enum(['yes', 'no']).optional(),
  excluded: zExclusion.optional(),
  orderNo: z.string().trim().min(4).max(40).optional().meta({ description: '完整订单号' }),
})

export type OrderFilter = z.output<typeof zOrderFilter>

/** Where a page begins: day, platform, order and line of the row before. */
const zLinePlace = z
  .string()
  .regex(/^\d{4}-\d\d-\d\d~\w{1,20}~[^~]{1,100}~[^~]{0,100}$/, { abort: true })
  .refine((text) => isDay(text.slice(0, 10)))

export const listOrderLines = endpoint({
  id: 'market.list-order-lines',
  method: 'GET',
  path: '/api/etowns/:etown/order-lines',
  may: 'market.read',
  summary: { zh: '查看订单行', en: 'List order lines' },
  query: zOrderFilter.extend({ ...zPage.shape, after: zLinePlace.optional() }),
  /** `retailFen`: Σ over all rows of the query, so that a figure and its rows can be held against each other. */
  answer: zPageOf(zOrderLine).extend({ retailFen: zFen }),
})

export const exportOrders = endpoint({
  id: 'market.export-orders',
  method: 'POST',
  path: '/api/etowns/:etown/order-line-exports',
  may: 'market.export',
  summary: { zh: '导出订单行', en: 'Export order lines' },
  body: zExportForm.extend({ filter: zOrderFilter }),
  answer: zExportAsked,
  refusals: exportRefusals,
})

export const getOrder = endpoint({
  id: 'market.get-order',
  method: 'GET',
  path: '/api/etowns/:etown/orders/:platform/:orderNo',
  may: 'market.read',
  summary: { zh: '查看一个订单及其历史', en: 'See one order with its history' },
  params: z.strictObject({ platform: zPlatform, orderNo: z.string().min(1).max(40) }),
  answer: zOrder,
  refusals,
})
