import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { Form, Input } from 'antd'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { answerFetch, draw, refusing } from '../../../test/support/draw.tsx'
import { useAct } from '../act.ts'
import { ask } from '../ask.ts'
import { ActForm } from './ActForm.tsx'
import { SubmitButton } from './SubmitButton.tsx'

const add = endpoint({
  id: 'kit.add',
  method: 'POST',
  path: '/api/things',
  may: 'signed-in',
  summary: { zh: '登记', en: 'Add' },
  body: z.strictObject({ name: z.string(), lines: z.array(z.object({ price: z.string() })) }),
  answer: z.object({ id: z.string() }),
})

const labels = { name: '名称', 'lines.0.price': '单价' }

function Adding() {
  const act = useAct((name: string, { key }) => ask(add, { body: { name, lines: [] }, key }))
  return (
    <ActForm<{ name: string }>
      name="add"
      labels={labels}
      step={act.step}
      onSubmit={({ name }) => act.run(name)}
    >
      <Form.Item name="name" label={labels.name} rules={[{ required: true, message: '请填写名称。' }]}>
        <Input />
      </Form.Item>
      <Form.Item name={['lines', 0, 'price']} label={labels['lines.0.price']}>
        <Input />
      </Form.Item>
      <SubmitButton act={act}>登记</SubmitButton>
      {act.step.at === 'done' && <p>已登记 {act.step.answer.id}</p>}
    </ActForm>
  )
}

const fill = (text: string) => fireEvent.change(screen.getByLabelText('名称'), { target: { value: text } })
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('every refusal stands on top and at its field, in the same words, and focus goes to the top', async () => {
  using _server = answerFetch(() =>
    refusing(
      422,
      { code: 'k.name', zh: '“name”太长，请缩短。', en: 'name is too long.', pointer: '/name' },
      { code: 'k.price', zh: '“lines.0.price”要大于零。', en: 'x', pointer: '/lines/0/price' },
      { code: 'k.closed', zh: '本月已截止。', en: 'Closed.' },
    ),
  )
  draw(<Adding />)
  fill('大宁')
  press('登记')
  const summary = await screen.findByText('有 3 处需要处理')
  const box = summary.parentElement
  if (box === null) throw new Error('no summary')
  await waitFor(() => expect(document.activeElement).toBe(box))
  expect(
    within(box)
      .getAllByRole('listitem')
      .map((li) => li.textContent),
  ).toEqual(['“名称”太长，请缩短。', '“单价”要大于零。', '本月已截止。'])
  await waitFor(() => expect(screen.getAllByText('“单价”要大于零。')).toHaveLength(2))
  expect(screen.getByLabelText('名称').getAttribute('aria-invalid')).toBe('true')
  fireEvent.click(within(box).getByText('“单价”要大于零。'))
  expect(document.activeElement).toBe(screen.getByLabelText('单价'))
})

test('what the page itself finds missing stands on top too, and nothing is sent', async () => {
  using server = answerFetch(() => ({ body: { id: '1' } }))
  draw(<Adding />)
  press('登记')
  await screen.findByText('有 1 处需要处理')
  await waitFor(() => expect(screen.getAllByText('请填写名称。')).toHaveLength(2))
  expect(server.asked).toEqual([])
})

test('an impatient hand sends once', async () => {
  using server = answerFetch(() => ({ body: { id: '1' } }))
  draw(<Adding />)
  fill('龙港')
  for (let i = 0; i < 5; i += 1) press('登记')
  await screen.findByText('已登记 1')
  expect(server.asked).toHaveLength(1)
})

test('a lost answer asks to be checked; checking sends the same act with the same key', async () => {
  let lost = 2
  using server = answerFetch(() => {
    lost -= 1
    return lost >= 0 ? new TypeError('Failed to fetch') : { body: { id: '9' } }
  })
  draw(<Adding />)
  fill('龙港')
  press('登记')
  await screen.findByText(/结果未知/)
  fill('别的名字')
  press('点此核对')
  await waitFor(() => expect(server.asked).toHaveLength(2))
  await screen.findByText(/结果未知/)
  press('点此核对')
  await screen.findByText('已登记 9')
  // antd's spinner leaves the button's name a moment later.
  await screen.findByRole('button', { name: '登记' })
  expect(new Set(server.asked.map((a) => a.key)).size).toBe(1)
  press('登记')
  await waitFor(() => expect(server.asked).toHaveLength(4))
  expect(server.asked[3]?.key).not.toBe(server.asked[0]?.key)
})
