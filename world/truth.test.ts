import { parse } from 'csv-parse/sync'
import { beforeAll, describe, expect, test } from 'vitest'
import { generateWorld, type ReadableOrderFile } from './generate.ts'
import type { FileTally } from './orders/file.ts'
import type { ShopMonth } from './truth.ts'

// A second, plain reader of the four formats, written from docs/rules/world.md alone: it sees the bytes and nothing
// else, holds whole files in memory, and must arrive at the generator's own figures to the fen.

type Cells = Record<string, string>

/** One order as one file shows it. */
type Reading = { id: string; month: string; paid: bigint; back: bigint; counted: boolean; wholesale: boolean }

type FileReading = {
  rows: number
  summaryRows: number
  mangledRows: number
  rowsFen: bigint
  /** Each order once; undefined where lost numbers make one order of several. */
  ordersFen: bigint | undefined
  orders: readonly Reading[]
}

function decode(bytes: Buffer): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('gb18030', { fatal: true }).decode(bytes)
  }
}

const plain = (cell: string): string =>
  cell
    .replace(/^="(.*)"$/, '$1')
    .replace(/[０-９．]/g, (char) => String.fromCharCode(char.charCodeAt(0) - 0xfee0))
    .replace(/^[\t']|\t$/g, '')
    .trim()

function cellsOf(text: string): Cells[] {
  const delimiter = text.slice(0, text.indexOf('\n')).includes('\t') ? '\t' : ','
  const rows: string[][] = parse(text, { delimiter, relax_quotes: true, relax_column_count: false })
  const [header = [], ...body] = rows.map((row) => row.map(plain))
  return body.map((row) => Object.fromEntries(row.map((cell, i) => [header[i] ?? '', cell])))
}

function fenOf(cell: string | undefined): bigint {
  const found = /^(\d+)(?:\.(\d{1,2}))?$/.exec((cell ?? '').replace(/[,元]/g, ''))
  if (!found) throw new Error(`no amount: ${cell}`)
  return BigInt(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`)
}

const monthOf = (time: string): string => {
  const [, year = '', month = ''] = /^(\d{4})[-/](\d{1,2})/.exec(time) ?? []
  return `${year}-${month.padStart(2, '0')}`
}

const resold = (remark: string | undefined): boolean => /批发|经销|分销|b2b/i.test(remark ?? '')

function taobao([row = {}]: readonly Cells[]): Omit<Reading, 'id'> {
  const time = row.订单付款时间 ?? ''
  const owed = fenOf(row.买家应付货款) + fenOf(row.买家应付邮费)
  const shown = fenOf(row.买家实付金额 ?? row.买家实际支付金额)
  const stated = row.退款金额 === undefined ? 0n : fenOf(row.退款金额)
  const paid = shown + stated === owed ? owed : shown
  const back = row.订单状态 === '交易关闭' ? paid : stated
  return { month: monthOf(time), paid, back, counted: time !== '', wholesale: resold(row.订单备注) }
}

function jd([row = {}]: readonly Cells[]): Omit<Reading, 'id'> {
  const time = row.付款确认时间 ?? ''
  const paid = fenOf(row.应付金额) + fenOf(row.余额支付)
  const counted = time !== '' && !row.订单状态?.startsWith('(删除)')
  return { month: monthOf(time), paid, back: 0n, counted, wholesale: resold(row.商家备注) }
}

function douyin(rows: readonly Cells[]): Omit<Reading, 'id'> {
  const [first = {}] = rows
  const time = first.支付完成时间 ?? '-'
  const paid = fenOf(first.订单应付金额)
  const given = rows.filter((row) => row.售后状态 === '退款成功')
  const back =
    given.length === rows.length
      ? paid
      : given.reduce((sum, row) => {
          const off = [row.平台实际承担优惠金额, row.商家实际承担优惠金额, row.达人实际承担优惠金额]
          const goods = fenOf(row.商品单价) * BigInt(row.商品数量 ?? '')
          return off.reduce((left, amount) => left - fenOf(amount), sum + goods)
        }, 0n)
  return { month: monthOf(time), paid, back, counted: time !== '-', wholesale: resold(first.商家备注) }
}

function pdd([row = {}]: readonly Cells[]): Omit<Reading, 'id'> {
  const paid = fenOf(row['用户实付金额(元)'])
  const back = row.售后状态 === '退款成功' ? paid : 0n
  const placed = row.订单号?.replace(/^(\d\d)(\d\d).*$/, '20$1-$2') ?? ''
  const month = row.订单成交时间 ? monthOf(row.订单成交时间) : placed
  const counted = row.订单状态 !== '待付款' && row.订单状态 !== '已取消'
  return { month, paid, back, counted, wholesale: resold(row.商家备注) }
}

const READERS = { taobao, jd, douyin, pdd }
const IDS = { taobao: '订单编号', jd: '订单号', douyin: '主订单编号', pdd: '订单号' }

async function read(file: ReadableOrderFile): Promise<{ reading: FileReading; tally: FileTally }> {
  const { bytes, tally } = file.open()
  const chunks: Buffer[] = []
  for await (const chunk of bytes) chunks.push(chunk)
  const { platform } = file.shop
  const all = cellsOf(decode(Buffer.concat(chunks)))
  const rows = all.filter((row) => Object.values(row)[0] !== '总计')
  const groups = new Map<string, Cells[]>()
  for (const row of rows) {
    const id = row[IDS[platform]] ?? ''
    groups.set(id, [...(groups.get(id) ?? []), row])
  }
  const readable = [...groups].filter(([id]) => !id.includes('E+'))
  const orders = readable.map(([id, lines]) => ({ id, ...READERS[platform](lines) }))
  const mangled = [...groups].filter(([id]) => id.includes('E+')).flatMap(([, lines]) => lines)
  const amount = (row: Cells): bigint => {
    if (platform === 'taobao') return fenOf(row.买家实付金额 ?? row.买家实际支付金额)
    return READERS[platform]([row]).paid
  }
  const reading = {
    rows: rows.length,
    summaryRows: all.length - rows.length,
    mangledRows: mangled.length,
    rowsFen: rows.reduce((sum, row) => sum + amount(row), 0n),
    ordersFen:
      mangled.length > 0
        ? undefined
        : [...groups.values()].reduce((sum, [row = {}]) => sum + amount(row), 0n),
    orders,
  }
  return { reading, tally }
}

describe.each(generateWorld({ seed: 20231, scale: 1 }).towns)('$name', (town) => {
  const read1: { file: ReadableOrderFile; reading: FileReading; tally: FileTally }[] = []
  let truth: readonly ShopMonth[] = []

  beforeAll(async () => {
    for (const file of town.orderFiles) read1.push({ file, ...(await read(file)) })
    truth = town.shopMonths()
  }, 60_000)

  test('every file holds the rows, orders and fen its tally states', () => {
    for (const { file, reading, tally } of read1) {
      const { orders, ...sums } = reading
      expect(sums, file.path).toEqual({
        rows: tally.rows,
        summaryRows: tally.summaryRows,
        mangledRows: tally.mangledRows,
        rowsFen: tally.rowsFen,
        ordersFen: tally.mangledRows > 0 ? undefined : tally.ordersFen,
      })
      expect(orders.length + tally.mangledOrders, file.path).toBe(tally.orders)
    }
    expect(read1.some(({ tally }) => tally.mangledRows > 0)).toBe(true)
    expect(read1.some(({ tally }) => tally.rowsFen > tally.ordersFen)).toBe(true)
    expect(read1.some(({ tally }) => tally.summaryRows === 1)).toBe(true)
  })

  test('the files, each order once in its last readable state, add up to the true retail of every shop and month', () => {
    const last = new Map<string, Reading & { shop: string }>()
    for (const { file, reading } of read1) {
      for (const order of reading.orders) {
        last.set(`${file.shop.key} ${order.id}`, { ...order, shop: file.shop.key })
      }
    }
    const sums = new Map<string, { retail: bigint; wholesale: bigint; refunded: bigint; orders: number }>()
    for (const { shop, month, paid, back, counted, wholesale } of last.values()) {
      if (!counted) continue
      const key = `${shop} ${month}`
      const sum = sums.get(key) ?? { retail: 0n, wholesale: 0n, refunded: 0n, orders: 0 }
      if (wholesale) sum.wholesale += paid
      else {
        sum.retail += paid - back
        if (paid > back) sum.orders++
      }
      sums.set(key, sum)
    }
    const expected = new Map(
      truth.map((one) => [`${one.shop} ${one.month}`, [one.retail, one.wholesale, one.orders]]),
    )
    const found = new Map([...sums].map(([key, one]) => [key, [one.retail, one.wholesale, one.orders]]))
    expect(new Map([...found].sort())).toEqual(new Map([...expected].sort()))
  })

  test('files overlap, and the second showing knows more', () => {
    const seen = new Map<string, Reading>()
    const changes = { twice: 0, refundedLater: 0 }
    for (const { file, reading } of read1) {
      for (const order of reading.orders) {
        const before = seen.get(`${file.shop.key} ${order.id}`)
        if (before) {
          changes.twice++
          if (before.back < order.back) changes.refundedLater++
        }
        seen.set(`${file.shop.key} ${order.id}`, order)
      }
    }
    expect(changes.twice).toBeGreaterThan(3000)
    expect(changes.refundedLater).toBeGreaterThan(20)
  })
})
