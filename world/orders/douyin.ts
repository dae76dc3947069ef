/** 抖店 order export by 商品维度: one row a 子订单, 订单应付金额 of the whole order on each of its rows. */
import { addFen, type Fen, ZERO_FEN } from '#kernel/money'
import { compactStamp, DAY } from '../calendar.ts'
import {
  blanks,
  type Column,
  count,
  type Format,
  listing,
  maskedMobile,
  money,
  type Row,
  time,
  words,
} from './format.ts'
import { payable } from './order.ts'
import { DOUYIN_PEN, DOUYIN_PEN_2022 } from './pen.ts'

/** Whether this row's own goods have come back. */
const givenBack = ({ order, seen, index }: Row): boolean =>
  seen.undone || (seen.refunded > 0n && (order.refund?.lines?.includes(index) ?? false))

const state =
  (waiting: string) =>
  (row: Row): string => {
    const { stage } = row.seen
    if (stage === 'lapsed') return '已关闭'
    if (givenBack(row) && stage !== 'received') return '已关闭'
    return { unpaid: '待支付', paid: waiting, dispatched: '已发货', received: '已完成' }[stage]
  }

const cancelled = ({ seen }: Row): string => (seen.stage === 'lapsed' ? '超时未支付' : '')

const off = ({ line }: Row): Fen => addFen(line.shopOff, line.platformOff, line.hostOff)

const columns = (goodsName: string, waiting: string, more: readonly Column[]): readonly Column[] => [
  ['主订单编号', ({ order, pen }) => pen.id(order.no)],
  ['子订单编号', ({ line, pen }) => pen.id(line.no)],
  [goodsName, words(({ line }) => line.product.name)],
  ['商品规格', words(({ line }) => line.product.spec)],
  ['商品数量', count(({ line }) => line.quantity)],
  ['商品ID', (row) => row.pen.id(`35${listing(row, 17)}`)],
  ['商家编码', words(({ line }) => line.product.sku)],
  ['商品单价', money(({ line }) => line.unit)],
  ['订单应付金额', money(({ order }) => payable(order))],
  ['运费', money(({ order }) => order.freight)],
  ['优惠总金额', money(off)],
  ['平台优惠', money(({ line }) => line.platformOff)],
  ['商家优惠', money(({ line }) => line.shopOff)],
  ['达人优惠', money(({ line }) => line.hostOff)],
  ['商家改价', money(() => ZERO_FEN)],
  ['支付优惠', money(() => ZERO_FEN)],
  ['红包抵扣', money(() => ZERO_FEN)],
  ['支付方式', words(({ seen }) => (seen.paidAt === null ? '' : '抖音支付'))],
  ['手续费', money(() => ZERO_FEN)],
  ['收件人', words(({ order }) => `##${order.buyer.name.slice(0, 1)}****`)],
  ['收件人手机号', ({ order, pen }) => pen.phone(`$$${maskedMobile(order.buyer.mobile)}`)],
  ['省', words(({ order }) => order.buyer.province)],
  ['市', words(({ order }) => order.buyer.city)],
  ['区', words(({ order }) => order.buyer.district)],
  ['街道', words(() => '****')],
  ['详细地址', words(() => '##****')],
  ['是否修改过地址', words(() => '否')],
  ['买家留言', words(({ order }) => order.message)],
  ['订单提交时间', time(({ order }) => order.placedAt)],
  ...blanks('旗帜颜色'),
  ['商家备注', words(({ order }) => order.remark)],
  ['订单完成时间', time(({ seen }) => seen.receivedAt)],
  ['支付完成时间', time(({ seen }) => seen.paidAt)],
  ['APP渠道', words(() => '抖音')],
  ['流量来源', words(({ line }) => (line.hostOff > 0n ? '直播间' : '商品卡'))],
  ['订单状态', words(state(waiting))],
  ['承诺发货时间', time(({ seen }) => (seen.paidAt === null ? null : seen.paidAt + 2 * DAY))],
  ['订单类型', words(() => '普通订单')],
  ...blanks('鲁班落地页ID', '达人ID'),
  ['达人昵称', words(({ line }) => (line.hostOff > 0n ? '示例主播' : ''))],
  ...blanks('所属门店ID'),
  ['售后状态', words((row) => (givenBack(row) ? '退款成功' : '-'))],
  ['取消原因', words(cancelled)],
  ...blanks('预约发货时间', '仓库ID', '仓库名称'),
  ['是否安心购', words(() => '是')],
  ...blanks('广告渠道', '流量类型'),
  ['发货时间', time(({ seen }) => seen.dispatchedAt)],
  ['平台实际承担优惠金额', money(({ line }) => line.platformOff)],
  ['商家实际承担优惠金额', money(({ line }) => line.shopOff)],
  ['达人实际承担优惠金额', money(({ line }) => line.hostOff)],
  ...more,
]

export const DOUYIN: Format = {
  pens: { '2022': DOUYIN_PEN_2022, '2023': DOUYIN_PEN },
  lineEnd: '\n',
  rowsPer: 'line',
  columns: {
    '2022': columns('商品名称', '备货中', []),
    '2023': columns('选购商品', '待发货', blanks('流量体裁', '流量渠道', '发货主体', '预计送达时间')),
  },
  shownPaid: ({ order }) => payable(order),
  fileName: (exportedAt) => `${compactStamp(exportedAt)}_抖店订单_商品维度.csv`,
}
