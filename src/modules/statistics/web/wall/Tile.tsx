import type { ReactNode } from 'react'
import type { Wall } from '#contract/statistics'
import { dayText } from '#web/ui/DayText.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { valueText, whole } from '../values.tsx'
import { DayLine } from './drawings.tsx'
import { wallWords } from './wall-words.ts'

type Figure = Wall['retail']

/** The value as it is read from across a room: money in 万元. */
export function useFigureText(figure: Figure): string | undefined {
  const [language] = useLanguage()
  const { value } = figure.reading
  return value === undefined ? undefined : valueText(value, figure, language, true)
}

type Props = { readonly figure: Figure; readonly big?: boolean; readonly children?: ReactNode }

/** 大屏数字 A number that opens to its rows, says how far its data reach, and whether somebody typed it. */
export function Tile({ figure, big = false, children }: Props) {
  const w = useWords(wallWords)
  const say = useBoth()
  const [language] = useLanguage()
  const text = useFigureText(figure)
  const { days, lastDay, newest, reading, systems } = figure
  const isToday = figure.indicator === 'trace-scans'
  const newestText = newest === undefined ? undefined : valueText(whole(newest), figure, language, true)
  // Typed by the plan's own words, which have no English.
  const name = figure.indicator === 'training-visits' ? w.trainingVisits : say(figure.name)
  return (
    <section className={big ? 'tile big' : 'tile'} aria-label={name}>
      <h2>{name}</h2>
      <p className={reading.origin === 'typed' ? 'value typed' : 'value'}>
        <To href={figure.href} label={`${name} ${text ?? w.none}`}>
          {/* A value that changed comes in anew, so that the eye sees that it did. */}
          <span key={text} className="number">
            {text ?? w.none}
          </span>
        </To>
        {reading.origin === 'typed' && <span className="mark">{w.typed}</span>}
      </p>
      <p className="foot">
        {lastDay !== undefined && <span>{w.until(dayText(lastDay, language))}</span>}
        {newestText !== undefined && <span>{isToday ? w.today(newestText) : w.newestDay(newestText)}</span>}
        {systems.length > 0 && (
          <span lang="zh-CN" title={systems.join('、')}>
            {w.noneYet(systems[0] ?? '')}
          </span>
        )}
      </p>
      {days.length > 1 && <DayLine days={days} label={`${name} ${w.lastDays}`} />}
      {children}
    </section>
  )
}
