import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type TestServer, testServer } from '#test/server'
import { ensureDemoAccounts } from './demo-accounts.ts'

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code, demonstration) values (1, 'one', '一镇', '141030', true), (2, 'two', '二镇', '140521', false)",
  )
  await owner.end()
})
afterAll(() => server[Symbol.asyncDispose]())

const signIn = (body: object) =>
  server.app.inject({
    method: 'POST',
    url: '/api/identity/sign-in',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })

test('several starts make the accounts once, only where the e-town is a demonstration, and they work', async () => {
  const parties = new Map([[1, '77']])
  const all = await Promise.all([1, 2, 3].map(() => ensureDemoAccounts(server.house, parties)))
  const [first] = all
  if (first === undefined) throw new Error('none')
  expect(all).toEqual([first, first, first])
  const names = first.accounts.map((a) => a.signIn)
  expect(names).toEqual(expect.arrayContaining(['demo.audit-admin', 'office.one', 'merchant.one']))
  expect(names.filter((n) => n.endsWith('.two'))).toEqual([])
  const { codes } = (await server.app.inject('/api/identity/sms-outbox')).json()
  const { code } = codes.find((c: { signIn: string }) => c.signIn === 'merchant.one')
  const reply = await signIn({ signIn: 'merchant.one', password: first.password, code })
  const cookie = `ezhen=${reply.cookies[0]?.value}`
  const me = (await server.app.inject({ url: '/api/identity/me', headers: { cookie } })).json()
  expect(me).toMatchObject({
    demonstration: true,
    secondFactor: { passed: true },
    towns: [{ slug: 'one', roles: ['merchant'], party: '77' }],
  })
})

test('another installation has another password', async () => {
  await using other = await testServer()
  const [one, two] = await Promise.all([ensureDemoAccounts(server.house), ensureDemoAccounts(other.house)])
  expect(one.password).not.toBe(two.password)
})
