import { listTrials, type TrialItem } from '#contract/logistics'
import { useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { type Column, DataTable } from '#web/ui/DataTable.tsx'
import { InstantText } from '#web/ui/DayText.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { useCostText } from './plan-values.ts'
import { TrialForm } from './TrialForm.tsx'
import { TrialTag } from './TrialTag.tsx'
import { trialWords } from './trial-words.ts'
import './logistics.css'

function Cost({ item }: { readonly item: TrialItem }) {
  const [language] = useLanguage()
  const costText = useCostText(item.costUnit, language)
  return item.found === undefined ? '—' : costText(item.found.cost)
}

function useColumns(etown: string): readonly Column<TrialItem>[] {
  const w = useWords(trialWords)
  return [
    {
      key: 'name',
      title: w.name,
      heads: true,
      cell: ({ id, name }) => <To href={`/e/${etown}/route-trials/${id}`}>{`${id} · ${name}`}</To>,
    },
    { key: 'state', title: w.state, cell: ({ state }) => <TrialTag state={state} /> },
    {
      key: 'tasks',
      title: w.tasks,
      end: true,
      cell: (t) => <NumberWithUnit value={t.tasks} unit={w.item} />,
    },
    { key: 'cost', title: w.cost, end: true, cell: (item) => <Cost item={item} /> },
    {
      key: 'routes',
      title: w.routes,
      end: true,
      cell: ({ found }) =>
        found === undefined ? '—' : <NumberWithUnit value={found.routes} unit={w.routeUnit} />,
    },
    {
      key: 'unassigned',
      title: w.unassigned,
      end: true,
      cell: ({ found }) =>
        found === undefined ? '—' : <NumberWithUnit value={found.unassigned} unit={w.item} />,
    },
    { key: 'at', title: w.askedAt, cell: ({ askedAt }) => <InstantText instant={askedAt} /> },
  ]
}

const isOpen = ({ state }: TrialItem): boolean => state === 'waiting' || state === 'running'

/** 线路试算 A request goes in; what became of those before stands below. */
export function Page() {
  const w = useWords(trialWords)
  const { slug: etown, may } = useTown()
  const pages = usePages(
    listTrials,
    { etown },
    { every: (answer) => (answer?.items.some(isOpen) ? 2_000 : false) },
  )
  return (
    <div className="logistics">
      <PageHead title={w.title} lead={w.lead} />
      {may.includes('logistics.plan-routes') && (
        <section aria-label={w.request}>
          <TrialForm />
        </section>
      )}
      <section>
        <h2>{w.past}</h2>
        <DataTable
          name="logistics.trials"
          caption={w.past}
          pages={pages}
          rowKey={({ id }) => id}
          empty={<EmptyState title={w.pastEmpty} next={w.pastEmptyNext} />}
          columns={useColumns(etown)}
        />
      </section>
    </div>
  )
}
