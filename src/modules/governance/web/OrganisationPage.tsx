import { type BodyDuties, type DutyView, openDutyList, readOrganisation } from '#contract/governance'
import { TOWN_ROLES } from '#contract/identity'
import { clauseName } from '#contract/plan'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'
import { LayDuties } from './LayDuties.tsx'

/** 领导小组与职责 */
export function Page() {
  const w = useWords(governanceWords)
  const say = useBoth()
  const { slug: etown, may } = useTown()
  const query = useRead(readOrganisation, { etown })
  return (
    <Loaded query={query} lines={10}>
      {({ items, silent }) =>
        items.length === 0 ? (
          <EmptyState page title={w.noPlan} next={w.noPlanNext} />
        ) : (
          <>
            <PageHead title={w.organisation} lead={w.organisationLead} />
            {silent.length > 0 && (
              <p className="hint">{w.silent(silent.map((role) => say(TOWN_ROLES[role])).join('、'))}</p>
            )}
            {may.includes('governance.lay-duties') && (
              <Unfold label={w.layDuties}>
                <LayDuties key={items.length} bodies={items} />
              </Unfold>
            )}
            {items
              .toSorted((a, b) => Number(b.mine) - Number(a.mine))
              .map((body) => (
                <Body key={body.code} body={body} />
              ))}
          </>
        )
      }
    </Loaded>
  )
}

/** Where a duty is written: a clause of the plan, or a document whose file opens. */
function Source({ duty: { clause, document, list } }: { readonly duty: DutyView }) {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  if (clause !== undefined) return <To href={`/e/${etown}/plan#clause-${clause}`}>{clauseName(clause)}</To>
  if (list === undefined) return document
  return (
    <a
      href={addressOf(openDutyList, { etown, params: { list } })}
      target="_blank"
      rel="noreferrer"
      aria-label={`${w.openList} ${document}`}
    >
      {document}
    </a>
  )
}

function Body({ body }: { readonly body: BodyDuties }) {
  const w = useWords(governanceWords)
  const facts = [
    [w.head, body.head],
    [w.deputies, body.deputies],
    [w.members, body.members],
    [w.note, body.note],
  ] as const
  return (
    <section>
      <h2>
        {body.name} {body.mine && <StateTag tone="good">{w.mine}</StateTag>}
      </h2>
      <FactList facts={facts.filter(([, fact]) => fact !== undefined)} />
      <h3>{w.duties}</h3>
      <ol>
        {body.duties.map((duty) => (
          <li key={`${duty.clause ?? duty.list} ${duty.quote}`}>
            {duty.quote}
            {'（'}
            <Source duty={duty} />
            {'）'}
          </li>
        ))}
      </ol>
      {body.open > 0 && (
        <p>
          <StateTag tone={body.late > 0 ? 'bad' : 'wait'}>{`${w.tasksOpen} ${body.open}`}</StateTag>
        </p>
      )}
    </section>
  )
}
