import { day } from '#kernel/day'
import type { Definition, DefinitionVersion } from '../definition.ts'

const version = (code: string, zh: string, en: string, of: string): DefinitionVersion => ({
  version: `${code}@2015`,
  from: day('2015-01-01'),
  zh,
  en,
  text:
    `（本期${of} − 上年同期${of}）÷ 上年同期${of}，两期天数相同。上年同期为零或没有数据的，是“无可比基数”，不是0也不是无穷大。` +
    '与全市平均比较时，用同一指标、同一期间的全市增速，差额以百分点计，都用未舍入的数。',
  source: '国家统计局：同比增长速度',
})

export const onlineRetailGrowth: Definition = {
  code: 'online-retail-growth',
  kind: 'ratio',
  unit: '%',
  method: { by: 'growth', of: 'online-retail' },
  versions: [
    version('online-retail-growth', '网络零售额同比增长率', 'Growth of online retail sales', '网络零售额'),
  ],
}

export const grossOutputGrowth: Definition = {
  code: 'gross-output-growth',
  kind: 'ratio',
  unit: '%',
  method: { by: 'growth', of: 'gross-output' },
  versions: [version('gross-output-growth', '总产值同比增长率', 'Growth of gross output', '总产值')],
}
