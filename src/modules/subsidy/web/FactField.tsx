import { Input, Radio } from 'antd'
import type { FactAsked } from '#contract/subsidy'
import { Choice } from '#web/ui/Choice.tsx'
import { useWords } from '#web/ui/words.ts'
import { subsidyWords } from './subsidy-words.ts'

type Props = {
  readonly fact: FactAsked
  readonly id?: string
  readonly value?: string | undefined
  readonly onChange?: (value: string) => void
}

/** `80万元`: the field's own unit behind it would be read as another. */
const UNIT_TYPED = /[^\d.,\s]\s*$/

/** The field a fact is typed in. Works inside Form.Item. */
export function FactField({ fact, id, value, onChange }: Props) {
  const w = useWords(subsidyWords)
  const set = (typed: string) => onChange?.(typed)
  const ids = id === undefined ? {} : { id }
  if (fact.kind === '是否')
    return (
      <Radio.Group
        {...ids}
        aria-label={fact.name}
        value={value}
        onChange={(event) => set(event.target.value)}
      >
        <Radio value="是">{w.yes}</Radio>
        <Radio value="否">{w.no}</Radio>
      </Radio.Group>
    )
  if (fact.kind === '选项')
    return (
      <Choice
        {...ids}
        value={value}
        onChange={set}
        empty={w.choose}
        options={(fact.options ?? []).map((option) => ({ value: option, label: option }))}
      />
    )
  if (fact.kind === '明细')
    return (
      <Input.TextArea
        {...ids}
        rows={5}
        value={value}
        placeholder={w.listHint}
        onChange={(event) => set(event.target.value)}
      />
    )
  return (
    <Input
      {...ids}
      value={value}
      suffix={<span>{UNIT_TYPED.test(value ?? '') ? '' : fact.unit}</span>}
      inputMode="decimal"
      autoComplete="off"
      onChange={(event) => set(event.target.value)}
    />
  )
}
