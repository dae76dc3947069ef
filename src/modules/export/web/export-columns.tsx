import type { ExportItem } from '#contract/export'
import type { Column } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { exportPageWords } from './export-words.ts'

/** What both lists of exports show of each. */
export function useExportColumns(): Readonly<
  Record<'what' | 'rows' | 'reason' | 'askedAt', Column<ExportItem>>
> {
  const w = useWords(exportPageWords)
  const say = useBoth()
  return {
    what: {
      key: 'what',
      title: w.what,
      heads: true,
      cell: (one) =>
        `${one.id} · ${say(one.name)} · ${one.format.toUpperCase()}${one.personal ? ` · ${w.whole}` : ''}`,
    },
    rows: {
      key: 'rows',
      title: w.rows,
      end: true,
      cell: ({ rows }) => (rows === undefined ? '—' : <NumberWithUnit value={rows} unit={w.unit} />),
    },
    reason: { key: 'reason', title: w.reason, cell: ({ reason }) => <span className="broad">{reason}</span> },
    askedAt: { key: 'at', title: w.askedAt, cell: (one) => <InstantText instant={one.askedAt} /> },
  }
}
