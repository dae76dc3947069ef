import { type Fen, subFen, ZERO_FEN } from '#kernel/money'
import type { Amounts, OrderLine } from './order-line.ts'
import type { Platform } from './platform.ts'
import type { RetailDefinition } from './retail-definitions.ts'

/** 不计原因 Why a line is no online retail sale. Shown beside the line; no line is left out silently. */
export const EXCLUSIONS = {
  unpaid: { zh: '尚未付款', en: 'Not paid' },
  closed: { zh: '交易关闭', en: 'Closed' },
  refunded: { zh: '已全额退款', en: 'Refunded' },
  'refund-unknown': {
    zh: '部分退款，但文件没有退款金额',
    en: 'Partly refunded, the amount is not in the file',
  },
  wholesale: { zh: '批发，不是零售', en: 'Wholesale' },
  'amount-unknown': {
    zh: '文件没有口径所用的金额',
    en: 'The amount the definition needs is not in the file',
  },
} as const
export type Exclusion = keyof typeof EXCLUSIONS

export type Retail = { readonly counted: Fen } | { readonly excluded: Exclusion }

/** The facts of a line that decide. */
export type Sale = Amounts & Pick<OrderLine, 'stage' | 'wholesale'>

/**
 * 零售额 What a line adds to 网络零售额 under a definition, net of refunds, never below zero. Where the platform repeats
 * the order's total on each row, pass the line's share of it (shareTotal) as that amount.
 */
export function retailFen(sale: Sale, platform: Platform, definition: RetailDefinition): Retail {
  if (sale.wholesale) return { excluded: 'wholesale' }
  if (!definition.stages.includes(sale.stage)) return { excluded: reasonOf(sale) }
  const amount = sale[definition.amount[platform]]
  if (amount === null) return { excluded: 'amount-unknown' }
  const net = isNetAlready(sale) ? amount : subFen(amount, sale.refund ?? ZERO_FEN)
  return { counted: net < 0n ? ZERO_FEN : net }
}

function reasonOf({ stage }: Sale): Exclusion {
  if (stage === 'awaiting-payment') return 'unpaid'
  if (stage === 'partly-refunded') return 'refund-unknown'
  return stage === 'refunded' ? 'refunded' : 'closed'
}

/**
 * Some Tmall files show 实付 already less the refund. They betray themselves: the two make up exactly what was to be
 * paid, while an untouched 实付 alone does.
 */
const isNetAlready = ({ payable, paid, refund }: Sale): boolean =>
  payable !== null && paid !== null && refund !== null && refund > 0n && paid + refund === payable
