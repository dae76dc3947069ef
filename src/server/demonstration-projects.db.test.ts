import { afterAll, beforeAll, expect, test } from 'vitest'
import { ensureDemoAccounts } from '#identity'
import { dayOfInstant } from '#kernel/day'
import { ocdsTroubles } from '#test/ocds'
import { type TestServer, testServer } from '#test/server'
import { type Caller, signIn } from './demo-caller.ts'
import { beginDemonstration } from './demonstration.ts'
import { bringInProjects, type MoneyPeople } from './demonstration-projects.ts'

/** Both e-towns’ money and projects, brought in as their people would, twice: what was done is not done again. */
const TOWNS = ['140521-longgang', '141030-daning']
let server: TestServer
const readers = new Map<string, Caller>()
beforeAll(async () => {
  server = await testServer({ EZHEN_DEMO: 'on', EZHEN_REQUESTS_PER_MINUTE: '1000000' })
  await beginDemonstration(server.house)
  const { password } = await ensureDemoAccounts(server.house)
  const today = dayOfInstant(server.house.clock().getTime())
  for (const slug of TOWNS) {
    const as = (key: string) => signIn(server.app, `${key}.${slug}`, password)
    const people: MoneyPeople = {
      office: await as('records'),
      leader: await as('deciding'),
      treasury: await as('paying'),
      operator: await as('intake'),
    }
    readers.set(slug, people.office)
    for (const _ of ['first', 'again']) await bringInProjects(people, `/api/etowns/${slug}`, slug, today)
  }
}, 120_000)
afterAll(() => server[Symbol.asyncDispose]())

const read = (slug: string, path: string) => readers.get(slug)?.get(`/api/etowns/${slug}/${path}`)

test('every state a visitor should see is there, and once each', async () => {
  const statesIn = async (slug: string) => {
    const { items } = (await read(slug, 'projects')) ?? {}
    return (items as { state: string }[]).map(({ state }) => state)
  }
  expect(await statesIn('140521-longgang')).toEqual(['planned', 'announced', 'publicised', 'performing'])
  expect(await statesIn('141030-daning')).toEqual(['approved', 'awarded', 'performing'])
})

test('沁水’s money stands in its bands, and all of it has arrived', async () => {
  const { sources } = (await read('140521-longgang', 'fund')) ?? {}
  const of = sources as {
    code: string
    arrived: string
    unallocated: string
    paid: string
    categories: { band?: { allocated: string } }[]
  }[]
  expect(of.map(({ code, arrived, unallocated }) => [code, arrived, unallocated])).toEqual([
    ['province', '1000000000', '0'],
    ['city', '100000000', '0'],
    ['county', '300000000', '0'],
  ])
  expect(of[0]?.categories.map(({ band }) => band?.allocated)).toEqual(['within', 'within', 'within'])
  expect(of[0]?.paid).toBe('366000000')
})

test('its open data holds the schema', async () => {
  for (const slug of TOWNS)
    expect(ocdsTroubles('releases', await read(slug, 'ocds/release-package.json'))).toEqual([])
})
