import { Form, type FormInstance } from 'antd'
import { useState } from 'react'
import { enterFigure, listDefinitions, listEntered, readBoard, readFigure } from '#contract/statistics'
import { addDays, type Day, isDay } from '#kernel/day'
import { type Sending, useAct } from '#web/act.ts'
import { type AnswerOf, askUpload } from '#web/ask.ts'
import { useFilter, useGo, useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { Loaded } from '#web/ui/Loaded.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { useBoth, useWords } from '#web/ui/words.ts'
import { SourceAndSubmit, TextItem } from './EntryFields.tsx'
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

/** Sends the period closed-open, as the house counts. */
async function send({ query: q, source }: Values & { source: File }, slug: string, sending: Sending) {
  const until = dayAfter(q.until)
  if (!isDay(q.from) || until === undefined) throw new Error('the form lets no such day through')
  const { area, ...rest } = q
  const query = { ...rest, from: q.from, until, ...(area === '' ? {} : { area }) }
  return askUpload(enterFigure, source, { etown: slug, query, ...sending })
}

/** What the card that led here already knows. */
function useInitial(definitions: readonly Definition[]): Values {
  const [indicator] = useFilter('indicator')
  const [area] = useFilter('area')
  const [from] = useFilter('from')
  const [until] = useFilter('until')
  const unit = definitions.find((d) => d.indicator === indicator)?.unit ?? ''
  return { query: { indicator, area, from, until: dayBefore(until), value: '', unit, source: '' } }
}

type FormProps = { readonly definitions: readonly Definition[]; readonly city: City }

function EnterForm({ definitions, city }: FormProps) {
  const w = useWords(statisticsWords)
  const { slug } = useTown()
  const go = useGo()
  const [file, setFile] = useState<File>()
  const initial = useInitial(definitions)
  const act = useAct((values: Values & { source: File }, sending) => send(values, slug, sending), {
    changes: [listEntered, readBoard, readFigure],
    done: () => go(`/e/${slug}/entered`),
  })
  return (
    <div className="entry">
      <ActForm<Values>
        name="enter"
        labels={w.entryLabels}
        step={act.step}
        initial={initial}
        onSubmit={(values) => file && act.run({ ...values, source: file })}
      >
        <WhatFields definitions={definitions} city={city} />
        <DayItem name="from" label={w.from} missing={w.dayMissing} />
        <DayItem name="until" label={w.until} missing={w.dayMissing} />
        <TextItem name="value" label={w.value} missing={w.valueMissing} />
        <UnitItem definitions={definitions} />
        <SourceAndSubmit act={act} file={file} onFile={setFile} submit={w.save} />
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

function WhatFields({ definitions, city }: FormProps) {
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
