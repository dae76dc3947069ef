import { compareVersions, type PlanView, planFile, type VersionView } from '#contract/plan'
import { addDays } from '#kernel/day'
import { addressOf } from '#web/ask.ts'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { RowTable } from '#web/ui/DataTable.tsx'
import { DayText, dayText, instantText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { Changes } from './Changes.tsx'
import { DraftCheck } from './DraftCheck.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { versionWords } from './version-words.ts'

/** 方案版本 What was in force when, what an amendment changed, and the way to the next one. */
export function Page() {
  const w = useWords(versionWords)
  const { may } = useTown()
  return (
    <>
      <PlanFrame title={w.title} lead={w.lead}>
        {(plan) => (
          <>
            <Versions plan={plan} />
            {plan.versions.length > 1 && <Comparison versions={plan.versions} />}
          </>
        )}
      </PlanFrame>
      {may.includes('plan.check') && <DraftCheck />}
    </>
  )
}

function stateOf(version: VersionView, { inForce, versions }: PlanView): 'current' | 'past' | 'future' {
  if (version.number === inForce) return 'current'
  const current = versions.findIndex(({ number }) => number === inForce)
  return versions.indexOf(version) < current ? 'past' : 'future'
}

const TONES = { current: 'good', past: 'quiet', future: 'wait' } as const

function Versions({ plan }: { readonly plan: PlanView }) {
  const w = useWords(versionWords)
  const [language] = useLanguage()
  const { slug } = useTown()
  return (
    <RowTable
      name="plan.versions"
      caption={w.versions}
      rows={plan.versions}
      rowKey={({ number }) => String(number)}
      columns={[
        {
          key: 'version',
          title: w.version,
          heads: true,
          cell: ({ number, title }) => (
            <>
              <To href={`/e/${slug}/plan?version=${number}`}>{w.nth(number)}</To> {title}
            </>
          ),
        },
        {
          key: 'inForce',
          title: w.inForce,
          cell: ({ inForceFrom: from, inForceUntil: until }) =>
            until === undefined
              ? w.from(dayText(from, language))
              : w.span(dayText(from, language), dayText(addDays(until, -1), language)),
        },
        {
          key: 'state',
          title: w.state,
          cell: (version) => {
            const state = stateOf(version, plan)
            return <StateTag tone={TONES[state]}>{w.states[state]}</StateTag>
          },
        },
        { key: 'adoptedOn', title: w.adoptedOn, cell: ({ adoptedOn }) => <DayText day={adoptedOn} /> },
        {
          key: 'loaded',
          title: w.loaded,
          cell: ({ loadedBy, loadedAt }) => `${loadedBy}，${instantText(loadedAt, language)}`,
        },
        {
          key: 'hash',
          title: w.hash,
          cell: ({ contentSha256 }) => <code title={contentSha256}>{contentSha256.slice(0, 12)}</code>,
        },
        {
          key: 'file',
          title: w.file,
          cell: ({ number }) => (
            <a href={addressOf(planFile, { etown: slug, params: { version: String(number) } })} download>
              {w.download}
              <span className="unseen"> {w.nth(number)}</span>
            </a>
          ),
        },
      ]}
    />
  )
}

/** The newest amendment unless others are chosen. */
function Comparison({ versions }: { readonly versions: readonly VersionView[] }) {
  const w = useWords(versionWords)
  const { slug } = useTown()
  const [older, setOlder] = useFilter('from')
  const [newer, setNewer] = useFilter('to')
  const query = {
    from: older || String(versions.at(-2)?.number ?? 1),
    to: newer || String(versions.at(-1)?.number ?? 1),
  }
  const compared = useRead(compareVersions, { etown: slug, query })
  const options = versions.map(({ number }) => ({ value: String(number), label: w.nth(number) }))
  return (
    <section aria-labelledby="compare">
      <h2 id="compare">{w.compare}</h2>
      <div className="filters">
        <div className="filter">
          <label htmlFor="from">{w.before}</label>
          <Choice id="from" value={query.from} onChange={setOlder} options={options} />
        </div>
        <div className="filter">
          <label htmlFor="to">{w.after}</label>
          <Choice id="to" value={query.to} onChange={setNewer} options={options} />
        </div>
      </div>
      <Loaded query={compared}>{({ items }) => <Changes changes={items} />}</Loaded>
    </section>
  )
}
