import { CalendarOutlined } from '@ant-design/icons'
import { Input, type InputRef } from 'antd'
import { useLayoutEffect, useRef, useState } from 'react'
import { isDay, parseDay } from '#kernel/day'
import { onEnter } from './composition.ts'
import { dayText } from './DayText.tsx'
import { kitWords } from './kit-words.ts'
import { useLanguage, useWords } from './words.ts'

type Props = {
  readonly id?: string
  /** `YYYY-MM-DD`; text that is no day where somebody left such text, for the server to refuse. */
  readonly value?: string | undefined
  readonly onChange?: (value: string | undefined) => void
  readonly min?: string
  readonly max?: string
  readonly 'aria-label'?: string
}

/** For forms whose act takes a day and nothing else: text that is none is told at the field. */
export function useDayRule() {
  const w = useWords(kitWords)
  return {
    validator: (_: unknown, value: string | undefined) =>
      value === undefined || value === '' || isDay(value)
        ? Promise.resolve()
        : Promise.reject(new Error(w.dayUnreadable)),
  }
}

/**
 * A day, typed in any usual form (2026-11-22, 2026年11月22日, 20261122, full-width too) or taken from the browser's own
 * calendar. It reads in the language of the page; the browser's own field would read in the browser's, and antd's picker
 * cannot be used by keyboard. Works inside Form.Item.
 */
export function DateField({ value, onChange, min, max = '9999-12-31', ...rest }: Props) {
  const w = useWords(kitWords)
  const [language] = useLanguage()
  const [typed, setTyped] = useState<string>()
  const calendar = useRef<HTMLInputElement>(null)
  const field = useRef<InputRef>(null)
  const editing = typed !== undefined
  // The text changes under whoever comes in to write: all of it is marked, so that what they type replaces it.
  useLayoutEffect(() => {
    if (editing) field.current?.select()
  }, [editing])
  const shown = value !== undefined && isDay(value) ? dayText(value, language) : (value ?? '')

  const type = (text: string): void => {
    setTyped(text)
    const day = parseDay(text)
    if (text.trim() === '') onChange?.(undefined)
    else if (day !== undefined) onChange?.(day)
  }
  /** What cannot be read stays in the field and goes along, so that nobody believes it was taken. */
  const settle = (): void => {
    if (typed !== undefined && typed.trim() !== '' && parseDay(typed) === undefined) onChange?.(typed)
  }
  return (
    <span className="date-field">
      <Input
        {...rest}
        ref={field}
        inputMode="numeric"
        autoComplete="off"
        placeholder={w.dayLike}
        value={typed ?? shown}
        onFocus={() => setTyped(value ?? '')}
        onChange={(event) => type(event.target.value)}
        onBlur={() => {
          settle()
          setTyped(undefined)
        }}
        onKeyDown={onEnter(settle)}
      />
      <button
        type="button"
        className="plain"
        aria-label={w.chooseDay}
        onClick={() => calendar.current?.showPicker()}
      >
        <CalendarOutlined aria-hidden />
      </button>
      <input
        ref={calendar}
        type="date"
        tabIndex={-1}
        aria-hidden
        min={min}
        max={max}
        value={value !== undefined && isDay(value) ? value : ''}
        onChange={(event) => {
          setTyped(undefined)
          onChange?.(event.target.value === '' ? undefined : event.target.value)
        }}
      />
    </span>
  )
}
