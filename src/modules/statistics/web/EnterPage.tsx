import { Form, type FormInstance, Input } from 'antd'
import { useState } from 'react'
import { enterFigure, listDefinitions, listEntered, readBoard, readFigure } from '#contract/statistics'
import { addDays, type Day, isDay } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { type AnswerOf, askUpload } from '#web/ask.ts'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { SourceFile } from './SourceFile.tsx'
import { statisticsWords } from './statistics-words.ts'
import './statistics.css'
import { UnitChoice } from './UnitChoice.tsx'

type Definition = AnswerOf<typeof listDefinitions>['items'][number]
type City = AnswerOf<typeof readBoard>['city']

export function Page() {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const definitions = useRead(listDefinitions, { etown: slug })
  const board = useRead(readBoard, { etown: slug, query: {} })
  return (
    <>
      <PageHead title={w.enter} lead={w.enteredLead} />
      <Loaded query={definitions}>
        {({ items }) => (
          <Loaded query={board}>{({ city }) => <EnterForm definitions={items} city={city} />}</Loaded>
        )}
      </Loaded>
    </>
  )
}

/** As typed: the last day of the period, not the one after. */
type Values = {
  readonly query: {
    readonly indicator: string
    readonly area: string
    readonly from: string
    readonly until: string
    readonly value: string
    readonly unit: string
    readonly source: string
  }
}

const dayAfter = (text: string): Day | undefined => (isDay(text) ? addDays(text, 1) : undefined)
const dayBefore = (text: string): string => (isDay(text) ? addDays(text, -1) : '')

function EnterForm({
  definitions,
  city,
}: {
  readonly definitions: readonly Definition[]
  readonly city: City
}) {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const [indicator] = useFilter('indicator')
  const [area] = useFilter('area')
  const [from] = useFilter('from')
  const [until] = useFilter('until')
  const act = useAct(
    ({ query: q, source }: Values & { source: File }, { key, onProgress }) => {
      const [first, after] = [isDay(q.from) ? q.from : undefined, dayAfter(q.until)]
      if (first === undefined || after === undefined) throw new Error('the form lets no such day through')
      const { area: whose, ...rest } = q
      const query = { ...rest, from: first, until: after, ...(whose === '' ? {} : { area: whose }) }
      return askUpload(enterFigure, source, { etown: slug, query, key, onProgress })
    },
    { changes: [listEntered, readBoard, readFigure], done: () => go(`/e/${slug}/entered`) },
  )
  const labels = {
    'query.indicator': w.indicator,
    'query.area': w.whose,
    'query.from': w.from,
    'query.until': w.until,
    'query.value': w.value,
    'query.unit': w.unit,
    'query.source': w.sourceText,
  }
  const unit = definitions.find((d) => d.indicator === indicator)?.unit ?? ''
  return (
    <div className="entry">
      {act.step.at === 'done' && <StateTag tone="good">{w.saved(act.step.answer.id)}</StateTag>}
      <ActForm<Values>
        name="enter"
        labels={labels}
        step={act.step}
        initial={{ query: { indicator, area, from, until: dayBefore(until), value: '', unit, source: '' } }}
        onSubmit={(values) => file && act.run({ ...values, source: file })}
      >
        <WhatFields definitions={definitions} city={city} />
        <DayItem name="from" label={w.from} missing={w.dayMissing} />
        <DayItem name="until" label={w.until} missing={w.dayMissing} />
        <Form.Item
          name={['query', 'value']}
          label={w.value}
          rules={[{ required: true, message: w.valueMissing }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <UnitItem definitions={definitions} />
        <Form.Item
          name={['query', 'source']}
          label={w.sourceText}
          extra={w.sourceHint}
          rules={[{ required: true, message: w.sourceMissing }]}
        >
          <Input />
        </Form.Item>
        <SourceFile
          file={file}
          onFile={setFile}
          share={act.step.at === 'running' ? act.step.share : undefined}
        />
        {file === undefined && <p className="hint">{w.fileFirst}</p>}
        <SubmitButton act={act} disabled={file === undefined}>
          {w.save}
        </SubmitButton>
      </ActForm>
    </div>
  )
}

function DayItem({
  name,
  label,
  missing,
}: {
  readonly name: 'from' | 'until'
  readonly label: string
  readonly missing: string
}) {
  return (
    <Form.Item name={['query', name]} label={label} rules={[{ required: true, message: missing }]}>
      <DateField />
    </Form.Item>
  )
}

/** What may be typed: what nobody computes, and last years' order sums that have no rows; against the city, growth. */
const mayBeTyped = (definition: Definition, area: string): boolean =>
  area === '' ? definition.by === 'entry' || definition.by === 'days' : definition.by === 'growth'

function WhatFields({
  definitions,
  city,
}: {
  readonly definitions: readonly Definition[]
  readonly city: City
}) {
  const w = useWords(statisticsWords)
  const say = useBoth()
  return (
    <>
      <Form.Item name={['query', 'area']} label={w.whose}>
        <Choice empty={w.whoseOwn} options={[{ value: city.code, label: w.whoseCity(city.name) }]} />
      </Form.Item>
      <Form.Item noStyle dependencies={[['query', 'area']]}>
        {({ getFieldValue }: FormInstance) => (
          <Form.Item
            name={['query', 'indicator']}
            label={w.indicator}
            rules={[{ required: true, message: w.indicatorMissing }]}
          >
            <Choice
              empty={w.indicatorMissing}
              options={definitions
                .filter((d) => mayBeTyped(d, getFieldValue(['query', 'area'])))
                .map((d) => ({
                  value: d.indicator,
                  label: say(d.versions[0] ?? { zh: d.indicator, en: d.indicator }),
                }))}
            />
          </Form.Item>
        )}
      </Form.Item>
    </>
  )
}

/** The unit follows the indicator; money may be typed in 元, 万元 or 亿元. */
function UnitItem({ definitions }: { readonly definitions: readonly Definition[] }) {
  const w = useWords(statisticsWords)
  return (
    <Form.Item noStyle dependencies={[['query', 'indicator']]}>
      {({ getFieldValue }: FormInstance) => {
        const chosen = definitions.find((d) => d.indicator === getFieldValue(['query', 'indicator']))
        return (
          <Form.Item name={['query', 'unit']} label={w.unit} rules={[{ required: true, message: w.unit }]}>
            <UnitChoice like={chosen?.unit ?? ''} />
          </Form.Item>
        )
      }}
    </Form.Item>
  )
}
