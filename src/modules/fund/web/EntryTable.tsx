import { ACCOUNTS, ENTRY_KINDS, type EntryView } from '#contract/fund'
import { useTown } from '#web/desk/place.ts'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { Money } from '#web/ui/Money.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { EvidenceLink } from './EvidenceField.tsx'
import { fundWords } from './fund-words.ts'

export function useEntryColumns(): readonly Column<EntryView>[] {
  const w = useWords(fundWords)
  const say = useBoth()
  const { slug } = useTown()
  return [
    {
      key: 'kind',
      title: w.entryKind,
      heads: true,
      cell: (row) => `${say(ENTRY_KINDS[row.kind])} #${row.id}`,
    },
    { key: 'day', title: w.day, cell: (row) => <DayText day={row.day} /> },
    { key: 'amount', title: w.amount, end: true, cell: (row) => <Money fen={row.amount} /> },
    { key: 'way', title: w.way, cell: (row) => `${say(ACCOUNTS[row.from])} → ${say(ACCOUNTS[row.to])}` },
    {
      key: 'place',
      title: w.place,
      cell: (row) => [row.sourceName, row.categoryName].filter((name) => name !== undefined).join(' · '),
    },
    { key: 'by', title: w.by, cell: (row) => w.account(row.by) },
    { key: 'reason', title: w.reason, cell: (row) => row.reason ?? '—' },
    {
      key: 'evidence',
      title: w.evidence,
      cell: (row) => (row.evidence === undefined ? '—' : <EvidenceLink sha256={row.evidence} />),
    },
    {
      key: 'allotment',
      title: w.allotments,
      cell: (row) =>
        row.allotment === undefined ? (
          '—'
        ) : (
          <To href={`/e/${slug}/fund/allotments/${row.allotment}`}>
            {w.seeAllotment} {row.allotment}
          </To>
        ),
    },
  ]
}

/** 分录 Entries that are all here. */
export function EntryTable({ rows }: { readonly rows: readonly EntryView[] }) {
  const w = useWords(fundWords)
  const columns = useEntryColumns().filter(({ key }) => key !== 'allotment')
  return (
    <RowTable
      name="fund.allotment-entries"
      caption={w.entries}
      rows={rows}
      rowKey={({ id }) => id}
      columns={columns}
    />
  )
}
