import { Input } from 'antd'
import { Choice } from '#web/ui/Choice.tsx'
import { useWords } from '#web/ui/words.ts'
import { formWords } from './party-words.ts'

type Decision = { readonly inside: boolean; readonly reason: string }
type Props = {
  readonly id?: string
  readonly value?: Decision
  readonly onChange?: (decision: Decision | undefined) => void
}

/** By the boundary, or as a person decides, with a reason. Works inside Form.Item. */
export function InsideField({ id, value, onChange }: Props) {
  const w = useWords(formWords)
  const chosen = value === undefined ? 'rule' : value.inside ? 'yes' : 'no'
  return (
    <div className="place-field">
      <Choice
        {...(id === undefined ? {} : { id })}
        value={chosen}
        onChange={(to) =>
          onChange?.(to === 'rule' ? undefined : { inside: to === 'yes', reason: value?.reason ?? '' })
        }
        options={[
          { value: 'rule', label: w.byRule },
          { value: 'yes', label: w.inside },
          { value: 'no', label: w.outside },
        ]}
      />
      {value !== undefined && (
        <Input
          aria-label={w.insideReason}
          placeholder={w.insideReason}
          maxLength={200}
          value={value.reason}
          onChange={({ target }) => onChange?.({ ...value, reason: target.value })}
        />
      )}
    </div>
  )
}
