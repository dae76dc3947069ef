import { Button } from 'antd'
import { type Batch, rejectedFile, rejectedRows } from '#contract/market'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages, useRead } from '#web/read.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { countText } from '#web/ui/numbers.ts'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { ExportRejected } from './ExportOrders.tsx'
import { importWords } from './import-words.ts'
import { MappingForm } from './MappingForm.tsx'

/** 退回的行 Row, column, reason and example of every fault, and the way to put statuses right. */
export function RejectedRows({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const params = { batch: batch.id }
  const pages = usePages(rejectedRows, { etown, params })
  const unknown = (batch.receipt?.rejectedBy['market.status_unknown'] ?? 0) > 0
  return (
    <>
      <section>
        <h2>{w.problems}</h2>
        {(batch.rows?.rejected ?? 0) > 0 && (
          <>
            <p className="hint">{w.problemsLead}</p>
            <div className="page-actions">
              <Button href={addressOf(rejectedFile, { etown, params })} download>
                {w.download}
              </Button>
              {may.includes('market.export') && <ExportRejected batch={batch.id} />}
            </div>
          </>
        )}
        <DataTable
          name="market.rejected"
          caption={w.problems}
          pages={pages}
          rowKey={(row) => `${row.row}.${row.column}.${row.code}`}
          empty={<EmptyState title={w.noProblems} next={w.noProblemsNext} />}
          columns={[
            { key: 'row', title: w.row, heads: true, cell: ({ row }) => w.rowNo(row) },
            { key: 'column', title: w.column, cell: ({ column }) => column },
            { key: 'why', title: w.why, cell: (row) => say(row) },
            { key: 'example', title: w.example, cell: ({ example }) => example },
          ]}
        />
      </section>
      {unknown && may.includes('market.map') && <UnknownStatuses batch={batch} />}
    </>
  )
}

/** Statuses the profile does not know, as far as the first rejected rows show them. */
function UnknownStatuses({ batch }: { readonly batch: Batch }) {
  const w = useWords(importWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const some = useRead(rejectedRows, { etown, params: { batch: batch.id }, query: { limit: '200' } })
  if (some.data === undefined) return null
  const { items, total } = some.data
  const texts = items.filter(({ code }) => code === 'market.status_unknown').map(({ example }) => example)
  return (
    <>
      {total > items.length && (
        <p className="hint">
          {w.statusesSome(countText(items.length, language), countText(total, language))}
        </p>
      )}
      <MappingForm batch={batch} statuses={[...new Set(texts)]} />
    </>
  )
}
