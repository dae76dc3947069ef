import { listTargets, type TargetView } from '#contract/plan'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { type Column, RowTable } from '#web/ui/DataTable.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { PlanFrame } from './PlanFrame.tsx'
import { useArrival, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { requirementText, spanText } from './requirement.ts'
import { Cites, Home, ItemLink, RestsOn } from './Standing.tsx'

/** 方案目标 Every number the plan asks for, with the words that ask. */
export function Page() {
  const w = useWords(planWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const targets = useRead(listTargets, { etown: slug, query })
  return (
    <PlanFrame title={w.targets} lead={w.targetsLead}>
      {() => (
        <Loaded query={targets} lines={12}>
          {({ items }) => <Targets targets={items} />}
        </Loaded>
      )}
    </PlanFrame>
  )
}

function Targets({ targets }: { readonly targets: readonly TargetView[] }) {
  const w = useWords(planWords)
  const [topic, setTopic] = useFilter('topic')
  const columns = useColumns()
  useArrival()
  const about = (name: string) => targets.filter((target) => target.topic === name)
  return (
    <>
      <div className="filters">
        <div className="filter">
          <label htmlFor="topic">{w.topic}</label>
          <Choice
            id="topic"
            value={topic}
            onChange={setTopic}
            empty={w.allTopics(targets.length)}
            options={[...new Set(targets.map((target) => target.topic))].map((name) => ({
              value: name,
              label: w.topicOption(name, about(name).length),
            }))}
          />
        </div>
      </div>
      <RowTable
        name="plan.targets"
        caption={w.targets}
        columns={columns}
        rows={topic === '' ? targets : about(topic)}
        rowKey={(target) => target.code}
      />
    </>
  )
}

function useColumns(): readonly Column<TargetView>[] {
  const w = useWords(planWords)
  const [language] = useLanguage()
  return [
    {
      key: 'name',
      title: w.target,
      heads: true,
      cell: ({ code, name }) => <Home item={{ kind: 'target', code }}>{name}</Home>,
    },
    { key: 'topic', title: w.topic, cell: ({ topic }) => topic },
    {
      key: 'requirement',
      title: w.requirement,
      cell: (target) => (
        <>
          <strong>{requirementText(target, w)}</strong>
          {target.derived !== undefined && (
            <p className="remark">
              {w.derived}：{target.derived}
            </p>
          )}
          {target.note !== undefined && (
            <p className="remark">
              {w.note}：{target.note}
            </p>
          )}
        </>
      ),
    },
    {
      key: 'when',
      title: w.when,
      cell: ({ per, period }) => (
        <>
          {w.pers[per]} · <ItemLink item={{ kind: 'period', code: period.code, name: period.name }} />
          <p className="remark">{spanText(period, w, language)}</p>
        </>
      ),
    },
    { key: 'force', title: w.force, cell: ({ force = 'must' }) => w.forces[force] },
    {
      key: 'facility',
      title: w.facility,
      cell: ({ facility }) => (facility === undefined ? '—' : <ItemLink item={facility} />),
    },
    {
      key: 'source',
      title: w.source,
      cell: ({ cites, interpretations }) => (
        <>
          <Cites cites={cites} />
          <RestsOn interpretations={interpretations} />
        </>
      ),
    },
  ]
}
