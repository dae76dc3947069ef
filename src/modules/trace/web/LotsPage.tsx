import { LOT_STATES, type Lot, listLots, ORIGINS, UNITS } from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SearchField } from '#web/ui/SearchField.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { flowWords } from './flow-words.ts'
import { LotState } from './LotState.tsx'
import { PurchaseForm } from './PurchaseForm.tsx'
import { TraceExport } from './TraceExport.tsx'
import { traceWords } from './trace-words.ts'

function useColumns(etown: string): readonly Column<Lot>[] {
  const w = useWords(traceWords)
  const say = useBoth()
  return [
    {
      key: 'code',
      title: w.code,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/trace-lots/${row.id}`}>{row.code}</To>,
    },
    { key: 'item', title: w.item, cell: (row) => row.itemName },
    { key: 'party', title: w.party, cell: (row) => row.partyName },
    { key: 'origin', title: w.origin, cell: (row) => say(ORIGINS[row.origin]) },
    { key: 'made', title: w.madeOn, cell: (row) => <DayText day={row.madeOn} /> },
    {
      key: 'quantity',
      title: w.quantity,
      end: true,
      cell: (row) => `${row.quantity} ${say(UNITS[row.unit])}`,
    },
    { key: 'left', title: w.left, end: true, cell: (row) => `${row.left} ${say(UNITS[row.unit])}` },
    { key: 'labels', title: w.labels, end: true, cell: (row) => w.labelsN(row.labels) },
    { key: 'state', title: w.state, cell: (row) => <LotState state={row.state} /> },
  ]
}

/** 批次 */
export function Page() {
  const w = useWords(traceWords)
  const say = useBoth()
  const f = useWords(flowWords)
  const { slug: etown, may } = useTown()
  const [state, setState] = useFilter('state')
  const [text, setText] = useFilter('text')
  const query = { ...(state !== '' && { state: keyIn(LOT_STATES, state) }), ...(text !== '' && { text }) }
  const pages = usePages(listLots, { etown, query })
  return (
    <>
      <PageHead title={w.lots} lead={w.lotsLead} />
      {may.includes('trace.record') && (
        <Unfold label={f.bought}>
          <PurchaseForm />
        </Unfold>
      )}
      {may.includes('trace.export') && <TraceExport />}
      <div className="filters">
        <SearchField label={w.search} value={text} onSearch={setText} />
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(LOT_STATES).map((key) => ({ value: key, label: say(LOT_STATES[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="trace.lots"
        caption={w.lots}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noLots} next={w.noLotsNext} />}
      />
    </>
  )
}
