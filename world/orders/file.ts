import { type Month, monthPeriod } from '#kernel/day'
import { addFen, type Fen, ZERO_FEN } from '#kernel/money'
import { DAY, dayNumber, HOUR, MINUTE, MONTHS, type Moment } from '../calendar.ts'
import type { Platform } from '../catalogue.ts'
import { dice } from '../dice.ts'
import { encodingOf, openedMonth, type Profile, profileOf, type Shop } from '../shops.ts'
import { DOUYIN } from './douyin.ts'
import { ordersOfDay } from './draw.ts'
import { ENCODERS, type FileEncoding } from './encode.ts'
import type { Format, Row } from './format.ts'
import { JD } from './jd.ts'
import { type Seen, seenAt } from './life.ts'
import { goodsTotal, type Line, type Order, pieces } from './order.ts'
import { PDD } from './pdd.ts'
import { mangling, type Pen, resaved, widening } from './pen.ts'
import { TAOBAO } from './taobao.ts'

const FORMATS: Record<Platform, Format> = { taobao: TAOBAO, jd: JD, douyin: DOUYIN, pdd: PDD }

/** 导出文件 One month of one shop, exported some days into the next month. */
export type OrderFile = {
  /** Relative, with `/`. */
  readonly path: string
  readonly shop: Shop
  readonly month: Month
  readonly profile: Profile
  readonly encoding: FileEncoding
  /** How Excel saved it again, if it did. */
  readonly resaved: 'csv' | 'unicode' | undefined
  readonly exportedAt: Moment
  /** Days whose orders it holds, closed-open: the month and the last days of the one before. */
  readonly from: number
  readonly until: number
}

/** The seed and the scale: with a file or a day they determine everything. */
export type Draw = { readonly seed: number; readonly scale: number }

/** Operators export "from the 28th" so as to miss nothing; those days come twice, the second time with later states. */
const OVERLAP = 4
const EXPORTED = 2 * DAY + 9 * HOUR + 30 * MINUTE

export const filesOf = (shop: Shop): readonly OrderFile[] =>
  MONTHS.filter((month) => month >= openedMonth(shop)).map((month) => {
    const { from, until } = monthPeriod(month)
    const exportedAt = dayNumber(until) * DAY + EXPORTED + Number(shop.number) * 11 * MINUTE
    const saved = shop.plan.resaved[month]
    const name = FORMATS[shop.platform].fileName(exportedAt)
    return {
      path: `orders/${shop.town.code}/${shop.key}/${month}/${saved === 'unicode' ? name.replace(/csv$/, 'txt') : name}`,
      shop,
      month,
      profile: profileOf(month),
      encoding: saved === 'unicode' ? 'utf-16le' : saved === 'csv' ? 'gb18030' : encodingOf(shop, month),
      resaved: saved,
      exportedAt,
      from: Math.max(0, dayNumber(from) - OVERLAP),
      until: dayNumber(until),
    }
  })

/** 改动 What Excel or a hand did to an order's rows: lost its id, or typed its digits in full width. */
export type Touch = 'none' | 'mangled' | 'wide'

const TOUCHED = 0.015

export function touchOf(file: OrderFile, order: Order, seed: number): Touch {
  if (!file.resaved) return 'none'
  const chance = dice(seed, file.path, order.no).real()
  if (chance >= 2 * TOUCHED) return 'none'
  // A 拼多多 number has a hyphen, so Excel never takes it for one.
  return chance < TOUCHED && file.shop.platform !== 'pdd' ? 'mangled' : 'wide'
}

/** Ground truth of one file, counted from the orders while they are written, never from the written text. */
export type FileTally = {
  /** Without the header and the 总计 row. */
  rows: number
  summaryRows: number
  /** Distinct order numbers, the unreadable ones included. */
  orders: number
  mangledRows: number
  mangledOrders: number
  /** Σ of the buyer's amount over the rows as they stand: an order of three rows counts three times. */
  rowsFen: Fen
  /** The same, each order once. */
  ordersFen: Fen
}

export const emptyTally = (): FileTally => ({
  rows: 0,
  summaryRows: 0,
  orders: 0,
  mangledRows: 0,
  mangledOrders: 0,
  rowsFen: ZERO_FEN,
  ordersFen: ZERO_FEN,
})

export type FileOrder = { readonly order: Order; readonly seen: Seen; readonly touch: Touch }

/** What a file holds, newest first. */
export function* ordersIn(file: OrderFile, { seed, scale }: Draw): Generator<FileOrder> {
  for (let n = file.until - 1; n >= file.from; n--) {
    for (const order of ordersOfDay(file.shop, seed, scale, n)) {
      yield { order, seen: seenAt(order, file.exportedAt), touch: touchOf(file, order, seed) }
    }
  }
}

function penOf({ profile, resaved: saved }: OrderFile, { pens }: Format): Pen {
  return saved ? resaved(pens[profile], saved === 'unicode' ? '\t' : ',') : pens[profile]
}

/** The lines of text of a file, without their ends; the tally is complete when the last has been taken. */
export function* linesOf(file: OrderFile, draw: Draw, tally: FileTally): Generator<string> {
  const format = FORMATS[file.shop.platform]
  const columns = format.columns[file.profile]
  const pen = penOf(file, format)
  const pens: Record<Touch, Pen> = { none: pen, mangled: mangling(pen), wide: widening(pen) }
  const reduced = file.shop.plan.reducedFrom !== undefined && file.month >= file.shop.plan.reducedFrom
  let goods = ZERO_FEN
  let sold = 0

  yield columns.map(([name]) => (file.resaved ? name : headerCell(name, format))).join(pen.separator)
  for (const { order, seen, touch } of ordersIn(file, draw)) {
    tally.orders++
    if (touch === 'mangled') tally.mangledOrders++
    for (const [index, line] of rowLines(format, order).entries()) {
      const row: Row = { order, line, index, seen, shop: file.shop, pen: pens[touch], reduced }
      const shown = format.shownPaid(row)
      tally.rows++
      if (touch === 'mangled') tally.mangledRows++
      tally.rowsFen = addFen(tally.rowsFen, shown)
      if (index === 0) tally.ordersFen = addFen(tally.ordersFen, shown)
      goods = addFen(goods, goodsTotal(order))
      sold += pieces(order)
      yield columns.map(([, cell]) => cell(row)).join(pen.separator)
    }
  }
  if (!format.totals || !file.shop.plan.summary) return
  tally.summaryRows++
  const sum = { paid: tally.rowsFen, goods, pieces: sold }
  const cells = columns.map(([name]) => format.totals?.[name]?.(sum, pen) ?? '')
  yield ['总计', ...cells.slice(1)].join(pen.separator)
}

const rowLines = (format: Format, order: Order): readonly Line[] =>
  format.rowsPer === 'line' ? order.lines : order.lines.slice(0, 1)

/** 淘宝 puts its headers in quotes like every cell. */
const headerCell = (name: string, format: Format): string => (format === TAOBAO ? `"${name}"` : name)

const CHUNK = 64 * 1024

/** The bytes of a file in chunks of about 64 KiB of text, never the whole of it. */
export async function* bytesOf(file: OrderFile, draw: Draw, tally: FileTally): AsyncGenerator<Buffer> {
  const { mark, encode } = ENCODERS[file.encoding]
  const { lineEnd } = FORMATS[file.shop.platform]
  if (mark.length > 0) yield mark
  let text = ''
  for (const line of linesOf(file, draw, tally)) {
    text += line + (file.resaved ? '\r\n' : lineEnd)
    if (text.length >= CHUNK) {
      yield encode(text)
      text = ''
    }
  }
  if (text.length > 0) yield encode(text)
}

/** The files that show an order placed on this day, the earlier export first. */
export const filesHolding = (files: readonly OrderFile[], n: number): readonly OrderFile[] =>
  files.filter(({ from, until }) => from <= n && n < until)
