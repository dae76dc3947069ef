import type { ReactNode } from 'react'
import { type PlanView, showPlan } from '#contract/plan'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { dayText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'
import './plan.css'

type Props = {
  readonly title: string
  readonly lead: string
  readonly tools?: ReactNode
  readonly children: (plan: PlanView) => ReactNode
}

/** What every page of the plan has around it: its parts, and which version is looked at. */
export function PlanFrame({ title, lead, tools, children }: Props) {
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const plan = useRead(showPlan, { etown: slug, query })
  return (
    <>
      <PageHead title={title} lead={lead} tools={tools} />
      <Parts />
      <Loaded query={plan} lines={8}>
        {(data) => (
          <>
            <VersionChoice plan={data} />
            {children(data)}
          </>
        )}
      </Loaded>
    </>
  )
}

const PARTS = [
  ['', 'document'],
  ['/targets', 'targets'],
  ['/funds', 'funds'],
  ['/schedule', 'schedule'],
  ['/facilities', 'facilities'],
  ['/interpretations', 'interpretations'],
  ['/versions', 'versions'],
] as const

function Parts() {
  const w = useWords(planWords)
  const { at } = usePlanPlaces()
  return (
    <nav className="plan-parts" aria-label={w.parts}>
      <ul>
        {PARTS.map(([page, name]) => (
          <li key={name}>
            <To href={at(page)} exact>
              {w[name]}
            </To>
          </li>
        ))}
      </ul>
    </nav>
  )
}

/** Shown when there is something to choose, or something to know: an old version must not pass for the one in force. */
function VersionChoice({ plan }: { readonly plan: PlanView }) {
  const w = useWords(planWords)
  const [language] = useLanguage()
  const [, choose] = useFilter('version')
  const { number } = plan.version
  const first = plan.versions[0]
  return (
    <>
      {plan.versions.length > 1 && (
        <div className="filters">
          <div className="filter">
            <label htmlFor="version">{w.version}</label>
            <Choice
              id="version"
              value={String(number)}
              onChange={(value) => choose(value === String(plan.inForce) ? '' : value)}
              options={plan.versions.map((v) => ({
                value: String(v.number),
                label: `${w.versionOption(v.number, dayText(v.inForceFrom, language))}${v.number === plan.inForce ? ` · ${w.current}` : ''}`,
              }))}
            />
          </div>
        </div>
      )}
      {plan.inForce !== undefined && plan.inForce !== number && (
        <div className="note note-warn">
          <p>{w.notInForce(number)}</p>
          <button type="button" className="plain" onClick={() => choose('')}>
            {w.toCurrent}
          </button>
        </div>
      )}
      {plan.inForce === undefined && first !== undefined && (
        <p className="note note-warn">{w.notYet(dayText(first.inForceFrom, language))}</p>
      )}
    </>
  )
}
