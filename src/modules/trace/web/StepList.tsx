import { fieldsOf, SOURCES, STEPS, type Step, seePhoto } from '#contract/trace'
import { addressOf } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { InstantText, instantText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { traceWords } from './trace-words.ts'

function OneStep({ step }: { readonly step: Step }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const fields = Object.entries(fieldsOf(step.kind)).filter(([name]) => step.facts[name] !== undefined)
  const fact = (name: string): string => {
    const field = fieldsOf(step.kind)[name]
    const value = step.facts[name] ?? ''
    const chosen = field?.choices?.[value]
    return chosen ? say(chosen) : [value, field?.unit ?? ''].join(' ').trim()
  }
  return (
    <li>
      <h3>{say(STEPS[step.kind])}</h3>
      <p>
        <InstantText instant={step.occurredAt} />{' '}
        {step.corrected && <StateTag tone="quiet">{w.corrected}</StateTag>}
        {step.corrects !== undefined && <StateTag tone="warn">{w.correction}</StateTag>}
      </p>
      <FactList facts={fields.map(([name, field]) => [say(field), fact(name)] as const)} />
      <p className="hint">
        {w.entered(step.enteredBy, instantText(step.enteredAt, language))} · {say(SOURCES[step.source])}
      </p>
      {step.phone !== undefined && (
        <p className="hint">
          {w.onPhone(instantText(step.phone.savedAt, language), step.phone.place)}{' '}
          {step.phone.skewed && (
            <StateTag tone="warn">{w.skewed(Math.round(step.phone.skewSeconds / 60))}</StateTag>
          )}
        </p>
      )}
      {step.photos.map((sha256) => (
        <a
          key={sha256}
          href={addressOf(seePhoto, { etown, params: { step: step.id, sha256 } })}
          target="_blank"
          rel="noreferrer"
        >
          {w.seePhoto}
        </a>
      ))}
    </li>
  )
}

/** 记录 In the order things happened. */
export function StepList({ steps }: { readonly steps: readonly Step[] }) {
  const w = useWords(traceWords)
  return (
    <section aria-labelledby="steps">
      <h2 id="steps">{w.steps}</h2>
      {steps.length === 0 ? (
        <p>{w.noSteps}</p>
      ) : (
        <ol>
          {steps.map((step) => (
            <OneStep key={step.id} step={step} />
          ))}
        </ol>
      )}
    </section>
  )
}
