import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest'
import { actAs, type TestActor } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { serverOver } from '#test/server-over'
import { appUrl } from '../../../platform/db/migrate.ts'
import { ACTORS_CHANGED } from '../../../platform/http/actor.ts'

const MINUTE = 60_000
/** Less than a remembered answer is kept for: it must have been forgotten, not have grown old. */
const MOMENTS_MS = 2_000

let server: TestServer
let owner: pg.Client
let person: TestActor
let started: Date
beforeAll(async () => {
  server = await testServer()
  started = server.clock
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030')",
  )
  await owner.query("set app.etown = '1'")
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})
beforeEach(async () => {
  server.clock = started
  person = await actAs(server, { etown: 1, roles: ['office'] })
  await whenHeard(server)
})

const call = (at: TestServer, who: TestActor) =>
  at.app.inject({ method: 'GET', url: '/api/identity/me', headers: who.headers })
const statusOf = async (at: TestServer = server): Promise<number> => (await call(at, person)).statusCode

/** How often the database is asked who is calling, while `work` goes on. */
async function asked(work: () => Promise<unknown>, at: TestServer = server): Promise<number> {
  const query = vi.spyOn(at.house.pool, 'query')
  await work()
  const times = query.mock.calls.filter(([text]) => String(text).includes('identity.actor_of')).length
  query.mockRestore()
  return times
}

/** Waits until a session that was asked for once is not asked for again. */
async function whenHeard(at: TestServer): Promise<void> {
  await statusOf(at)
  await expect.poll(() => asked(() => statusOf(at), at), { timeout: 5_000 }).toBe(0)
}

/** While it may not, a lost connection stays lost, however slow the test is. */
const mayConnect = async (may: boolean): Promise<void> => {
  const { rows } = await owner.query('select current_database() as name')
  const database = pg.escapeIdentifier(rows[0].name)
  await owner.query(`alter database ${database} connection limit ${may ? -1 : 0}`)
}

describe('记住的会话 a remembered session', () => {
  test.each([
    [
      'the session is deleted',
      () => owner.query('delete from identity.session where account = $1', [person.account]),
      401,
    ],
    [
      'the token becomes another',
      () =>
        owner.query('update identity.session set token = sha256(token) where account = $1', [person.account]),
      401,
    ],
    [
      'the account is disabled',
      () => owner.query("update identity.account set state = 'disabled' where id = $1", [person.account]),
      401,
    ],
  ])('is nobody within moments when by other hands %s', async (_what, change, status) => {
    expect(await statusOf()).toBe(200)
    await change()
    await expect.poll(() => statusOf(), { interval: 2, timeout: MOMENTS_MS }).toBe(status)
  })

  test('has its roles no more within moments after they were taken by other hands', async () => {
    const towns = async () => (await call(server, person)).json().towns
    expect(await towns()).toHaveLength(1)
    await owner.query('update identity.membership set until = since where account = $1', [person.account])
    await expect.poll(towns, { interval: 2, timeout: MOMENTS_MS }).toHaveLength(0)
  })

  test('that ends itself here is nobody at the very next call', async () => {
    const left = await server.app.inject({
      method: 'POST',
      url: '/api/identity/sign-out',
      payload: {},
      headers: { ...person.headers, 'idempotency-key': crypto.randomUUID() },
    })
    expect([left.statusCode, await statusOf()]).toEqual([200, 401])
  })

  test('that ended in another process is nobody here within moments', async () => {
    await using other = await serverOver({ url: server.database.url, drop: async () => {} })
    await whenHeard(other)
    await other.app.inject({
      method: 'POST',
      url: '/api/identity/sign-out',
      payload: {},
      headers: { ...person.headers, 'idempotency-key': crypto.randomUUID() },
    })
    await expect.poll(() => statusOf(), { interval: 2, timeout: MOMENTS_MS }).toBe(401)
  })

  test('is asked for again while nobody listens, and remembered when somebody does again', async () => {
    const app = new pg.Client({ connectionString: appUrl(server.database.url) })
    await app.connect()
    await mayConnect(false)
    const ears =
      "select pg_terminate_backend(pid) from pg_stat_activity where query like 'listen%' and datname = current_database()"
    expect((await app.query(ears)).rowCount).toBe(1)
    await app.end()
    await expect.poll(() => asked(() => statusOf()), { interval: 1 }).toBe(1)
    await owner.query('alter table identity.session disable trigger who_changed')
    await owner.query('delete from identity.session where account = $1', [person.account])
    await owner.query('alter table identity.session enable trigger who_changed')
    expect(await statusOf()).toBe(401)
    await mayConnect(true)
    person = await actAs(server)
    await whenHeard(server)
  })

  test.each([
    ['idle', 31],
    ['over', 12 * 60 + 1],
  ])('ends by the clock: %s', async (_what, minutes) => {
    server.clock = new Date(started.getTime() + minutes * MINUTE)
    expect(await statusOf()).toBe(401)
  })

  test('loses at midnight the roles that end with the day', async () => {
    server.clock = new Date('2026-11-22T15:59:50Z')
    person = await actAs(server, { etown: 1, roles: ['office'], until: '2026-11-23' })
    await whenHeard(server)
    expect((await call(server, person)).json().towns).toHaveLength(1)
    server.clock = new Date('2026-11-22T16:00:00Z')
    expect((await call(server, person)).json().towns).toHaveLength(0)
  })
})

test('an answer that was under way when something changed is not kept', async () => {
  server.house.ear.ring(ACTORS_CHANGED)
  await owner.query('begin')
  await owner.query('lock table identity.session in access exclusive mode')
  const slow = statusOf()
  const waits = 'select 1 from pg_locks where not granted'
  await expect.poll(async () => (await owner.query(waits)).rowCount).toBe(1)
  server.house.ear.ring(ACTORS_CHANGED)
  await owner.query('rollback')
  expect(await slow).toBe(200)
  expect(await asked(() => statusOf())).toBe(1)
})
