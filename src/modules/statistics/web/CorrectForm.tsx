import { Form } from 'antd'
import { useState } from 'react'
import { correctFigure, listEntered, readBoard, readFigure } from '#contract/statistics'
import { useAct } from '#web/act.ts'
import { askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import { SourceAndSubmit, TextItem } from './EntryFields.tsx'
import type { Entered } from './figure.ts'
import { periodText } from './periods.ts'
import { statisticsWords } from './statistics-words.ts'
import { UnitChoice } from './UnitChoice.tsx'

type Values = {
  readonly query: {
    readonly value: string
    readonly unit: string
    readonly source: string
    readonly reason: string
  }
}

/** 更正 A new figure in the place of one that was wrong; the old one stays readable. */
export function CorrectForm({ old, done }: { readonly old: Entered; readonly done: () => void }) {
  const w = useWords(statisticsWords)
  const [language] = useLanguage()
  const { slug } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    ({ query, source }: Values & { source: File }, { key, onProgress }) =>
      askUpload(correctFigure, source, { etown: slug, params: { figure: old.id }, query, key, onProgress }),
    { changes: [listEntered, readBoard, readFigure], done },
  )
  return (
    <section className="panel-block entry">
      <h2>{w.correctTitle}</h2>
      <p>{w.correctLead(old.name, `${old.value} ${old.unit}`, periodText(old.period, language))}</p>
      <ActForm<Values>
        name="correct"
        labels={w.entryLabels}
        step={act.step}
        initial={{ query: { value: '', unit: old.unit, source: '', reason: '' } }}
        onSubmit={(values) => file && act.run({ ...values, source: file })}
      >
        <TextItem name="value" label={w.value} missing={w.valueMissing} />
        <Form.Item name={['query', 'unit']} label={w.unit}>
          <UnitChoice like={old.unit} />
        </Form.Item>
        <TextItem name="reason" label={w.reason} missing={w.reasonMissing} />
        <SourceAndSubmit act={act} file={file} onFile={setFile} submit={w.correct} />
      </ActForm>
    </section>
  )
}
