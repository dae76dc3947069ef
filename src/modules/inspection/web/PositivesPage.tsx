import { listAlerts, seeAlert } from '#contract/inspection'
import { useAct } from '#web/act.ts'
import type { AnswerOf } from '#web/ask.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'
import { SampleState } from './SampleState.tsx'

type Alert = AnswerOf<typeof listAlerts>['items'][number]

function Seen({ alert }: { readonly alert: Alert }) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (_: object, { key }) => ask(seeAlert, { etown, params: { sample: alert.sample }, key }),
    { changes: [listAlerts] },
  )
  if (alert.seenAt !== undefined)
    return (
      <>
        {alert.seenBy} · <InstantText instant={alert.seenAt} />
      </>
    )
  return (
    <SubmitButton act={act} onPress={() => act.run({})}>
      {w.seeDo}
    </SubmitButton>
  )
}

/** 阳性告警 */
export function Page() {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const pages = usePages(listAlerts, { etown, query: {} })
  const columns: readonly Column<Alert>[] = [
    {
      key: 'code',
      title: w.code,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/inspections/${row.sample}`}>{row.code}</To>,
    },
    {
      key: 'lot',
      title: w.lot,
      cell: (row) => (
        <To href={`/e/${etown}/trace-lots/${row.lot}`}>
          {row.product} {row.lotCode}
        </To>
      ),
    },
    { key: 'party', title: w.party, cell: (row) => row.partyName },
    { key: 'state', title: w.state, cell: (row) => <SampleState state={row.state} /> },
    { key: 'raised', title: w.raised, cell: (row) => <InstantText instant={row.raisedAt} /> },
    { key: 'seen', title: w.seen, cell: (row) => <Seen alert={row} /> },
  ]
  return (
    <>
      <PageHead title={w.positives} lead={w.positivesLead} />
      <DataTable
        name="inspection.alerts"
        caption={w.positives}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.sample}
        empty={<EmptyState title={w.noPositives} next={w.noPositivesNext} />}
      />
    </>
  )
}
