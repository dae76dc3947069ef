import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import type { SourceSums } from '#contract/fund'
import { Chart } from '#web/ui/Chart.tsx'
import { Money } from '#web/ui/Money.tsx'
import { useWords } from '#web/ui/words.ts'
import { flowsOf } from './flow.ts'
import { fundWords } from './fund-words.ts'

/** 资金流向 A Sankey: its widths are what the table beneath says. */
export function FlowChart({ sources }: { readonly sources: readonly SourceSums[] }) {
  const w = useWords(fundWords)
  const flows = useMemo(() => flowsOf(sources, w), [sources, w])
  const option = useMemo((): EChartsOption => {
    const names = [...new Set(flows.flatMap(({ from, to }) => [from, to]))]
    return {
      series: {
        type: 'sankey',
        left: 8,
        right: 96,
        top: 8,
        bottom: 8,
        draggable: false,
        emphasis: { focus: 'adjacency' },
        data: names.map((name) => ({ name })),
        links: flows.map(({ from, to, fen }) => ({
          source: from,
          target: to,
          // For drawing only.
          value: Number(fen) / 1_000_000,
        })),
      },
      tooltip: { valueFormatter: (value) => `${value}万元` },
    }
  }, [flows])
  if (flows.length === 0) return <p className="hint">{w.flowEmpty}</p>
  return (
    <Chart
      label={w.flow}
      option={option}
      height={360}
      table={{
        head: [w.from, w.to, w.amount],
        rows: flows.map(({ from, to, fen }) => [from, to, <Money key="fen" fen={fen} />]),
      }}
    />
  )
}
