import type { ScheduleView } from '#contract/plan'
import { type Day, daysBetween } from '#kernel/day'
import { dayText } from '#web/ui/DayText.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { planWords } from './plan-words.ts'
import { spanText } from './requirement.ts'
import { Named, Standing, Words } from './Standing.tsx'

type Span = ScheduleView['periods'][number]
type Shown = Span & { readonly kind: 'stage' | 'period'; readonly tasks: readonly string[] }

const TONES = { before: 'warn', now: 'wait', after: 'quiet' } as const satisfies Record<string, Tone>

const stateOn = (today: Day, { from, until }: Span): keyof typeof TONES =>
  today < from ? 'before' : today < until ? 'now' : 'after'

/** 时间线 Spans on one scale, each with its days in words; today is marked where it falls within. */
export function Timeline({ spans, today }: { readonly spans: readonly Shown[]; readonly today: Day }) {
  const w = useWords(planWords)
  const [language] = useLanguage()
  const [from] = spans.map((span) => span.from).sort()
  const until = spans
    .map((span) => span.until)
    .sort()
    .at(-1)
  if (from === undefined || until === undefined) return null
  const at = (day: Day): number => (100 * daysBetween(from, day)) / daysBetween(from, until)
  return (
    <ol className="timeline">
      {spans.map((span) => {
        const state = stateOn(today, span)
        return (
          <li key={span.code} className="plan-block">
            <Named kind={span.kind} code={span.code} name={span.name} />
            <p className="span-line">
              {spanText(span, w, language)} <StateTag tone={TONES[state]}>{w.stageState[state]}</StateTag>
            </p>
            <svg viewBox="0 0 100 14" preserveAspectRatio="none" className="span" aria-hidden>
              <rect x="0" y="4" width="100" height="6" className="band-ground" />
              <rect
                x={at(span.from)}
                y="2"
                width={at(span.until) - at(span.from)}
                height="10"
                className="band-due"
              />
              {from <= today && today < until && (
                <line x1={at(today)} x2={at(today)} y1="0" y2="14" className="span-today" />
              )}
            </svg>
            <p className="span-ends" aria-hidden>
              <span>{dayText(from, language)}</span>
              {from <= today && today < until && <span>{w.today}</span>}
              <span>{dayText(until, language)}</span>
            </p>
            <Words words={span.tasks} />
            <Standing item={span} />
          </li>
        )
      })}
    </ol>
  )
}
