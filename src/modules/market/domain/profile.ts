import type { Stage } from './order-line.ts'
import type { Platform } from './platform.ts'

/** 列 What we read from a file; every other column is never looked at. */
export const FIELDS = [
  'orderNo',
  'subNo',
  'status',
  'afterSale',
  'payable',
  'balance',
  'paid',
  'received',
  'refund',
  'unitPrice',
  'discount',
  'quantity',
  'product',
  'paidAt',
  'placedAt',
  'waybill',
  'orderType',
  'remark',
] as const
export type Field = (typeof FIELDS)[number]

export const FIELD_NAMES: Readonly<Record<Field, { readonly zh: string; readonly en: string }>> = {
  orderNo: { zh: '订单号', en: 'order number' },
  subNo: { zh: '子订单号', en: 'sub-order number' },
  status: { zh: '订单状态', en: 'order status' },
  afterSale: { zh: '售后状态', en: 'after-sale status' },
  payable: { zh: '应付金额', en: 'payable' },
  balance: { zh: '余额支付', en: 'paid from balance' },
  paid: { zh: '实付金额', en: 'paid' },
  received: { zh: '商家实收', en: 'received by the shop' },
  refund: { zh: '退款金额', en: 'refund' },
  unitPrice: { zh: '单价', en: 'unit price' },
  discount: { zh: '优惠金额', en: 'discount' },
  quantity: { zh: '数量', en: 'quantity' },
  product: { zh: '商品名称', en: 'product' },
  paidAt: { zh: '付款时间', en: 'time paid' },
  placedAt: { zh: '下单时间', en: 'time placed' },
  waybill: { zh: '快递单号', en: 'waybill' },
  orderType: { zh: '订单类型', en: 'order type' },
  remark: { zh: '商家备注', en: "seller's remark" },
}

/**
 * 金额粒度 Whose amount a row carries. `line`: its own. `order`: the order's total, repeated on each of its rows.
 * `order-if-equal`: repeated where all rows of the order show the same, else each its own (both occur in 抖店 exports;
 * two equal lines are then counted once: rather too low than too high).
 */
export type AmountsPer = 'line' | 'order' | 'order-if-equal'

/**
 * 导出格式 How one platform's export is read: a version of it, as data. Names are compared as headerName() makes them, so
 * 买家实付金额（元） and `买家实付金额(元)` are one; where a platform renamed a column all its names stand, newest first.
 */
export type Profile = {
  readonly platform: Platform
  /** `pdd@1`; a mapping made by hand is `pdd@1+m3`. Stands on every receipt. */
  readonly version: string
  readonly columns: Readonly<Partial<Record<Field, readonly string[]>>>
  /** Without these the file is not this export. */
  readonly required: readonly Field[]
  /** Personal data: named on the receipt, never read, never kept. */
  readonly personal: readonly string[]
  /** Known and not needed. Whatever is neither named here nor above is shown as unknown. */
  readonly unused: readonly string[]
  readonly statuses: Readonly<Record<string, Stage>>
  /** Text in front of a status: the stage it forces, or null where the status behind it holds. */
  readonly statusPrefixes?: Readonly<Record<string, Stage | null>>
  /** Order types sold to shops, not to people: out of retail, as are rows whose seller's remark says so. */
  readonly wholesaleTypes: readonly string[]
  readonly amountsPer: AmountsPer
  readonly orderNo: { readonly pattern: RegExp; readonly example: string }
  /** 拼多多 order numbers begin with the day, `YYMMDD-`: the last resort when no time is given. */
  readonly dayInOrderNo?: boolean
}

/** Summary rows begin with one of these. */
export const SUMMARY_WORDS: ReadonlySet<string> = new Set([
  '总计',
  '合计',
  '小计',
  '汇总',
  '总计:',
  '合计:',
  '共计',
])
