import { Form, Input } from 'antd'
import { useState } from 'react'
import { approveException, askException, type BandException, readFund, type SourceSums } from '#contract/fund'
import { type Sending, useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { bring, EvidenceField } from './EvidenceField.tsx'
import { TextItem } from './fields.tsx'
import { fundWords } from './fund-words.ts'
import { SecondApproval } from './SecondApproval.tsx'

type Values = { readonly place: string; readonly min: string; readonly max: string; readonly reason: string }
type Props = { readonly sources: readonly SourceSums[]; readonly exceptions: readonly BandException[] }

/** 占比例外 Where the plan says 原则上. Nothing is shown where it says so nowhere. */
export function Exceptions({ sources, exceptions }: Props) {
  const w = useWords(fundWords)
  const { may } = useTown()
  const places = sources.flatMap((source) =>
    source.categories
      .filter(({ band }) => band?.force === 'in-principle')
      .map(({ code, name }) => ({ value: `${source.code}/${code}`, label: `${source.name} · ${name}` })),
  )
  if (places.length === 0 && exceptions.length === 0) return null
  return (
    <section>
      <h2>{w.exceptions}</h2>
      <p className="hint">{w.exceptionsLead}</p>
      {exceptions.map((exception) => (
        <Exception key={exception.id} exception={exception} />
      ))}
      {may.includes('fund.allocate') && (
        <Unfold label={w.askException}>
          <ExceptionForm places={places} />
        </Unfold>
      )}
    </section>
  )
}

function Exception({ exception }: { readonly exception: BandException }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const act = useAct(
    (id: string, { key }) => ask(approveException, { etown, params: { exception: id }, key }),
    { changes: [readFund] },
  )
  return (
    <SecondApproval
      title={w.exception(exception.categoryName, exception.min, exception.max)}
      asked={exception}
      button={w.approveException}
      act={act}
    />
  )
}

function ExceptionForm({ places }: { readonly places: readonly { value: string; label: string }[] }) {
  const w = useWords(fundWords)
  const { slug: etown } = useTown()
  const [file, setFile] = useState<File>()
  const act = useAct(
    async ({ place, paper, ...more }: Values & { readonly paper: File }, sending: Sending) => {
      const [source = '', category = ''] = place.split('/')
      const evidence = await bring(etown, paper, sending)
      return ask(askException, { etown, body: { source, category, ...more, evidence }, key: sending.key })
    },
    { changes: [readFund], done: () => setFile(undefined) },
  )
  const share = [{ pattern: /^\d{1,3}(\.\d{1,2})?%$/, required: true, message: w.shareForm }]
  return (
    <ActForm<Values>
      name="exception"
      labels={{ place: w.category, min: w.min, max: w.max, reason: w.reason }}
      step={act.step}
      initial={{ place: places[0]?.value ?? '' }}
      onSubmit={(values) => file && act.run({ ...values, paper: file })}
    >
      <Form.Item name="place" label={w.category}>
        <Choice options={places} />
      </Form.Item>
      <Form.Item name="min" label={w.min} rules={share}>
        <Input maxLength={7} />
      </Form.Item>
      <Form.Item name="max" label={w.max} rules={share}>
        <Input maxLength={7} />
      </Form.Item>
      <TextItem name="reason" label={w.reason} maxLength={500} />
      <EvidenceField file={file} onFile={setFile} />
      <SubmitButton act={act} disabled={file === undefined}>
        {w.askException}
      </SubmitButton>
    </ActForm>
  )
}
