import { type ScheduleView, showSchedule } from '#contract/plan'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useWords } from '#web/ui/words.ts'
import { PlanFrame } from './PlanFrame.tsx'
import { useArrival, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import { Cites, ItemLink, Named, Standing } from './Standing.tsx'
import { Timeline } from './Timeline.tsx'

/** 进度与职责 When what is to be done, and by whom. */
export function Page() {
  const w = useWords(planWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const schedule = useRead(showSchedule, { etown: slug, query })
  return (
    <PlanFrame title={w.schedule} lead={w.scheduleLead}>
      {() => (
        <Loaded query={schedule} lines={12}>
          {(data) => <Schedule schedule={data} />}
        </Loaded>
      )}
    </PlanFrame>
  )
}

function Schedule({ schedule }: { readonly schedule: ScheduleView }) {
  const w = useWords(planWords)
  const { stages, periods, bodies, today } = schedule
  useArrival()
  return (
    <>
      <section aria-labelledby="stages">
        <h2 id="stages">{w.stages}</h2>
        <Timeline today={today} spans={stages.map((stage) => ({ ...stage, kind: 'stage' }))} />
      </section>
      <section aria-labelledby="periods">
        <h2 id="periods">{w.periods}</h2>
        <Timeline today={today} spans={periods.map((span) => ({ ...span, kind: 'period', tasks: [] }))} />
      </section>
      <section aria-labelledby="duties">
        <h2 id="duties">{w.duties}</h2>
        <ul className="plan-cards">
          {bodies.map((body) => (
            <li key={body.code} className="plan-block">
              <Body body={body} bodies={bodies} />
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

type Bodies = ScheduleView['bodies']

function Body({ body, bodies }: { readonly body: Bodies[number]; readonly bodies: Bodies }) {
  const w = useWords(planWords)
  const outer = bodies.find(({ code }) => code === body.within)
  const people = [
    [w.head, body.head],
    [w.deputies, body.deputies],
    [w.members, body.members],
    [w.role, body.role],
  ] as const
  return (
    <>
      <Named kind="body" code={body.code} name={body.name} />
      <p className="remark">
        {w.bodyKinds[body.kind]}
        {outer !== undefined && (
          <>
            {' · '}
            {w.within}
            <ItemLink item={{ kind: 'body', code: outer.code, name: outer.name }} />
          </>
        )}
      </p>
      <dl className="parameters">
        {people.map(([title, who]) =>
          who === undefined ? null : (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{who}</dd>
            </div>
          ),
        )}
      </dl>
      {body.duties.length === 0 ? <p className="remark">{w.noDuties}</p> : <Cites cites={body.duties} />}
      <details>
        <summary>{w.source}</summary>
        <Standing item={body} />
      </details>
    </>
  )
}
