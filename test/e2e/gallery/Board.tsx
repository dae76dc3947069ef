import type { EChartsOption } from 'echarts'
import { useTown } from '../../../src/web/desk/place.ts'
import { BulletChart } from '../../../src/web/ui/BulletChart.tsx'
import { Chart } from '../../../src/web/ui/Chart.tsx'
import { Figure } from '../../../src/web/ui/Figure.tsx'
import { Money, MoneyUnitSwitch } from '../../../src/web/ui/Money.tsx'
import { NumberWithUnit } from '../../../src/web/ui/NumberWithUnit.tsx'
import { PageHead } from '../../../src/web/ui/PageHead.tsx'
import { StateTag } from '../../../src/web/ui/StateTag.tsx'

const MONTHS = Array.from({ length: 12 }, (_, i) => `${i + 1}月`)
const VALUES = [31, 28, 35, 42, 38, 51, 49, 63, 88, 96, 72, 58]

const option: EChartsOption = {
  grid: { left: 48, right: 16, top: 24, bottom: 32 },
  tooltip: { trigger: 'axis' },
  xAxis: { type: 'category', data: MONTHS },
  yAxis: { type: 'value', name: '万元' },
  series: [{ type: 'bar', data: VALUES }],
}

export function Page() {
  const { slug } = useTown()
  const asOf = '2026-11-22T08:00:00+08:00'
  const href = `/e/${slug}/things`
  return (
    <>
      <PageHead title="目标看板" lead="方案第一条至第六条的全部目标。" tools={<MoneyUnitSwitch />} />
      <div style={{ display: 'grid', gap: 16, gridTemplateColumns: 'repeat(auto-fill, minmax(280px, 1fr))' }}>
        <Figure
          label="网络零售额"
          value={<Money fen="651234560" />}
          asOf={asOf}
          definition="卖给个人的实物和服务，含税，批发除外，减去退款。"
          href={href}
        >
          <BulletChart
            label="网络零售额：完成 651 万元，目标 1,000 万元"
            value={{ at: 651, text: '651 万元' }}
            target={{ at: 1000, text: '1,000 万元' }}
            pace={{ at: 890, text: '890 万元' }}
          />
        </Figure>
        <Figure
          label="新增市场主体"
          value={<NumberWithUnit value={128} unit="户" />}
          asOf={asOf}
          definition="当年在e镇范围内登记的主体。"
          href={href}
        >
          <StateTag tone="good">已达到目标 100 户</StateTag>
        </Figure>
        <Figure
          label="同比增长"
          value="无可比基数"
          asOf={asOf}
          definition="上年同期没有数据，不计算增速。"
          href={href}
        >
          <StateTag tone="wait">等待上年数据</StateTag>
        </Figure>
      </div>
      <section style={{ marginTop: 24, padding: 20, background: '#fff' }}>
        <Chart
          label="2026年各月网络零售额（万元）"
          option={option}
          table={{ head: ['月份', '万元'], rows: MONTHS.map((m, i) => [m, VALUES[i]]) }}
        />
      </section>
    </>
  )
}
