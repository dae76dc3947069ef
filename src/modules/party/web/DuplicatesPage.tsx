import { DUPLICATE_STATES, listDuplicates } from '#contract/party'
import { keysOf } from '#kernel/keys'
import { useFilter, useTown } from '#web/desk/place.ts'
import { usePages } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageBar } from '#web/ui/PageBar.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { DuplicatePair } from './DuplicatePair.tsx'
import { duplicateWords } from './duplicate-words.ts'
import './party.css'

const STATES = keysOf(DUPLICATE_STATES)

/** 疑似重复 Side by side, the likeliest first. */
export function Page() {
  const w = useWords(duplicateWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const [chosen, setState] = useFilter('state')
  const state = STATES.find((s) => s === chosen) ?? 'open'
  const pages = usePages(listDuplicates, { etown, query: { state } })
  return (
    <>
      <PageHead title={w.title} lead={w.lead} />
      <div className="filters">
        <div className="filter">
          <span aria-hidden>{w.state}</span>
          <Choice
            label={w.state}
            value={state}
            onChange={setState}
            options={STATES.map((s) => ({ value: s, label: say(DUPLICATE_STATES[s]) }))}
          />
        </div>
      </div>
      <Loaded query={pages.query} lines={8}>
        {({ total }) =>
          total === 0 ? (
            <EmptyState title={w.empty} next={w.emptyNext} />
          ) : (
            <>
              <ul className="pairs">
                {pages.rows.map((pair) => (
                  <li key={`${pair.a.id}-${pair.b.id}`} className="pair">
                    <DuplicatePair pair={pair} />
                  </li>
                ))}
              </ul>
              <PageBar pages={pages} total={total} />
            </>
          )
        }
      </Loaded>
    </>
  )
}
