import type { Fen } from '#kernel/money'
import type { Moment } from '../calendar.ts'
import type { Profile, Shop } from '../shops.ts'
import type { Seen } from './life.ts'
import type { Line, Order } from './order.ts'
import type { Pen } from './pen.ts'

/** What one row of a file is written from. */
export type Row = {
  readonly order: Order
  /** The row's own line; the first one where a row is an order. */
  readonly line: Line
  readonly index: number
  readonly seen: Seen
  readonly shop: Shop
  readonly pen: Pen
  /** 淘宝/天猫: amounts in this file are already less the refund. */
  readonly reduced: boolean
}

export type Column = readonly [name: string, cell: (row: Row) => string]

/** What the 总计 row adds up, over the rows as they stand in the file. */
export type Totals = { readonly paid: Fen; readonly goods: Fen; readonly pieces: number }

/** 导出格式 One platform's order export. */
export type Format = {
  readonly pens: Record<Profile, Pen>
  readonly lineEnd: '\r\n' | '\n'
  /** One row an order, or one a line with the order's total on each. */
  readonly rowsPer: 'order' | 'line'
  readonly columns: Record<Profile, readonly Column[]>
  /** The amount the buyer pays, as the row shows it: what a reader of this one row would add up. */
  shownPaid(row: Row): Fen
  /** The cells of the 总计 row beside its first one, by column; absent where the platform writes no such row. */
  readonly totals?: Readonly<Record<string, (sum: Totals, pen: Pen) => string>>
  fileName(exportedAt: Moment): string
}

export const words =
  (value: (row: Row) => string) =>
  (row: Row): string =>
    row.pen.words(value(row))

export const money =
  (value: (row: Row) => Fen) =>
  (row: Row): string =>
    row.pen.money(value(row))

export const time =
  (value: (row: Row) => Moment | null) =>
  (row: Row): string =>
    row.pen.time(value(row))

export const count =
  (value: (row: Row) => number) =>
  (row: Row): string =>
    row.pen.count(value(row))

export const blank = words(() => '')

/** Columns an export has but this world leaves empty. */
export const blanks = (...names: readonly string[]): readonly Column[] => names.map((name) => [name, blank])

/** `禾*` */
export const maskedName = (name: string): string => `${name.slice(0, 1)}*`

/** `154****0012` */
export const maskedMobile = (mobile: string): string => `${mobile.slice(0, 3)}****${mobile.slice(7)}`

/** The platform's number of the product in this shop, in so many digits. */
export const listing = ({ line, shop }: Row, length: number): string =>
  (shop.number + String(line.product.number).padStart(3, '0')).padStart(length, '0')
