import { Form, Input } from 'antd'
import { useState } from 'react'
import {
  acceptItem,
  assessItem,
  bringPaper,
  findProblem,
  type ItemDetail,
  rectifyItem,
  STEPS,
  type Step,
} from '#contract/acceptance'
import type { Day } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { dayText, InstantText } from '#web/ui/DayText.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { acceptanceWords, STATE_TONES } from './acceptance-words.ts'
import { bring, CHANGES } from './EvidenceList.tsx'

/** 验收经过 What was done so far, and the one or two things that may be done next by whoever looks. */
export function Steps({ detail }: { readonly detail: ItemDetail }) {
  const w = useWords(acceptanceWords)
  const { may } = useTown()
  const { state } = detail
  const can = (permission: string, ...states: string[]): boolean =>
    may.includes(permission) && states.includes(state)
  return (
    <section>
      <h2>{w.steps}</h2>
      {detail.steps.length === 0 ? (
        <p className="hint">{w.noSteps}</p>
      ) : (
        <ol>
          {detail.steps.map((step) => (
            <OneStep key={step.number} step={step} />
          ))}
        </ol>
      )}
      {can('acceptance.assess', 'open', 'assessed') && <SayForm detail={detail} kind="assess" />}
      {can('acceptance.assess', 'problem') && <SayForm detail={detail} kind="rectify" />}
      {can('acceptance.accept', 'assessed', 'rectified') && <SayForm detail={detail} kind="accept" />}
      {can('acceptance.find', 'assessed', 'accepted', 'rectified') && <ProblemForm detail={detail} />}
    </section>
  )
}

function OneStep({ step }: { readonly step: Step }) {
  const w = useWords(acceptanceWords)
  const say = useBoth()
  const [language] = useLanguage()
  return (
    <li>
      <StateTag tone={STATE_TONES[step.kind]}>{say(STEPS[step.kind])}</StateTag> {step.by}{' '}
      <InstantText instant={step.at} />
      <p>
        {step.text}
        {step.dueOn !== undefined &&
          `（${w.owner}：${step.owner ?? ''}；${w.dueOn}：${dayText(step.dueOn, language)}）`}
      </p>
    </li>
  )
}

const ACTS = { assess: assessItem, accept: acceptItem, rectify: rectifyItem } as const
type Kind = keyof typeof ACTS
type Said = { readonly text: string }
type Sent<T> = T & { readonly paper: File | undefined }

function SayForm({ detail, kind }: { readonly detail: ItemDetail; readonly kind: Kind }) {
  const w = useWords(acceptanceWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ text, paper }: Sent<Said>, sending: Sending) => {
      const evidence = paper === undefined ? {} : { evidence: await bring(etown, paper, sending) }
      return ask(ACTS[kind], {
        etown,
        params: { item: detail.code },
        body: { text, ...evidence },
        key: sending.key,
      })
    },
    { changes: CHANGES },
  )
  const [label, field] = {
    assess: [w.assess, w.assessText],
    accept: [detail.state === 'rectified' ? w.recheck : w.accept, w.acceptText],
    rectify: [w.rectify, w.rectifyText],
  }[kind]
  return (
    <Unfold label={label ?? ''}>
      <ActForm<Said>
        name={kind}
        labels={{ text: field ?? '' }}
        step={act.step}
        onSubmit={(values) => act.run({ ...values, paper: file })}
      >
        <Form.Item name="text" label={field} rules={[{ required: true, message: w.fill(field ?? '') }]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <PaperField to={bringPaper} label={w.optionalPaper} file={file} onFile={setFile} />
        <SubmitButton act={act}>{label}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}

type Problem = Said & { readonly dueOn: Day; readonly owner: string }

function ProblemForm({ detail }: { readonly detail: ItemDetail }) {
  const w = useWords(acceptanceWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (body: Problem, { key }) => ask(findProblem, { etown, params: { item: detail.code }, body, key }),
    { changes: CHANGES },
  )
  const required = (what: string) => [{ required: true, message: w.fill(what) }]
  return (
    <Unfold label={w.find}>
      <ActForm<Problem>
        name="problem"
        labels={{ text: w.problemText, dueOn: w.dueOn, owner: w.owner }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="text" label={w.problemText} rules={required(w.problemText)}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <Form.Item name="owner" label={w.owner} rules={required(w.owner)}>
          <Choice empty="—" options={detail.owners.map(({ code, name }) => ({ value: code, label: name }))} />
        </Form.Item>
        <Form.Item name="dueOn" label={w.dueOn} rules={required(w.dueOn)}>
          <DateField />
        </Form.Item>
        <SubmitButton act={act}>{w.find}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
