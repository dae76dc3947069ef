import { PROJECT_EVENTS, PROJECT_STATES, type ProjectDetail, type ProjectStep } from '#contract/project'
import { keysOf } from '#kernel/keys'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { EvidenceLink } from './StepForm.tsx'

type Props = { readonly detail: ProjectDetail }

const WAY = keysOf(PROJECT_STATES).filter((state) => state !== 'ended')

/** 项目历程 The thirteen stations, each with the day it was reached last; what lies ahead says so. */
export function Life({ detail }: Props) {
  const w = useWords(projectWords)
  const say = useBoth()
  const now = detail.state === 'ended' ? -1 : WAY.indexOf(detail.state)
  const passed = (place: number) => place <= now && (reached(detail.steps, place) || place < now)
  return (
    <section>
      <h2>{w.life}</h2>
      <ol className="project-life">
        {WAY.map((state, place) => {
          const step = detail.steps.filter((s) => s.state === state).at(-1)
          const done = passed(place)
          return (
            <li
              key={state}
              className={`${done ? 'done' : ''}${place === now ? ' now' : ''}`}
              {...(place === now ? { 'aria-current': 'step' as const } : {})}
            >
              <strong>{say(PROJECT_STATES[state])}</strong>
              <span>{done && step !== undefined ? <DayText day={step.on} /> : done ? '—' : w.notYet}</span>
            </li>
          )
        })}
      </ol>
    </section>
  )
}

const reached = (steps: readonly ProjectStep[], place: number): boolean =>
  steps.some(({ state }) => state === WAY[place])

/** 办理记录 Every step with its day, its words and its file. */
export function Records({ detail }: Props) {
  const w = useWords(projectWords)
  const say = useBoth()
  return (
    <section>
      <h2>{w.records}</h2>
      <RowTable
        name="project.records"
        caption={w.records}
        rows={detail.steps.map((step, place) => ({ ...step, place }))}
        rowKey={({ place }) => String(place)}
        columns={[
          { key: 'event', title: w.event, heads: true, cell: ({ event }) => say(PROJECT_EVENTS[event]) },
          { key: 'on', title: w.on, cell: ({ on }) => <DayText day={on} /> },
          { key: 'state', title: w.state, cell: ({ state }) => say(PROJECT_STATES[state]) },
          { key: 'reason', title: w.reason, cell: ({ reason }) => reason ?? '—' },
          { key: 'by', title: w.by, cell: ({ by }) => w.account(by) },
          {
            key: 'evidence',
            title: w.evidence,
            cell: ({ evidence, event, place }) => (
              <EvidenceLink sha256={evidence} of={`${place + 1} ${say(PROJECT_EVENTS[event])}`} />
            ),
          },
        ]}
      />
    </section>
  )
}
