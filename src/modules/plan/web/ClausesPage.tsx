import { type ClauseView, clauseName, listClauses } from '#contract/plan'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useCompact } from '#web/ui/media.ts'
import { countText } from '#web/ui/numbers.ts'
import { To } from '#web/ui/To.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { ClauseText } from './ClauseText.tsx'
import { DocumentHead } from './DocumentHead.tsx'
import { PlanFrame } from './PlanFrame.tsx'
import { useArrival, usePlanPlaces } from './places.ts'
import { planWords } from './plan-words.ts'

/** 方案全文 The document as it was published, and what each sentence became. */
export function Page() {
  const w = useWords(planWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const clauses = useRead(listClauses, { etown: slug, query })
  return (
    <PlanFrame title={w.plan} lead={w.clausesLead}>
      {(plan) => (
        <>
          <DocumentHead plan={plan} />
          <Loaded query={clauses} lines={12}>
            {({ items }) => <Document clauses={items} />}
          </Loaded>
        </>
      )}
    </PlanFrame>
  )
}

function Document({ clauses }: { readonly clauses: readonly ClauseView[] }) {
  useArrival()
  return (
    <div className="plan-document">
      <Contents clauses={clauses} />
      <article>
        {clauses.map((clause) => (
          <ClauseText key={clause.id} clause={clause} />
        ))}
      </article>
    </div>
  )
}

const headingOf = ({ heading }: ClauseView): string => heading.map(({ text }) => text).join('')

/** Beside the text where there is room, else above it and closed. */
function Contents({ clauses }: { readonly clauses: readonly ClauseView[] }) {
  const w = useWords(planWords)
  const [language] = useLanguage()
  const { hrefOf } = usePlanPlaces()
  const titled = clauses.filter((clause) => clause.id.split('.').length <= 2)
  return (
    <details className="plan-contents" open={!useCompact()}>
      <summary>
        {w.contents} <span className="unit">{w.clauses(countText(clauses.length, language))}</span>
      </summary>
      <nav aria-label={w.contents}>
        <ul>
          {titled.map((clause) => (
            <li key={clause.id} className={clause.id.includes('.') ? 'deep' : undefined}>
              <To href={hrefOf({ kind: 'clause', code: clause.id }) ?? ''}>
                {headingOf(clause) || clauseName(clause.id)}
              </To>
            </li>
          ))}
        </ul>
      </nav>
    </details>
  )
}
