import { expect, test } from 'vitest'
import { ensureDemoAccounts } from '#identity'
import { testServer } from '#test/server'
import { signIn } from './demo-caller.ts'
import { beginDemonstration } from './demonstration.ts'
import { bringInReports } from './demonstration-reports.ts'

test('a demonstration e-town has a month locked and received, one waiting, one sent back, and a bulletin', async () => {
  await using server = await testServer()
  const { app, house } = server
  await beginDemonstration(house)
  const { password } = await ensureDemoAccounts(house)
  const slug = '141030-daning'
  const [office, operator, leader] = [
    await signIn(app, `records.${slug}`, password),
    await signIn(app, `intake.${slug}`, password),
    await signIn(app, `deciding.${slug}`, password),
  ]
  const at = `/api/etowns/${slug}`
  const load = () =>
    bringInReports(app, { office, operator, leader }, { at, slug, name: '大宁县乡村e镇', password })
  await load()
  const { items } = await office.get(`${at}/reports`)
  const states = (items as { period: string; state: string }[]).map(({ period, state }) => [period, state])
  expect(states).toEqual([
    ['2023-12', 'township'],
    ['2023-11', 'filling'],
    ['2023-10', 'dispatched'],
  ])
  const page = await app.inject({ url: `/bulletins/${slug}/1` })
  expect(page.body).toContain('120 人次')
  const city = await signIn(app, 'city.140000-shanxi', password)
  const { columns } = await city.get('/api/etowns/140000-shanxi/received-reports/comparison')
  expect(columns).toMatchObject([{ name: '大宁县乡村e镇', number: 1, demonstration: true }])
}, 180_000)
