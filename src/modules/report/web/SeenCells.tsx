import type { ReactNode } from 'react'
import { CELL_ORIGINS, type ReportCell } from '#contract/report'
import { useTown } from '#web/desk/place.ts'
import { InstantText } from '#web/ui/DayText.tsx'
import { StateTag, type Tone } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import type { Detail } from './detail.ts'
import { reportWords } from './report-words.ts'

const TONES: Readonly<Record<ReportCell['origin'], Tone>> = {
  computed: 'good',
  typed: 'quiet',
  'handed-in': 'quiet',
  unknown: 'warn',
  'no-base': 'quiet',
  blank: 'wait',
}

export function CellValue({ cell }: { readonly cell: ReportCell }) {
  const say = useBoth()
  const text = cell.shown ?? say(CELL_ORIGINS[cell.origin])
  return <span className={cell.unit === '' ? 'cell-text' : 'cell-number'}>{text}</span>
}

/** What a cell is called, where it comes from, and what was said about it; `children` is its value or its input. */
export function CellFrame({
  cell,
  detail,
  children,
}: {
  readonly cell: ReportCell
  readonly detail: Detail
  readonly children: ReactNode
}) {
  const w = useWords(reportWords)
  const say = useBoth()
  const { slug } = useTown()
  const remarks = detail.remarks.filter(({ field }) => field === cell.key)
  const rows =
    cell.indicator !== undefined && cell.days !== undefined
      ? `/e/${slug}/figures/${cell.indicator}?from=${cell.days.from}&until=${cell.days.until}`
      : undefined
  return (
    <li className="report-cell" id={`at_${cell.key}`}>
      <div className="cell-head">
        <span className="cell-label">
          {cell.label}
          {cell.unit !== '' && <span className="unit">（{cell.unit}）</span>}
        </span>
        <StateTag tone={TONES[cell.origin]}>{say(CELL_ORIGINS[cell.origin])}</StateTag>
      </div>
      <div className="cell-body">{children}</div>
      <p className="cell-foot">
        {cell.hint !== undefined && <span>{cell.hint}</span>}
        {cell.lockedShown !== undefined && <strong>{w.lockedThen(cell.lockedShown)}</strong>}
        {cell.definition !== undefined && <span>{cell.definition.version}</span>}
        {rows !== undefined && (
          <To href={rows}>
            {w.rows}
            <span className="unseen"> {cell.label}</span>
          </To>
        )}
      </p>
      {remarks.map(({ id, text, byName, at, followed }) => (
        <p key={id} className={followed ? 'note cell-remark' : 'note note-warn cell-remark'}>
          {text}（{byName}，<InstantText instant={at} />，{followed ? w.followed : w.notFollowed}）
        </p>
      ))}
    </li>
  )
}

/** The cells to be read. */
export function SeenCells({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  return (
    <ul className="report-cells">
      {detail.cells.map((cell) => (
        <CellFrame key={cell.key} cell={cell} detail={detail}>
          <CellValue cell={cell} />
          {cell.note !== undefined && (
            <p className="cell-note">
              {w.note}：{cell.note}
            </p>
          )}
        </CellFrame>
      ))}
    </ul>
  )
}
