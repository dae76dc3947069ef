import { getSample, listSamples, readDesk, recordRun, SAMPLE_STATES, VERDICTS } from '#contract/inspection'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { ChoiceItem, instantOf, MomentItem, nowLocal, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

type Values = {
  readonly code: string
  readonly control: string
  readonly sample: string
  readonly measuredAt: string
  readonly instrument?: string
  readonly reagent?: string
}

/** 录入测定 Two absorbances; the answer says at once what they mean. */
export function RunForm() {
  const w = useWords(inspectionWords)
  const say = useBoth()
  const { slug: etown } = useTown()
  const desk = useRead(readDesk, { etown })
  const instruments = (desk.data?.instruments ?? []).filter((one) => one.calibrated)
  const reagents = (desk.data?.reagents ?? []).filter((one) => !one.expired)
  const act = useAct(
    ({ code, measuredAt, instrument, reagent, ...values }: Values, { key }) =>
      ask(recordRun, {
        etown,
        params: { code: code.trim() },
        body: {
          ...values,
          measuredAt: instantOf(measuredAt),
          ...(instrument && { instrument }),
          ...(reagent && { reagent }),
        },
        key,
      }),
    { changes: [listSamples, getSample] },
  )
  const labels = {
    code: w.code,
    control: w.control,
    sample: w.sample,
    measuredAt: w.measuredAt,
    instrument: w.instrument,
    reagent: w.reagent,
  }
  const { step } = act
  return (
    <ActForm<Values>
      name="run"
      labels={labels}
      step={step}
      initial={{ measuredAt: nowLocal() }}
      onSubmit={act.run}
    >
      <TextItem name="code" label={w.code} most={12} />
      <TextItem name="control" label={w.control} hint={w.controlHint} number most={6} />
      <TextItem name="sample" label={w.sample} number most={6} />
      <MomentItem name="measuredAt" label={w.measuredAt} />
      {desk.data !== undefined && (instruments.length === 0 || reagents.length === 0) && (
        <p className="note">
          {w.toolsFirst} <To href={`/e/${etown}/inspection-lab`}>{w.desk}</To>
        </p>
      )}
      <ChoiceItem
        name="instrument"
        label={w.instrument}
        optional
        options={instruments.map((one) => ({ value: one.id, label: `${one.name} ${one.serial}` }))}
      />
      <ChoiceItem
        name="reagent"
        label={w.reagent}
        optional
        options={reagents.map((one) => ({ value: one.id, label: `${one.name} ${one.batch}` }))}
      />
      <SubmitButton act={act}>{w.runDo}</SubmitButton>
      {step.at === 'done' && (
        <p className={`note note-${step.answer.verdict === 'negative' ? 'good' : 'bad'}`} role="status">
          {step.answer.percent === undefined
            ? w.runInvalid
            : w.runSaid(
                step.answer.percent,
                say(VERDICTS[step.answer.verdict]),
                say(SAMPLE_STATES[step.answer.state]),
              )}
        </p>
      )}
    </ActForm>
  )
}
