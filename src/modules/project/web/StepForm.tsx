import { Form, Input } from 'antd'
import { useState } from 'react'
import { bringProjectEvidence, getProject, listProjects, projectEvidence } from '#contract/project'
import { isDay } from '#kernel/day'
import type { Endpoint } from '#kernel/endpoint'
import { parseYuan } from '#kernel/money'
import { type Sending, useAct } from '#web/act.ts'
import { addressOf, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { projectWords } from './project-words.ts'
import { stepWords } from './step-words.ts'
import { Filled, isMoment } from './values.ts'

type Kind = 'text' | 'long' | 'amount' | 'day' | 'count' | 'moment' | 'choice'

/** 一栏 One field of a step's form, as data. */
export type Field = {
  readonly name: string
  readonly label: string
  readonly kind: Kind
  readonly optional?: boolean
  readonly initial?: string
  readonly options?: readonly { readonly value: string; readonly label: string }[]
}

export const field = (kind: Kind, name: string, label: string, more: Partial<Field> = {}): Field => ({
  kind,
  name,
  label,
  ...more,
})

type Props<Answer> = {
  readonly name: string
  readonly button: string
  readonly lead?: string
  readonly fields: readonly Field[]
  /** Without a file where the act rests on none. */
  readonly paper?: boolean
  /** Labels of paths the server may point at beyond the fields' names. */
  readonly labels?: Readonly<Record<string, string>>
  readonly send: (filled: Filled, evidence: string, sending: Sending) => Promise<Answer>
  /** What else is out of date once it is done. */
  readonly changes?: readonly Endpoint[]
  readonly done?: (answer: Answer) => void
}

/** 办理一步 The form of one step: its fields, the file it rests on, one button. */
export function StepForm<Answer>(props: Props<Answer>) {
  const { name, button, lead, fields, paper = true, labels = {}, send, changes = [], done } = props
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ values, brought }: { values: object; brought: File | undefined }, sending: Sending) => {
      const evidence =
        brought === undefined
          ? ''
          : (
              await askUpload(bringProjectEvidence, brought, {
                etown,
                key: `${sending.key}-file`,
                onProgress: sending.onProgress,
              })
            ).sha256
      return send(new Filled(values), evidence, sending)
    },
    { changes: [getProject, listProjects, ...changes], ...(done === undefined ? {} : { done }) },
  )
  const initial = Object.fromEntries(
    fields.flatMap(({ name: n, initial: i }) => (i === undefined ? [] : [[n, i]])),
  )
  return (
    <ActForm
      name={name}
      labels={{ ...labels, ...Object.fromEntries(fields.map((f) => [f.name, f.label])) }}
      step={act.step}
      initial={initial}
      onSubmit={(values) => act.run({ values, brought: file })}
    >
      {lead !== undefined && <p className="hint">{lead}</p>}
      {fields.map((f) => (
        <FieldItem key={f.name} field={f} />
      ))}
      {paper && <Paper file={file} onFile={setFile} />}
      <SubmitButton act={act} disabled={paper && file === undefined}>
        {button}
      </SubmitButton>
    </ActForm>
  )
}

function Paper({ file, onFile }: { readonly file: File | undefined; onFile(file: File | undefined): void }) {
  const w = useWords(projectWords)
  return <PaperField label={w.evidenceFile} to={bringProjectEvidence} file={file} onFile={onFile} />
}

function FieldItem({
  field: { name, label, kind, optional = false, options = [] },
}: {
  readonly field: Field
}) {
  const w = useWords(stepWords)
  const check = (right: (text: string) => boolean, said: string) => ({
    validator: async (_: unknown, text: string | undefined) => {
      if (optional && !text) return
      if (!right(text ?? '')) throw new Error(said)
    },
  })
  const rules = {
    text: optional ? [] : [{ required: true, whitespace: true, message: w.fill(label) }],
    long: optional ? [] : [{ required: true, whitespace: true, message: w.fill(label) }],
    amount: [check((text) => (parseYuan(text) ?? 0n) > 0n, w.amountForm)],
    day: [check(isDay, w.fill(label))],
    count: [check((text) => /^\d{1,5}$/.test(text.trim()), w.countForm)],
    moment: [check(isMoment, w.momentForm)],
    choice: [],
  }
  return (
    <Form.Item name={name} label={label} rules={rules[kind]}>
      {kind === 'day' ? (
        <DateField />
      ) : kind === 'choice' ? (
        <Choice options={options} />
      ) : kind === 'long' ? (
        <Input.TextArea autoSize={{ minRows: 2, maxRows: 8 }} maxLength={4000} />
      ) : (
        <Input
          autoComplete="off"
          maxLength={kind === 'amount' ? 24 : 300}
          inputMode={kind === 'amount' || kind === 'count' ? 'decimal' : 'text'}
        />
      )}
    </Form.Item>
  )
}

/** 证据 The file behind a row, opened beside the page. */
export function EvidenceLink({ sha256, of }: { readonly sha256: string | undefined; readonly of: string }) {
  const w = useWords(projectWords)
  const { slug: etown } = useTown()
  if (sha256 === undefined) return '—'
  return (
    <a
      href={addressOf(projectEvidence, { etown, params: { sha256 } })}
      target="_blank"
      rel="noreferrer"
      aria-label={`${w.openEvidence} ${of}`}
    >
      {w.openEvidence}
    </a>
  )
}
