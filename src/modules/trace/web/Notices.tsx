import { type Notice, recallNotices } from '#contract/trace'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { Amount, Buyer } from './Dispatches.tsx'
import { flowWords } from './flow-words.ts'

function useColumns(etown: string): readonly Column<Notice>[] {
  const w = useWords(flowWords)
  const parcels = ({ dispatch, trails }: Notice) =>
    [...new Set([dispatch?.parcel, ...trails.map((trail) => trail.parcel)])].filter(Boolean).join('、') || '—'
  return [
    {
      key: 'buyer',
      title: w.buyer,
      heads: true,
      cell: ({ dispatch }) =>
        dispatch === undefined ? <span className="hint">{w.noBuyer}</span> : <Buyer dispatch={dispatch} />,
    },
    {
      key: 'through',
      title: w.through,
      cell: ({ trails }) =>
        [...new Set(trails.map((trail) => `${trail.through}（${trail.product}）`))].join('；') || '—',
    },
    { key: 'order', title: w.order, cell: (row) => row.order ?? '—' },
    { key: 'parcel', title: w.parcel, cell: parcels },
    {
      key: 'goods',
      title: w.goods,
      cell: ({ dispatch }) =>
        dispatch === undefined ? (
          '—'
        ) : (
          <>
            <To href={`/e/${etown}/trace-lots/${dispatch.lot}`}>
              {dispatch.itemName} {dispatch.lotCode}
            </To>{' '}
            <Amount dispatch={dispatch} />
          </>
        ),
    },
  ]
}

/** 要通知的收货方 */
export function Notices({ recall }: { readonly recall: string }) {
  const w = useWords(flowWords)
  const { slug: etown } = useTown()
  const pages = usePages(recallNotices, { etown, params: { recall }, query: {} })
  return (
    <div>
      <h2>{w.notices}</h2>
      <p className="hint">{w.noticesLead}</p>
      <DataTable
        name="trace.notices"
        caption={w.notices}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noticesNone} next={w.noticesLead} />}
      />
    </div>
  )
}
