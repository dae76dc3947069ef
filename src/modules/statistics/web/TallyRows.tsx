import type { ReactNode } from 'react'
import { listTally } from '#contract/statistics'
import type { Month, Period } from '#kernel/day'
import type { AnswerOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText, instantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { statisticsWords } from './statistics-words.ts'
import { tallyWords } from './tally-words.ts'
import { Value, type Written, whole } from './values.tsx'

type Row = AnswerOf<typeof listTally>['items'][number]
type Props = {
  readonly indicator: string
  readonly written: Written
  readonly query: Period & { readonly month?: Month; readonly part?: string; readonly township?: string }
}

/** 计数行 Parcels, scans, lots, money in and out: each leads to where it is kept. */
export function TallyRows({ indicator, written, query }: Props) {
  const w = useWords(statisticsWords)
  const t = useWords(tallyWords)
  const { slug } = useTown()
  const [language] = useLanguage()
  const pages = usePages(listTally, { etown: slug, params: { indicator }, query })
  const columns: readonly Column<Row>[] = [
    { key: 'name', title: t.number, heads: true, cell: (r) => r.name },
    {
      key: 'day',
      title: w.day,
      cell: (r) => (r.at === undefined ? <DayText day={r.day} /> : instantText(r.at, language)),
    },
    { key: 'item', title: t.item, cell: (r) => t.items[r.measure] },
    { key: 'part', title: t.part, cell: (r) => r.partName },
    {
      key: 'amount',
      title: t.amount,
      end: true,
      cell: (r) => <Value value={whole(r.amount)} written={written} />,
    },
    { key: 'about', title: t.about, cell: (r) => <About slug={slug} row={r} /> },
    {
      key: 'evidence',
      title: t.evidence,
      cell: (r) =>
        r.evidence === undefined ? (
          r.measure === 'goods' ? (
            <StateTag tone="warn">{t.noOrder}</StateTag>
          ) : (
            '–'
          )
        ) : (
          <code title={r.evidence}>{r.evidence.slice(0, 8)}</code>
        ),
    },
  ]
  const [first] = pages.rows
  return (
    <>
      {query.part !== undefined && first !== undefined && <p>{t.onlyThese(first.partName)}</p>}
      <DataTable
        name="statistics.tally"
        caption={w.rows}
        columns={columns}
        pages={pages}
        rowKey={(r) => `${r.measure} ${r.key} ${r.day}`}
        empty={<EmptyState title={w.noRowsHere} next={w.noRowsHereNext} />}
      />
    </>
  )
}

function About({ slug, row }: { readonly slug: string; readonly row: Row }): ReactNode {
  const t = useWords(tallyWords)
  switch (row.measure) {
    case 'parcels':
      return <To href={`/e/${slug}/orders/${row.about}`}>{t.order}</To>
    case 'scans':
    case 'lots':
      return <To href={`/e/${slug}/trace/lots/${row.about}`}>{t.lot(row.about)}</To>
    case 'rapid-tests':
    case 'rapid-negatives':
    case 'rapid-positives':
    case 'lab-tests':
    case 'lab-passes':
      return <To href={`/e/${slug}/inspections/${row.about}`}>{t.sample}</To>
    case 'certificates':
      return <To href={`/e/${slug}/certificates/${row.about}`}>{t.certificate}</To>
    case 'fund-arrived':
      return <To href={`/e/${slug}/fund/arrivals`}>{t.arrivals}</To>
    case 'fund-paid':
    case 'fund-recovered':
      return <To href={`/e/${slug}/fund/allotments/${row.about}`}>{t.allotment(row.about)}</To>
    case 'goods':
    case 'goods-ended':
      return <To href={`/e/${slug}/parties/${row.about}`}>{t.party}</To>
  }
}
