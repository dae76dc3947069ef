import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { readFigure } from '#contract/statistics'
import { yearPeriod } from '#kernel/day'
import { fen } from '#kernel/money'
import type { AnswerOf } from '#web/ask.ts'
import { useRead } from '#web/read.ts'
import { Chart } from '#web/ui/Chart.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { Money, useMoneyUnit } from '#web/ui/Money.tsx'
import { useWords } from '#web/ui/words.ts'
import { statisticsWords } from './statistics-words.ts'

type Months = AnswerOf<typeof readFigure>['months']

/** 月度网络零售额 This year's months beside last year's. */
export function RetailChart({ slug, year }: { readonly slug: string; readonly year: number }) {
  const query = yearPeriod(year)
  const figure = useRead(readFigure, { etown: slug, params: { indicator: 'online-retail' }, query })
  return (
    <Loaded query={figure} lines={6}>
      {({ months }) => <MonthChart months={months} year={year} />}
    </Loaded>
  )
}

function MonthChart({ months, year }: { readonly months: Months; readonly year: number }) {
  const w = useWords(statisticsWords)
  const [unit] = useMoneyUnit()
  const option = useMemo<EChartsOption>(() => {
    const money = unit === 'wan' ? w.wan : w.yuan
    const scale = unit === 'wan' ? 1_000_000 : 100
    const bar = (digits: string | undefined): number => Number(digits ?? 0) / scale
    return {
      grid: { left: 8, right: 8, top: 64, bottom: 8, containLabel: true },
      legend: { top: 0, left: 0 },
      tooltip: { trigger: 'axis' },
      xAxis: { type: 'category', data: months.map(({ month }) => w.monthNumber(Number(month.slice(5)))) },
      yAxis: { type: 'value', name: money, nameTextStyle: { align: 'left' } },
      series: [
        { type: 'bar', name: w.thisYear, data: months.map(({ amount }) => bar(amount)) },
        { type: 'bar', name: w.lastYear, data: months.map(({ lastYear }) => bar(lastYear)) },
      ],
    }
  }, [months, unit, w])
  const money = (digits: string | undefined) =>
    digits === undefined ? '–' : <Money fen={fen(BigInt(digits))} />
  return (
    <Chart
      label={w.chart(year)}
      option={option}
      table={{
        head: [w.month, w.thisYear, w.lastYear],
        rows: months.map((m) => [m.month, money(m.amount), money(m.lastYear)]),
      }}
    />
  )
}
