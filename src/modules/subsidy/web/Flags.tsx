import type { ApplicationDetail } from '#contract/subsidy'
import { useTown } from '#web/desk/place.ts'
import { StateTag } from '#web/ui/StateTag.tsx'
import { To } from '#web/ui/To.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Rows = ApplicationDetail['flags'][number]['rows']

/** More would push the decision out of sight. */
const ROWS_SHOWN = 3

function FlagRows({ rows }: { readonly rows: Rows }) {
  const w = useWords(subsidyWords)
  const { slug: etown } = useTown()
  const list = (
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
  )
  return rows.length <= ROWS_SHOWN ? list : <Unfold label={w.seeRows(rows.length)}>{list}</Unfold>
}

/** 疑点 A sentence, its rows, and what speaks against it. */
export function Flags({ application }: { readonly application: ApplicationDetail }) {
  const w = useWords(subsidyWords)
  const { may } = useTown()
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
                <p>
                  <StateTag tone="warn">{w.toLook}</StateTag> {sentence}
                </p>
                <p>{`${w.counter}：${counter}`}</p>
                <FlagRows rows={rows} />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
