import { Button } from 'antd'
import type { EChartsOption } from 'echarts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { kitWords } from './kit-words.ts'
import { Waiting } from './Loaded.tsx'
import { useReducedMotion } from './media.ts'
import { FONT, palette } from './theme.ts'
import { useWords } from './words.ts'

type Props = {
  /** What the picture says in one sentence: `2026年1月至10月网络零售额`. */
  readonly label: string
  readonly option: EChartsOption
  /** The same numbers to be read: for who cannot see the picture and who wants to copy them. */
  readonly table: { readonly head: readonly string[]; readonly rows: readonly (readonly ReactNode[])[] }
  readonly height?: number
}

const SERIES = [palette.pine, '#c98a1b', palette.wait, '#7a5aa6', '#5b8c3a', '#a8503f']

const dressed = (option: EChartsOption, still: boolean): EChartsOption => ({
  color: SERIES,
  textStyle: { fontFamily: FONT, fontSize: 13, color: palette.ink },
  animation: !still,
  // Hatching tells series apart without colour; a single one needs none.
  aria: { enabled: true, decal: { show: Array.isArray(option.series) && option.series.length > 1 } },
  ...option,
})

function Drawing({ option, height, label }: Pick<Props, 'option' | 'label'> & { readonly height: number }) {
  const place = useRef<HTMLDivElement>(null)
  const still = useReducedMotion()
  const [ready, setReady] = useState(false)
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    const element = place.current
    if (element === null) return
    let end = () => {}
    let gone = false
    const draw = async () => {
      const { init } = await import('./echarts.ts')
      if (gone) return
      const chart = init(element, null, { renderer: 'svg' })
      chart.setOption(dressed(option, still))
      const fit = new ResizeObserver(() => chart.resize())
      fit.observe(element)
      setReady(true)
      end = () => {
        fit.disconnect()
        chart.dispose()
      }
    }
    draw().catch(() => setFailed(true))
    return () => {
      gone = true
      end()
    }
  }, [option, still])
  if (failed) throw new Error('the chart could not be drawn')
  return (
    <div className="drawing" style={{ height }}>
      {!ready && <Waiting lines={3} />}
      <div ref={place} role="img" aria-label={label} style={{ height }} />
    </div>
  )
}

/** A chart, and its numbers as a table one press away. Keep `option` stable (useMemo): a new one is drawn anew. */
export function Chart({ label, option, table, height = 300 }: Props) {
  const w = useWords(kitWords)
  const [asTable, setAsTable] = useState(false)
  return (
    <figure className="chart">
      <figcaption>
        <span>{label}</span>
        <Button size="small" onClick={() => setAsTable(!asTable)}>
          {asTable ? w.asChart : w.asTable}
        </Button>
      </figcaption>
      {asTable ? (
        <div className="scroll">
          <table className="rows">
            <thead>
              <tr>
                {table.head.map((title) => (
                  <th key={title} scope="col">
                    {title}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {table.rows.map((cells, i) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: the points of a chart have an order, no identity
                <tr key={i}>
                  {cells.map((cell, j) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: as above
                    <td key={j}>{cell}</td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <Drawing label={label} option={option} height={height} />
      )}
    </figure>
  )
}
