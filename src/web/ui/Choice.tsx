type Option = { readonly value: string; readonly label: string }

type Props = {
  readonly id?: string
  readonly value?: string | undefined
  readonly onChange?: (value: string) => void
  readonly options: readonly Option[]
  /** Adds a first line that means “nothing chosen”. */
  readonly empty?: string
  readonly label?: string
}

/** One of a few. The browser's own list: every screen reader and phone knows it. Works inside antd's Form.Item. */
export function Choice({ id, value, onChange, options, empty, label }: Props) {
  return (
    <select
      className="choice"
      id={id}
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => onChange?.(event.target.value)}
    >
      {empty !== undefined && <option value="">{empty}</option>}
      {options.map((o) => (
        <option key={o.value} value={o.value}>
          {o.label}
        </option>
      ))}
    </select>
  )
}
