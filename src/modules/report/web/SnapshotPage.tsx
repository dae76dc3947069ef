import {
  CELL_ORIGINS,
  getSnapshot,
  type SnapshotCell,
  snapshotBook,
  snapshotDocument,
  snapshotPaper,
} from '#contract/report'
import { day } from '#kernel/day'
import type { AnswerOf } from '#web/ask.ts'
import { addressOf } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { DayText, InstantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { periodText } from '../domain/period.ts'
import { ExportList } from './ExportList.tsx'
import { reportWords } from './report-words.ts'
import './report.css'

type Snapshot = AnswerOf<typeof getSnapshot>
type Change = Snapshot['changes'][number]

/** 锁定快照 */
export function Page() {
  const { slug } = useTown()
  const [report, number] = [useParam('report'), useParam('number')]
  const query = useRead(getSnapshot, { etown: slug, params: { report, number } })
  return (
    <Loaded query={query} lines={12}>
      {(snapshot) => <Whole snapshot={snapshot} report={report} />}
    </Loaded>
  )
}

function Whole({ snapshot, report }: { readonly snapshot: Snapshot; readonly report: string }) {
  const w = useWords(reportWords)
  const { slug: etown } = useTown()
  const { content, number } = snapshot
  const address = { etown, params: { report, number: String(number) } }
  const { completeness: c, reason } = content
  return (
    <>
      <PageHead
        title={`${content.form.name} ${periodText(content.period.code)} ${w.snapshot(number)}`}
        lead={w.snapshotLead}
        tools={
          <>
            <a href={addressOf(snapshotBook, address)}>{w.book}</a>
            <a href={addressOf(snapshotDocument, address)}>{w.document}</a>
            <a href={addressOf(snapshotPaper, address)} target="_blank" rel="noreferrer">
              {w.paper}
            </a>
            <To href={`/e/${etown}/reports/${report}`}>{w.backToReport}</To>
            <ExportList table={{ table: 'snapshot', report, number }} />
          </>
        }
      />
      <FactList
        facts={[
          [w.locked, <InstantText key="at" instant={content.lockedAt} />],
          ...(reason === undefined ? [] : [[w.reason, reason] as const]),
          [w.completeness, w.complete(c.known, c.required, c.unknown)],
          [w.fingerprint, <code key="hash">{snapshot.sha256}</code>],
        ]}
      />
      <ThenNow snapshot={snapshot} />
      {number > 1 && (
        <section>
          <h2>{w.changesFrom(number - 1)}</h2>
          <Changes changes={snapshot.changes} heads={[w.before, w.after]} empty={w.noChanges} />
        </section>
      )}
      <Cells cells={content.cells} />
    </>
  )
}

function ThenNow({ snapshot }: { readonly snapshot: Snapshot }) {
  const w = useWords(reportWords)
  const { changes, rows } = snapshot.now
  const quiet = changes.length === 0 && rows.length === 0
  return (
    <section>
      <h2>{w.thenNow}</h2>
      {quiet ? (
        <StateTag tone="good">{w.same}</StateTag>
      ) : (
        <Changes changes={changes} heads={[w.lockedAs, w.now]} empty={w.noChanges} />
      )}
      {rows.length > 0 && (
        <>
          <h3>{w.laterRows}</h3>
          <RowTable
            name="report.later"
            caption={w.laterRows}
            rows={rows}
            rowKey={(row) => `${row.field} ${row.indicator} ${row.from}`}
            columns={[
              { key: 'from', title: w.day, heads: true, cell: (row) => <DayText day={day(row.from)} /> },
              {
                key: 'field',
                title: w.field,
                cell: (row) =>
                  snapshot.content.cells.find(({ field }) => field === row.field)?.label ?? row.field,
              },
              { key: 'rowsThen', title: w.rowsThen, end: true, cell: (row) => row.rowsThen },
              { key: 'rowsNow', title: w.rowsNow, end: true, cell: (row) => row.rowsNow },
            ]}
          />
        </>
      )}
    </section>
  )
}

type ChangesProps = {
  readonly changes: readonly Change[]
  readonly heads: readonly [string, string]
  readonly empty: string
}

function Changes({ changes, heads, empty }: ChangesProps) {
  const w = useWords(reportWords)
  if (changes.length === 0) return <p>{empty}</p>
  return (
    <RowTable
      name="report.changes"
      caption={`${heads[0]} / ${heads[1]}`}
      rows={changes}
      rowKey={({ field }) => field}
      columns={[
        { key: 'label', title: w.field, heads: true, cell: ({ label }) => label },
        { key: 'before', title: heads[0], cell: ({ before }) => before },
        {
          key: 'after',
          title: heads[1],
          cell: ({ after, restsOnly }) => (restsOnly ? `${after}（${w.restsOnly}）` : after),
        },
      ]}
    />
  )
}

function Cells({ cells }: { readonly cells: readonly SnapshotCell[] }) {
  const w = useWords(reportWords)
  const say = useBoth()
  const columns: readonly Column<SnapshotCell>[] = [
    { key: 'label', title: w.field, heads: true, cell: ({ label }) => label },
    {
      key: 'value',
      title: w.value,
      cell: ({ shown, value, origin }) => shown ?? value ?? say(CELL_ORIGINS[origin]),
    },
    { key: 'origin', title: w.origin, cell: ({ origin }) => say(CELL_ORIGINS[origin]) },
    { key: 'rests', title: w.rests, cell: (cell) => <Rests cell={cell} /> },
    { key: 'note', title: w.note, cell: ({ note }) => note ?? '—' },
  ]
  return (
    <RowTable
      name="report.snapshot"
      caption={w.snapshots}
      rows={cells}
      rowKey={({ field }) => field}
      columns={columns}
    />
  )
}

function Rests({ cell }: { readonly cell: SnapshotCell }) {
  const w = useWords(reportWords)
  const { lineage = [], definition } = cell
  if (lineage.length === 0) return '—'
  const texts = lineage.flatMap(({ slices, entered }) => {
    if (slices !== undefined)
      return [w.slices(slices.length, String(slices.reduce((n, { rows }) => n + Number(rows), 0)))]
    return entered === undefined ? [] : [w.entered(entered.source)]
  })
  return [definition?.version, ...new Set(texts)].filter((text) => text !== undefined).join('；')
}
