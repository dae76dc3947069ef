import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  addPhoto,
  fieldsOf,
  getLot,
  getSeason,
  recordStep,
  STEPS,
  type StepField,
  type StepKind,
} from '#contract/trace'
import { keyIn, keysOf } from '#kernel/keys'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { FileDrop } from '#web/ui/FileDrop.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { instantOf, MomentField, nowLocal } from './MomentField.tsx'
import { traceWords } from './trace-words.ts'

type About = { readonly season: string } | { readonly lot: string }
type Values = { readonly occurredAt: string; readonly facts?: Readonly<Record<string, string | undefined>> }

const PHOTOS = ['.jpg', '.jpeg', '.png', '.webp']
const MOST_BYTES = 20 * 1024 * 1024

const given = (facts: Values['facts']): Record<string, string> =>
  Object.fromEntries(Object.entries(facts ?? {}).flatMap(([name, value]) => (value ? [[name, value]] : [])))

function FactField({ name, field }: { readonly name: string; readonly field: StepField }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const label = field.unit ? `${say(field)}（${field.unit}）` : say(field)
  const choices = field.choices ?? {}
  return (
    <Form.Item
      name={['facts', name]}
      label={label}
      rules={field.required ? [{ required: true, message: w.fill(label) }] : []}
    >
      {field.type === 'choice' ? (
        <Choice
          empty={w.choose}
          options={Object.entries(choices).map(([value, words]) => ({ value, label: say(words) }))}
        />
      ) : (
        <Input maxLength={200} {...(field.type === 'number' && { inputMode: 'decimal' as const })} />
      )}
    </Form.Item>
  )
}

/** One record of one kind; the photo goes after it, under the same intent. */
function KindForm({
  kind,
  about,
  onDone,
}: {
  readonly kind: StepKind
  readonly about: About
  readonly onDone: (frozen: number) => void
}) {
  const w = useWords(traceWords)
  const [language] = useLanguage()
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ occurredAt, facts }: Values, { key, onProgress }) => {
      const body = { kind, ...about, occurredAt: instantOf(occurredAt), facts: given(facts) }
      const made = await ask(recordStep, { etown, body, key })
      if (file !== undefined)
        await askUpload(addPhoto, file, { etown, params: { step: made.id }, key: `${key}-photo`, onProgress })
      return made
    },
    { changes: [getSeason, getLot], done: ({ frozen }) => onDone(frozen.length) },
  )
  const fields = Object.entries(fieldsOf(kind))
  const labels = {
    occurredAt: w.occurredAt,
    ...Object.fromEntries(fields.map(([name, field]) => [`facts.${name}`, field[language]])),
  }
  return (
    <ActForm<Values>
      name={`step-${kind}`}
      labels={labels}
      step={act.step}
      initial={{ occurredAt: nowLocal() }}
      onSubmit={act.run}
    >
      <Form.Item
        name="occurredAt"
        label={w.occurredAt}
        rules={[{ required: true, message: w.fill(w.occurredAt) }]}
      >
        <MomentField />
      </Form.Item>
      {fields.map(([name, field]) => (
        <FactField key={name} name={name} field={field} />
      ))}
      <FileDrop
        label={w.photo}
        hint={w.photoHint}
        kinds={PHOTOS}
        limitBytes={MOST_BYTES}
        file={file}
        onFile={setFile}
        share={act.step.at === 'running' ? act.step.share : undefined}
      />
      <p>
        <SubmitButton act={act}>{w.save}</SubmitButton>
      </p>
    </ActForm>
  )
}

/** 记一笔 First what kind of step, then its own fields. Begins anew when it is saved. */
export function StepForm({ about }: { readonly about: About }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const of = 'season' in about ? 'season' : 'lot'
  const kinds = keysOf(STEPS).filter((kind) => STEPS[kind].of === of && kind !== 'harvest')
  const [kind, setKind] = useState<StepKind>(kinds[0] ?? 'tending')
  const [saved, setSaved] = useState({ times: 0, frozen: 0 })
  return (
    <>
      {saved.frozen > 0 && (
        <p role="alert" className="note note-bad">
          {w.froze(saved.frozen)}
        </p>
      )}
      <div className="filter">
        <span aria-hidden>{w.recordKind}</span>
        <Choice
          label={w.recordKind}
          value={kind}
          onChange={(to) => setKind(keyIn(STEPS, to))}
          options={kinds.map((one) => ({ value: one, label: say(STEPS[one]) }))}
        />
      </div>
      <KindForm
        key={`${kind} ${saved.times}`}
        kind={kind}
        about={about}
        onDone={(frozen) => setSaved(({ times }) => ({ times: times + 1, frozen }))}
      />
    </>
  )
}
