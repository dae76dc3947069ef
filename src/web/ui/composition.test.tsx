import { createEvent, fireEvent, screen } from '@testing-library/react'
import { Form, Input } from 'antd'
import { expect, test, vi } from 'vitest'
import { draw } from '../../../test/support/draw.tsx'
import { ActForm } from './ActForm.tsx'
import { onEnter } from './composition.ts'

/** 拼音 The keys a browser sends while somebody types 苹果 with an input method. */
const typePinyin = (field: HTMLElement) => {
  fireEvent.compositionStart(field)
  fireEvent.keyDown(field, { key: 'p', keyCode: 229, isComposing: true })
  fireEvent.compositionUpdate(field, { data: 'pingguo' })
}

test('Enter runs', () => {
  const run = vi.fn()
  draw(<input aria-label="q" onKeyDown={onEnter(run)} />)
  fireEvent.keyDown(screen.getByLabelText('q'), { key: 'Enter', keyCode: 13 })
  expect(run).toHaveBeenCalledTimes(1)
})

test.each([
  ['Chrome and Firefox say isComposing', { isComposing: true, keyCode: 13 }],
  ['Safari says keyCode 229', { isComposing: false, keyCode: 229 }],
])('the Enter that confirms pinyin does not: %s', (_browser, keys) => {
  const run = vi.fn()
  draw(<input aria-label="q" onKeyDown={onEnter(run)} />)
  const field = screen.getByLabelText('q')
  typePinyin(field)
  fireEvent.keyDown(field, { key: 'Enter', ...keys })
  fireEvent.compositionEnd(field, { data: '苹果' })
  expect(run).not.toHaveBeenCalled()
  fireEvent.keyDown(field, { key: 'Enter', keyCode: 13 })
  expect(run).toHaveBeenCalledTimes(1)
})

test.each([
  [{ isComposing: true, keyCode: 13 }, true],
  [{ isComposing: false, keyCode: 229 }, true],
  [{ isComposing: false, keyCode: 13 }, false],
])('a form keeps the browser from submitting on %o: %s', (keys, kept) => {
  draw(
    <ActForm name="f" labels={{}} step={{ at: 'idle' }} onSubmit={() => {}}>
      <Form.Item name="q" label="名称">
        <Input />
      </Form.Item>
    </ActForm>,
  )
  const field = screen.getByLabelText('名称')
  const event = createEvent.keyDown(field, { key: 'Enter', ...keys })
  fireEvent(field, event)
  expect(event.defaultPrevented).toBe(kept)
})
