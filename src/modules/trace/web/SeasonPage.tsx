import { Form, Input } from 'antd'
import { getSeason, harvest, listLots, type SeasonDetail, UNITS } from '#contract/trace'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useParam, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DayText, dayText } from '#web/ui/DayText.tsx'
import { FactList } from '#web/ui/FactList.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useBoth, useLanguage, useWords } from '#web/ui/words.ts'
import { instantOf, MomentField, nowLocal } from './MomentField.tsx'
import { StepForm } from './StepForm.tsx'
import { StepList } from './StepList.tsx'
import { traceWords } from './trace-words.ts'

type Values = {
  readonly occurredAt: string
  readonly quantity: string
  readonly way?: string
  readonly code?: string
}

function HarvestForm({ season }: { readonly season: SeasonDetail }) {
  const w = useWords(traceWords)
  const say = useBoth()
  const go = useGo()
  const { slug: etown } = useTown()
  const act = useAct(
    ({ occurredAt, quantity, way, code }: Values, { key }) =>
      ask(harvest, {
        etown,
        params: { season: season.id },
        body: { occurredAt: instantOf(occurredAt), quantity, ...(way && { way }), ...(code && { code }) },
        key,
      }),
    { changes: [getSeason, listLots], done: ({ id }) => go(`/e/${etown}/trace-lots/${id}`) },
  )
  const quantity = `${w.quantity}（${say(UNITS[season.unit])}）`
  const labels = { occurredAt: w.occurredAt, quantity, way: w.way, code: w.lotCode }
  return (
    <ActForm<Values>
      name="harvest"
      labels={labels}
      step={act.step}
      initial={{ occurredAt: nowLocal() }}
      onSubmit={act.run}
    >
      <Form.Item name="occurredAt" label={w.occurredAt}>
        <MomentField />
      </Form.Item>
      <Form.Item name="quantity" label={quantity} rules={[{ required: true, message: w.fill(w.quantity) }]}>
        <Input inputMode="decimal" maxLength={13} />
      </Form.Item>
      <Form.Item name="way" label={w.way}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="code" label={w.lotCode}>
        <Input maxLength={20} />
      </Form.Item>
      <SubmitButton act={act}>{w.harvestDo}</SubmitButton>
    </ActForm>
  )
}

/** 安全间隔期 */
function IntervalTag({ season }: { readonly season: SeasonDetail }) {
  const w = useWords(traceWords)
  const [language] = useLanguage()
  return season.harvestFrom === undefined ? (
    <StateTag tone="good">{w.harvestFree}</StateTag>
  ) : (
    <StateTag tone="warn">{w.harvestFrom(dayText(season.harvestFrom, language))}</StateTag>
  )
}

function Shown({ season }: { readonly season: SeasonDetail }) {
  const w = useWords(traceWords)
  const mayRecord = useTown().may.includes('trace.record')
  return (
    <>
      <PageHead title={season.name} lead={`${season.partyName} · ${season.siteName}`} />
      <FactList
        facts={[
          [w.item, season.itemName],
          [w.areaMu, season.areaMu],
          [w.startedOn, <DayText key="started" day={season.startedOn} />],
        ]}
      />
      <p>
        <IntervalTag season={season} />
      </p>
      {mayRecord && (
        <>
          <Unfold label={w.record}>
            <StepForm about={{ season: season.id }} />
          </Unfold>
          <Unfold label={w.harvest}>
            <HarvestForm season={season} />
          </Unfold>
        </>
      )}
      <StepList steps={season.steps} />
    </>
  )
}

/** 生产季详情 */
export function Page() {
  const { slug: etown } = useTown()
  const season = useRead(getSeason, { etown, params: { season: useParam('season') } })
  return <Loaded query={season}>{(data) => <Shown season={data} />}</Loaded>
}
