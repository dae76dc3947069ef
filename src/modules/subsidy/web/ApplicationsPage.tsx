import { useState } from 'react'
import {
  type ApplicationItem,
  type ApplicationState,
  applicationMachine,
  DUTIES,
  type Duty,
  listApplications,
} from '#contract/subsidy'
import { keysOf } from '#kernel/keys'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ApplicationTag, stateWords } from './ApplicationTag.tsx'
import { BATCHES, BatchForm, type BatchState, type Chosen } from './BatchForm.tsx'
import { subsidyWords } from './subsidy-words.ts'

function useColumns(etown: string): readonly Column<ApplicationItem>[] {
  const w = useWords(subsidyWords)
  return [
    {
      key: 'project',
      title: w.project,
      heads: true,
      cell: (row) => (
        <To href={`/e/${etown}/subsidy-applications/${row.id}`}>{`${row.project} · ${row.schemeName}`}</To>
      ),
    },
    { key: 'number', title: w.number, cell: (row) => row.number ?? w.draft },
    { key: 'party', title: w.party, cell: (row) => row.partyName },
    { key: 'round', title: w.round, cell: (row) => row.roundName },
    { key: 'state', title: w.state, cell: (row) => <ApplicationTag state={row.state} /> },
    {
      key: 'amount',
      title: w.amount,
      end: true,
      cell: (row) => (row.amountFen === undefined ? '—' : <Money fen={row.amountFen} />),
    },
    {
      key: 'at',
      title: w.submittedAt,
      cell: (row) => (row.submittedAt === undefined ? '—' : <InstantText instant={row.submittedAt} />),
    },
  ]
}

/** The duty a person has at the desk; a merchant has none. */
const dutyOf = (may: readonly string[]): Duty | undefined =>
  keysOf(DUTIES).find((duty) => duty !== 'apply' && may.includes(`subsidy.${duty}`))

const batchIn = (state: ApplicationState, may: readonly string[]): BatchState | undefined =>
  keysOf(BATCHES).find((each) => each === state && may.includes(BATCHES[each]))

/** What the filter asks: `''` is what waits for this person, where they have a duty. */
function useAsked(state: string, duty: Duty | undefined) {
  const known = keysOf(applicationMachine.states).find((each) => each === state)
  if (known !== undefined) return { state: known }
  return state === '' && duty !== undefined ? { waiting: duty } : {}
}

/** 奖补申报 The queue of the desk; a merchant's own list. */
export function Page() {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [state, setState] = useFilter('state')
  const [chosen, setChosen] = useState<Chosen>()
  const duty = dutyOf(may)
  const pages = usePages(listApplications, { etown, query: useAsked(state, duty) })
  const tick = (row: ApplicationItem, batch: BatchState) => {
    const rows = new Map(chosen?.state === batch ? chosen.rows : [])
    if (!rows.delete(row.id)) rows.set(row.id, { seen: row.version, amountFen: row.amountFen })
    setChosen(rows.size === 0 ? undefined : { state: batch, rows })
  }
  const ticks: Column<ApplicationItem> = {
    key: 'tick',
    title: w.choose,
    cell: (row) => {
      const batch = batchIn(row.state, may)
      return (
        batch !== undefined && (
          <input
            type="checkbox"
            aria-label={`${w.choose} ${row.number ?? row.id}`}
            checked={chosen?.state === batch && chosen.rows.has(row.id)}
            onChange={() => tick(row, batch)}
          />
        )
      )
    },
  }
  const columns = useColumns(etown)
  return (
    <>
      <PageHead
        title={w.applications}
        lead={may.includes('subsidy.apply') ? w.mineLead : w.applicationsLead}
      />
      <div className="filters">
        <Choice
          label={w.state}
          value={state}
          onChange={setState}
          empty={duty === undefined ? w.all : w.waitingForMe}
          options={[
            ...(duty === undefined ? [] : [{ value: 'all', label: w.all }]),
            ...keysOf(applicationMachine.states).map((each) => ({
              value: each,
              label: say(stateWords(each)),
            })),
          ]}
        />
      </div>
      <DataTable
        name="subsidy.applications"
        caption={w.applications}
        pages={pages}
        columns={duty === undefined || duty === 'pay' ? columns : [...columns, ticks]}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={w.applicationsEmpty}
            next={w.applicationsEmptyNext}
            action={<To href={`/e/${etown}/subsidies`}>{w.rounds}</To>}
          />
        }
      />
      {chosen !== undefined && <BatchForm chosen={chosen} clear={() => setChosen(undefined)} />}
    </>
  )
}
