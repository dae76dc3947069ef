import { addInstrument, addReagent, calibrate, enterBlank, readDesk } from '#contract/inspection'
import { day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import type { AnswerOf } from '#web/ask.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText } from '#web/ui/DayText.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { DayItem, instantOf, MomentItem, nowLocal, TextItem } from './Fields.tsx'
import { inspectionWords } from './inspection-words.ts'

type Desk = AnswerOf<typeof readDesk>

function InstrumentForm() {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  type Values = { name: string; model?: string; serial: string; machineKey?: string }
  const act = useAct(
    ({ model = '', machineKey, ...values }: Values, { key }) =>
      ask(addInstrument, { etown, body: { ...values, model, ...(machineKey && { machineKey }) }, key }),
    { changes: [readDesk] },
  )
  const labels = { name: w.name, model: w.model, serial: w.serial, machineKey: w.machineKey }
  return (
    <ActForm<Values> name="instrument" labels={labels} step={act.step} onSubmit={act.run}>
      <TextItem name="name" label={w.name} most={40} />
      <TextItem name="model" label={w.model} most={40} optional />
      <TextItem name="serial" label={w.serial} most={40} />
      <TextItem name="machineKey" label={w.machineKey} hint={w.machineKeyHint} optional number most={18} />
      <SubmitButton act={act}>{w.addInstrument}</SubmitButton>
    </ActForm>
  )
}

function CalibrationForm({ instrument }: { readonly instrument: string }) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  type Values = { on: string; until: string; certificate: string }
  const act = useAct(
    ({ on, until, certificate }: Values, { key }) =>
      ask(calibrate, {
        etown,
        params: { instrument },
        body: { on: day(on), until: day(until), certificate },
        key,
      }),
    { changes: [readDesk] },
  )
  const labels = { on: w.calibratedOn, until: w.until, certificate: w.certificateNo }
  return (
    <ActForm<Values> name={`calibration-${instrument}`} labels={labels} step={act.step} onSubmit={act.run}>
      <DayItem name="on" label={w.calibratedOn} />
      <DayItem name="until" label={w.until} />
      <TextItem name="certificate" label={w.certificateNo} />
      <SubmitButton act={act}>{w.calibrate}</SubmitButton>
    </ActForm>
  )
}

function BlankForm({ instrument }: { readonly instrument: string }) {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  type Values = { control: string; measuredAt: string }
  const act = useAct(
    ({ control, measuredAt }: Values, { key }) =>
      ask(enterBlank, {
        etown,
        params: { instrument },
        body: { control, measuredAt: instantOf(measuredAt) },
        key,
      }),
    { changes: [readDesk] },
  )
  return (
    <ActForm<Values>
      name={`blank-${instrument}`}
      labels={{ control: w.control, measuredAt: w.measuredAt }}
      step={act.step}
      initial={{ measuredAt: nowLocal() }}
      onSubmit={act.run}
    >
      <TextItem name="control" label={w.control} hint={w.controlHint} number most={6} />
      <MomentItem name="measuredAt" label={w.measuredAt} />
      <SubmitButton act={act}>{w.blankDo}</SubmitButton>
      {act.step.at === 'done' && <p role="status">{act.step.answer.valid ? w.blankValid : w.blankInvalid}</p>}
    </ActForm>
  )
}

function Instruments({ desk }: { readonly desk: Desk }) {
  const w = useWords(inspectionWords)
  const { may } = useTown()
  return (
    <section>
      <h2>{w.instruments}</h2>
      {desk.instruments.length === 0 ? (
        <p>{w.noInstruments}</p>
      ) : (
        <ul>
          {desk.instruments.map((one) => (
            <li key={one.id}>
              <strong>{one.name}</strong> {one.model} · {one.serial} ·{' '}
              {one.calibrated && one.calibratedUntil !== undefined ? (
                <StateTag tone="good">
                  {w.calibratedUntil} <DayText day={one.calibratedUntil} />
                </StateTag>
              ) : (
                <StateTag tone="bad">{w.notCalibrated}</StateTag>
              )}
              {may.includes('inspection.keep') && (
                <Unfold label={`${w.calibrate} ${one.serial}`}>
                  <CalibrationForm instrument={one.id} />
                </Unfold>
              )}
              {may.includes('inspection.test') && (
                <Unfold label={`${w.blank} ${one.serial}`}>
                  <BlankForm instrument={one.id} />
                </Unfold>
              )}
            </li>
          ))}
        </ul>
      )}
      {may.includes('inspection.keep') && (
        <Unfold label={w.addInstrument}>
          <InstrumentForm />
        </Unfold>
      )}
    </section>
  )
}

function Reagents({ desk }: { readonly desk: Desk }) {
  const w = useWords(inspectionWords)
  const { slug: etown, may } = useTown()
  type Values = { name: string; batch: string; expiresOn: string }
  const act = useAct(
    ({ expiresOn, ...values }: Values, { key }) =>
      ask(addReagent, { etown, body: { ...values, expiresOn: day(expiresOn) }, key }),
    { changes: [readDesk] },
  )
  return (
    <section>
      <h2>{w.reagents}</h2>
      {desk.reagents.length === 0 ? (
        <p>{w.noReagents}</p>
      ) : (
        <ul>
          {desk.reagents.map((one) => (
            <li key={one.id}>
              {one.name} {one.batch} · {w.expiresOn} <DayText day={one.expiresOn} />{' '}
              <StateTag tone={one.expired ? 'bad' : 'good'}>{one.expired ? w.expired : w.usable}</StateTag>
            </li>
          ))}
        </ul>
      )}
      {may.includes('inspection.keep') && (
        <Unfold label={w.addReagent}>
          <ActForm<Values>
            name="reagent"
            labels={{ name: w.name, batch: w.batch, expiresOn: w.expiresOn }}
            step={act.step}
            onSubmit={act.run}
          >
            <TextItem name="name" label={w.name} most={40} />
            <TextItem name="batch" label={w.batch} most={40} />
            <DayItem name="expiresOn" label={w.expiresOn} />
            <SubmitButton act={act}>{w.addReagent}</SubmitButton>
          </ActForm>
        </Unfold>
      )}
    </section>
  )
}

/** 仪器与试剂 */
export function Page() {
  const w = useWords(inspectionWords)
  const { slug: etown } = useTown()
  const desk = useRead(readDesk, { etown })
  return (
    <>
      <PageHead title={w.desk} lead={w.deskLead} />
      <Loaded query={desk}>
        {(data) => (
          <>
            <Instruments desk={data} />
            <Reagents desk={data} />
          </>
        )}
      </Loaded>
    </>
  )
}
