import { Form, Input } from 'antd'
import { parseYuan } from '#kernel/money'
import { fromFen } from '#kernel/wire'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField } from '#web/ui/DateField.tsx'
import { useWords } from '#web/ui/words.ts'
import { fundWords } from './fund-words.ts'

/** Yuan as people write them, as fen on the wire; what is no amount was stopped by the field. */
export const fenOfYuan = (text: string): string => {
  const fen = parseYuan(text)
  return fen === undefined ? text : fromFen(fen)
}

export function AmountItem({ name = 'amount' }: { readonly name?: string }) {
  const w = useWords(fundWords)
  const check = async (_: unknown, text: string) => {
    const fen = parseYuan(text ?? '')
    if (fen === undefined || fen <= 0n) throw new Error(w.amountForm)
  }
  return (
    <Form.Item name={name} label={w.amountYuan} rules={[{ validator: check }]}>
      <Input inputMode="decimal" maxLength={24} autoComplete="off" />
    </Form.Item>
  )
}

type Text = {
  readonly name: string
  readonly label: string
  readonly optional?: boolean
  readonly maxLength?: number
  readonly hint?: string
}

export function TextItem({ name, label, optional = false, maxLength = 100, hint }: Text) {
  const w = useWords(fundWords)
  return (
    <Form.Item
      name={name}
      label={label}
      extra={hint}
      rules={optional ? [] : [{ required: true, whitespace: true, message: w.fill(label) }]}
    >
      <Input maxLength={maxLength} />
    </Form.Item>
  )
}

export function DayItem({ name, label, optional = false, max }: Text & { readonly max?: string }) {
  const w = useWords(fundWords)
  return (
    <Form.Item name={name} label={label} rules={optional ? [] : [{ required: true, message: w.fill(label) }]}>
      <DateField {...(max === undefined ? {} : { max })} />
    </Form.Item>
  )
}

type Chosen = {
  readonly name: string
  readonly label: string
  readonly options: readonly { readonly code: string; readonly name: string }[]
}

export function ChoiceItem({ name, label, options }: Chosen) {
  return (
    <Form.Item name={name} label={label}>
      <Choice options={options.map((o) => ({ value: o.code, label: o.name }))} />
    </Form.Item>
  )
}
