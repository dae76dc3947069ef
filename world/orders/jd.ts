/** 京东 order export: one row a SKU, the order's amounts on each of its rows. */
import { type Fen, fen, subFen, ZERO_FEN } from '#kernel/money'
import { compactStamp } from '../calendar.ts'
import {
  blanks,
  type Column,
  count,
  type Format,
  listing,
  maskedMobile,
  maskedName,
  money,
  type Row,
  time,
  words,
} from './format.ts'
import { goodsTotal, type Order, payable } from './order.ts'
import { JD_PEN } from './pen.ts'

const STATES = {
  unpaid: '等待付款',
  lapsed: '(删除)等待付款',
  paid: '等待出库',
  dispatched: '等待确认收货',
  received: '完成',
} as const

const state = ({ order, seen }: Row): string =>
  order.splitInto.length > 0 || seen.undone ? '(删除)等待出库' : STATES[seen.stage]

/** One buyer in twenty pays a part from the balance of the account; 应付金额 is only what was left to pay. */
const balance = ({ order }: Row): Fen =>
  Number(order.no.slice(-2)) % 20 === 7 ? fen((payable(order) / 1000n) * 100n) : ZERO_FEN

const leftToPay = (row: Row): Fen => subFen(payable(row.order), balance(row))

const remark = ({ order }: Row): string =>
  order.splitInto.length > 0 ? `订单拆分为  ${order.splitInto.join('    ')}` : order.remark

const address = ({ buyer }: Order, street: string): string =>
  `${buyer.province}${buyer.city}${buyer.district}${street}`

const columns = (customer: readonly Column[], more: readonly Column[]): readonly Column[] => [
  ['订单号', ({ order, pen }) => pen.id(order.no)],
  ['商品ID', (row) => row.pen.id(`100${listing(row, 8)}`)],
  ['商品名称', words(({ line }) => line.product.name)],
  ['订购数量', count(({ line }) => line.quantity)],
  ['支付方式', words(() => '在线支付')],
  ['下单时间', time(({ order }) => order.placedAt)],
  ['京东价', money(({ line }) => line.unit)],
  ['订单金额', money(({ order }) => goodsTotal(order))],
  ['结算金额', money(({ order }) => payable(order))],
  ['余额支付', money(balance)],
  ['应付金额', money(leftToPay)],
  ['订单状态', words(state)],
  ['订单类型', words(() => '销售订单')],
  ['下单帐号', words(({ order }) => order.buyer.account)],
  ...customer,
  ['订单备注', words(({ order }) => order.message)],
  ...blanks('发票类型', '发票抬头', '发票内容'),
  ['商家备注', words(remark)],
  ...blanks('商家备注等级（等级1-5为由高到低）'),
  ['运费金额', money(({ order }) => order.freight)],
  ['付款确认时间', time(({ seen }) => seen.paidAt)],
  ...blanks('增值税发票'),
  ['货号', words(({ line }) => line.product.sku)],
  ['订单完成时间', time(({ seen }) => (seen.undone ? null : seen.receivedAt))],
  ['订单来源', words(() => '移动端订单')],
  ['订单渠道', words(() => '暂无来源')],
  ...more,
]

const COLUMNS_2022 = columns(
  [
    ['客户姓名', words(({ order }) => order.buyer.name)],
    ['客户地址', words(({ order }) => address(order, order.buyer.street))],
    ['联系电话', ({ order, pen }) => pen.phone(order.buyer.mobile)],
  ],
  [],
)

const COLUMNS_2023 = columns(
  [
    ['客户姓名', words(({ order }) => maskedName(order.buyer.name))],
    ['客户地址', words(({ order }) => address(order, '****'))],
    ['联系电话', ({ order, pen }) => pen.phone(maskedMobile(order.buyer.mobile))],
  ],
  [
    ...blanks('送装服务'),
    ['服务费', money(() => ZERO_FEN)],
    ['仓库id', words(() => '0')],
    ...blanks('仓库名称'),
    ['商家SKUID', words(({ line }) => line.product.sku)],
  ],
)

export const JD: Format = {
  pens: { '2022': JD_PEN, '2023': JD_PEN },
  lineEnd: '\r\n',
  rowsPer: 'line',
  columns: { '2022': COLUMNS_2022, '2023': COLUMNS_2023 },
  shownPaid: ({ order }) => payable(order),
  fileName: (exportedAt) => `订单导出_${compactStamp(exportedAt)}.csv`,
}
