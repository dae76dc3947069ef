import { listSamples, type Sample } from '#contract/inspection'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'
import { LinesSection } from './LinesSection.tsx'
import { RunForm } from './RunForm.tsx'
import { SampleState } from './SampleState.tsx'

/** 检测台 Codes, never lots. */
export function Page() {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const drawn = usePages(listSamples, { etown, query: { state: 'drawn' } })
  const locked = usePages(listSamples, { etown, query: { state: 'locked' } })
  const columns: readonly Column<Sample>[] = [
    { key: 'code', title: w.code, heads: true, cell: (row) => <strong>{row.code}</strong> },
    { key: 'food', title: w.food, cell: (row) => row.foodName },
    { key: 'method', title: w.method, cell: (row) => [row.method, ...row.warnings].join('，') },
    { key: 'due', title: w.results, cell: (row) => w.due(row.due) },
    { key: 'state', title: w.state, cell: (row) => <SampleState state={row.state} /> },
  ]
  const empty = <EmptyState title={w.noWaiting} next={w.noWaitingNext} />
  return (
    <>
      <PageHead title={w.bench} lead={w.benchLead} />
      <RunForm />
      <section>
        <h2>{w.waiting}</h2>
        {locked.rows.length > 0 && (
          <DataTable
            name="inspection.locked"
            caption={w.waiting}
            pages={locked}
            columns={columns}
            rowKey={(row) => row.id}
            empty={empty}
          />
        )}
        <DataTable
          name="inspection.waiting"
          caption={w.waiting}
          pages={drawn}
          columns={columns}
          rowKey={(row) => row.id}
          empty={empty}
        />
      </section>
      <LinesSection />
    </>
  )
}
