import { useState } from 'react'
import { cancelTrial, getTrial, listTrials, type Trial, trialPlan } from '#contract/logistics'
import { useAct } from '#web/act.ts'
import { addressOf, ask } from '#web/ask.ts'
import { useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded, ProblemNote } from '#web/ui/Loaded.tsx'
import { NumberWithUnit } from '#web/ui/NumberWithUnit.tsx'
import { shareText } from '#web/ui/numbers.ts'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { LeftOut } from './LeftOut.tsx'
import { PlanSketch } from './PlanSketch.tsx'
import { kilometresText, minutesText, type Plan, useCostText } from './plan-values.ts'
import { BusTable, RouteTable } from './RouteTable.tsx'
import { TrialTag } from './TrialTag.tsx'
import { trialWords } from './trial-words.ts'
import './logistics.css'

const isOpen = (trial: Trial | undefined): boolean => trial?.state === 'waiting' || trial?.state === 'running'

function Progress({ trial }: { readonly trial: Trial }) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const costText = useCostText(trial.costUnit, language)
  const { share = 0, cost, unassigned, tries = 0 } = trial.progress ?? {}
  const running = trial.state === 'running'
  return (
    <section>
      <div role="status">
        <p className="sending">
          <progress aria-label={w.state} {...(running ? { value: share, max: 1 } : {})} />
          {running ? w.running(shareText(share)) : w.waiting}
        </p>
        {cost !== undefined && unassigned !== undefined && <p>{w.soFar(costText(cost), unassigned)}</p>}
        {tries > 1 && <p className="hint">{w.tries(tries)}</p>}
      </div>
      <Stop trial={trial} />
    </section>
  )
}

function Stop({ trial }: { readonly trial: Trial }) {
  const w = useWords(trialWords)
  const { slug: etown, may } = useTown()
  const act = useAct(
    (id: string, { key }) => ask(cancelTrial, { etown, params: { trial: id }, body: {}, key }),
    { changes: [getTrial, listTrials] },
  )
  if (trial.cancelledAt !== undefined) return <p role="status">{w.stopping}</p>
  if (!may.includes('logistics.plan-routes')) return null
  return (
    <>
      {act.step.at === 'refused' && <ProblemNote error={act.step.problem} />}
      <SubmitButton act={act} onPress={() => act.run(trial.id)}>
        {w.stop}
      </SubmitButton>
    </>
  )
}

function Summary({ trial, plan }: { readonly trial: Trial; readonly plan: Plan }) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const say = useBoth()
  const costText = useCostText(trial.costUnit, language)
  const { summary } = plan
  return (
    <FactList
      facts={[
        [w.cost, costText(summary.cost)],
        [w.busCost, plan.bus.length === 0 ? undefined : costText(summary.bus_cost)],
        [w.routes, <NumberWithUnit key="routes" value={summary.routes} unit={w.routeUnit} />],
        [w.unassigned, <NumberWithUnit key="left" value={summary.unassigned} unit={w.item} />],
        [w.distance, `${kilometresText(summary.distance, language)} ${w.kilometres}`],
        [w.driving, `${minutesText(summary.duration, language)} ${w.minutes}`],
        [w.waitingTime, `${minutesText(summary.waiting_time, language)} ${w.minutes}`],
        [w.distances, summary.distances && say(summary.distances)],
      ]}
    />
  )
}

function Result({ trial, plan: whole }: { readonly trial: Trial; readonly plan: Plan }) {
  const w = useWords(trialWords)
  const [language] = useLanguage()
  const costText = useCostText(trial.costUnit, language)
  const { slug: etown } = useTown()
  const [chosen, setChosen] = useState('0')
  const plans = [whole, ...(whole.alternatives ?? [])]
  const plan = plans[Number(chosen)] ?? whole
  return (
    <>
      <section>
        <h2>{w.plan}</h2>
        {plans.length > 1 && (
          <div className="filters">
            <Choice
              label={w.choosePlan}
              value={chosen}
              onChange={setChosen}
              options={plans.map(({ summary: { cost, unassigned } }, i) => ({
                value: String(i),
                label: w.planNo(i, costText(cost), unassigned),
              }))}
            />
          </div>
        )}
        <Summary trial={trial} plan={plan} />
        <p className="hint">{w.checked}</p>
        <p>
          <a href={addressOf(trialPlan, { etown, params: { trial: trial.id } })} download>
            {w.download}
          </a>
        </p>
      </section>
      <section>
        <h2>{w.map}</h2>
        <PlanSketch plan={plan} />
      </section>
      <section>
        <h2>{w.leftOut}</h2>
        <LeftOut plan={plan} />
      </section>
      <section>
        <h2>{w.routes}</h2>
        {plan.routes.map((route, i) => (
          <RouteTable key={route.vehicle} route={route} no={i + 1} unit={trial.costUnit} />
        ))}
      </section>
      {plan.bus.length > 0 && (
        <section>
          <h2>{w.bus}</h2>
          {plan.bus.map((trip) => (
            <BusTable
              key={`${trip.line} ${trip.direction} ${trip.departure}`}
              trip={trip}
              unit={trial.costUnit}
            />
          ))}
        </section>
      )}
    </>
  )
}

/** 一次线路试算 Progress while it runs, with a way to stop; then the plan. */
export function Page() {
  const w = useWords(trialWords)
  const { slug: etown } = useTown()
  const query = useRead(
    getTrial,
    { etown, params: { trial: useParam('trial') } },
    { every: (trial) => (isOpen(trial) ? 1_000 : false) },
  )
  return (
    <Loaded query={query} lines={8}>
      {(trial) => (
        <div className="logistics" key={trial.id}>
          <PageHead
            title={w.trialTitle(trial.name)}
            lead={w.trialLead(trial.tasks, trial.vehicles)}
            tools={<TrialTag state={trial.state} />}
          />
          {isOpen(trial) && <Progress trial={trial} />}
          {trial.state === 'cancelled' && <p className="note note-warn">{w.cancelledEmpty}</p>}
          {trial.state === 'failed' && (
            <div role="alert" className="note note-bad">
              <p>{w.failed}</p>
              {trial.progress?.trouble !== undefined && <p>{trial.progress.trouble}</p>}
            </div>
          )}
          {trial.plan !== undefined && <Result trial={trial} plan={trial.plan} />}
          <p>
            <To href={`/e/${etown}/route-trials`}>{w.again}</To>
          </p>
        </div>
      )}
    </Loaded>
  )
}
