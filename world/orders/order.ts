import { addFen, type Fen, fen, subFen, ZERO_FEN } from '#kernel/money'
import type { Moment } from '../calendar.ts'
import type { Product } from '../catalogue.ts'

/**
 * 订单性质 household 家庭; gift 单位团购、福利 (for its own people, not resold: retail); wholesale 批发 (to be
 * resold: not retail); brushed 刷单 (looks like a household's and is counted as one until a person decides).
 */
export type OrderKind = 'household' | 'gift' | 'wholesale' | 'brushed'

export type Line = {
  readonly product: Product
  /** 抖店's 子订单编号; elsewhere unused. */
  readonly no: string
  readonly quantity: number
  readonly unit: Fen
  /** Borne by the shop, the platform, the live host (抖店 only). */
  readonly shopOff: Fen
  readonly platformOff: Fen
  readonly hostOff: Fen
}

export type Buyer = {
  readonly account: string
  readonly name: string
  readonly mobile: string
  readonly province: string
  readonly city: string
  readonly district: string
  readonly street: string
}

/** 退款 `lines` lists the indexes given back; null is a sum off the whole order. */
export type Refund = { readonly at: Moment; readonly amount: Fen; readonly lines: readonly number[] | null }

/** 订单 The whole life of one order; what a file shows of it depends on the moment of export (see life.ts). */
export type Order = {
  readonly no: string
  readonly kind: OrderKind
  readonly lines: readonly Line[]
  readonly freight: Fen
  readonly buyer: Buyer
  readonly message: string
  readonly remark: string
  readonly placedAt: Moment
  /** Null: never paid; the platform closes it at closedAt. */
  readonly paidAt: Moment | null
  readonly closedAt: Moment | null
  readonly dispatchedAt: Moment | null
  readonly receivedAt: Moment | null
  readonly waybill: string
  readonly refund: Refund | null
  /** 京东: this number was split into these and is void; the parts carry the goods and the money. */
  readonly splitInto: readonly string[]
  /** 拼多多: 订单成交时间 is exported empty although the order is paid. */
  readonly timeless: boolean
}

/** Goods at list price. */
export const goodsOf = ({ unit, quantity }: Line): Fen => fen(unit * BigInt(quantity))

/** What the buyer pays for the line, without freight. */
export const paidForLine = (line: Line): Fen =>
  subFen(goodsOf(line), line.shopOff, line.platformOff, line.hostOff)

export const goodsTotal = (order: Order): Fen => addFen(...order.lines.map(goodsOf))

/** 实付 What the buyer pays for the order, freight included. */
export const payable = (order: Pick<Order, 'lines' | 'freight'>): Fen =>
  addFen(order.freight, ...order.lines.map(paidForLine))

export const shopOff = (order: Order): Fen => addFen(...order.lines.map((line) => line.shopOff))
export const platformOff = (order: Order): Fen => addFen(...order.lines.map((line) => line.platformOff))

export const pieces = (order: Order): number => order.lines.reduce((sum, line) => sum + line.quantity, 0)

export const NOTHING_OFF = { shopOff: ZERO_FEN, platformOff: ZERO_FEN, hostOff: ZERO_FEN }
