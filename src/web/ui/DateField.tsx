import { Input } from 'antd'

type Props = {
  readonly id?: string
  /** `YYYY-MM-DD` */
  readonly value?: string | undefined
  readonly onChange?: (value: string | undefined) => void
  readonly min?: string
  readonly max?: string
  readonly 'aria-label'?: string
}

/** A day. The browser's own field, because antd's DatePicker cannot be used by keyboard. Works inside Form.Item. */
export function DateField({ value, onChange, max = '9999-12-31', ...rest }: Props) {
  return (
    <Input
      {...rest}
      type="date"
      className="date-field"
      max={max}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value === '' ? undefined : event.target.value)}
    />
  )
}
