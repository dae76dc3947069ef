import { type Item, listItems, NUMBERINGS, UNITS } from '#contract/trace'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ItemForm } from './ItemForm.tsx'
import { traceWords } from './trace-words.ts'

function useColumns(): readonly Column<Item>[] {
  const w = useWords(traceWords)
  const say = useBoth()
  return [
    { key: 'name', title: w.name, heads: true, cell: (row) => row.name },
    { key: 'spec', title: w.spec, cell: (row) => row.spec || '—' },
    { key: 'party', title: w.party, cell: (row) => row.partyName },
    { key: 'pack', title: w.packSize, end: true, cell: (row) => `${row.packSize} ${say(UNITS[row.unit])}` },
    { key: 'gtin', title: 'GTIN', cell: (row) => row.gtin },
    { key: 'numbering', title: w.numbering, cell: (row) => say(NUMBERINGS[row.numbering]) },
  ]
}

/** 追溯产品 */
export function Page() {
  const w = useWords(traceWords)
  const town = useTown()
  const pages = usePages(listItems, { etown: town.slug, query: {} })
  return (
    <>
      <PageHead title={w.items} lead={w.itemsLead} />
      {town.may.includes('trace.record') && (
        <Unfold label={w.addItem}>
          <ItemForm />
        </Unfold>
      )}
      <DataTable
        name="trace.items"
        caption={w.items}
        pages={pages}
        columns={useColumns()}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noItems} next={w.noItemsNext} />}
      />
    </>
  )
}
