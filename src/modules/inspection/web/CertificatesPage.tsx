import { type Certificate, listCertificates, STYLES } from '#contract/inspection'
import { UNITS } from '#contract/trace'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { certificateWords } from './certificate-words.ts'

/** 合格证 */
export function Page() {
  const w = useWords(certificateWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const pages = usePages(listCertificates, { etown, query: {} })
  const columns: readonly Column<Certificate>[] = [
    {
      key: 'number',
      title: w.number,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/certificates/${row.id}`}>{row.number}</To>,
    },
    { key: 'product', title: w.product, cell: (row) => row.product },
    {
      key: 'quantity',
      title: w.quantity,
      end: true,
      cell: (row) => `${row.quantity} ${say(UNITS[row.unit])}`,
    },
    { key: 'boxes', title: w.boxes, end: true, cell: (row) => w.boxesN(row.boxes) },
    { key: 'subject', title: w.subject, cell: (row) => `${row.subject}（${say(STYLES[row.style])}）` },
    { key: 'issued', title: w.issuedOn, cell: (row) => <DayText day={row.issuedOn} /> },
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
      <PageHead
        title={w.certificates}
        lead={w.certificatesLead}
        tools={
          may.includes('inspection.certify') && <To href={`/e/${etown}/certificate-issue`}>{w.issue}</To>
        }
      />
      <DataTable
        name="inspection.certificates"
        caption={w.certificates}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noCertificates} next={w.noCertificatesNext} />}
      />
    </>
  )
}
