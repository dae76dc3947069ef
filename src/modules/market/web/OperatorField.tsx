import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { findOperators } from '#contract/market'
import { useTown } from '#web/desk/place.ts'
import { useRead } from '#web/read.ts'
import { Choice } from '#web/ui/Choice.tsx'
import { onEnter } from '#web/ui/composition.ts'
import { ProblemNote } from '#web/ui/Loaded.tsx'
import { useWords } from '#web/ui/words.ts'
import { shopWords } from './market-words.ts'

type Operator = { readonly id: string; readonly name: string }

type Props = {
  readonly id?: string
  readonly value?: string
  readonly onChange?: (operator: string) => void
  /** Who runs the shop now: can be kept without being found. */
  readonly now?: Operator
}

/** 选经营主体 A register has thousands of parties: find by a part of the name, then choose. Works inside Form.Item. */
export function OperatorField({ id, value, onChange, now }: Props) {
  const w = useWords(shopWords)
  const { slug: etown } = useTown()
  const field = useId()
  const [typed, setTyped] = useState('')
  const [text, setText] = useState('')
  const found = useRead(findOperators, { etown, query: { text } }, { off: text === '' })
  const items = found.data?.items ?? []
  const options = [...(now && items.every((one) => one.id !== now.id) ? [now] : []), ...items]
  const find = () => setText(typed.trim())
  return (
    <>
      <label htmlFor={field}>{w.findOperator}</label>
      <div className="operator-find">
        <Input
          id={field}
          value={typed}
          maxLength={50}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onEnter((event) => {
            // It finds; the form around it is sent by its own button.
            event.preventDefault()
            find()
          })}
        />
        <Button onClick={find}>{w.find}</Button>
      </div>
      {found.error !== null && <ProblemNote error={found.error} />}
      <p role="status" className="hint">
        {found.data !== undefined && items.length === 0 && w.nobody}
      </p>
      <Choice
        {...(id === undefined ? {} : { id })}
        {...(onChange === undefined ? {} : { onChange })}
        value={value}
        empty={w.chooseOperator}
        options={options.map((one) => ({ value: one.id, label: one.name }))}
      />
    </>
  )
}
