import type { Platform } from '../../src/modules/market/domain/platform.ts'
import { gb18030 } from './gb18030.ts'

/** The platforms' headers as exported, in their order; amounts with their unit, blanks where the platforms leave them. */
export const HEADERS: Readonly<Record<Platform, readonly string[]>> = {
  pdd: (
    '商品,订单号,订单状态,商品总价(元),邮费(元),店铺优惠折扣(元),平台优惠折扣(元),多多支付立减金额(元),用户实付金额(元),' +
    '商家实收金额(元),商品数量(件),身份证姓名,身份证号,收货人,手机,省,市,区,街道,支付时间,订单成交时间,承诺发货时间,发货时间,' +
    '确认收货时间,商品id,商品规格,样式ID,商家编码-规格维度,商家编码-商品维度,快递单号,快递公司,售后状态,商家备注'
  ).split(','),
  taobao: (
    '订单编号,买家会员名,买家支付宝账号,买家应付货款,买家应付邮费,买家支付积分,总金额,返点积分,买家实际支付金额,买家实际支付积分,' +
    '订单状态,买家留言,收货人姓名,收货地址 ,运送方式,联系电话 ,联系手机,订单创建时间,订单付款时间 ,宝贝标题 ,宝贝种类 ,物流单号 ,' +
    '物流公司,订单备注,宝贝总数量,店铺Id,店铺名称,订单关闭原因,卖家服务费,买家服务费,发票抬头,是否手机订单,分阶段订单信息,退款金额,' +
    '确认收货时间,打款商家金额'
  ).split(','),
  jd: (
    '订单号,商品ID,商品名称,订购数量,支付方式,下单时间,京东价,订单金额,结算金额,余额支付,应付金额,订单状态,订单类型,下单帐号,' +
    '客户姓名,客户地址,联系电话,订单备注,发票类型,发票抬头,发票内容,商家备注,商家备注等级（等级1-5为由高到低）,运费金额,付款确认时间,' +
    '增值税发票,货号,订单完成时间,订单来源,订单渠道,送装服务,服务费,仓库id,仓库名称,商家SKUID'
  ).split(','),
  douyin: (
    '主订单编号,子订单编号,选购商品,商品规格,商品数量,商品ID,商家编码,商品单价,订单应付金额,运费,支付方式,手续费,收件人,收件人手机号,' +
    '省,市,区,街道,详细地址,买家留言,订单提交时间,商家备注,订单完成时间,支付完成时间,APP渠道,流量来源,订单状态,承诺发货时间,订单类型,' +
    '达人ID,达人昵称,售后状态,取消原因,快递单号'
  ).split(','),
}

/** A row by column name; columns not named are empty. */
export type Cells = Readonly<Record<string, string>>

/** One paid, shipped, finished order of 39.80 yuan on each platform; made-up people only. */
export const USUAL: Readonly<Record<Platform, Cells>> = {
  pdd: {
    商品: '大宁玉露香梨脆甜多汁5斤装',
    订单号: '260314-400000294410900',
    订单状态: '已收货',
    '商品总价(元)': '42.80\t',
    '用户实付金额(元)': '39.80\t',
    '商家实收金额(元)': '41.80\t',
    '商品数量(件)': '1\t',
    收货人: '****',
    手机: '****',
    省: '山西省',
    支付时间: '2026-03-14 09:26:53\t',
    订单成交时间: '2026-03-14 09:26:40\t',
    快递单号: 'YT8800000000001',
    快递公司: '圆通速递',
    售后状态: '无售后或售后取消',
  },
  taobao: {
    订单编号: '="2603149871234567890"',
    买家会员名: '试**样',
    总金额: '39.80',
    买家实际支付金额: '39.80',
    订单状态: '交易成功',
    收货人姓名: '试样',
    联系手机: "'13800000000",
    订单创建时间: '2026-03-14 09:26:40',
    '订单付款时间 ': '2026-03-14 09:26:53',
    '宝贝标题 ': '沁水农家土蜂蜜500g',
    '物流单号 ': 'No:75312345678901',
    宝贝总数量: '1',
    店铺Id: '0',
    店铺名称: '沁水土特产',
    退款金额: '0.00元',
    打款商家金额: '39.80元',
  },
  jd: {
    订单号: '311729384072',
    商品ID: '10017293840',
    商品名称: '沁州黄小米2.5kg',
    订购数量: '1',
    支付方式: '在线支付',
    下单时间: '2026-03-14 09:26:40',
    京东价: '39.80',
    订单金额: '39.80',
    结算金额: '39.80',
    余额支付: '0.00',
    应付金额: '39.80',
    订单状态: '完成',
    订单类型: '销售订单',
    付款确认时间: '2026-03-14 09:26:53',
  },
  douyin: {
    主订单编号: '6921234567890123456',
    子订单编号: '6921234567890123457',
    选购商品: '红富士苹果80#一箱',
    商品数量: '1',
    商品单价: '39.80',
    订单应付金额: '39.80',
    订单提交时间: '2026-03-14 09:26:40',
    支付完成时间: '2026-03-14 09:26:53',
    订单状态: '已完成',
    订单类型: '普通订单',
    售后状态: '-',
    快递单号: 'SF1400000000001',
  },
}

/** `raw` cells go out as they are; others are quoted where csv asks for it. */
const written = (cell: string): string =>
  /["\n\r,]/.test(cell) && !cell.startsWith('=') ? quoted(cell) : cell
const quoted = (cell: string): string => `"${cell.replaceAll('"', '""')}"`

/** A csv text with the platform's header; each row starts from the usual order. */
export function csvText(platform: Platform, rows: readonly Cells[], header = HEADERS[platform]): string {
  const lines = rows.map((row) => rowText(header, { ...USUAL[platform], ...row }))
  return `${[header.map(written).join(','), ...lines].join('\r\n')}\r\n`
}

const rowText = (header: readonly string[], row: Cells): string =>
  header.map((name) => written(row[name] ?? '')).join(',')

/**
 * Each a distinct order of one platform, for files of any length: a year's orders, newest first as platforms export them;
 * numbers, states and amounts vary with the seed.
 */
export function* manyOrders(platform: 'pdd', count: number, seed = 1): Generator<Cells> {
  const random = randomOf(seed)
  const pick = <T>(from: readonly [T, ...T[]]): T => from[random(from.length)] ?? from[0]
  for (let i = 0; i < count; i++) {
    const [month, dayOfMonth] = dayBack(Math.floor((i * DAYS) / count))
    const day = `2026-${two(month)}-${two(dayOfMonth)}`
    const clock = `${two(random(24))}:${two(random(60))}:${two(random(60))}`
    const price = 990 + random(9000)
    yield {
      ...USUAL[platform],
      商品: pick(['大宁玉露香梨脆甜多汁5斤装', '沁水农家土蜂蜜500g', '沁州黄小米2.5kg', '红富士苹果80#一箱']),
      订单号: `${day.slice(2).replaceAll('-', '')}-${400000000000000 + seed * 1_000_000_000_000 + i * 7919}`,
      订单状态: pick(['已收货', '已收货', '已发货，待收货', '待发货', '已取消', '已发货，退款成功']),
      '商品总价(元)': `${yuan(price + 300)}\t`,
      '用户实付金额(元)': `${yuan(price)}\t`,
      '商家实收金额(元)': `${yuan(price + 100)}\t`,
      支付时间: `${day} ${clock}\t`,
      订单成交时间: `${day} ${clock}\t`,
      发货时间: `${day} ${clock}\t`,
      快递单号: `YT${8800000000000 + i}`,
    }
  }
}

/** Twelve months of 28 days. */
const DAYS = 12 * 28
const dayBack = (back: number): readonly [month: number, day: number] => [
  12 - Math.floor(back / 28),
  28 - (back % 28),
]

/** The file of manyOrders in pieces, GB18030. */
export function* manyOrdersFile(count: number, seed = 1): Generator<Buffer> {
  const header = HEADERS.pdd
  let text = `${header.join(',')}\r\n`
  for (const row of manyOrders('pdd', count, seed)) {
    text += `${rowText(header, row)}\r\n`
    if (text.length > 1 << 16) {
      yield gb18030(text)
      text = ''
    }
  }
  yield gb18030(text)
}

const two = (n: number): string => String(n).padStart(2, '0')
const yuan = (fen: number): string => `${Math.floor(fen / 100)}.${two(fen % 100)}`

/** Numerical Recipes' generator: the same file for the same seed on every machine. */
function randomOf(seed: number): (below: number) => number {
  let state = seed >>> 0
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return Math.floor((state / 2 ** 32) * below)
  }
}
