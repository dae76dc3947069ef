import { type InterpretationView, listInterpretations } from '#contract/plan'
import { useFilter, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { useWords } from '#web/ui/words.ts'
import { InterpretationCard } from './InterpretationCard.tsx'
import { interpretationWords } from './interpretation-words.ts'
import { PlanFrame } from './PlanFrame.tsx'
import { useArrival, usePlanPlaces } from './places.ts'

/** 解释口径 Where the text can be read in two ways, and which way the county reads it. */
export function Page() {
  const w = useWords(interpretationWords)
  const { slug } = useTown()
  const { query } = usePlanPlaces()
  const found = useRead(listInterpretations, { etown: slug, query })
  return (
    <PlanFrame title={w.title} lead={w.lead}>
      {() => (
        <Loaded query={found} lines={12}>
          {({ items, version }) => <Interpretations items={items} version={version} />}
        </Loaded>
      )}
    </PlanFrame>
  )
}

const STATES = ['proposed', 'confirmed'] as const

type Props = { readonly items: readonly InterpretationView[]; readonly version: number }

function Interpretations({ items, version }: Props) {
  const w = useWords(interpretationWords)
  const [state, setState] = useFilter('state')
  useArrival()
  const inState = (value: string) => items.filter(({ decisions }) => decisions.at(-1)?.state === value)
  const shown = state === '' ? items : inState(state)
  if (items.length === 0) return <EmptyState title={w.none} next={w.noneNext} />
  return (
    <>
      <div className="filters">
        <div className="filter">
          <label htmlFor="state">{w.state}</label>
          <Choice
            id="state"
            value={state}
            onChange={setState}
            empty={w.all(items.length)}
            options={STATES.map((value) => ({
              value,
              label: w.stateOption(w[value], inState(value).length),
            }))}
          />
        </div>
      </div>
      {shown.length === 0 && <EmptyState title={w.noneLikeThis} next={w.noneLikeThisNext} />}
      <ul className="plan-list">
        {shown.map((interpretation) => (
          <li key={interpretation.code} className="plan-block">
            <InterpretationCard interpretation={interpretation} version={version} />
          </li>
        ))}
      </ul>
    </>
  )
}
