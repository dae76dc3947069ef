import { type BodyDuties, readOrganisation } from '#contract/governance'
import { clauseName } from '#contract/plan'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'

/** 领导小组与职责 */
export function Page() {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const query = useRead(readOrganisation, { etown })
  return (
    <Loaded query={query} lines={10}>
      {({ items }) =>
        items.length === 0 ? (
          <EmptyState page title={w.noPlan} next={w.noPlanNext} />
        ) : (
          <>
            <PageHead title={w.organisation} lead={w.organisationLead} />
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

function Body({ body }: { readonly body: BodyDuties }) {
  const w = useWords(governanceWords)
  const { slug } = useTown()
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
        {body.duties.map(({ clause, quote }) => (
          <li key={`${clause} ${quote}`}>
            {quote}
            {'（'}
            <To href={`/e/${slug}/plan#clause-${clause}`}>{clauseName(clause)}</To>
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
