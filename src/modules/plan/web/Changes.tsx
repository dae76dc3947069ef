import { type ChangeView, ITEM_KINDS } from '#contract/plan'
import { EmptyState } from '#web/ui/EmptyState.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { versionWords } from './version-words.ts'

const TONES = { added: 'good', removed: 'bad', changed: 'warn' } as const

/** 差异 Each thing two versions hold differently, and its fields side by side. */
export function Changes({ changes }: { readonly changes: readonly ChangeView[] }) {
  const w = useWords(versionWords)
  const say = useBoth()
  if (changes.length === 0) return <EmptyState title={w.noDifference} next={w.noDifferenceNext} />
  return (
    <>
      <p>{w.differences(changes.length)}</p>
      <ul className="plan-list">
        {changes.map(({ kind, code, name, change, fields }) => (
          <li key={`${kind} ${code}`} className="plan-block">
            <h3>
              <StateTag tone={TONES[change]}>{w.change[change]}</StateTag> {say(ITEM_KINDS[kind])}：{name}
            </h3>
            {fields.length > 0 && (
              <dl className="fields">
                {fields.map(({ key, before, after }) => (
                  <div key={key}>
                    <dt>
                      <code>{key}</code>
                    </dt>
                    <dd>
                      <del>
                        <span className="unseen">{w.was} </span>
                        {before ?? '—'}
                      </del>
                      <ins>
                        <span className="unseen">{w.is} </span>
                        {after ?? '—'}
                      </ins>
                    </dd>
                  </div>
                ))}
              </dl>
            )}
          </li>
        ))}
      </ul>
    </>
  )
}
