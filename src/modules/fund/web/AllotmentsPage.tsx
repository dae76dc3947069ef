import { Button } from 'antd'
import { ALLOTMENT_STATES, type Allotment, listAllotments } from '#contract/fund'
import { keysOf } from '#kernel/keys'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Money, MoneyUnitSwitch } from '#web/ui/Money.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { fundWords, STATE_TONES } from './fund-words.ts'

/** 资金安排 What was promised to whom, from which source, as which category. */
export function Page() {
  const w = useWords(fundWords)
  const say = useBoth()
  const { slug, may } = useTown()
  const go = useGo()
  const [text, setState] = useFilter('state')
  const state = keysOf(ALLOTMENT_STATES).find((key) => key === text)
  const pages = usePages(listAllotments, { etown: slug, query: { state } })
  const columns: readonly Column<Allotment>[] = [
    {
      key: 'expense',
      title: w.expense,
      heads: true,
      cell: (row) => <To href={`/e/${slug}/fund/allotments/${row.id}`}>{row.expense}</To>,
    },
    { key: 'project', title: w.project, cell: (row) => row.project },
    { key: 'category', title: w.place, cell: (row) => `${row.sourceName} · ${row.categoryName}` },
    { key: 'amount', title: w.amount, end: true, cell: (row) => <Money fen={row.amount} /> },
    { key: 'paid', title: w.paid, end: true, cell: (row) => <Money fen={row.paid} /> },
    { key: 'payee', title: w.payee, cell: (row) => row.payee },
    {
      key: 'state',
      title: w.state,
      cell: (row) => <StateTag tone={STATE_TONES[row.state]}>{say(ALLOTMENT_STATES[row.state])}</StateTag>,
    },
  ]
  return (
    <>
      <PageHead
        title={w.allotments}
        lead={w.allotmentsLead}
        tools={<MoneyUnitSwitch />}
        action={
          may.includes('fund.propose') ? (
            <Button type="primary" onClick={() => go(`/e/${slug}/fund/allotments/new`)}>
              {w.propose}
            </Button>
          ) : undefined
        }
      />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(ALLOTMENT_STATES).map((key) => ({
              value: key,
              label: say(ALLOTMENT_STATES[key]),
            }))}
          />
        </div>
      </div>
      <DataTable
        name="fund.allotments"
        caption={w.allotments}
        pages={pages}
        columns={columns}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noAllotments} next={w.noAllotmentsNext} />}
      />
    </>
  )
}
