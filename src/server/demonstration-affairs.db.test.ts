import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDemoAccounts } from '#identity'
import { day } from '#kernel/day'
import { type TestServer, testServer } from '#test/server'
import { signIn } from './demo-caller.ts'
import { beginDemonstration } from './demonstration.ts'
import { bringInAffairs } from './demonstration-affairs.ts'

/** Both demonstration e-towns have meetings, assets and first steps of acceptance to look at; a second load adds nothing. */
let server: TestServer
let password: string
beforeAll(async () => {
  server = await testServer({ EZHEN_DEMO: 'on' })
  await beginDemonstration(server.house)
  password = (await ensureDemoAccounts(server.house)).password
})
afterAll(() => server[Symbol.asyncDispose]())

test.each(['140521-longgang', '141030-daning'])('%s', async (slug) => {
  const at = `/api/etowns/${slug}`
  const office = await signIn(server.app, `records.${slug}`, password)
  const operator = await signIn(server.app, `intake.${slug}`, password)
  for (let i = 0; i < 2; i++) await bringInAffairs({ office, operator }, at, slug, day('2026-11-22'))
  const totals = async (...paths: string[]) => {
    const answers = await Promise.all(paths.map((path) => office.get(`${at}/${path}`)))
    return answers.map(({ total }) => total)
  }
  const lists = ['governance/meetings', 'governance/tasks', 'assets', 'stock-takes', 'acceptance/sheets']
  const { items: bodies } = await office.get(`${at}/governance/organisation`)
  const departments = (bodies as { kind: string; code: string }[]).filter(
    ({ kind, code }) => kind === 'department' && code !== 'finance',
  )
  expect(await totals(...lists)).toEqual([1, 3 + departments.length, 4, 1, 1])
  const { items } = await office.get(`${at}/acceptance/items?`)
  const assessed = (items as { state: string }[]).filter(({ state }) => state === 'assessed')
  expect(assessed.length).toBeGreaterThan(0)
  const desk = (await office.get(`${at}/desk`)).items as { href: string }[]
  expect(desk.map(({ href }) => href)).toContain('/governance/tasks?state=reported')
})
