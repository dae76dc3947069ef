import { day } from '#kernel/day'
import type { Definition } from '../definition.ts'

/** Counted where products are registered; where none are, a figure with its file stands in. */
export const webGoods: Definition = {
  code: 'web-goods',
  kind: 'distinct',
  unit: '款',
  method: {
    by: 'level',
    terms: [
      { measure: 'goods', sign: 1 },
      { measure: 'goods-ended', sign: -1 },
    ],
  },
  versions: [
    {
      version: 'web-goods@2022',
      from: day('2022-01-01'),
      zh: '网货产品',
      en: 'Goods sold online',
      text:
        '规划范围内的主体登记的、期末在网上销售的产品；同一主体的同名产品只计一款，合并登记的主体不重复计；' +
        '自上线日起计，下架日起不计。每款列出该主体订单文件中标题含此品名的佐证，没有订单佐证的看得出来。是时点数，不与别的日子相加。',
      source: '方案：供应链、品牌培育条款；主体登记与平台订单文件',
    },
  ],
}
