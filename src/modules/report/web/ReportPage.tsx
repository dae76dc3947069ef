import { exportReport, getReport, REPORT_ACTIONS } from '#contract/report'
import { ask } from '#web/ask.ts'
import { ExportForm } from '#web/desk/ExportForm.tsx'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { dayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { periodText } from '../domain/period.ts'
import type { Detail } from './detail.ts'
import { FillCells } from './FillCells.tsx'
import { ReportState } from './ReportsPage.tsx'
import { AmendForm, ReviewCells } from './ReviewCells.tsx'
import { reportWords } from './report-words.ts'
import { SeenCells } from './SeenCells.tsx'
import './report.css'

/** 报表 */
export function Page() {
  const { slug } = useTown()
  const report = useParam('report')
  const query = useRead(getReport, { etown: slug, params: { report } })
  return (
    <Loaded query={query} lines={12}>
      {(detail) => <Whole detail={detail} />}
    </Loaded>
  )
}

function Whole({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const [language] = useLanguage()
  const { slug: etown, may } = useTown()
  const { state, completeness: c, late, due } = detail
  const reviews =
    (state === 'township' && may.includes('report.pass')) ||
    (state === 'county' && may.includes('report.lock'))
  const dueText = due === undefined ? w.noDue : dayText(due, language)
  return (
    <>
      <PageHead
        title={`${detail.name} ${periodText(detail.period)}`}
        lead={
          <>
            <ReportState item={detail} /> {w.waitsFor[state]}
          </>
        }
        tools={
          may.includes('report.export') ? (
            <ExportForm
              send={(form, _, { key }) =>
                ask(exportReport, { etown, params: { report: detail.id }, body: form, key })
              }
            />
          ) : undefined
        }
      />
      <FactList
        facts={[
          [w.due, late === undefined ? dueText : `${dueText}，${w.late(late)}`],
          [w.completeness, w.complete(c.known, c.required, c.unknown)],
          [w.source, `${detail.source}（${w.version(detail.formVersion)}）`],
        ]}
      />
      <Remarks detail={detail} />
      {state === 'filling' && may.includes('report.fill') ? (
        <FillCells key={detail.steps.length} detail={detail} />
      ) : reviews ? (
        <ReviewCells key={detail.steps.length} detail={detail} />
      ) : (
        <SeenCells detail={detail} />
      )}
      {(state === 'locked' || state === 'dispatched') && may.includes('report.lock') && (
        <AmendForm report={detail.id} />
      )}
      <Snapshots detail={detail} />
      <Steps detail={detail} />
    </>
  )
}

/** Comments on the whole report; those on a cell stand at the cell. */
function Remarks({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const whole = detail.remarks.filter(({ field }) => field === '')
  if (whole.length === 0) return null
  return (
    <section className="note note-warn">
      <h2>{w.remarks}</h2>
      <ul>
        {whole.map(({ id, text, byName, at }) => (
          <li key={id}>
            {text}（{byName}，<InstantText instant={at} />）
          </li>
        ))}
      </ul>
    </section>
  )
}

function Snapshots({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const { slug } = useTown()
  if (detail.snapshots.length === 0) return null
  return (
    <section>
      <h2>{w.snapshots}</h2>
      <ul className="plain-list">
        {detail.snapshots.map(({ number, at, reason, dispatch, sha256 }) => (
          <li key={number}>
            <To href={`/e/${slug}/reports/${detail.id}/snapshots/${number}`}>{w.snapshot(number)}</To>{' '}
            <InstantText instant={at} />
            {reason !== undefined && ` · ${reason}`}
            {dispatch !== undefined && ` · ${w.inDispatch(dispatch)}`} · {w.fingerprint} <code>{sha256}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Steps({ detail }: { readonly detail: Detail }) {
  const w = useWords(reportWords)
  const say = useBoth()
  return (
    <section>
      <h2>{w.steps}</h2>
      <ol className="plain-list">
        {detail.steps.map(({ no, action, byName, at, note }) => (
          <li key={no}>
            {say(REPORT_ACTIONS[action])} · {byName} · <InstantText instant={at} />
            {note !== undefined && ` · ${note}`}
          </li>
        ))}
      </ol>
    </section>
  )
}
