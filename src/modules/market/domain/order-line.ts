import type { Day } from '#kernel/day'
import type { Fen } from '#kernel/money'

/**
 * 订单阶段 Where an order line stands, in rank order: of two observations of one line the later stage wins, for a paid
 * order is never unpaid again and a refund is never taken back. A refund still asked for leaves the stage as it is.
 */
export const STAGES = [
  'awaiting-payment',
  'paid',
  'shipped',
  'succeeded',
  'partly-refunded',
  'closed',
  'refunded',
] as const
export type Stage = (typeof STAGES)[number]

export const STAGE_NAMES: Readonly<Record<Stage, { readonly zh: string; readonly en: string }>> = {
  'awaiting-payment': { zh: '待付款', en: 'Awaiting payment' },
  paid: { zh: '已付款', en: 'Paid' },
  shipped: { zh: '已发货', en: 'Shipped' },
  succeeded: { zh: '交易成功', en: 'Succeeded' },
  'partly-refunded': { zh: '部分退款', en: 'Partly refunded' },
  closed: { zh: '已关闭', en: 'Closed' },
  refunded: { zh: '已退款', en: 'Refunded' },
}

/** Place in STAGES: what the database stores and compares. */
export const stageRank = (stage: Stage): number => STAGES.indexOf(stage)

/**
 * 三种金额与退款 What a platform says of a line's money; null where its file does not say. 应付 payable before payment,
 * 实付 paid by the buyer, 商家实收 received by the shop: never mixed, an indicator names the one it uses.
 */
export const AMOUNTS = ['payable', 'paid', 'received', 'refund'] as const
export type Amount = (typeof AMOUNTS)[number]
export type Amounts = Readonly<Record<Amount, Fen | null>>

/**
 * 订单行 One line of a platform's order as one file shows it, without anything about the buyer. Where the platform
 * exports one row per order `subNo` is ''.
 */
export type OrderLine = Amounts & {
  readonly orderNo: string
  readonly subNo: string
  /** The local day it counts on: paid, else placed. */
  readonly day: Day
  /** `YYYY-MM-DD HH:MM:SS`, local (Asia/Shanghai). */
  readonly paidAt: string | null
  readonly stage: Stage
  /** 商品金额 unit price × quantity less the line's discount: its weight where the platform repeats the order's total. */
  readonly goods: Fen | null
  readonly quantity: number | null
  readonly product: string
  readonly waybill: string | null
  /** 备注记号 The word of the seller's remark that public shop scripts use for brushed orders; the remark is not kept. */
  readonly mark: string | null
  readonly wholesale: boolean
}
