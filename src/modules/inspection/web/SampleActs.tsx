import { useState } from 'react'
import {
  askReinspection,
  bringFile,
  enterLabResult,
  getSample,
  listAlerts,
  listSamples,
  readRegistry,
  reviewSample,
  type SampleDetail,
  tellResult,
} from '#contract/inspection'
import { day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask, askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { PaperField } from '#web/ui/PaperField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { ChoiceItem, DayItem, instantOf, MomentItem, nowLocal, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

type Props = { readonly sample: SampleDetail }
const CHANGES = [getSample, listSamples, listAlerts]

/** 复核 One press confirms; withdrawing wants its reason. */
export function ReviewForm({ sample }: Props) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const send = (body: { decision: 'confirmed' | 'withdrawn'; reason?: string }, key: string) =>
    ask(reviewSample, { etown, params: { sample: sample.id }, body, key })
  const confirm = useAct((_: object, { key }) => send({ decision: 'confirmed' }, key), { changes: CHANGES })
  const withdraw = useAct(
    ({ reason }: { reason: string }, { key }) => send({ decision: 'withdrawn', reason }, key),
    { changes: CHANGES },
  )
  return (
    <>
      <p>{w.reviewLead}</p>
      <ActForm name="confirm" labels={{}} step={confirm.step} onSubmit={confirm.run}>
        <SubmitButton act={confirm}>{w.confirm}</SubmitButton>
      </ActForm>
      <details className="unfold">
        <summary>{w.withdraw}</summary>
        <ActForm<{ reason: string }>
          name="withdraw"
          labels={{ reason: w.reason }}
          step={withdraw.step}
          onSubmit={withdraw.run}
        >
          <TextItem name="reason" label={w.reason} most={200} />
          <SubmitButton act={withdraw}>{w.withdraw}</SubmitButton>
        </ActForm>
      </details>
    </>
  )
}

type LabValues = {
  readonly laboratory: string
  readonly reportNo: string
  readonly method: string
  readonly reportedOn: string
  readonly items: string
}

/** `毒死蜱 0.01 0.5` a line; `-` below quantification, a limit of 0: none may be found. */
function readItems(text: string): { item: string; found?: string; most?: string }[] | undefined {
  const lines = text
    .split('\n')
    .flatMap((line) => (line.trim() === '' ? [] : [line.trim().split(/[\s,，]+/)]))
  if (lines.length === 0 || lines.some((parts) => parts.length !== 3)) return undefined
  return lines.map(([item = '', found = '', most = '']) => ({
    item,
    ...(found !== '-' && { found }),
    ...(most !== '0' && most !== '-' && { most }),
  }))
}

export function LabForm({ sample }: Props) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const registry = useRead(readRegistry, { etown })
  const [file, setFile] = useState<File>()
  const [bad, setBad] = useState(false)
  const act = useAct(
    async ({ items, reportedOn, ...values }: LabValues, { key, onProgress }) => {
      const { sha256 } = await askUpload(bringFile, file ?? new File([], ''), {
        etown,
        key: `${key}-file`,
        onProgress,
      })
      const body = { ...values, reportedOn: day(reportedOn), report: sha256, items: readItems(items) ?? [] }
      return ask(enterLabResult, { etown, params: { sample: sample.id }, body, key })
    },
    { changes: CHANGES },
  )
  const labels = {
    laboratory: w.laboratory,
    reportNo: w.reportNo,
    method: w.method,
    reportedOn: w.reportedOn,
    items: w.items,
  }
  const submit = (values: LabValues) => {
    const readable = readItems(values.items) !== undefined
    setBad(!readable)
    return readable ? act.run(values) : undefined
  }
  return (
    <ActForm<LabValues> name="lab" labels={labels} step={act.step} onSubmit={submit}>
      <TextItem name="laboratory" label={w.laboratory} />
      <TextItem name="reportNo" label={w.reportNo} />
      <ChoiceItem
        name="method"
        label={w.method}
        options={(registry.data?.methods ?? [])
          .filter((method) => !method.rapid)
          .map((method) => ({ value: method.code, label: `${method.code} ${method.zh}` }))}
      />
      <DayItem name="reportedOn" label={w.reportedOn} />
      <TextItem name="items" label={w.items} hint={w.itemsHint} most={4_000} lines={4} />
      {bad && (
        <p role="alert" className="field-problem">
          {w.itemsBad}
        </p>
      )}
      <PaperField label={w.report} hint={w.reportHint} to={bringFile} file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.labDo}
      </SubmitButton>
    </ActForm>
  )
}

export function ToldForm({ sample }: Props) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ toldAt, how }: { toldAt: string; how: string }, { key }) =>
      ask(tellResult, {
        etown,
        params: { sample: sample.id },
        body: { toldAt: instantOf(toldAt), how },
        key,
      }),
    { changes: CHANGES },
  )
  return (
    <ActForm<{ toldAt: string; how: string }>
      name="told"
      labels={{ toldAt: w.toldAt, how: w.how }}
      step={act.step}
      initial={{ toldAt: nowLocal() }}
      onSubmit={act.run}
    >
      <MomentItem name="toldAt" label={w.toldAt} />
      <TextItem name="how" label={w.how} />
      <SubmitButton act={act}>{w.tellDo}</SubmitButton>
    </ActForm>
  )
}

export function AskAgainForm({ sample }: Props) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ askedAt }: { askedAt: string }, { key }) =>
      ask(askReinspection, {
        etown,
        params: { sample: sample.id },
        body: { askedAt: instantOf(askedAt) },
        key,
      }),
    { changes: CHANGES },
  )
  return (
    <ActForm<{ askedAt: string }>
      name="again"
      labels={{ askedAt: w.askedAt }}
      step={act.step}
      initial={{ askedAt: nowLocal() }}
      onSubmit={act.run}
    >
      <MomentItem name="askedAt" label={w.askedAt} />
      <SubmitButton act={act}>{w.askAgain}</SubmitButton>
    </ActForm>
  )
}
