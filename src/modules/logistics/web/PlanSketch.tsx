import { useLanguage, useWords } from '#web/ui/words.ts'
import { type Plan, type Point, sketchOf } from './plan-values.ts'
import { trialWords } from './trial-words.ts'

/** Told apart by dashes and by the number at their first stop; the colour only helps. */
const DASHES = ['', '9 4', '3 3', '12 4 3 4', '6 2 2 2']
const COLOURS = ['var(--pine)', 'var(--wait)', 'var(--honey)', 'var(--bad)', 'var(--ink-soft)']
const of = <T,>(all: readonly T[], i: number): T | undefined => all[i % all.length]

const path = (line: readonly Point[]): string =>
  line.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${x.toFixed(1)} ${y.toFixed(1)}`).join('')

const Cross = ({ x, y }: Point) => (
  <path d={`M${x - 5} ${y - 5}l10 10m0 -10l-10 10`} className="sketch-missed" />
)

/** 线路示意图 Stops where they lie, joined by straight lines: no tiles, nothing asked of a map service. */
export function PlanSketch({ plan }: { readonly plan: Plan }) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const sketch = sketchOf(plan)
  if (sketch === null) return <p className="hint">{w.noMap}</p>
  const { wide, high, routes, depots, riders, missed } = sketch
  return (
    <figure className="sketch" lang={language}>
      <svg viewBox={`0 0 ${wide} ${high}`} role="img" aria-label={`${w.map}。${w.mapHint}`}>
        {routes.map(({ line, stops }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: a route has no other name here
          <g key={i} stroke={of(COLOURS, i)} fill={of(COLOURS, i)}>
            <path d={path(line)} fill="none" strokeWidth="2" strokeDasharray={of(DASHES, i)} />
            {stops.map(({ x, y }, k) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: stops are drawn in their order
              <circle key={k} cx={x} cy={y} r={k === 0 ? 10 : 4} />
            ))}
            {stops[0] !== undefined && (
              <text x={stops[0].x} y={stops[0].y} className="sketch-number">
                {i + 1}
              </text>
            )}
          </g>
        ))}
        {riders.map(({ x, y }, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks are alike
          <path key={i} d={`M${x} ${y - 6}l6 11h-12z`} className="sketch-rider" />
        ))}
        {missed.map((at, i) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: marks are alike
          <Cross key={i} {...at} />
        ))}
        {depots.map(({ x, y }) => (
          <rect key={`${x} ${y}`} x={x - 7} y={y - 7} width="14" height="14" className="sketch-depot" />
        ))}
      </svg>
      <figcaption>
        <span>■ {w.depot}</span>
        <span>● {w.stopMark}</span>
        {riders.length > 0 && <span>▲ {w.byBus}</span>}
        {missed.length > 0 && <span>× {w.missed}</span>}
        <span className="hint">{w.mapHint}</span>
      </figcaption>
    </figure>
  )
}
