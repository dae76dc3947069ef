import { Form, Input } from 'antd'
import type { ReactNode } from 'react'
import { Choice } from '#web/ui/Choice.tsx'
import { DateField, useDayRule } from '#web/ui/DateField.tsx'
import { useWords } from '#web/ui/words.ts'
import { inspectionWords } from './inspection-words.ts'

type Item = {
  readonly name: string
  readonly label: string
  readonly hint?: ReactNode
  readonly optional?: boolean
}

function useRules({ label, optional = false }: Item) {
  const w = useWords(inspectionWords)
  return optional ? [] : [{ required: true, message: w.fill(label) }]
}

export function TextItem(
  props: Item & { readonly most?: number; readonly number?: boolean; readonly lines?: number },
) {
  const { name, label, hint, most = 60, number = false, lines } = props
  return (
    <Form.Item name={name} label={label} extra={hint} rules={useRules(props)}>
      {lines === undefined ? (
        <Input maxLength={most} {...(number && { inputMode: 'decimal' as const })} />
      ) : (
        <Input.TextArea maxLength={most} rows={lines} />
      )}
    </Form.Item>
  )
}

type Option = { readonly value: string; readonly label: string }
export function ChoiceItem(props: Item & { readonly options: readonly Option[] }) {
  const w = useWords(inspectionWords)
  return (
    <Form.Item name={props.name} label={props.label} extra={props.hint} rules={useRules(props)}>
      <Choice empty={w.choose} options={props.options} />
    </Form.Item>
  )
}

export function DayItem(props: Item) {
  const rule = useDayRule()
  return (
    <Form.Item name={props.name} label={props.label} extra={props.hint} rules={[...useRules(props), rule]}>
      <DateField />
    </Form.Item>
  )
}

type MomentProps = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (value: string) => void
}
/** The browser's own field, in the local time of China: `2026-11-22T16:05`. */
function MomentField({ value, onChange, ...rest }: MomentProps) {
  return (
    <Input
      {...rest}
      type="datetime-local"
      className="date-field"
      max="9999-12-31T23:59"
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value)}
    />
  )
}

export function MomentItem(props: Item) {
  return (
    <Form.Item name={props.name} label={props.label} extra={props.hint} rules={useRules(props)}>
      <MomentField />
    </Form.Item>
  )
}

const SHANGHAI_MILLIS = 8 * 3_600_000
export const nowLocal = (): string => new Date(Date.now() + SHANGHAI_MILLIS).toISOString().slice(0, 16)
/** What the wire wants: an instant with its offset. */
export const instantOf = (local: string): string => `${local}:00+08:00`
