import { Button } from 'antd'
import { listMeetings, type Meeting } from '#contract/governance'
import { useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'

/** 领导小组会议 */
export function Page() {
  const w = useWords(governanceWords)
  const { slug: etown, may } = useTown()
  const go = useGo()
  const pages = usePages(listMeetings, { etown })
  const columns: readonly Column<Meeting>[] = [
    {
      key: 'title',
      title: w.name,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/governance/meetings/${row.id}`}>{row.title}</To>,
    },
    { key: 'on', title: w.plannedOn, cell: (row) => <DayText day={row.heldOn ?? row.plannedOn} /> },
    { key: 'place', title: w.place, cell: (row) => row.place },
    {
      key: 'state',
      title: w.state,
      cell: (row) => (
        <StateTag tone={row.heldOn === undefined ? 'wait' : 'good'}>
          {row.heldOn === undefined ? w.notHeld : w.held}
        </StateTag>
      ),
    },
    {
      key: 'decisions',
      title: w.decisions,
      cell: (row) => (row.heldOn === undefined ? '—' : w.openOf(row.open, row.decisions)),
    },
  ]
  return (
    <>
      <PageHead
        title={w.meetings}
        lead={w.meetingsLead}
        action={
          may.includes('governance.meet') ? (
            <Button type="primary" onClick={() => go(`/e/${etown}/governance/meetings/new`)}>
              {w.call}
            </Button>
          ) : undefined
        }
      />
      <DataTable
        name="governance.meetings"
        caption={w.meetings}
        pages={pages}
        columns={columns}
        rowKey={({ id }) => id}
        empty={<EmptyState title={w.noMeetings} next={w.noMeetingsNext} />}
      />
    </>
  )
}
