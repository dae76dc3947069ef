import { Button } from 'antd'
import { listReports, REPORT_STATES, type ReportItem } from '#contract/report'
import { keysOf } from '#kernel/keys'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { periodText } from '../domain/period.ts'
import { ExportList } from './ExportList.tsx'
import { REPORT_TONES, reportWords } from './report-words.ts'

export function ReportState({ item }: { readonly item: Pick<ReportItem, 'state' | 'reopened'> }) {
  const w = useWords(reportWords)
  const say = useBoth()
  const { state, reopened } = item
  const tone = state === 'filling' && reopened !== undefined ? 'warn' : REPORT_TONES[state]
  const more = reopened === undefined ? '' : `（${reopened === 'return' ? w.returned : w.amending}）`
  return (
    <StateTag tone={tone}>
      {say(REPORT_STATES[state])}
      {more}
    </StateTag>
  )
}

/** 报表报送 */
export function Page() {
  const w = useWords(reportWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug, may } = useTown()
  const go = useGo()
  const [text, setState] = useFilter('state')
  const state = keysOf(REPORT_STATES).find((key) => key === text)
  const pages = usePages(listReports, { etown: slug, query: { state } })
  const columns: readonly Column<ReportItem>[] = [
    {
      key: 'name',
      title: w.form,
      heads: true,
      cell: (row) => (
        <To href={`/e/${slug}/reports/${row.id}`}>
          {row.name} {periodText(row.period)}
        </To>
      ),
    },
    { key: 'state', title: w.state, cell: (row) => <ReportState item={row} /> },
    {
      key: 'due',
      title: w.due,
      cell: (row) => (row.due === undefined ? w.noDue : dayText(row.due, language)),
    },
    { key: 'late', title: w.submittedOn, cell: (row) => (row.late === undefined ? '—' : w.late(row.late)) },
    {
      key: 'locked',
      title: w.locked,
      cell: (row) =>
        row.locked === 0 ? (
          '—'
        ) : (
          <To href={`/e/${slug}/reports/${row.id}/snapshots/${row.locked}`}>{w.lockedNo(row.locked)}</To>
        ),
    },
  ]
  return (
    <>
      <PageHead
        title={w.reports}
        lead={w.lead}
        tools={<ExportList table={{ table: 'reports', ...(state && { state }) }} />}
        action={
          may.includes('report.fill') ? (
            <Button type="primary" onClick={() => go(`/e/${slug}/reports/new`)}>
              {w.start}
            </Button>
          ) : undefined
        }
      />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(REPORT_STATES).map((key) => ({ value: key, label: say(REPORT_STATES[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="report.list"
        caption={w.reports}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.none} next={w.noneNext} />}
      />
    </>
  )
}
