import { ORDERS_IMPORTED, zOrdersImported } from '#contract/market'
import { toFen } from '#kernel/wire'
import { roomOf } from '#platform/db/house'
import type { Consumer } from '#platform/work/consumers'
import { addToSums, noteFolded } from '../db/day-sums.ts'
import { sumsOf } from '../domain/day-sums.ts'

export const FOLD_ORDERS = 'statistics.fold-orders'

/** 累计订单 Adds what an import changed to the sums per day, exactly once: sums and place are committed together. */
export const foldOrders: Consumer = {
  name: FOLD_ORDERS,
  kinds: [ORDERS_IMPORTED],
  async fold(scope, event) {
    const db = roomOf(scope.db, 'statistics')
    const { days } = zOrdersImported.parse(event.payload)
    const changes = days.map(({ day, shop, retailFen, refundFen, orders, lines, excludedFen }) => ({
      day,
      shop,
      retail: toFen(retailFen),
      refund: toFen(refundFen),
      orders: BigInt(orders),
      lines: BigInt(lines),
      excluded: Object.fromEntries(Object.entries(excludedFen).map(([why, fen]) => [why, toFen(fen)])),
    }))
    await addToSums(db, scope.etown, sumsOf(changes))
    await noteFolded(db, scope.etown, event)
  },
}
