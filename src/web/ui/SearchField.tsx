import { Button, Input } from 'antd'
import { useId, useState } from 'react'
import { onEnter } from './composition.ts'
import { kitWords } from './kit-words.ts'
import { useWords } from './words.ts'

type Props = {
  readonly label: string
  readonly value: string
  /** On Enter or a press of the button, never while somebody still types. */
  readonly onSearch: (text: string) => void
}

/** A word to look for. Stands in a `<div className="filters">` with its neighbours. */
export function SearchField({ label, value, onSearch }: Props) {
  const w = useWords(kitWords)
  const id = useId()
  const [typed, setTyped] = useState(value)
  const search = () => onSearch(typed.trim())
  return (
    <search className="filter">
      <label htmlFor={id}>{label}</label>
      <div className="search">
        <Input
          id={id}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onEnter(search)}
        />
        <Button onClick={search}>{w.search}</Button>
      </div>
    </search>
  )
}
