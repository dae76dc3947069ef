import { type Incoming, listIncoming } from '#contract/inspection'
import { UNITS } from '#contract/trace'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { certificateWords } from './certificate-words.ts'
import { BuyerForm, CollectForm, ForeignForm } from './IncomingForms.tsx'

/** 收取的合格证 */
export function Page() {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const pages = usePages(listIncoming, { etown, query: {} })
  const columns: readonly Column<Incoming>[] = [
    { key: 'number', title: w.number, heads: true, cell: (row) => row.number },
    { key: 'source', title: w.source, cell: (row) => (row.source === 'own' ? w.own : w.other) },
    { key: 'product', title: w.product, cell: (row) => row.product },
    {
      key: 'quantity',
      title: w.quantity,
      end: true,
      cell: (row) => `${row.quantity} ${say(UNITS[row.unit])}`,
    },
    { key: 'left', title: w.leftN, end: true, cell: (row) => `${row.left} ${say(UNITS[row.unit])}` },
    {
      key: 'photo',
      title: w.photo,
      cell: (row) =>
        row.photo === undefined ? (
          '—'
        ) : (
          <a href={`/api/etowns/${etown}/inspection-files/${row.photo}`}>{w.openPhoto}</a>
        ),
    },
    { key: 'issuer', title: w.issuer, cell: (row) => row.issuer },
    { key: 'collected', title: w.collectedOn, cell: (row) => <DayText day={row.collectedOn} /> },
    { key: 'retained', title: w.retained, cell: (row) => <DayText day={row.retainedUntil} /> },
    {
      key: 'state',
      title: w.state,
      cell: (row) => (
        <StateTag tone={row.voided ? 'bad' : 'good'}>{row.voided ? w.voided : w.valid}</StateTag>
      ),
    },
  ]
  return (
    <>
      <PageHead title={w.incoming} lead={w.incomingLead} />
      {may.includes('inspection.certify') && (
        <>
          <Unfold label={w.collect}>
            <CollectForm />
          </Unfold>
          <Unfold label={w.foreign}>
            <ForeignForm />
          </Unfold>
          <Unfold label={w.buyer}>
            <BuyerForm key={pages.rows.length} rows={pages.rows} />
          </Unfold>
        </>
      )}
      <DataTable
        name="inspection.incoming"
        caption={w.incoming}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noIncoming} next={w.noIncomingNext} />}
      />
    </>
  )
}
