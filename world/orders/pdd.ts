/** 拼多多 order export: one row an order. */
import { addFen, type Fen, subFen, ZERO_FEN } from '#kernel/money'
import { DAY, type Moment, stamp } from '../calendar.ts'
import { type Column, count, type Format, listing, money, type Row, time, words } from './format.ts'
import { goodsTotal, payable, pieces, platformOff, shopOff } from './order.ts'
import { PDD_PEN } from './pen.ts'

const STATES = {
  unpaid: '待付款',
  lapsed: '已取消',
  paid: '待发货',
  dispatched: '已发货，待收货',
  received: '已收货',
} as const

function state({ seen }: Row): string {
  if (!seen.undone) return STATES[seen.stage]
  if (seen.dispatchedAt === null) return '未发货，退款成功'
  return seen.receivedAt === null ? '已发货，退款成功' : '已收货，退款成功'
}

/** What reaches the shop: the platform's own discounts are paid back to it. */
const received = ({ order }: Row): Fen => subFen(addFen(goodsTotal(order), order.freight), shopOff(order))

/** Counted from payment, so it is as empty as that. */
const promised = ({ order, seen }: Row): Moment | null =>
  order.timeless || seen.paidAt === null ? null : seen.paidAt + 2 * DAY

const place = (shown: (row: Row) => boolean, part: (row: Row) => string): ((row: Row) => string) =>
  words((row) => (shown(row) ? part(row) : '****'))

const columns = (shown: (row: Row) => boolean, more: readonly Column[]): readonly Column[] => [
  ['订单成交时间', time(({ order, seen }) => (order.timeless ? null : seen.paidAt))],
  ['商品', words(({ line }) => line.product.name)],
  ['订单号', ({ order, pen }) => pen.id(order.no)],
  ['订单状态', words(state)],
  ['商品总价(元)', money(({ order }) => goodsTotal(order))],
  ['邮费(元)', money(({ order }) => order.freight)],
  ['店铺优惠折扣(元)', money(({ order }) => shopOff(order))],
  ['平台优惠折扣(元)', money(({ order }) => platformOff(order))],
  ['多多支付立减金额(元)', money(() => ZERO_FEN)],
  ['用户实付金额(元)', money(({ order }) => payable(order))],
  ['商家实收金额(元)', money(received)],
  ['商品数量(件)', count(({ order }) => pieces(order))],
  ['发货时间', time(({ seen }) => seen.dispatchedAt)],
  ['确认收货时间', time(({ seen }) => seen.receivedAt)],
  ['商品id', (row) => row.pen.id(`54${listing(row, 10)}`)],
  ['商品规格', words(({ line }) => line.product.spec)],
  ['样式ID', (row) => row.pen.id(`12${listing(row, 9)}`)],
  ['商家编码-规格维度', words(({ line }) => line.product.sku)],
  ['商家编码-商品维度', words(({ line }) => line.product.sku.split('-').slice(0, 2).join('-'))],
  ['商家备注', words(({ order }) => order.remark)],
  ['售后状态', words(({ seen }) => (seen.undone ? '退款成功' : '无售后或售后取消'))],
  ['快递单号', words(({ order, seen }) => (seen.dispatchedAt === null ? '' : order.waybill))],
  ['快递公司', words(({ seen }) => (seen.dispatchedAt === null ? '' : '圆通快递'))],
  ['省', place(shown, ({ order }) => order.buyer.province)],
  ['市', place(shown, ({ order }) => order.buyer.city)],
  ['区', place(shown, ({ order }) => order.buyer.district)],
  ...more,
]

const COLUMNS_2022 = columns(({ order }) => Number(order.no.slice(-1)) < 7, [])

const COLUMNS_2023 = columns(
  () => false,
  [
    ['街道', words(() => '****')],
    ['买家留言', words(({ order }) => order.message)],
    ['承诺发货时间', time(promised)],
  ],
)

export const PDD: Format = {
  pens: { '2022': PDD_PEN, '2023': PDD_PEN },
  lineEnd: '\r\n',
  rowsPer: 'order',
  columns: { '2022': COLUMNS_2022, '2023': COLUMNS_2023 },
  shownPaid: ({ order }) => payable(order),
  totals: {
    '商品总价(元)': ({ goods }, pen) => pen.money(goods),
    '用户实付金额(元)': ({ paid }, pen) => pen.money(paid),
    '商品数量(件)': ({ pieces: sum }, pen) => pen.count(sum),
  },
  fileName: (exportedAt) => `orders_export${stamp(exportedAt).replace(/[ :]/g, '-')}.csv`,
}
