import type { Indicator } from './target.ts'

/**
 * 公共指标 Indicators that mean the same in every county, so that a city can lay plans side by side. A plan file may use
 * them without declaring them and may not redefine them; what only its county counts it declares itself.
 */
export const SHARED_INDICATORS: readonly Indicator[] = [
  { code: 'gross-output', name: '总产值', kind: 'flow', unit: '元' },
  { code: 'gross-output-growth', name: '总产值同比增长率', kind: 'ratio', unit: '%' },
  { code: 'online-retail', name: '网络零售额', kind: 'flow', unit: '元' },
  { code: 'online-retail-growth', name: '网络零售额同比增长率', kind: 'ratio', unit: '%' },
  { code: 'new-entities', name: '新增市场主体', kind: 'distinct', unit: '个' },
  { code: 'new-entities-ecommerce-share', name: '新增市场主体中电商占比', kind: 'ratio', unit: '%' },
  { code: 'new-ecommerce-firms', name: '新增电商企业', kind: 'distinct', unit: '家' },
  { code: 'leading-ecommerce-firms', name: '电商龙头企业', kind: 'distinct', unit: '家' },
  { code: 'jobs', name: '吸纳就业', kind: 'stock', unit: '人' },
  { code: 'attracted-capital', name: '招商资金', kind: 'flow', unit: '元' },
  { code: 'regional-brands', name: '区域公用品牌', kind: 'distinct', unit: '个' },
  { code: 'own-brands', name: '“小而美”自主品牌', kind: 'distinct', unit: '个' },
  { code: 'web-goods', name: '网货产品', kind: 'distinct', unit: '款' },
  { code: 'brand-fairs', name: '区域公用品牌展会', kind: 'flow', unit: '次' },
  { code: 'training-visits', name: '电商培训人次', kind: 'flow', unit: '人次' },
  { code: 'certified-lecturers', name: '认证电商讲师', kind: 'distinct', unit: '人' },
  { code: 'ecommerce-leaders', name: '农村电商带头人', kind: 'distinct', unit: '人' },
  { code: 'cross-border-firms', name: '跨境电商企业', kind: 'distinct', unit: '家' },
  { code: 'cross-border-sales', name: '跨境网销额', kind: 'flow', unit: '元' },
]
