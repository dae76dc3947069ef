import { fromFen } from '../../../kernel/wire.ts'
import type { Announcement } from '../../../platform/db/act.ts'
import { ORDERS_IMPORTED, type OrdersImported } from '../contract/index.ts'
import { type Contribution, changesByDay, type RetailChange } from '../domain/retail-change.ts'

/** A payload of a few hundred kilobytes; a shop's ten years fit in two. */
const DAYS = 2_000

/**
 * One ORDERS_IMPORTED, or more, for an import that changed any figure: by day, later minus earlier, so that who
 * folds them adds and never looks at an order line. None for a file that told nothing new.
 */
export function importedEvents(
  { batch, shop, sha256 }: { readonly batch: bigint; readonly shop: bigint; readonly sha256: string },
  contributions: readonly Contribution[],
): readonly Announcement[] {
  const days = changesByDay(contributions).map(([day, change]) => ({
    day,
    shop: String(shop),
    ...wired(change),
  }))
  return Array.from({ length: Math.ceil(days.length / DAYS) }, (_, i) => {
    const payload: OrdersImported = { batch: String(batch), days: days.slice(i * DAYS, (i + 1) * DAYS) }
    return { kind: ORDERS_IMPORTED, subject: payload.batch, payload, evidence: [sha256] }
  })
}

const wired = ({ retail, refund, orders, lines, excluded }: RetailChange) => ({
  retailFen: fromFen(retail),
  refundFen: fromFen(refund),
  orders: String(orders),
  lines: String(lines),
  excludedFen: Object.fromEntries(Object.entries(excluded).map(([why, amount]) => [why, fromFen(amount)])),
})
