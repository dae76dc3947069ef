import { Button, Input } from 'antd'
import type { listDefinitions } from '#contract/statistics'
import type { AnswerOf } from '#web/ask.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { useWords } from '#web/ui/words.ts'
import { upwardWords } from './upward-words.ts'

/** 对应 One cell of the template and what fills it; without an indicator somebody types it. */
export type Mapped = {
  readonly place: string
  readonly label: string
  readonly indicator: string
  readonly over: 'period' | 'year-to-date' | 'same-last-year'
  readonly unit: string
}

type Props = {
  readonly definitions: AnswerOf<typeof listDefinitions>['items']
  readonly mapped: readonly Mapped[]
  readonly onMapped: (mapped: readonly Mapped[]) => void
}

const OVERS = ['period', 'year-to-date', 'same-last-year'] as const

export function MappedFields({ definitions, mapped, onMapped }: Props) {
  const w = useWords(upwardWords)
  if (mapped.length === 0) return <p>{w.noneMapped}</p>
  const change = (place: string, to: Partial<Mapped>) =>
    onMapped(mapped.map((one) => (one.place === place ? { ...one, ...to } : one)))
  const take = (place: string, indicator: string) => {
    const unit = definitions.find((one) => one.indicator === indicator)?.unit
    change(place, { indicator, ...(unit === undefined ? {} : { unit }) })
  }
  return (
    <ul className="report-cells">
      {mapped.map((one) => (
        <li key={one.place} className="report-cell">
          <div className="cell-head">
            <span className="cell-label">{one.place}</span>
            <Button
              aria-label={w.removeName(one.place)}
              onClick={() => onMapped(mapped.filter(({ place }) => place !== one.place))}
            >
              {w.remove}
            </Button>
          </div>
          <Input
            aria-label={`${one.place} ${w.label}`}
            maxLength={80}
            value={one.label}
            onChange={(event) => change(one.place, { label: event.target.value })}
          />
          <Choice
            label={`${one.place} ${w.take}`}
            empty={w.byHand}
            value={one.indicator}
            onChange={(indicator) => take(one.place, indicator)}
            options={definitions.map(({ indicator, versions, unit }) => ({
              value: indicator,
              label: `${versions.at(-1)?.zh ?? indicator}（${unit}）`,
            }))}
          />
          {one.indicator !== '' && (
            <Choice
              label={`${one.place} ${w.over}`}
              value={one.over}
              onChange={(text) =>
                change(one.place, { over: OVERS.find((over) => over === text) ?? 'period' })
              }
              options={OVERS.map((over) => ({ value: over, label: w.overs[over] }))}
            />
          )}
          <Input
            aria-label={`${one.place} ${w.unit}`}
            placeholder={w.unit}
            maxLength={8}
            value={one.unit}
            onChange={(event) => change(one.place, { unit: event.target.value })}
          />
        </li>
      ))}
    </ul>
  )
}
