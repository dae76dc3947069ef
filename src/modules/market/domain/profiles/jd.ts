import type { Profile } from '../profile.ts'
import { PERSONAL_COLUMNS } from './personal.ts'

/**
 * 京东 商家后台·订单查询·导出. One row per SKU with the order's amounts repeated on each, GB18030. An order that was split
 * shows as `(删除)等待出库` with 订单拆分为 … in the remark, its parts follow as orders of their own: the deleted one must
 * not count. 应付金额 is what is left after 余额支付, so the buyer owes both together.
 */
export const jd: Profile = {
  platform: 'jd',
  version: 'jd@1',
  columns: {
    orderNo: ['订单号', '订单编号'],
    subNo: ['商品id', '商品编号', 'sku编号', 'sku', '商家skuid'],
    status: ['订单状态'],
    afterSale: ['售后状态'],
    payable: ['应付金额'],
    balance: ['余额支付'],
    received: ['结算金额'],
    unitPrice: ['京东价'],
    quantity: ['订购数量', '商品数量'],
    product: ['商品名称'],
    paidAt: ['付款确认时间', '付款时间'],
    placedAt: ['下单时间', '订单下单时间'],
    waybill: ['运单号', '快递单号'],
    orderType: ['订单类型'],
    remark: ['商家备注'],
  },
  required: ['orderNo', 'subNo', 'status', 'payable', 'placedAt'],
  personal: PERSONAL_COLUMNS,
  unused: [
    '支付方式',
    '订单金额',
    '订单备注',
    '发票类型',
    '商家备注等级(等级1-5为由高到低)',
    '运费金额',
    '增值税发票',
    '货号',
    '订单完成时间',
    '订单来源',
    '订单渠道',
    '送装服务',
    '服务费',
    '仓库id',
    '仓库名称',
    '父单号',
  ],
  statuses: {
    等待付款: 'awaiting-payment',
    未付款: 'awaiting-payment',
    等待付款确认: 'awaiting-payment',
    等待出库: 'paid',
    // A cancellation under review: like a refund asked for, it changes nothing until it is decided.
    锁定: 'paid',
    锁定订单: 'paid',
    暂停: 'paid',
    暂停订单: 'paid',
    等待发货: 'paid',
    等待确认收货: 'shipped',
    已出库: 'shipped',
    完成: 'succeeded',
    已完成: 'succeeded',
    已取消: 'closed',
    取消: 'closed',
  },
  statusPrefixes: { '(删除)': 'closed', '(锁定)': null, '(暂停)': null },
  wholesaleTypes: ['批发订单', '企业采购', '企业购', '采购订单'],
  amountsPer: 'order',
  orderNo: { pattern: /^\d{8,18}$/, example: '311729384072' },
}
