import { act, fireEvent, screen } from '@testing-library/react'
import { useState } from 'react'
import { expect, test } from 'vitest'
import { draw } from '../../../test/support/draw.tsx'
import { DateField } from './DateField.tsx'
import { prefer } from './preference.ts'

function Field({ seen }: { readonly seen: (value: string | undefined) => void }) {
  const [value, setValue] = useState<string | undefined>('2026-11-22')
  return (
    <DateField
      aria-label="登记日期"
      value={value}
      onChange={(day) => {
        seen(day)
        setValue(day)
      }}
    />
  )
}

const shown = (): unknown => Reflect.get(screen.getByLabelText('登记日期'), 'value')
function type(text: string): void {
  const field = screen.getByLabelText('登记日期')
  fireEvent.focus(field)
  fireEvent.change(field, { target: { value: text } })
  fireEvent.blur(field)
}

test('reads in the language of the page, whatever the browser speaks', () => {
  draw(<Field seen={() => {}} />)
  expect(shown()).toBe('2026年11月22日')
  act(() => prefer('language', 'en'))
  expect(shown()).toBe('22 November 2026')
  act(() => prefer('language', 'zh'))
})

test.each(['2023-05-18', '2023年5月18日', '20230518', '２０２３／５／１８'])('%s is that day', (text) => {
  let last: string | undefined
  draw(<Field seen={(day) => (last = day)} />)
  type(text)
  expect([last, shown()]).toEqual(['2023-05-18', '2023年5月18日'])
})

test('what is no day is kept to be refused, and emptied is no day', () => {
  let last: string | undefined
  draw(<Field seen={(day) => (last = day)} />)
  type('2023-02-30')
  expect([last, shown()]).toEqual(['2023-02-30', '2023-02-30'])
  type('')
  expect([last, shown()]).toEqual([undefined, ''])
})

test('a day taken from the calendar is shown', () => {
  draw(<Field seen={() => {}} />)
  const calendar = document.querySelector('input[type=date]')
  if (calendar === null) throw new Error('no calendar')
  fireEvent.change(calendar, { target: { value: '2024-02-29' } })
  expect(shown()).toBe('2024年2月29日')
})
