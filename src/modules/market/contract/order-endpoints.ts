import { z } from 'zod'
import { endpoint } from '../../../kernel/endpoint.ts'
import { zDay, zFen, zId, zPage, zPageOf } from '../../../kernel/wire.ts'
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

export const listOrderLines = endpoint({
  id: 'market.list-order-lines',
  method: 'GET',
  path: '/api/etowns/:etown/order-lines',
  may: 'market.read',
  summary: { zh: '查看订单行', en: 'List order lines' },
  query: zOrderFilter.extend(zPage.shape),
  /** `retailFen`: Σ over all rows of the query, so that a figure and its rows can be held against each other. */
  answer: zPageOf(zOrderLine).extend({ retailFen: zFen }),
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
