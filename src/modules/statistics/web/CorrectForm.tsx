import { Form, Input } from 'antd'
import { useState } from 'react'
import { correctFigure, listEntered, readBoard, readFigure } from '#contract/statistics'
import { useAct } from '#web/act.ts'
import { askUpload } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useLanguage, useWords } from '#web/ui/words.ts'
import type { Entered } from './EnteredPage.tsx'
import { periodText } from './periods.ts'
import { SourceFile } from './SourceFile.tsx'
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
  const labels = {
    'query.value': w.value,
    'query.unit': w.unit,
    'query.source': w.sourceText,
    'query.reason': w.reason,
  }
  return (
    <section className="panel-block entry">
      <h2>{w.correctTitle}</h2>
      <p>{w.correctLead(old.name, `${old.value} ${old.unit}`, periodText(old.period, language))}</p>
      <ActForm<Values>
        name="correct"
        labels={labels}
        step={act.step}
        initial={{ query: { value: '', unit: old.unit, source: '', reason: '' } }}
        onSubmit={(values) => file && act.run({ ...values, source: file })}
      >
        <Form.Item
          name={['query', 'value']}
          label={w.value}
          rules={[{ required: true, message: w.valueMissing }]}
        >
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name={['query', 'unit']} label={w.unit}>
          <UnitChoice like={old.unit} />
        </Form.Item>
        <Form.Item
          name={['query', 'source']}
          label={w.sourceText}
          extra={w.sourceHint}
          rules={[{ required: true, message: w.sourceMissing }]}
        >
          <Input />
        </Form.Item>
        <Form.Item
          name={['query', 'reason']}
          label={w.reason}
          rules={[{ required: true, message: w.reasonMissing }]}
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
          {w.correct}
        </SubmitButton>
      </ActForm>
    </section>
  )
}
