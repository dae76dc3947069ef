import { addDays } from '#kernel/day'
import { useTown } from '#web/desk/place.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { dayText, InstantText } from '#web/ui/DayText.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import type { Target } from './board.ts'
import { ExportTable } from './ExportTable.tsx'
import type { FigureData } from './figure.ts'
import { lockedWords } from './locked-words.ts'
import { periodText } from './periods.ts'
import { useValueText, type WireRate } from './values.tsx'

export type Locked = NonNullable<Target['locked']>

/** What each of the two is read as, and how far they lie apart. */
function useSaid({ value, now, difference, dimension, unit }: Locked) {
  const w = useWords(lockedWords)
  const text = useValueText()
  const said = (rate: WireRate | undefined, none: string): string =>
    rate === undefined ? none : text(rate, { dimension, unit })
  const apart = dimension === 'ratio' ? ({ dimension: 'points', unit } as const) : { dimension, unit }
  const plus = difference !== undefined && !difference.num.startsWith('-') ? '+' : ''
  return {
    locked: said(value, w.noBase),
    now: said(now.value, now.state === 'no-base' ? w.noBase : w.absent),
    apart: difference === undefined ? '–' : plus + text(difference, apart),
  }
}

/** 锁定 v1 For whoever may read reports a way to the snapshot. */
export function LockedNo({ locked }: { readonly locked: Locked }) {
  const w = useWords(lockedWords)
  const { may } = useTown()
  const name = w.locked(locked.number)
  return may.includes('report.read') ? <To href={locked.href}>{name}</To> : <b>{name}</b>
}

/** 锁定 v1 / 现在 The locked figure beside the present one of the same days, on one line, with a link to both. */
export function LockedNow({ locked }: { readonly locked: Locked }) {
  const w = useWords(lockedWords)
  const [language] = useLanguage()
  const said = useSaid(locked)
  return (
    <p className="locked-now">
      <span title={locked.name}>
        <LockedNo locked={locked} />（{w.until(dayText(addDays(locked.period.until, -1), language))}）{' '}
        <span className="number">{said.locked}</span>
      </span>
      <span>
        <To href={locked.nowHref}>{w.now}</To> <span className="number">{said.now}</span>
      </span>
      {locked.same ? (
        <StateTag tone="good">{w.same}</StateTag>
      ) : (
        <StateTag tone="warn">
          {w.difference} {said.apart}
        </StateTag>
      )}
    </p>
  )
}

/** Every locked figure inside the period of this one. */
export function LockedFigures({ figure }: { readonly figure: FigureData }) {
  const w = useWords(lockedWords)
  const [language] = useLanguage()
  if (figure.locked.length === 0) return null
  const columns: readonly Column<Locked>[] = [
    {
      key: 'period',
      title: w.period,
      heads: true,
      cell: ({ period }) => periodText(period, language),
    },
    { key: 'report', title: w.report, cell: ({ name }) => <span lang="zh-CN">{name}</span> },
    { key: 'no', title: w.locked(0).replace(/ v0$/, ''), cell: (one) => <LockedNo locked={one} /> },
    { key: 'then', title: w.lockedAt, cell: ({ at }) => <InstantText instant={at} /> },
    { key: 'value', title: w.title, end: true, cell: (one) => <Both locked={one} /> },
    { key: 'apart', title: w.difference, end: true, cell: (one) => <Apart locked={one} /> },
  ]
  return (
    <section>
      <h2>{w.title}</h2>
      <p>{w.lead}</p>
      <RowTable
        name="statistics.locked"
        caption={w.title}
        columns={columns}
        rows={figure.locked}
        rowKey={(one) => one.href + one.period.from}
        foot={<ExportTable table={{ table: 'locked', indicator: figure.indicator, ...figure.period }} />}
      />
    </section>
  )
}

function Both({ locked }: { readonly locked: Locked }) {
  const w = useWords(lockedWords)
  const said = useSaid(locked)
  return (
    <>
      <span className="number">{said.locked}</span> / <To href={locked.nowHref}>{w.now}</To>{' '}
      <span className="number">{said.now}</span>
    </>
  )
}

function Apart({ locked }: { readonly locked: Locked }) {
  const w = useWords(lockedWords)
  const { apart } = useSaid(locked)
  return locked.same ? <StateTag tone="good">{w.same}</StateTag> : <StateTag tone="warn">{apart}</StateTag>
}
