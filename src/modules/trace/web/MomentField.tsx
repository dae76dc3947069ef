import { Input } from 'antd'

type Props = {
  readonly id?: string
  /** Local time of China, `2026-11-22T16:05`. */
  readonly value?: string
  readonly onChange?: (value: string) => void
}

/** A day and a time of day. The browser's own field, for the reason DateField is. */
export function MomentField({ value, onChange, ...rest }: Props) {
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

const SHANGHAI_MILLIS = 8 * 3_600_000

/** Now, as the field has it. */
export const nowLocal = (): string => new Date(Date.now() + SHANGHAI_MILLIS).toISOString().slice(0, 16)

/** What the wire wants: an instant with its offset. */
export const instantOf = (local: string): string => `${local}:00+08:00`
