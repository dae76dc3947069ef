import { Form, Input } from 'antd'
import { useState } from 'react'
import { type ApplicationItem, applicationMachine, listApplications, reviewBatch } from '#contract/subsidy'
import { keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ApplicationTag, stateWords } from './ApplicationTag.tsx'
import { subsidyWords } from './subsidy-words.ts'

type Chosen = ReadonlyMap<string, number>

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

/** 成批初审 Those that are ticked, all or none, with their number on the button. */
function BatchForm({ chosen, clear }: { readonly chosen: Chosen; readonly clear: () => void }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ reason }: { reason: string }, { key }) =>
      ask(reviewBatch, {
        etown,
        body: { event: 'recommend', reason, applications: [...chosen].map(([id, seen]) => ({ id, seen })) },
        key,
      }),
    { changes: [listApplications], done: clear },
  )
  return (
    <ActForm<{ reason: string }>
      name="batch"
      labels={{ reason: w.reason }}
      step={act.step}
      onSubmit={act.run}
    >
      <Form.Item
        name="reason"
        label={w.reason}
        rules={[{ required: true, whitespace: true, message: w.fill(w.reason) }]}
      >
        <Input maxLength={500} autoComplete="off" />
      </Form.Item>
      <SubmitButton act={act}>{w.batch(chosen.size)}</SubmitButton>
    </ActForm>
  )
}

/** 奖补申报 The queue of the desk; a merchant's own list. */
export function Page() {
  const w = useWords(subsidyWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [state, setState] = useFilter('state')
  const [chosen, setChosen] = useState<Chosen>(new Map())
  const known = keysOf(applicationMachine.states).find((each) => each === state)
  const pages = usePages(listApplications, { etown, query: known === undefined ? {} : { state: known } })
  const reviews = may.includes('subsidy.review')
  const tick = (row: ApplicationItem) => {
    const next = new Map(chosen)
    if (!next.delete(row.id)) next.set(row.id, row.version)
    setChosen(next)
  }
  const ticks: Column<ApplicationItem> = {
    key: 'tick',
    title: w.choose,
    cell: (row) =>
      row.state === 'submitted' && (
        <input
          type="checkbox"
          aria-label={`${w.choose} ${row.number ?? row.id}`}
          checked={chosen.has(row.id)}
          onChange={() => tick(row)}
        />
      ),
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
          empty={w.all}
          options={keysOf(applicationMachine.states).map((each) => ({
            value: each,
            label: say(stateWords(each)),
          }))}
        />
      </div>
      <DataTable
        name="subsidy.applications"
        caption={w.applications}
        pages={pages}
        columns={reviews ? [...columns, ticks] : columns}
        rowKey={(row) => row.id}
        empty={
          <EmptyState
            title={w.applicationsEmpty}
            next={w.applicationsEmptyNext}
            action={<To href={`/e/${etown}/subsidies`}>{w.rounds}</To>}
          />
        }
      />
      {chosen.size > 0 && <BatchForm chosen={chosen} clear={() => setChosen(new Map())} />}
    </>
  )
}
