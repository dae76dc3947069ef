import { z } from 'zod'
import { zDay, zFen, zId } from '../../../kernel/wire.ts'
import { zExclusion } from './shapes.ts'

const zWhole = z.string().regex(/^(0|-?[1-9]\d{0,17})$/)

/** What an import changed in one shop's figures of one day: after the merge less before. Fen and counts as digits. */
export const zDayChange = z.object({
  day: zDay,
  shop: zId,
  retailFen: zFen,
  /** Taken off lines that count; what was refunded wholly stands under `excludedFen.refunded`. */
  refundFen: zFen,
  orders: zWhole,
  lines: zWhole,
  excludedFen: z.partialRecord(zExclusion, zFen),
})

/** 事件 `market.orders-imported`: who folds it adds, and never looks at an order line. */
export const ORDERS_IMPORTED = 'market.orders-imported'
export const zOrdersImported = z.object({ batch: zId, days: z.array(zDayChange) })
export type OrdersImported = z.output<typeof zOrdersImported>
