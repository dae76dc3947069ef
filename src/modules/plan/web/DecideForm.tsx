import { Form, Input, Radio } from 'antd'
import {
  decideInterpretation,
  type InterpretationView,
  listInterpretations,
  showFunds,
  showPlan,
} from '#contract/plan'
import { type Day, dayOfInstant, isDay } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField, useDayRule } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { interpretationWords } from './interpretation-words.ts'

type Props = {
  readonly interpretation: InterpretationView
  readonly version: number
  readonly close: () => void
}

type Values = {
  readonly adopted: string
  readonly reason: string
  readonly decidedBy: string
  readonly decidedOn: Day
}

/** 记下决定 The county's word on one interpretation: which reading, why, who, when. */
export function DecideForm({ interpretation, version, close }: Props) {
  const w = useWords(interpretationWords)
  const { slug } = useTown()
  const { code, readings, decisions } = interpretation
  const act = useAct(
    (values: Values, { key }) =>
      ask(decideInterpretation, {
        etown: slug,
        params: { interpretation: code },
        body: { ...values, version, seen: decisions.length },
        key,
      }),
    { changes: [listInterpretations, showPlan, showFunds], done: close },
  )
  const labels = { adopted: w.reading, reason: w.reason, decidedBy: w.decidedBy, decidedOn: w.decidedOn }
  const needed = (name: keyof typeof labels) => ({
    name,
    label: labels[name],
    rules: [{ required: true, whitespace: true, message: w.fill(labels[name]) }],
  })
  const dayRule = useDayRule()
  const today = dayOfInstant(Date.now())
  return (
    <ActForm<Values>
      name={`decide-${code}`}
      labels={labels}
      step={act.step}
      initial={{ adopted: decisions.at(-1)?.adopted ?? '', decidedOn: today }}
      onSubmit={(values) => isDay(values.decidedOn) && act.run(values)}
    >
      <p className="hint">{w.decideHint}</p>
      <Form.Item {...needed('adopted')}>
        <Radio.Group className="readings-choice">
          {readings.map((reading) => (
            <Radio key={reading.code} value={reading.code}>
              {reading.text}
            </Radio>
          ))}
        </Radio.Group>
      </Form.Item>
      <Form.Item {...needed('reason')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item {...needed('decidedBy')} extra={w.decidedByHint}>
        <Input maxLength={100} autoComplete="off" />
      </Form.Item>
      <Form.Item
        {...needed('decidedOn')}
        rules={[{ required: true, message: w.fill(labels.decidedOn) }, dayRule]}
      >
        <DateField max={today} />
      </Form.Item>
      <SubmitButton act={act}>{w.submit}</SubmitButton>
    </ActForm>
  )
}
