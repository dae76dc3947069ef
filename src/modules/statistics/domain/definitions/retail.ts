import { day } from '#kernel/day'
import type { Definition } from '../definition.ts'

const SCOPE =
  '规划范围内主体的网店经公共网络取得的订单，卖给个人和社会集团用于非生产经营用途；含增值税；不含批发；' +
  '按付款日计，未付款、已关闭的不计，退款冲减原付款日。'

/**
 * @law 国家统计局“网上零售额”指标解释；2026年初起改发“网上商品和服务零售额”，其中网上商品零售额口径不变。
 * The order files of the platforms do not part goods from services, so both versions add up the same lines: the plans'
 * 网络零售额 stays one series under two names.
 */
export const onlineRetail: Definition = {
  code: 'online-retail',
  kind: 'flow',
  unit: '元',
  method: { by: 'days', measure: 'retail' },
  versions: [
    {
      version: 'online-retail@2015',
      from: day('2015-01-01'),
      zh: '网络零售额',
      en: 'Online retail sales',
      text: SCOPE,
      source: '国家统计局统计指标解释：网上零售额',
    },
    {
      version: 'online-retail@2026',
      from: day('2026-01-01'),
      zh: '网上商品和服务零售额（原网络零售额）',
      en: 'Online retail sales of goods and services',
      text: `网上商品零售额与网上服务零售额之和，平台订单文件不区分两者，故合计；与2025年及以前的“网络零售额”可比。${SCOPE}`,
      source: '国家统计局2026年初起发布“网上商品和服务零售额”，不再发布“网上零售额”',
    },
  ],
}
