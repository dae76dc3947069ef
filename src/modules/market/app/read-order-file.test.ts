import { utils, write } from '@e965/xlsx'
import { writeXlsx } from 'hucre'
import { describe, expect, test } from 'vitest'
import { gb18030 } from '#test/gb18030'
import { type Cells, csvText, HEADERS, manyOrdersFile, USUAL } from '#test/order-files'
import { zipBomb } from '#test/zip'
import { COPY_COLUMNS } from '../db/copy-row.ts'
import { PLATFORMS, type Platform } from '../domain/platform.ts'
import { BUILT_IN } from '../domain/profiles/built-in.ts'
import type { RejectedRow } from '../domain/row-cells.ts'
import { type Reading, readOrderFile } from './read-order-file.ts'

async function* pieces(content: Uint8Array, size = 1 << 16): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < content.length; at += size) yield content.subarray(at, at + size)
}

async function readFile(platform: Platform, content: Uint8Array, more: Partial<Reading> = {}, size?: number) {
  const rejected: RejectedRow[] = []
  let copy = ''
  const outcome = await readOrderFile(pieces(content, size), {
    profile: BUILT_IN[platform],
    take: async (batch) => {
      copy += batch.copy
      rejected.push(...batch.rejected)
    },
    ...more,
  })
  const lines = copy
    .split('\n')
    .slice(0, -1)
    .map((line) => {
      const values = line.split('\t')
      return Object.fromEntries(COPY_COLUMNS.map((name, i) => [name, values[i]]))
    })
  return { outcome, lines, rejected }
}

async function accepted(platform: Platform, content: Uint8Array, size?: number) {
  const { outcome, lines, rejected } = await readFile(platform, content, {}, size)
  if (!outcome.ok) throw new Error(outcome.refused[0]?.zh)
  return { reading: outcome.value, lines, rejected }
}

async function refusalOf(platform: Platform, content: Uint8Array, more: Partial<Reading> = {}) {
  const { outcome } = await readFile(platform, content, more)
  return outcome.ok ? undefined : outcome.refused[0]
}

const ORDERS: readonly Cells[] = [{}, { 订单号: '260315-400000294410901', 支付时间: '2026-03-15 00:00:01' }]

describe('encodings', () => {
  const text = csvText('pdd', ORDERS)
  test.each([
    ['utf-8', Buffer.from(text)],
    ['utf-8', Buffer.from(`\ufeff${text}`)],
    ['gb18030', gb18030(text)],
    ['utf-16le', Buffer.from(`\ufeff${text}`, 'utf16le')],
    ['utf-16be', Buffer.from(`\ufeff${text}`, 'utf16le').swap16()],
  ])('%s', async (encoding, content) => {
    for (const size of [1 << 16, 7]) {
      const { reading, lines } = await accepted('pdd', content, size)
      expect(reading).toMatchObject({
        encoding,
        bytes: content.length,
        read: { rows: 2, sums: { paid: 7960n } },
      })
      expect(lines.map(({ order_no, day, product }) => [order_no, day, product])).toEqual([
        ['260314-400000294410900', '2026-03-14', '大宁玉露香梨脆甜多汁5斤装'],
        ['260315-400000294410901', '2026-03-15', '大宁玉露香梨脆甜多汁5斤装'],
      ])
    }
  })

  test('tab-separated text is read too', async () => {
    const { reading } = await accepted('douyin', Buffer.from(csvText('douyin', [{}]).replaceAll(',', '\t')))
    expect(reading.read.rows).toBe(1)
  })
})

describe('what is handed on', () => {
  test.each(PLATFORMS)('%s: one line, nothing of the buyer', async (platform) => {
    const buyer = Object.fromEntries(
      HEADERS[platform]
        .filter((name) => /姓名|手机|电话|地址|留言|会员|帐号|身份证|收货人|收件人/.test(name))
        .map((n) => [n, '张三丰甲']),
    )
    const { lines, reading } = await accepted(platform, Buffer.from(csvText(platform, [buyer])))
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({
      day: '2026-03-14',
      paid_at: '2026-03-14 09:26:53+08',
      retail_fen: '3980',
      row_no: '2',
    })
    expect(JSON.stringify(lines)).not.toContain('张三丰甲')
    expect(reading.personalColumns.length).toBeGreaterThanOrEqual(Object.keys(buyer).length)
  })

  test('backslashes survive COPY, a refund is not counted', async () => {
    const { lines } = await accepted(
      'pdd',
      Buffer.from(csvText('pdd', [{ 商品: 'a\\Nb', 售后状态: '退款成功' }])),
    )
    expect(lines[0]).toMatchObject({ product: 'a\\\\Nb', retail_fen: '0', excluded: 'refunded', stage: '6' })
  })
})

describe('a messy file', () => {
  test('titles above the header, blank, summary, broken and good rows: each has its place', async () => {
    const [header = '', ...rows] = csvText('pdd', [
      {},
      { 订单号: '2.60E+17' },
      { '用户实付金额(元)': '-1.00' },
      { 订单状态: '没见过' },
      { 商品: '梨,脆甜' },
    ]).split('\r\n')
    const summary = HEADERS.pdd.map((name) =>
      name === '商品' ? '总计' : name === '用户实付金额(元)' ? '118.40' : '',
    )
    const text = ['拼多多订单导出,,', '', header, ...rows, ','.repeat(32), summary.join(',')].join('\r\n')
    const { reading, rejected, lines } = await accepted('pdd', gb18030(text))
    expect(lines.map(({ row_no }) => row_no)).toEqual(['4', '8'])
    expect(rejected.map(({ rowNo, faults }) => [rowNo, faults.map(({ code }) => code)])).toEqual([
      [5, ['market.id_mangled']],
      [6, ['market.amount_negative']],
      [7, ['market.status_unknown']],
    ])
    expect(reading).toMatchObject({
      headerRows: 3,
      blankRows: 2,
      summary: { rows: 1, sums: { paid: 11840n } },
      read: { rows: 5, sums: { paid: 15920n } },
      rejected: { rows: 3, sums: { paid: 7960n } },
      rejectedBy: { 'market.id_mangled': 1, 'market.amount_negative': 1, 'market.status_unknown': 1 },
    })
  })

  test('an unquoted comma in a title shifts the row: refused, its neighbours are kept', async () => {
    const text = csvText('taobao', [{}, {}]).replace('沁水农家土蜂蜜500g', '沁水,农家土蜂蜜500g')
    const { lines, rejected } = await accepted('taobao', Buffer.from(text))
    expect(lines).toHaveLength(1)
    expect(rejected[0]).toMatchObject({ rowNo: 2 })
  })

  test('an unknown column is named and not read, the missing remark column is a fact', async () => {
    const header = HEADERS.pdd.map((name) => (name === '商家备注' ? '新奇的列' : name))
    const { reading } = await accepted('pdd', Buffer.from(csvText('pdd', [{ 新奇的列: 'x' }], header)))
    expect(reading).toMatchObject({ unknownColumns: ['新奇的列'], hasRemarks: false })
  })
})

describe('refused as a whole', () => {
  const full = gb18030(
    [...manyOrdersFile(300)].map((piece) => new TextDecoder('gb18030').decode(piece)).join(''),
  )

  test.each([
    ['market.file_empty', Buffer.from('')],
    ['market.file_kind', Buffer.from('%PDF-1.7 ...')],
    ['market.header_not_found', Buffer.from('a,b,c\n1,2,3\n')],
    ['market.header_not_found', Buffer.from('序号,名称\n'.repeat(50))],
    ['market.platform_mismatch', Buffer.from(csvText('jd', [{}]))],
    ['market.row_too_long', Buffer.from(`${csvText('pdd', [{}])}"${'x'.repeat(3 << 20)}`)],
    ['market.file_broken', Buffer.from('PK\u0003\u0004 cut off')],
  ])('%s', async (code, content) => {
    expect(await refusalOf('pdd', content)).toMatchObject({ code })
  })

  test('the sentence names what is missing and what was found', async () => {
    const header = HEADERS.pdd.map((name) => (name === '用户实付金额(元)' ? '到手价' : name))
    const refusal = await refusalOf('pdd', Buffer.from(csvText('pdd', [{}], header)))
    expect(refusal?.zh).toContain('缺少「用户实付金额」')
    expect(refusal?.zh).toContain('到手价')
  })

  test('a file beyond the limit is left at once', async () => {
    let given = 0
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        given++
        yield full
      }
    }
    const outcome = await readOrderFile(endless(), {
      profile: BUILT_IN.pdd,
      take: async () => {},
      limits: { textBytes: 1 << 20 },
    })
    expect(outcome.ok ? '' : outcome.refused[0]?.code).toBe('market.file_too_large')
    expect(given * full.length).toBeLessThan(2 << 20)
  })

  test('order numbers that Excel rounded', async () => {
    const rows = Array.from({ length: 5 }, (_, i) => ({ 订单编号: `26031498712345${i}0000` }))
    expect(await refusalOf('taobao', Buffer.from(csvText('taobao', rows)))).toMatchObject({
      code: 'market.ids_rounded',
    })
  })
})

describe('workbooks', () => {
  const header = HEADERS.douyin
  const sheet = (rows: readonly (readonly unknown[])[]) => utils.aoa_to_sheet(rows.map((row) => [...row]))
  const book = (grid: ReturnType<typeof sheet>, bookType: 'xlsx' | 'biff8' = 'xlsx'): Buffer => {
    const file = utils.book_new()
    utils.book_append_sheet(file, grid, '订单')
    return write(file, { type: 'buffer', bookType })
  }
  const rowOf = <T>(cells: Readonly<Record<string, T>>) => header.map((name) => cells[name] ?? '')
  const usual = USUAL.douyin

  test.each(['xlsx', 'biff8'] as const)('%s: text, numbers and dates', async (bookType) => {
    const typed = {
      ...usual,
      订单应付金额: 39.8,
      商品数量: 1,
      支付完成时间: new Date(Date.UTC(2026, 2, 14, 9, 26, 53)),
    }
    const grid = utils.aoa_to_sheet([[...header], rowOf(usual), rowOf(typed)], {
      UTC: true,
      cellDates: false,
      dateNF: 'yyyy-mm-dd hh:mm:ss',
    })
    const { lines, reading } = await accepted('douyin', book(grid, bookType))
    expect(reading.read).toMatchObject({ rows: 2, sums: { payable: 7960n } })
    expect({ ...lines[1], row_no: '2' }).toEqual(lines[0])
  })

  test('a long id as a number has lost digits, a formula is refused whatever it shows', async () => {
    const grid = sheet([header, rowOf({ ...usual, 主订单编号: Number(usual.主订单编号) }), rowOf(usual)])
    grid.I3 = { t: 'n', v: 39.8, f: 'SUM(A1:A2)' }
    const { rejected } = await accepted('douyin', book(grid))
    expect(rejected.map(({ rowNo, faults }) => [rowNo, faults[0]?.code, faults[0]?.column])).toEqual([
      [2, 'market.id_mangled', '主订单编号'],
      [3, 'market.formula', '订单应付金额'],
    ])
  })

  test('a truncated workbook, one too large, one with a password', async () => {
    const whole = book(sheet([header, rowOf(usual)]))
    expect(await refusalOf('douyin', whole.subarray(0, whole.length - 200))).toMatchObject({
      code: 'market.file_broken',
    })
    expect(await refusalOf('douyin', whole, { limits: { workbookBytes: 1000 } })).toMatchObject({
      code: 'market.file_too_large',
    })
    const sheets = [{ name: '订单', rows: [[...header], rowOf(usual)] }]
    const locked = await writeXlsx({ sheets, encryption: { password: '1234', spinCount: 10 } })
    expect(await refusalOf('douyin', locked)).toMatchObject({ code: 'market.file_locked' })
  })

  test('a zip that unfolds to gigabytes is refused before it is built', async () => {
    expect(await refusalOf('douyin', zipBomb(10, 32 << 20))).toMatchObject({ code: 'market.file_too_large' })
  })
})
