/** 淘宝/天猫 ExportOrderList: one row an order. */
import { type Fen, subFen, yuanText, ZERO_FEN } from '#kernel/money'
import { compactStamp } from '../calendar.ts'
import {
  blanks,
  type Column,
  count,
  type Format,
  maskedMobile,
  maskedName,
  money,
  type Row,
  time,
  words,
} from './format.ts'
import { payable, pieces } from './order.ts'
import { TAOBAO_PEN } from './pen.ts'

const STATES = {
  unpaid: '等待买家付款',
  lapsed: '交易关闭',
  paid: '买家已付款，等待卖家发货',
  dispatched: '卖家已发货，等待买家确认',
  received: '交易成功',
} as const

const closed = ({ seen }: Row): boolean => seen.stage === 'lapsed' || seen.undone

const state = (row: Row): string => (closed(row) ? '交易关闭' : STATES[row.seen.stage])

function closedBecause(row: Row): string {
  if (!closed(row)) return '订单未关闭'
  return row.seen.undone ? '退款' : '买家未付款，超时关闭'
}

/** What the buyer owed for the goods, before freight. */
const owedForGoods = ({ order }: Row): Fen => subFen(payable(order), order.freight)

const paidGross = ({ order, seen }: Row): Fen => (seen.paidAt === null ? ZERO_FEN : payable(order))

/** 天猫 exports of some months take the refund off here already; 买家应付货款 + 邮费 = 实付 + 退款 gives it away. */
const shownPaid = (row: Row): Fen =>
  row.reduced ? subFen(paidGross(row), row.seen.refunded) : paidGross(row)

/** The money is paid out on receipt, less what came back. */
const paidOut = (row: Row): Fen =>
  row.seen.receivedAt === null ? ZERO_FEN : subFen(payable(row.order), row.seen.refunded)

const inYuan = (value: (row: Row) => Fen): ((row: Row) => string) =>
  words((row) => `${yuanText(value(row))}元`)

const title = ({ order }: Row): string =>
  order.lines
    .map(({ product, quantity }) => `${product.name}${quantity > 1 ? `×${quantity}` : ''}`)
    .join('，')

const address = ({ order: { buyer } }: Row, street: string): string =>
  `${buyer.province} ${buyer.city} ${buyer.district} ${street}(000000)`

const no: Column = ['订单编号', ({ order, pen }) => pen.id(order.no)]
const account: Column = ['买家会员名', words(({ order }) => order.buyer.account)]
const goods: readonly Column[] = [
  ['买家应付货款', money(owedForGoods)],
  ['买家应付邮费', money(({ order }) => order.freight)],
]
const total: Column = ['总金额', money(({ order }) => payable(order))]
const status: Column = ['订单状态', words(state)]
const message: Column = ['买家留言', words(({ order }) => order.message)]
const delivery: Column = ['运送方式', words(() => '快递')]
const placed: Column = ['订单创建时间', time(({ order }) => order.placedAt)]
const kinds: Column = ['宝贝种类', count(({ order }) => order.lines.length)]
const parcel: readonly Column[] = [
  [
    '物流单号',
    ({ order, seen, pen }) => (seen.dispatchedAt === null ? pen.words('') : pen.words(`No:${order.waybill}`)),
  ],
  ['物流公司', words(({ seen }) => (seen.dispatchedAt === null ? '' : '圆通速递'))],
]
const remark: Column = ['订单备注', words(({ order }) => order.remark)]
const amountOfGoods: Column = ['宝贝总数量', count(({ order }) => pieces(order))]
const shop: readonly Column[] = [
  ['店铺Id', words((row) => row.shop.platformId)],
  ['店铺名称', words((row) => row.shop.name)],
]
const reason: Column = ['订单关闭原因', words(closedBecause)]
const fees: readonly Column[] = [
  ['卖家服务费', words(() => '0')],
  ['买家服务费', words(() => '0元')],
]
const byPhone: Column = ['是否手机订单', words(() => '手机订单')]

/** The names with a space behind them are the platform's own. */
const COLUMNS_2022: readonly Column[] = [
  no,
  account,
  ...blanks('买家支付宝账号'),
  ...goods,
  ['买家支付积分', count(() => 0)],
  total,
  ['返点积分', count(() => 0)],
  ['买家实际支付金额', money(shownPaid)],
  ['买家实际支付积分', count(() => 0)],
  status,
  message,
  ['收货人姓名', words(({ order }) => order.buyer.name)],
  ['收货地址 ', words((row) => address(row, row.order.buyer.street))],
  delivery,
  ...blanks('联系电话 '),
  ['联系手机', ({ order, pen }) => pen.phone(order.buyer.mobile)],
  placed,
  ['订单付款时间 ', time(({ seen }) => seen.paidAt)],
  ['宝贝标题 ', words(title)],
  kinds,
  ...parcel,
  remark,
  amountOfGoods,
  ...shop,
  reason,
  ...fees,
  ...blanks('发票抬头'),
  byPhone,
  ...blanks('分阶段订单信息'),
  ['特权订金订单id', ({ pen }) => pen.id('')],
  ...blanks(
    '定金排名',
    '修改后的sku',
    '修改后的收货地址',
    '异常信息',
    '天猫卡券抵扣',
    '集分宝抵扣',
    '是否是O2O交易',
  ),
]

const COLUMNS_2023: readonly Column[] = [
  no,
  account,
  ...goods,
  total,
  ['买家实付金额', money(shownPaid)],
  status,
  message,
  ['收货人姓名', words(({ order }) => maskedName(order.buyer.name))],
  ['收货地址', words((row) => address(row, '****'))],
  delivery,
  ['联系手机', ({ order, pen }) => pen.phone(maskedMobile(order.buyer.mobile))],
  placed,
  ['订单付款时间', time(({ seen }) => seen.paidAt)],
  ['宝贝标题', words(title)],
  kinds,
  ...parcel,
  remark,
  amountOfGoods,
  ...shop,
  reason,
  ...fees,
  ...blanks('发票抬头'),
  byPhone,
  ['退款金额', inYuan(({ seen }) => seen.refunded)],
  ['确认收货时间', time(({ seen }) => (seen.undone ? null : seen.receivedAt))],
  ['打款商家金额', inYuan(paidOut)],
]

export const TAOBAO: Format = {
  pens: { '2022': TAOBAO_PEN, '2023': TAOBAO_PEN },
  lineEnd: '\r\n',
  rowsPer: 'order',
  columns: { '2022': COLUMNS_2022, '2023': COLUMNS_2023 },
  shownPaid,
  fileName: (exportedAt) => `ExportOrderList${compactStamp(exportedAt).slice(0, 12)}.csv`,
}
