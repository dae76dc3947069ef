import { Form, Input } from 'antd'

type Props = { readonly name: string; readonly label: string; readonly missing: string }

/** Six digits that a phone may fill in by itself. */
export function CodeField({ name, label, missing }: Props) {
  return (
    <Form.Item name={name} label={label} rules={[{ required: true, message: missing }]}>
      <Input inputMode="numeric" autoComplete="one-time-code" maxLength={6} />
    </Form.Item>
  )
}
