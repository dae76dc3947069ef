import { INSIDE_BASES, PARTY_KINDS, type PartyVersion } from '#contract/party'
import { formatDay, isDay } from '#kernel/day'
import { keysOf } from '#kernel/keys'
import { InstantText } from '#web/ui/DayText.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { placeName } from '../domain/places.ts'
import { detailWords } from './detail-words.ts'
import { fieldWords } from './party-words.ts'

type Change = PartyVersion['changes'][number]

/** What a value of the past says to a person. */
function useSaid(): (field: string, value: string | undefined) => string {
  const w = useWords(detailWords)
  const say = useBoth()
  return (field, value) => {
    if (value === undefined) return w.empty
    const kind = keysOf(PARTY_KINDS).find((k) => k === value)
    const basis = keysOf(INSIDE_BASES).find((b) => b === value)
    if (field === 'kind' && kind !== undefined) return say(PARTY_KINDS[kind])
    if (field === 'insideBasis' && basis !== undefined) return say(INSIDE_BASES[basis])
    if (field === 'inside') return value === 'true' ? w.yes : w.no
    if (field === 'placeCode') return placeName(value) ?? value
    return isDay(value) ? formatDay(value) : value
  }
}

function ChangeLine({ change }: { readonly change: Change }) {
  const w = useWords(detailWords)
  const labels: Readonly<Record<string, string>> = useWords(fieldWords)
  const said = useSaid()
  const { field, before, after } = change
  const untold = before === undefined && after === undefined
  return (
    <li>
      {`${labels[field] ?? field}：`}
      {untold ? w.personalChanged : w.changedTo(said(field, before), said(field, after))}
    </li>
  )
}

/** 历史 Every version: when, who, why, and what changed. The newest first. */
export function History({ versions }: { readonly versions: readonly PartyVersion[] }) {
  const w = useWords(detailWords)
  return (
    <section aria-labelledby="history">
      <h2 id="history">{w.history}</h2>
      <ol className="versions" reversed>
        {versions.toReversed().map(({ version, at, by, why, changes }) => (
          <li key={version}>
            <p>
              <strong>{w.version(version)}</strong> · <InstantText instant={at} /> · {by} · {why}
            </p>
            {changes.length > 0 && (
              <ul>
                {changes.map((change) => (
                  <ChangeLine key={change.field} change={change} />
                ))}
              </ul>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
