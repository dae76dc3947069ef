import { fireEvent, screen, within } from '@testing-library/react'
import { beforeEach, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { zPage, zPageOf } from '#kernel/wire'
import { answerFetch, draw, setWidth } from '../../../test/support/draw.tsx'
import { usePages } from '../read.ts'
import { DataTable } from './DataTable.tsx'
import { EmptyState } from './EmptyState.tsx'

const list = endpoint({
  id: 'kit.list',
  method: 'GET',
  path: '/api/things',
  may: 'signed-in',
  summary: { zh: '列表', en: 'List' },
  query: zPage.extend({ kind: z.string().optional() }),
  answer: zPageOf(z.object({ id: z.string(), name: z.string(), sales: z.string() })),
})

function Listing({ kind }: { readonly kind: string }) {
  const pages = usePages(list, { query: { kind } })
  return (
    <DataTable
      name="kit.things"
      caption="主体"
      pages={pages}
      rowKey={(row) => row.id}
      empty={<EmptyState title="还没有主体" next="登记第一户。" />}
      columns={[
        { key: 'name', title: '名称', heads: true, cell: (row) => row.name },
        { key: 'sales', title: '销售额', end: true, cell: (row) => row.sales },
      ]}
    />
  )
}

/** A server that holds `total` rows and pages by key. */
const holding = (total: number) =>
  answerFetch((url) => {
    const after = Number(url.searchParams.get('after') ?? 0)
    const until = Math.min(after + Number(url.searchParams.get('limit')), total)
    const items = Array.from({ length: until - after }, (_, i) => {
      const id = String(after + i + 1)
      return { id, name: `第${id}户`, sales: id }
    })
    return { body: { items, total, ...(until < total ? { next: String(until) } : {}) } }
  })

beforeEach(() => {
  localStorage.clear()
  setWidth(1366)
})
const press = (name: string) => fireEvent.click(screen.getByRole('button', { name }))

test('shows the true total, and goes forth and back by keys', async () => {
  using server = holding(120)
  draw(<Listing kind="forth" />)
  await screen.findByRole('rowheader', { name: '第1户' })
  expect(screen.getAllByText('共 120 条').length).toBeGreaterThan(0)
  expect(screen.getByText('第 1–50 条')).toBeDefined()
  press('下一页')
  await screen.findByText('第 51–100 条')
  press('下一页')
  await screen.findByText('第 101–120 条')
  expect(screen.getByRole<HTMLButtonElement>('button', { name: '下一页' }).disabled).toBe(true)
  press('上一页')
  await screen.findByText('第 51–100 条')
  expect(server.asked.map((a) => a.url.searchParams.get('after'))).toEqual([null, '50', '100'])
})

test('a list that is left and opened again is where it was; another question starts anew', async () => {
  using _server = holding(120)
  draw(<Listing kind="left" />)
  await screen.findByText('第 1–50 条')
  press('下一页')
  await screen.findByText('第 51–100 条')
  draw(<Listing kind="left" />)
  await screen.findByText('第 51–100 条')
  draw(<Listing kind="other" />)
  await screen.findByText('第 1–50 条')
})

test('an empty list says the next step', async () => {
  using _server = holding(0)
  draw(<Listing kind="none" />)
  await screen.findByText('登记第一户。')
  expect(screen.queryByRole('table')).toBeNull()
})

test('a list that cannot be read says so and is asked again', async () => {
  let broken = true
  using _server = answerFetch(() =>
    broken ? new TypeError('Failed to fetch') : { body: { items: [], total: 0 } },
  )
  draw(<Listing kind="broken" />)
  await screen.findByText(/没有收到服务器的回答/)
  broken = false
  press('重试')
  await screen.findByText('登记第一户。')
})

test('columns and density are remembered by this browser; the heading column stays', async () => {
  using _server = holding(3)
  draw(<Listing kind="columns" />)
  await screen.findByRole('columnheader', { name: '销售额' })
  press('表格设置')
  expect(screen.getByRole<HTMLInputElement>('checkbox', { name: '名称' }).disabled).toBe(true)
  fireEvent.click(screen.getByRole('checkbox', { name: '销售额' }))
  fireEvent.click(screen.getByRole('radio', { name: '紧凑' }))
  draw(<Listing kind="columns again" />)
  await screen.findByRole('rowheader', { name: '第1户' })
  expect(screen.queryByRole('columnheader', { name: '销售额' })).toBeNull()
  expect(document.querySelector('.table.tight')).not.toBeNull()
})

test('a phone gets cards with every value named', async () => {
  setWidth(360)
  using _server = holding(2)
  draw(<Listing kind="phone" />)
  const cards = await screen.findByRole('list', { name: '主体' })
  const [first] = within(cards).getAllByRole('listitem')
  expect(first?.textContent).toBe('第1户销售额1')
  expect(screen.queryByRole('table')).toBeNull()
})

test('the list scrolls by keyboard: its region has a name and takes focus', async () => {
  using _server = holding(1)
  draw(<Listing kind="keys" />)
  await screen.findByRole('rowheader', { name: '第1户' })
  expect(screen.getByRole('region', { name: '主体' }).tabIndex).toBe(0)
})
