import { afterAll, beforeAll, expect, test } from 'vitest'
import { actAs, type TestActor } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'

/** A key speaks for one machine in one e-town until it ends or is revoked. */
let server: TestServer
let security: TestActor
let owner: Awaited<ReturnType<typeof twoTowns>>
beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
  security = await actAs(server, { houseRole: 'security-admin' })
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const KEYS = '/api/etowns/one/machine-keys'
const make = (body: object, actor = security) =>
  server.app.inject({ method: 'POST', url: KEYS, headers: actor.headers, payload: body })
const seen = async (key: string, etown = 'one') => {
  const headers = { authorization: `Bearer ${key}` }
  const reply = await server.app.inject({ url: `/api/etowns/${etown}/machine-keys`, headers })
  return reply.json().errors[0].code as string
}

test('a key is shown once, knows its e-town only, and is kept as a hash', async () => {
  const body = { name: '检测站 1 号速测仪', role: 'instrument', until: '2027-11-22' }
  const made = await make(body)
  expect(made.statusCode).toBe(200)
  const { key } = made.json()
  // It is somebody, who is not allowed: the list is for the security administrator.
  expect(await seen(key)).toBe('http.not_allowed')
  expect(await seen(key, 'two')).toBe('http.not_allowed')
  expect(await seen(key.replace('ezk_1_', 'ezk_2_'))).toBe('http.sign_in_first')
  expect(await seen(`${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toBe('http.sign_in_first')
  expect(await seen('ezk_999999999999_x')).toBe('http.sign_in_first')
  const { rows } = await owner.query('select encode(token, $1) as token from identity.machine_key', ['hex'])
  expect(rows).toHaveLength(1)
  expect(rows[0].token).toMatch(/^[0-9a-f]{64}$/)
  const list = await server.app.inject({ url: KEYS, headers: security.headers })
  expect(list.json()).toMatchObject({ total: 1, items: [{ name: body.name, inForce: true }] })
  expect(list.body).not.toContain(key)
})

test('a machine is no person: what is for whoever is signed in is not for it', async () => {
  const made = await make({ name: '接口', role: 'epcis-client', until: '2027-11-22' })
  const headers = { authorization: `Bearer ${made.json().key}` }
  const reply = await server.app.inject({ url: '/api/identity/sessions', headers })
  expect(reply.json().errors[0].code).toBe('http.not_allowed')
})

test('ends on its day, and at once when revoked', async () => {
  const { id, key } = (await make({ name: '借用', role: 'instrument', until: '2026-11-24' })).json()
  server.clock = new Date('2026-11-23T15:59:59Z')
  expect(await seen(key)).toBe('http.not_allowed')
  server.clock = new Date('2026-11-23T16:00:00Z')
  expect(await seen(key)).toBe('http.sign_in_first')
  server.clock = new Date('2026-11-22T02:00:00Z')
  const revoke = () =>
    server.app.inject({
      method: 'POST',
      url: `${KEYS}/${id}/revoke`,
      headers: { ...security.headers, 'idempotency-key': crypto.randomUUID() },
      payload: {},
    })
  expect((await revoke()).statusCode).toBe(200)
  expect(await seen(key)).toBe('http.sign_in_first')
  expect((await revoke()).json().errors[0].code).toBe('identity.no_machine_key')
})

test('lasts at least two days and at most three years', async () => {
  for (const until of ['2026-11-22', '2026-11-23', '2029-12-01']) {
    const reply = await make({ name: '甲', role: 'instrument', until })
    expect([reply.statusCode, reply.json().errors[0].pointer]).toEqual([422, '/until'])
  }
})
