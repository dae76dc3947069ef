import { Button } from 'antd'
import { type Batch, importFile, importProblems } from '#contract/party'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { importWords } from './import-words.ts'

/** Row, column, reason and example of every bad cell, and the same file with them marked. */
export function ImportProblems({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const params = { batch: batch.id }
  const pages = usePages(importProblems, { etown, params })
  const marked = (rows: 'all' | 'bad') => addressOf(importFile, { etown, params, query: { rows } })
  return (
    <section aria-labelledby="problems">
      <h2 id="problems">{w.problems}</h2>
      <p className="hint">{w.problemsLead}</p>
      <p className="page-actions">
        <Button href={marked('all')} download>
          {w.markedAll}
        </Button>
        <Button href={marked('bad')} download>
          {w.markedBad}
        </Button>
      </p>
      <DataTable
        name="party.import-problems"
        caption={w.problems}
        pages={pages}
        rowKey={(row) => `${row.row}.${row.column}.${row.code}`}
        empty={<EmptyState title={w.noProblems} next={w.noProblemsNext} />}
        columns={[
          { key: 'row', title: w.row, heads: true, cell: (row) => String(row.row) },
          { key: 'column', title: w.column, cell: (row) => row.column },
          { key: 'why', title: w.why, cell: (row) => say(row) },
          { key: 'example', title: w.example, cell: (row) => row.example },
        ]}
      />
    </section>
  )
}
