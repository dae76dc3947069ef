import { describe, expect, test } from 'vitest'
import { type Cells, HEADERS, USUAL } from '#test/order-files'
import { layoutOf } from './header.ts'
import { PLATFORMS, type Platform } from './platform.ts'
import { BUILT_IN } from './profiles/built-in.ts'
import { type Row, rowReader } from './read-row.ts'

function readCells(platform: Platform, cells: Cells, width = 0): Row {
  const header = HEADERS[platform]
  const layout = layoutOf(header, BUILT_IN[platform])
  if (layout === undefined) throw new Error('no header')
  const wanted = layout.wanted.map((column) => cells[header[column] ?? ''] ?? '')
  return rowReader(layout)(wanted, width)
}

const read = (platform: Platform, changes: Cells, width?: number): Row =>
  readCells(platform, { ...USUAL[platform], ...changes }, width)

function lineOf(platform: Platform, changes: Cells = {}) {
  const row = read(platform, changes)
  if (row.kind !== 'line')
    throw new Error(`${row.kind}: ${JSON.stringify('faults' in row ? row.faults : '')}`)
  return row.line
}

const faultsOf = (platform: Platform, changes: Cells) => {
  const row = read(platform, changes)
  return row.kind === 'rejected'
    ? row.faults.map(({ code, column, example }) => [code, column, example])
    : row.kind
}

describe('one usual order', () => {
  test.each(PLATFORMS)('%s', (platform) => {
    expect(lineOf(platform)).toMatchObject({
      day: '2026-03-14',
      paidAt: '2026-03-14 09:26:53',
      stage: 'succeeded',
      quantity: 1,
    })
  })

  test('the amounts stay apart', () => {
    expect(lineOf('pdd')).toMatchObject({ payable: null, paid: 3980n, received: 4180n, refund: null })
    expect(lineOf('taobao')).toMatchObject({ payable: 3980n, paid: 3980n, received: 3980n, refund: 0n })
    expect(lineOf('jd')).toMatchObject({
      payable: 3980n,
      paid: null,
      received: 3980n,
      refund: null,
      goods: 3980n,
    })
    expect(lineOf('douyin')).toMatchObject({
      payable: 3980n,
      paid: null,
      received: null,
      refund: null,
      goods: 3980n,
    })
  })

  test('ids are what they were before the wrapping', () => {
    expect(lineOf('taobao')).toMatchObject({
      orderNo: '2603149871234567890',
      subNo: '',
      waybill: '75312345678901',
    })
    expect(lineOf('jd')).toMatchObject({ orderNo: '311729384072', subNo: '10017293840', waybill: null })
    expect(lineOf('douyin').subNo).toBe('6921234567890123457')
  })
})

describe('traps', () => {
  test('拼多多 without any time: the day stands in the order number', () => {
    expect(lineOf('pdd', { 支付时间: '', 订单成交时间: '' })).toMatchObject({
      day: '2026-03-14',
      paidAt: null,
    })
    expect(faultsOf('pdd', { 支付时间: '', 订单成交时间: '', 订单号: '269914-400000294410900' })).toEqual([
      ['market.day_missing', '支付时间', ''],
    ])
  })

  test('a real time wins over the order number', () => {
    expect(lineOf('pdd', { 支付时间: '2026-03-15 00:03:00' }).day).toBe('2026-03-15')
  })

  test('京东: 余额支付 is owed too', () => {
    expect(lineOf('jd', { 应付金额: '30.00', 余额支付: '9.80' }).payable).toBe(3980n)
  })

  test.each([
    ['jd', { 订单状态: '(删除)等待出库' }, 'closed'],
    ['jd', { 订单状态: '（删除）等待出库' }, 'closed'],
    ['jd', { 订单状态: '(锁定)等待出库' }, 'paid'],
    ['pdd', { 订单状态: '未发货，退款成功' }, 'refunded'],
    ['pdd', { 售后状态: '退款成功' }, 'refunded'],
    ['pdd', { 售后状态: '部分退款成功' }, 'partly-refunded'],
    ['pdd', { 售后状态: '商家同意退款，退款中' }, 'succeeded'],
    ['pdd', { 售后状态: '售后取消，退款失败' }, 'succeeded'],
    ['taobao', { 订单状态: '买家已付款，等待卖家发货' }, 'paid'],
    ['taobao', { 订单状态: '交易关闭', 退款金额: '39.80元' }, 'closed'],
    ['douyin', { 售后状态: '同意退款，退款成功' }, 'refunded'],
    ['douyin', { 订单状态: '待支付', 支付完成时间: '-' }, 'awaiting-payment'],
  ] as const)('%s %j is %s', (platform, changes, stage) => {
    expect(lineOf(platform, changes).stage).toBe(stage)
  })

  test('thousands commas', () => {
    expect(lineOf('douyin', { 订单应付金额: '1,234.50' }).payable).toBe(123450n)
  })

  test('Excel’s id, a formula, a negative and an endless amount: all at once, with column and example', () => {
    const changes = {
      订单编号: '2.60315E+18',
      总金额: '=SUM(A1:A9)',
      买家实际支付金额: '-39.80',
      打款商家金额: '1e309',
      宝贝总数量: '一件',
    }
    expect(faultsOf('taobao', changes)).toEqual([
      ['market.formula', '总金额', '=SUM(A1:A9)'],
      ['market.amount_negative', '买家实际支付金额', '-39.80'],
      ['market.amount_too_large', '打款商家金额', '1e309'],
      ['market.id_mangled', '订单编号', '2.60315E+18'],
      ['market.quantity_unreadable', '宝贝总数量', '一件'],
    ])
  })

  test.each(['=HYPERLINK("http://example.com","梨")', "=cmd|' /C calc'!A0"])(
    'a formula as a title: %s',
    (title) => {
      expect(faultsOf('pdd', { 商品: title })).toEqual([['market.formula', '商品', title]])
    },
  )

  test('an unknown status is refused, never guessed', () => {
    expect(faultsOf('pdd', { 订单状态: '待揽收' })).toEqual([['market.status_unknown', '订单状态', '待揽收']])
    expect(faultsOf('douyin', { 售后状态: '蓝色' })).toEqual([['market.status_unknown', '售后状态', '蓝色']])
  })

  test('a sale without its amount is refused; an unpaid order has none to give', () => {
    expect(faultsOf('pdd', { '用户实付金额(元)': '' })).toEqual([
      ['market.amount_missing', '用户实付金额(元)', ''],
    ])
    expect(lineOf('pdd', { '用户实付金额(元)': '', 订单状态: '已取消' }).paid).toBeNull()
  })

  test('an order number of another platform, or none', () => {
    expect(faultsOf('pdd', { 订单号: '311729384072' })).toEqual([
      ['market.order_no_form', '订单号', '311729384072'],
    ])
    expect(faultsOf('pdd', { 订单号: '' })).toEqual([['market.order_no_missing', '订单号', '']])
  })

  test('summary rows and blank rows are neither sales nor errors', () => {
    expect(readCells('pdd', { 商品: '总计', '用户实付金额(元)': '1,000.00' })).toMatchObject({
      kind: 'summary',
      amounts: { paid: 100000n },
    })
    expect(readCells('taobao', { 订单编号: '合计：' }).kind).toBe('summary')
    expect(readCells('pdd', { '用户实付金额(元)': '\t', 收货人: '' }).kind).toBe('blank')
  })

  test('a row with more cells than the header is shifted: nothing of it is shown', () => {
    const row = read('taobao', {}, HEADERS.taobao.length + 1)
    expect(row).toMatchObject({
      kind: 'rejected',
      amounts: { paid: null },
      faults: [{ code: 'market.row_width' }],
    })
    expect(read('taobao', {}, HEADERS.taobao.length).kind).toBe('line')
  })

  test('the remark is not kept, only the mark of a brushed order', () => {
    const line = lineOf('pdd', { 商家备注: 'G-张三 13800000000 补单' })
    expect(line.mark).toBe('G-')
    expect(JSON.stringify(line, (_, v) => (typeof v === 'bigint' ? String(v) : v))).not.toMatch(/张三|138/)
    expect(lineOf('pdd', { 商家备注: '发顺丰' }).mark).toBeNull()
  })

  test('wholesale is known by the order type', () => {
    expect(lineOf('jd', { 订单类型: '企业采购' }).wholesale).toBe(true)
    expect(lineOf('jd').wholesale).toBe(false)
  })

  test('line breaks and NUL in a title become a space', () => {
    expect(lineOf('pdd', { 商品: '玉露\n香\0梨' }).product).toBe('玉露 香 梨')
  })
})
