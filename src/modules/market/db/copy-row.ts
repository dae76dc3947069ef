import { type OrderLine, stageRank } from '../domain/order-line.ts'
import type { Platform } from '../domain/platform.ts'
import { retailFen } from '../domain/retail.ts'
import type { RetailDefinition } from '../domain/retail-definitions.ts'

/** The columns of copyRow, in order. */
export const COPY_COLUMNS = [
  'order_no',
  'sub_no',
  'day',
  'paid_at',
  'stage',
  'payable_fen',
  'paid_fen',
  'received_fen',
  'refund_fen',
  'goods_fen',
  'quantity',
  'product',
  'waybill',
  'mark',
  'wholesale',
  'row_no',
  'share_fen',
  'retail_fen',
  'excluded',
] as const

const NULL = '\\N'

/** A text cell of COPY. Domain text holds no control characters, so only the backslash is left to escape. */
export const copyText = (value: string): string =>
  value.includes('\\') ? value.replaceAll('\\', '\\\\') : value

const optional = (value: string | bigint | number | null): string =>
  value === null ? NULL : typeof value === 'string' ? copyText(value) : String(value)

/**
 * A line as one row of PostgreSQL's COPY text format, its newline included. Row number, share and retail are not facts of
 * the order. The share is the row's own amount: where a platform repeats the order's total, db/share-totals.ts divides it.
 */
export function copyRow(
  line: OrderLine,
  rowNo: number,
  platform: Platform,
  definitionOn: (day: OrderLine['day']) => RetailDefinition,
): string {
  const facts = `${copyText(line.orderNo)}\t${copyText(line.subNo)}\t${line.day}\t${
    line.paidAt === null ? NULL : `${line.paidAt}+08`
  }\t${stageRank(line.stage)}\t${optional(line.payable)}\t${optional(line.paid)}\t${optional(line.received)}\t${optional(
    line.refund,
  )}\t${optional(line.goods)}\t${optional(line.quantity)}\t${copyText(line.product)}\t${optional(line.waybill)}\t${optional(
    line.mark,
  )}\t${line.wholesale ? 't' : 'f'}`
  const definition = definitionOn(line.day)
  const retail = retailFen(line, platform, definition)
  const share = optional(line[definition.amount[platform]])
  const counted = 'counted' in retail ? `${retail.counted}\t${NULL}` : `0\t${retail.excluded}`
  return `${facts}\t${rowNo}\t${share}\t${counted}\n`
}
