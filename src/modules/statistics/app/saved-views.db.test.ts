import { afterAll, beforeAll, expect, test } from 'vitest'
import { statisticsTown, type Town } from '#test/statistics-town'
import { compareFigure, endView, listViews, readView, saveView } from '../contract/index.ts'

let town: Town
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
})
afterAll(() => town[Symbol.asyncDispose]())

const view = {
  name: '三月',
  page: 'figure',
  indicator: 'online-retail',
  query: { month: '2024-03' },
  shared: false,
}

test('one’s own view is nobody else’s until it is shared, in no other e-town even then', async () => {
  const [mine, theirs] = [await town.as('office'), await town.as('auditor')]
  const { answer } = await mine(saveView, { body: view })
  const params = { view: answer.id }
  expect((await mine(readView, { params })).answer).toMatchObject({
    name: '三月',
    own: true,
    query: view.query,
  })
  expect((await theirs(readView, { params })).refused).toEqual([['statistics.no_such_view', undefined]])
  expect((await theirs(listViews)).answer.total).toBe(0)
  expect((await mine(saveView, { body: view })).refused).toEqual([['statistics.view_name_taken', '/name']])
  const shared = (await mine(saveView, { body: { ...view, name: '三月，共享', shared: true } })).answer.id
  expect((await theirs(readView, { params: { view: shared } })).answer).toMatchObject({ own: false })
  const elsewhere = await town.as('office', town.slugs.longgang)
  expect((await elsewhere(readView, { params: { view: shared } })).status).toBe(404)
  expect((await theirs(endView, { params: { view: shared }, body: {} })).status).not.toBe(200)
  expect((await mine(endView, { params })).status).toBe(200)
  expect((await mine(listViews)).answer.total).toBe(1)
  expect((await mine(saveView, { body: view })).status).toBe(200)
})

test('a view keeps words and short values, and the indicator where its page needs one', async () => {
  const ask = await town.as('office')
  const status = async (body: unknown) => (await ask(saveView, { body })).status
  expect(await status({ ...view, name: '甲', query: { 'a:b': 'x' } })).toBe(422)
  expect(await status({ ...view, name: '乙', query: { month: 'x'.repeat(201) } })).toBe(422)
  expect(await status({ ...view, name: '丙', indicator: undefined })).toBe(422)
  expect(await status({ ...view, name: '丁', page: 'board' })).toBe(422)
})

test('townships over periods add up to the figure, and impossible periods are refused', async () => {
  const ask = await town.as('office')
  await town.importOrders([
    { shop: '甲店', no: 1, day: '2023-05-01', fen: 700n },
    { shop: '乙店', no: 2, day: '2024-05-01', fen: 300n },
  ])
  await town.owner.query("update party.party set place_code = '141030100' where name = '甲店的店主'")
  const params = { indicator: 'online-retail' }
  const compare = (periods: string) => ask(compareFigure, { params, query: { periods } })
  const { answer } = await compare('2023-01-01_2024-01-01,2024-01-01_2025-01-01')
  expect(answer).toMatchObject({
    rows: [
      { township: '141030100', name: '昕水镇', amounts: ['700', '0'] },
      { township: 'unknown', name: '', amounts: ['0', '300'] },
    ],
    totals: ['700', '300'],
    adds: true,
  })
  const before = await compare('2019-01-01_2020-01-01,2023-01-01_2024-01-01')
  expect([before.status, before.answer.totals, before.answer.adds]).toEqual([200, [null, '700'], true])
  expect((await compare('2024-01-01_2023-01-01')).status).toBe(422)
  expect((await compare('2023-02-30_2024-01-01')).status).toBe(422)
  const growth = await ask(compareFigure, {
    params: { indicator: 'online-retail-growth' },
    query: { periods: '2023-01-01_2024-01-01' },
  })
  expect(growth.refused).toEqual([['statistics.no_rows_kept', '/path/indicator']])
})
