import { Form, Input } from 'antd'
import { getParty } from '#contract/party'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { Unfold } from '#web/ui/Unfold.tsx'
import { useWords } from '#web/ui/words.ts'
import { detailWords } from './detail-words.ts'

type Ending = { readonly on: Day; readonly reason: string }

type Props = {
  /** Unique on the page. */
  readonly name: string
  readonly label: string
  /** What ends, for those who hear the page. */
  readonly what: string
  readonly send: (body: Ending, key: string) => Promise<unknown>
}

/** 关停与下架 What a party had ends on a day, for a reason; it stays in the list with that day. */
export function EndForm({ name, label, what, send }: Props) {
  const w = useWords(detailWords)
  const act = useAct((body: Ending, { key }) => send(body, key), { changes: [getParty] })
  const required = (field: string) => [{ required: true, message: w.fill(field) }]
  return (
    <Unfold label={`${label}：${what}`}>
      <ActForm<Ending>
        name={name}
        labels={{ on: w.endsOn, reason: w.endReason }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="on" label={w.endsOn} rules={required(w.endsOn)}>
          <DateField />
        </Form.Item>
        <Form.Item name="reason" label={w.endReason} extra={w.endHint} rules={required(w.endReason)}>
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{label}</SubmitButton>
      </ActForm>
    </Unfold>
  )
}
