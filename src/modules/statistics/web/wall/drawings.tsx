import type { Wall } from '#contract/statistics'

const WIDTH = 300
const HEIGHT = 60

/** Where a value stands in a drawing HEIGHT high; amounts only for drawing, where exactness is not seen. */
const scaled = (amounts: readonly number[]): ((n: number) => number) => {
  const most = Math.max(...amounts, 1)
  return (n) => HEIGHT - (HEIGHT * Math.max(n, 0)) / most
}

/** 折线 The last days of a figure. Its newest point is marked, since that is what one looks for. */
export function DayLine({ days, label }: { readonly days: readonly string[]; readonly label: string }) {
  const amounts = days.map(Number)
  const y = scaled(amounts)
  const x = (i: number): number => (WIDTH * i) / Math.max(amounts.length - 1, 1)
  const points = amounts.map((n, i) => `${x(i).toFixed(1)},${y(n).toFixed(1)}`).join(' ')
  return (
    <svg
      className="day-line"
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      <polygon points={`0,${HEIGHT} ${points} ${WIDTH},${HEIGHT}`} />
      <polyline points={points} vectorEffect="non-scaling-stroke" />
    </svg>
  )
}

const BAR = 18
const STEP = 25

/** 月柱 Twelve months, each before last year's same month. */
export function MonthBars({ months, label }: { readonly months: Wall['months']; readonly label: string }) {
  const y = scaled(months.flatMap(({ amount = '0', lastYear = '0' }) => [Number(amount), Number(lastYear)]))
  return (
    <svg
      className="month-bars"
      viewBox={`0 0 ${STEP * 12} ${HEIGHT + 12}`}
      preserveAspectRatio="none"
      role="img"
      aria-label={label}
    >
      {months.map(({ month, amount, lastYear }, i) => (
        <g key={month}>
          {lastYear !== undefined && (
            <rect
              className="before"
              x={STEP * i + (STEP - BAR) / 2}
              width={BAR}
              y={y(Number(lastYear))}
              height={HEIGHT - y(Number(lastYear))}
              vectorEffect="non-scaling-stroke"
            />
          )}
          {amount !== undefined && (
            <rect
              className="now"
              x={STEP * i + (STEP - BAR) / 2 + 4}
              width={BAR - 8}
              y={y(Number(amount))}
              height={HEIGHT - y(Number(amount))}
            />
          )}
        </g>
      ))}
    </svg>
  )
}
