import { type Day, day } from '#kernel/day'
import type { Amount, Stage } from './order-line.ts'
import type { Platform } from './platform.ts'

/** 统计口径 What counted as online retail from one day to another, as data: a figure names the version it was made by. */
export type RetailDefinition = {
  readonly version: string
  readonly zh: string
  readonly en: string
  readonly from: Day
  readonly source: string
  /** The definition as shown beside the figure. */
  readonly text: string
  /**
   * Which of the three amounts counts, per platform: what the buyer pays, VAT and postage included. 京东 and 抖店 exports
   * have no 实付 column; of a paid order 应付 (with 余额支付) is what was paid.
   */
  readonly amount: Readonly<Record<Platform, Amount>>
  readonly stages: readonly Stage[]
}

const ONLINE_RETAIL: RetailDefinition = {
  version: 'retail@2015',
  zh: '网络零售额',
  en: 'Online retail sales',
  from: day('2015-01-01'),
  source: '国家统计局统计指标解释：网上零售额',
  text:
    '通过公共网络交易平台取得订单、售给个人和社会集团用于非生产经营用途的金额，含增值税，不含批发；' +
    '按付款日计，未付款和已关闭的不计，退款冲减原付款日。取买家实付（淘宝/天猫、拼多多）或应付（京东、抖店）。',
  amount: { taobao: 'paid', pdd: 'paid', jd: 'payable', douyin: 'payable' },
  stages: ['paid', 'shipped', 'succeeded'],
}

const GOODS_AND_SERVICES: RetailDefinition = {
  ...ONLINE_RETAIL,
  version: 'retail@2026',
  zh: '网上商品和服务零售额',
  en: 'Online retail sales of goods and services',
  from: day('2026-01-01'),
  source: '国家统计局2026年初起发布“网上商品和服务零售额”，不再发布“网上零售额”；其中网上商品零售额口径不变',
  text:
    '网上商品零售额与网上服务零售额之和；平台订单文件不区分商品与服务，故合计。其余同“网络零售额”：' +
    '售给个人和社会集团，含增值税，不含批发，按付款日计，扣除退款。',
}

/** Oldest first, without gaps. The sentences are ours; scope and change of name are the bureau's. */
export const RETAIL_DEFINITIONS: readonly RetailDefinition[] = [ONLINE_RETAIL, GOODS_AND_SERVICES]

/** The definition in force on a day; days before the first are counted by the first. */
export const retailDefinition = (on: Day): RetailDefinition =>
  RETAIL_DEFINITIONS.findLast(({ from }) => from <= on) ?? ONLINE_RETAIL
