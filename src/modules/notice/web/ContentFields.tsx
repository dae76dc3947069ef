import { Form, Input } from 'antd'
import { bringList } from '#contract/notice'
import { PaperField } from '#web/ui/PaperField.tsx'
import { useWords } from '#web/ui/words.ts'
import { noticeWords } from './notice-words.ts'
import { readPasted } from './pasted.ts'

/** What the form of a publication and of an amendment share. */
export type ContentValues = {
  readonly title: string
  readonly basis: string
  readonly contact: string
  readonly list: string
  readonly days: string
}

export const useContentLabels = () => {
  const w = useWords(noticeWords)
  // A refusal of the list speaks of its rows or columns; both are this one field.
  return { title: w.title, basis: w.basis, contact: w.contact, list: w.list, days: w.days, why: w.why }
}

/** The request's part of the form; the list was read by the field's own check. */
export function contentOf({ title, basis, contact, list, days }: ContentValues, evidence: string) {
  const { columns, rows } = readPasted(list) ?? { columns: [], rows: [] }
  return { title, basis, contact, columns, rows, days: Number(days), evidence }
}

type Props = { readonly file: File | undefined; readonly onFile: (file: File | undefined) => void }

export function ContentFields({ file, onFile }: Props) {
  const w = useWords(noticeWords)
  const required = (what: string) => [{ required: true, whitespace: true, message: w.fill(what) }]
  const isList = async (_: unknown, text: string) => {
    if (readPasted(text ?? '') === undefined) throw new Error(w.listForm)
  }
  return (
    <>
      <Form.Item name="title" label={w.title} rules={required(w.title)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="basis" label={w.basis} rules={required(w.basis)}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <Form.Item name="contact" label={w.contact} rules={required(w.contact)}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="list" label={w.list} extra={w.listHint} rules={[{ validator: isList }]}>
        <Input.TextArea rows={8} />
      </Form.Item>
      <Form.Item
        name="days"
        label={w.days}
        rules={[{ required: true, pattern: /^\d{1,2}$/, message: w.daysForm }]}
      >
        <Input inputMode="numeric" maxLength={2} />
      </Form.Item>
      <PaperField label={w.original} hint={w.originalHint} to={bringList} file={file} onFile={onFile} />
    </>
  )
}
