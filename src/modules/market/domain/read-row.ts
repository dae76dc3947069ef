import { type Day, parseDay } from '#kernel/day'
import { addFen, type Fen, fen, subFen } from '#kernel/money'
import type { Layout } from './header.ts'
import { statusName } from './header-name.ts'
import { AMOUNTS, type Amounts, type OrderLine } from './order-line.ts'
import { type Profile, SUMMARY_WORDS } from './profile.ts'
import { remarkMark, saysWholesale } from './remark-mark.ts'
import { type Fault, placesOf, RowCells } from './row-cells.ts'
import { isSale, type ReadStage, stageReader } from './stage.ts'

/** 行 What a row of a file turned out to be. `amounts`: whatever of its money could be read, for the receipt. */
export type Row =
  | { readonly kind: 'line'; readonly line: OrderLine }
  | { readonly kind: 'rejected'; readonly faults: readonly Fault[]; readonly amounts: Amounts }
  | { readonly kind: 'summary'; readonly amounts: Amounts }
  | { readonly kind: 'blank' }

/**
 * Reads one row. `cells` are the raw texts of the layout's `wanted` columns in that order (the array may be reused),
 * `width` counts the row's cells up to its last filled one.
 */
export type ReadRow = (cells: readonly string[], width: number) => Row

/** Decides once per file whatever depends on the header only; what is left per row is lean, for there are millions. */
export function rowReader(layout: Layout): ReadRow {
  const { profile, titles } = layout
  const places = placesOf(layout)
  const readStage = stageReader(profile)
  return (cells, width) => {
    const row = new RowCells(layout, places, cells)
    const orderNo = row.raw('orderNo')
    if (orderNo === '' && row.isBlank()) return { kind: 'blank' }
    if (isSummary(row.first()) || isSummary(orderNo)) return { kind: 'summary', amounts: amountsOf(row) }
    if (width > titles.length) return shifted(width, titles.length)
    const amounts = amountsOf(row)
    const line = lineOf(row, amounts, profile, readStage)
    return line === undefined || row.faults.length > 0
      ? { kind: 'rejected', faults: row.faults, amounts }
      : { kind: 'line', line }
  }
}

/** Longer cells are titles and numbers: not worth normalising. */
const isSummary = (cell: string): boolean => cell.length <= 4 && SUMMARY_WORDS.has(statusName(cell))

/** The cells of a shifted row stand under wrong titles, so neither its money nor an example of it may be shown. */
function shifted(width: number, expected: number): Row {
  const faults: Fault[] = [{ code: 'market.row_width', column: String(expected), example: String(width) }]
  return { kind: 'rejected', faults, amounts: { payable: null, paid: null, received: null, refund: null } }
}

function amountsOf(row: RowCells): Amounts {
  const owed = row.fen('payable')
  const balance = row.fen('balance')
  return {
    payable: owed !== null && balance !== null ? addFen(owed, balance) : owed,
    paid: row.fen('paid'),
    received: row.fen('received'),
    refund: row.fen('refund'),
  }
}

/** Every field is read even after a fault, so that all of them are shown at once. */
function lineOf(
  row: RowCells,
  amounts: Amounts,
  profile: Profile,
  readStage: ReadStage,
): OrderLine | undefined {
  const orderNo = orderNoOf(row, profile)
  const stage = readStage(row, amounts.refund)
  if (stage !== undefined && isSale(stage)) requireAmount(row, amounts, profile)
  const paidAt = row.time('paidAt')
  const day = paidAt?.day ?? row.time('placedAt')?.day ?? dayInOrderNo(orderNo, profile)
  if (day === undefined) row.fault('market.day_missing', 'paidAt', '')
  const quantity = row.quantity()
  const remark = row.raw('remark')
  const line = {
    ...amounts,
    orderNo,
    subNo: row.id('subNo') ?? '',
    paidAt: paidAt ? `${paidAt.day} ${paidAt.clock}` : null,
    goods: goodsOf(row.fen('unitPrice'), quantity, row.fen('discount')),
    quantity,
    product: row.title('product'),
    waybill: row.id('waybill')?.replace(/^No:/i, '') ?? null,
    mark: remarkMark(remark),
    wholesale: isWholesale(row.raw('orderType'), profile) || saysWholesale(remark),
  }
  return day === undefined || stage === undefined ? undefined : { ...line, day, stage }
}

function orderNoOf(row: RowCells, { orderNo: { pattern } }: Profile): string {
  const orderNo = row.id('orderNo')
  if (orderNo === undefined) row.fault('market.order_no_missing', 'orderNo')
  else if (!pattern.test(orderNo)) row.fault('market.order_no_form', 'orderNo', orderNo)
  return orderNo ?? ''
}

function requireAmount(row: RowCells, amounts: Amounts, { required }: Profile): void {
  for (const amount of AMOUNTS) {
    if (amounts[amount] === null && required.includes(amount)) row.fault('market.amount_missing', amount)
  }
}

const isWholesale = (orderType: string, { wholesaleTypes }: Profile): boolean =>
  orderType !== '' && wholesaleTypes.includes(statusName(orderType))

const dayInOrderNo = (orderNo: string, { dayInOrderNo: stands }: Profile): Day | undefined =>
  stands ? parseDay(`20${orderNo.slice(0, 6)}`) : undefined

function goodsOf(price: Fen | null, quantity: number | null, discount: Fen | null): Fen | null {
  if (price === null || quantity === null) return null
  const goods = fen(price * BigInt(quantity))
  return discount === null || discount > goods ? goods : subFen(goods, discount)
}
