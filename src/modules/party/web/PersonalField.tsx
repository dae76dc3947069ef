import { Checkbox, Input } from 'antd'
import { useWords } from '#web/ui/words.ts'
import { formWords } from './party-words.ts'

type Props = {
  readonly id?: string
  readonly value?: string | null
  readonly onChange?: (text: string | null) => void
  readonly type?: 'text' | 'tel'
  /** What is kept now, masked: it can be replaced or erased, not seen. */
  readonly masked?: string | undefined
}

/** A personal field: empty leaves what is kept, a tick erases it. Works inside Form.Item. */
export function PersonalField({ id, value, onChange, type = 'text', masked }: Props) {
  const w = useWords(formWords)
  const erasing = value === null
  return (
    <>
      <Input
        {...(id === undefined ? {} : { id })}
        type={type}
        autoComplete="off"
        maxLength={60}
        disabled={erasing}
        value={value ?? ''}
        onChange={({ target }) => onChange?.(target.value)}
      />
      {masked !== undefined && (
        <p className="hint">
          {w.now(masked)}{' '}
          <Checkbox checked={erasing} onChange={({ target }) => onChange?.(target.checked ? null : '')}>
            {w.clear}
          </Checkbox>
        </p>
      )}
    </>
  )
}
