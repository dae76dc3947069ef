import { useSearch } from '@tanstack/react-router'
import { Checkbox, Form, Input } from 'antd'
import { listViews, saveView } from '#contract/statistics'
import { useAct } from '#web/act.ts'
import { ask } from '#web/ask.ts'
import { useTown } from '#web/desk/place.ts'
import { ActForm } from '#web/ui/ActForm.tsx'
import { Disclosure } from '#web/ui/Disclosure.tsx'
import { SubmitButton } from '#web/ui/SubmitButton.tsx'
import { To } from '#web/ui/To.tsx'
import { useWords } from '#web/ui/words.ts'
import { filtersOf } from './view-address.ts'
import { viewWords } from './view-words.ts'

type Values = { readonly name: string; readonly shared?: boolean }
type Props = { readonly page: 'board' | 'figure' | 'rows' | 'compare'; readonly indicator?: string }

/** 保存查询 Keeps this page with its filters under a name, and gives the link to send. */
export function SaveViewForm({ page, indicator }: Props) {
  const w = useWords(viewWords)
  const { slug: etown } = useTown()
  const query = filtersOf(useSearch({ strict: false }))
  const act = useAct(
    ({ name, shared = false }: Values, { key }) =>
      ask(saveView, {
        etown,
        body: { name, shared, page, query, ...(indicator === undefined ? {} : { indicator }) },
        key,
      }),
    { changes: [listViews] },
  )
  const link = act.step.at === 'done' ? `/e/${etown}/views/${act.step.answer.id}` : undefined
  return (
    <Disclosure label={w.save} side="end">
      <p className="hint">{w.saveLead}</p>
      <ActForm<Values> name="save-view" labels={{ name: w.name }} step={act.step} onSubmit={act.run}>
        <Form.Item name="name" label={w.name} rules={[{ required: true, message: w.nameMissing }]}>
          <Input maxLength={60} />
        </Form.Item>
        <Form.Item name="shared" valuePropName="checked">
          <Checkbox>{w.shared}</Checkbox>
        </Form.Item>
        <SubmitButton act={act}>{w.save}</SubmitButton>
      </ActForm>
      {link !== undefined && (
        <p role="status">
          {w.saved}
          <To href={link}>{`${location.origin}${link}`}</To> · <To href={`/e/${etown}/views`}>{w.toViews}</To>
        </p>
      )}
    </Disclosure>
  )
}
