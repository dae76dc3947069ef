/**
 * 真值 What a correct reader of all files must arrive at, counted from the orders and never from the written text.
 *
 * 网络零售额 of a shop and month = Σ over orders, each once however many files show it, in the state of the last file
 * in which its number can be read, of what the buyer paid (实付, freight and VAT in, the platform's discount out) less
 * what came back, where the order was paid, is not 批发 and is not a void 京东 number. 刷单 count: nobody has decided
 * yet; their share is given apart. Month: that of payment; where a file hides the time of payment (拼多多), of the day
 * in the order number. See docs/rules/world.md.
 */
import { type Month, monthOf } from '#kernel/day'
import { addFen, type Fen, subFen, ZERO_FEN } from '#kernel/money'
import { DAYS, dayOf } from './calendar.ts'
import { ordersOfDay } from './orders/draw.ts'
import { type Draw, filesHolding, filesOf, type OrderFile, touchOf } from './orders/file.ts'
import { seenAt } from './orders/life.ts'
import { type Order, payable } from './orders/order.ts'
import type { Shop } from './shops.ts'

export type ShopMonth = {
  readonly shop: string
  readonly month: Month
  /** Orders that add to retail. */
  orders: number
  retail: Fen
  /** The part of retail that is 刷单. */
  brushed: Fen
  brushedOrders: number
  /** Paid by resellers: outside retail. */
  wholesale: Fen
  /** Came back after payment, of retail orders. */
  refunded: Fen
  /** Would be retail, but every file that shows the order has lost its number. */
  unreadable: Fen
}

/** A shop's months in order; one month may follow the period, for orders paid after midnight. */
export function shopMonths(shop: Shop, draw: Draw): readonly ShopMonth[] {
  const months = new Map<Month, ShopMonth>()
  const files = filesOf(shop)
  for (let n = 0; n < DAYS; n++) {
    const holding = filesHolding(files, n)
    for (const order of ordersOfDay(shop, draw.seed, draw.scale, n)) {
      if (order.splitInto.length === 0) count(months, shop, order, holding, draw.seed)
    }
  }
  return [...months.values()].sort((a, b) => (a.month < b.month ? -1 : 1))
}

function count(
  months: Map<Month, ShopMonth>,
  shop: Shop,
  order: Order,
  holding: readonly OrderFile[],
  seed: number,
): void {
  const readable = holding.findLast((file) => touchOf(file, order, seed) !== 'mangled')
  const last = readable ?? holding.at(-1)
  if (!last) return
  const seen = seenAt(order, last.exportedAt)
  if (seen.paidAt === null) return
  const into = monthFor(months, shop, monthOf(dayOf(order.timeless ? order.placedAt : seen.paidAt)))
  if (order.kind === 'wholesale') {
    into.wholesale = addFen(into.wholesale, payable(order))
    return
  }
  const retail = subFen(payable(order), seen.refunded)
  if (!readable) {
    into.unreadable = addFen(into.unreadable, retail)
    return
  }
  if (retail > 0n) into.orders++
  into.retail = addFen(into.retail, retail)
  into.refunded = addFen(into.refunded, seen.refunded)
  if (order.kind === 'brushed') {
    into.brushed = addFen(into.brushed, retail)
    into.brushedOrders++
  }
}

function monthFor(months: Map<Month, ShopMonth>, shop: Shop, month: Month): ShopMonth {
  const known = months.get(month)
  if (known) return known
  const fresh = {
    shop: shop.key,
    month,
    orders: 0,
    retail: ZERO_FEN,
    brushed: ZERO_FEN,
    brushedOrders: 0,
    wholesale: ZERO_FEN,
    refunded: ZERO_FEN,
    unreadable: ZERO_FEN,
  }
  months.set(month, fresh)
  return fresh
}

/** Σ retail of a calendar year over some shops' months. */
export const retailOfYear = (months: readonly ShopMonth[], year: '2022' | '2023'): Fen =>
  addFen(...months.filter(({ month }) => month.startsWith(year)).map(({ retail }) => retail))
