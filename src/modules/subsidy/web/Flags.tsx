import type { ApplicationDetail } from '#contract/subsidy'
import { useTown } from '#web/desk/place.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

/** 疑点 A sentence, its rows, and what speaks against it. */
export function Flags({ application }: { readonly application: ApplicationDetail }) {
  const w = useWords(subsidyWords)
  const { slug: etown, may } = useTown()
  if (may.includes('subsidy.apply')) return null
  return (
    <section aria-labelledby="flags">
      <h2 id="flags">{w.flags}</h2>
      {application.flags.length === 0 ? (
        <p>{w.noFlags}</p>
      ) : (
        <>
          <p className="hint">{w.flagHint}</p>
          <ul>
            {application.flags.map(({ code, sentence, counter, rows }) => (
              <li key={code}>
                <StateTag tone="warn">{sentence}</StateTag>
                <p>{`${w.counter}：${counter}`}</p>
                <ul>
                  {rows.map(({ what, ref }) => (
                    <li key={`${what} ${ref}`}>
                      {ref.startsWith('申报') ? (
                        <To href={`/e/${etown}/subsidy-applications/${ref.slice(2)}`}>{what}</To>
                      ) : (
                        `${what}（${ref}）`
                      )}
                    </li>
                  ))}
                </ul>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
