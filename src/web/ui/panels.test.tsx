import { fireEvent, screen } from '@testing-library/react'
import { expect, test, vi } from 'vitest'
import { draw } from '../../../test/support/draw.tsx'
import { Chart } from './Chart.tsx'
import { Disclosure } from './Disclosure.tsx'
import { Figure } from './Figure.tsx'
import { FileDrop } from './FileDrop.tsx'

test('Escape closes a panel and gives the focus back to its button', () => {
  draw(
    <Disclosure label="账号">
      <a href="/x">退出</a>
    </Disclosure>,
  )
  const button = screen.getByRole('button', { name: '账号' })
  expect(button.getAttribute('aria-expanded')).toBe('false')
  fireEvent.click(button)
  expect(button.getAttribute('aria-expanded')).toBe('true')
  screen.getByRole('link', { name: '退出' }).focus()
  fireEvent.keyDown(document.activeElement ?? document, { key: 'Escape' })
  expect(screen.queryByRole('link', { name: '退出' })).toBeNull()
  expect(document.activeElement).toBe(button)
})

test('a press elsewhere closes a panel, one inside does not', () => {
  draw(
    <>
      <Disclosure label="账号">
        <p>里面</p>
      </Disclosure>
      <p>外面</p>
    </>,
  )
  fireEvent.click(screen.getByRole('button', { name: '账号' }))
  fireEvent.pointerDown(screen.getByText('里面'))
  expect(screen.queryByText('里面')).not.toBeNull()
  fireEvent.pointerDown(screen.getByText('外面'))
  expect(screen.queryByText('里面')).toBeNull()
})

test('a figure says when it was true, how it is counted, and leads to its rows', () => {
  draw(
    <Figure
      label="网络零售额"
      value="¥1.00"
      asOf="2026-11-22T00:00:00Z"
      definition="卖给个人，含税。"
      href="/e/daning/orders?month=2026-10"
    />,
  )
  expect(screen.getByText('截至 2026年11月22日 08:00')).toBeDefined()
  expect(screen.getByRole('link', { name: '看明细 网络零售额' }).getAttribute('href')).toBe(
    '/e/daning/orders?month=2026-10',
  )
  fireEvent.click(screen.getByRole('button', { name: '口径说明: 网络零售额' }))
  expect(screen.getByText('卖给个人，含税。')).toBeDefined()
})

const file = (name: string, bytes: number) => new File(['x'.repeat(bytes)], name)

const dropping = (share?: number) => {
  const onFile = vi.fn()
  draw(
    <FileDrop
      label="订单文件"
      kinds={['.csv', '.xlsx']}
      limitBytes={2048}
      file={undefined}
      onFile={onFile}
      share={share}
    />,
  )
  return { onFile, input: screen.getByLabelText<HTMLInputElement>(/订单文件/) }
}
const choose = (input: HTMLInputElement, chosen: File) =>
  fireEvent.change(input, { target: { files: [chosen] } })

test('a file is taken whatever the case of its ending', () => {
  const { onFile, input } = dropping()
  const chosen = file('十月.CSV', 10)
  choose(input, chosen)
  expect(onFile).toHaveBeenLastCalledWith(chosen)
})

test.each([
  ['a wrong kind', file('十月.pdf', 10), /不支持这种文件，请选择：.csv .xlsx/],
  ['too large', file('十月.csv', 2049), /超过上限 2 KB/],
])('%s is refused before it is sent', (_what, chosen, sentence) => {
  const { onFile, input } = dropping()
  choose(input, chosen)
  expect(onFile).toHaveBeenLastCalledWith(undefined)
  expect(screen.getByText(sentence)).toBeDefined()
})

test('a dropped file counts as chosen', () => {
  const { onFile, input } = dropping()
  const chosen = file('十月.xlsx', 10)
  fireEvent.drop(input, { dataTransfer: { files: [chosen] } })
  expect(onFile).toHaveBeenLastCalledWith(chosen)
})

test('while a file is sent its share is shown and no other is taken', () => {
  const { input } = dropping(0.63)
  expect(screen.getByText('已上传 63%')).toBeDefined()
  expect(input.disabled).toBe(true)
})

test('a chart can be read as a table', () => {
  draw(
    <Chart
      label="各月零售额"
      option={{ series: [] }}
      table={{ head: ['月份', '万元'], rows: [['10月', 96]] }}
    />,
  )
  expect(screen.getByRole('img', { name: '各月零售额' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '看表格' }))
  expect(screen.getByRole('cell', { name: '96' })).toBeDefined()
  fireEvent.click(screen.getByRole('button', { name: '看图形' }))
  expect(screen.queryByRole('table')).toBeNull()
})
