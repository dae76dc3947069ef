import { listSamples, SAMPLE_STATES, type Sample } from '#contract/inspection'
import { keyIn, keysOf } from '#kernel/keys'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ArrangeForm } from './ArrangeForm.tsx'
import { inspectionWords } from './inspection-words.ts'
import { Plans } from './Plans.tsx'
import { SampleState } from './SampleState.tsx'

function useColumns(etown: string): readonly Column<Sample>[] {
  const w = useWords(inspectionWords)
  return [
    {
      key: 'code',
      title: w.code,
      heads: true,
      cell: (row) => <To href={`/e/${etown}/inspections/${row.id}`}>{row.code}</To>,
    },
    { key: 'food', title: w.food, cell: (row) => row.foodName },
    {
      key: 'lot',
      title: w.lot,
      cell: (row) => (row.lotCode === undefined ? w.blind : `${row.product} ${row.lotCode}`),
    },
    { key: 'party', title: w.party, cell: (row) => row.partyName ?? w.blind },
    { key: 'method', title: w.method, cell: (row) => row.method },
    { key: 'taken', title: w.taken, cell: (row) => <InstantText instant={row.takenAt} /> },
    { key: 'state', title: w.state, cell: (row) => <SampleState state={row.state} /> },
  ]
}

/** 检测样品 */
export function Page() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const [state, setState] = useFilter('state')
  const pages = usePages(listSamples, {
    etown,
    query: state === '' ? {} : { state: keyIn(SAMPLE_STATES, state) },
  })
  return (
    <>
      <PageHead title={w.samples} lead={w.samplesLead} />
      {may.includes('inspection.sample') && (
        <Unfold label={w.arrange}>
          <ArrangeForm />
        </Unfold>
      )}
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            empty={w.all}
            value={state}
            onChange={setState}
            options={keysOf(SAMPLE_STATES).map((key) => ({ value: key, label: say(SAMPLE_STATES[key]) }))}
          />
        </div>
      </div>
      <DataTable
        name="inspection.samples"
        caption={w.samples}
        pages={pages}
        columns={useColumns(etown)}
        rowKey={(row) => row.id}
        empty={<EmptyState title={w.noSamples} next={w.noSamplesNext} />}
      />
      <Plans />
    </>
  )
}
