import { Form, Input } from 'antd'
import { callMeeting, listMeetings } from '#contract/governance'
import type { Day } from '#kernel/day'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useGo, useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { PageHead } from '#web/ui/PageHead.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { governanceWords } from './governance-words.ts'

type Values = {
  readonly title: string
  readonly plannedOn: Day
  readonly place: string
  readonly agenda: string
}

/** 召集会议 */
export function Page() {
  const w = useWords(governanceWords)
  const { slug: etown } = useTown()
  const go = useGo()
  const act = useAct(
    ({ agenda, ...values }: Values, { key }) => {
      const lines = agenda.split('\n').flatMap((line) => line.trim() || [])
      return ask(callMeeting, { etown, body: { ...values, agenda: lines }, key })
    },
    { changes: [listMeetings], done: ({ id }) => go(`/e/${etown}/governance/meetings/${id}`) },
  )
  const required = (what: string) => [{ required: true, whitespace: true, message: w.fill(what) }]
  return (
    <>
      <PageHead title={w.call} lead={w.callLead} />
      <ActForm<Values>
        name="call"
        labels={{ title: w.name, plannedOn: w.plannedOn, place: w.place, agenda: w.agenda }}
        step={act.step}
        onSubmit={act.run}
      >
        <Form.Item name="title" label={w.name} rules={required(w.name)}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item
          name="plannedOn"
          label={w.plannedOn}
          rules={[{ required: true, message: w.fill(w.plannedOn) }]}
        >
          <DateField />
        </Form.Item>
        <Form.Item name="place" label={w.place} rules={required(w.place)}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="agenda" label={w.agenda} rules={required(w.agenda)}>
          <Input.TextArea rows={5} maxLength={5000} />
        </Form.Item>
        <SubmitButton act={act}>{w.call}</SubmitButton>
      </ActForm>
    </>
  )
}
