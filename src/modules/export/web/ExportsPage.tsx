import { type ExportItem, listExports } from '#contract/export'
import { DownloadButton, ExportStatus } from '#web/desk/ExportForm.tsx'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useWords } from '#web/ui/words.ts'
import { useExportColumns } from './export-columns.tsx'
import { exportPageWords } from './export-words.ts'

/** 我的导出 */
export function Page() {
  const w = useWords(exportPageWords)
  const { slug: etown } = useTown()
  const { what, rows, reason, askedAt } = useExportColumns()
  const pages = usePages(
    listExports,
    { etown },
    { every: (answer) => (answer?.items.some(({ state }) => state === 'making') ? 1_500 : false) },
  )
  const columns: readonly Column<ExportItem>[] = [
    what,
    { key: 'state', title: w.state, cell: (one) => <ExportStatus one={one} /> },
    rows,
    reason,
    askedAt,
    {
      key: 'decided',
      title: w.decided,
      cell: ({ decidedBy, decisionReason }) =>
        decidedBy === undefined ? '—' : `${decidedBy}：${decisionReason ?? ''}`,
    },
    {
      key: 'until',
      title: w.until,
      cell: ({ until }) => (until === undefined ? '—' : <InstantText instant={until} />),
    },
    {
      key: 'downloads',
      title: w.downloads,
      end: true,
      cell: ({ downloads }) => <NumberWithUnit value={downloads} unit={w.times} />,
    },
    {
      key: 'act',
      title: w.act,
      cell: ({ id, state }) => (state === 'ready' ? <DownloadButton id={id} /> : '—'),
    },
  ]
  return (
    <>
      <PageHead title={w.mine} lead={w.mineLead} />
      <DataTable
        name="export.mine"
        caption={w.mine}
        pages={pages}
        columns={columns}
        rowKey={(one) => one.id}
        empty={<EmptyState title={w.empty} next={w.emptyNext} />}
      />
    </>
  )
}
