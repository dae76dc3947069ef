import { Input } from 'antd'
import { useId, useState } from 'react'
import { onEnter } from '#web/ui/composition.ts'

type Props = { readonly label: string; readonly value: string; readonly onSearch: (text: string) => void }

/** Looks when Enter is pressed or the field is left, never in the middle of a pinyin. */
export function SearchField({ label, value, onSearch }: Props) {
  const [text, setText] = useState(value)
  const id = useId()
  const search = () => onSearch(text.trim())
  return (
    <p className="search-field">
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        type="search"
        allowClear
        value={text}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={onEnter(search)}
        onBlur={search}
      />
    </p>
  )
}
