import { Form, Input } from 'antd'
import { exportParties, type PartyFilter } from '#contract/party'
import { useAct } from '#web/act.ts'
import { askFile, saveFile } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Choice } from '#web/ui/Choice.tsx'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { useWords } from '#web/ui/words.ts'
import { exportWords } from './party-words.ts'

type Values = {
  readonly format: 'xlsx' | 'csv'
  readonly personal: 'masked' | 'whole'
  readonly reason: string
}

/** 导出 With a reason; whole personal data only by choice. */
export function ExportForm({ filter }: { readonly filter: PartyFilter }) {
  const w = useWords(exportWords)
  const { slug: etown } = useTown()
  const act = useAct(
    ({ format, personal, reason }: Values) =>
      askFile(exportParties, { etown, body: { format, reason, personal: personal === 'whole', filter } }),
    { done: saveFile },
  )
  return (
    <Disclosure label={w.open} side="end">
      <p className="hint">{w.lead}</p>
      <ActForm<Values>
        name="export"
        labels={{ format: w.format, personal: w.personal, reason: w.reason }}
        step={act.step}
        initial={{ format: 'xlsx', personal: 'masked' }}
        onSubmit={act.run}
      >
        <Form.Item name="format" label={w.format}>
          <Choice
            options={[
              { value: 'xlsx', label: w.formats.xlsx },
              { value: 'csv', label: w.formats.csv },
            ]}
          />
        </Form.Item>
        <Form.Item name="personal" label={w.personal}>
          <Choice
            options={[
              { value: 'masked', label: w.masked },
              { value: 'whole', label: w.whole },
            ]}
          />
        </Form.Item>
        <Form.Item
          name="reason"
          label={w.reason}
          extra={w.reasonHint}
          rules={[{ required: true, message: w.fill }]}
        >
          <Input maxLength={200} />
        </Form.Item>
        <SubmitButton act={act}>{w.send}</SubmitButton>
      </ActForm>
    </Disclosure>
  )
}
