import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeAccount, PASSWORD } from '#test/account'
import { actAs } from '#test/actor'
import { type TestServer, testServer } from '#test/server'

const START = Date.parse('2026-11-22T02:00:00Z')
const SECOND = 1_000
const MINUTE = 60 * SECOND

let server: TestServer
beforeAll(async () => {
  server = await testServer()
})
beforeEach(() => {
  server.clock = new Date(START)
})
afterAll(() => server[Symbol.asyncDispose]())

const pass = (ms: number): void => {
  server.clock = new Date(server.clock.getTime() + ms)
}
type Sent = {
  url: string
  body?: unknown
  cookie?: string
  from?: string
  method?: 'GET' | 'POST'
  headers?: Record<string, string>
}
const send = ({ url, body, cookie, from, method, headers }: Sent) =>
  server.app.inject({
    method: method ?? (body === undefined ? 'GET' : 'POST'),
    url: `/api/identity/${url}`,
    ...(body === undefined ? {} : { payload: JSON.stringify(body) }),
    ...(from === undefined ? {} : { remoteAddress: from }),
    headers: {
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...(cookie === undefined ? {} : { cookie: `ezhen=${cookie}` }),
      ...headers,
    },
  })
type Reply = Awaited<ReturnType<typeof send>>
const signIn = (
  name: string,
  password = PASSWORD,
  more: { code?: string; from?: string; cookie?: string } = {},
) => {
  const { code, ...rest } = more
  return send({
    url: 'sign-in',
    body: { signIn: name, password, ...(code === undefined ? {} : { code }) },
    ...rest,
  })
}
const cookieOf = (reply: Reply): string => reply.cookies.find((c) => c.name === 'ezhen')?.value ?? ''
const codeOf = (reply: Reply): string | undefined => reply.json().errors?.[0]?.code
const me = async (cookie: string): Promise<number> => (await send({ url: 'me', cookie })).statusCode

async function bind(cookie: string): Promise<TOTP> {
  const begun = await send({ url: 'second-factor', body: { current: PASSWORD }, cookie })
  expect(begun.statusCode).toBe(200)
  expect(begun.json().qr).toMatch(/^data:image\/png;base64,/)
  return new TOTP({ secret: Secret.fromBase32(begun.json().secret) })
}
const show = (authenticator: TOTP): string => authenticator.generate({ timestamp: server.clock.getTime() })

describe('密码登录 sign-in by password', () => {
  test('lets the right person in, and the cookie is for the server only', async () => {
    const account = await makeAccount(server, 'right')
    const reply = await signIn('Right ')
    expect(reply.statusCode).toBe(200)
    const [cookie] = reply.cookies
    expect(cookie).toMatchObject({ name: 'ezhen', httpOnly: true, sameSite: 'Lax', path: '/' })
    expect(Buffer.from(cookie?.value ?? '', 'base64url').length).toBe(32)
    const mine = (await send({ url: 'me', cookie: cookieOf(reply) })).json()
    expect(mine).toMatchObject({ account, signIn: 'right', towns: [], hasPassword: true })
  })

  test('a name nobody has reads like a wrong password', async () => {
    await makeAccount(server, 'known')
    const [wrong, unknown] = [await signIn('known', 'wrong'), await signIn('unknown', 'wrong')]
    expect(wrong.statusCode).toBe(401)
    expect(wrong.body).toBe(unknown.body)
  })

  test('a session token is not what the database holds', async () => {
    await makeAccount(server, 'hashed')
    const token = cookieOf(await signIn('hashed'))
    const { rows } = await server.house.pool.query('select token from identity.session')
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.map((r) => r.token.toString('base64url'))).not.toContain(token)
  })

  test('signing in again gives a new token and ends the old session', async () => {
    await makeAccount(server, 'rotates')
    const first = cookieOf(await signIn('rotates'))
    const second = cookieOf(await signIn('rotates', PASSWORD, { cookie: first }))
    expect(second).not.toBe(first)
    expect([await me(first), await me(second)]).toEqual([401, 200])
  })

  test('another site cannot sign anybody in or out', async () => {
    await makeAccount(server, 'forged')
    const cookie = cookieOf(await signIn('forged'))
    for (const headers of [{ 'sec-fetch-site': 'cross-site' }, { origin: 'https://evil.example' }]) {
      const body = { signIn: 'forged', password: PASSWORD }
      expect(codeOf(await send({ url: 'sign-in', body, headers }))).toBe('http.foreign_origin')
      expect(codeOf(await send({ url: 'sign-out', body: {}, cookie, headers }))).toBe('http.foreign_origin')
    }
    expect(await me(cookie)).toBe(200)
  })
})

describe('登录锁定 lockout', () => {
  test('five failures lock this network for 15 minutes, and nobody else', async () => {
    await makeAccount(server, 'victim')
    const left = []
    for (let i = 0; i < 5; i += 1)
      left.push((await signIn('victim', 'wrong', { from: '10.0.0.7' })).statusCode)
    expect(left).toEqual([401, 401, 401, 401, 401])
    expect(codeOf(await signIn('victim', PASSWORD, { from: '10.0.0.8' }))).toBe('identity.locked')
    expect((await signIn('victim', PASSWORD, { from: '10.0.1.7' })).statusCode).toBe(200)
    pass(15 * MINUTE - 1)
    expect((await signIn('victim', PASSWORD, { from: '10.0.0.7' })).statusCode).toBe(429)
    pass(1)
    expect((await signIn('victim', PASSWORD, { from: '10.0.0.7' })).statusCode).toBe(200)
  })

  test('thirty tries at once are not thirty chances', async () => {
    await makeAccount(server, 'raced')
    const replies = await Promise.all(
      Array.from({ length: 30 }, () => signIn('raced', 'wrong', { from: '10.0.2.1' })),
    )
    const codes = replies.map(codeOf)
    expect(codes.filter((c) => c === 'identity.wrong_sign_in')).toHaveLength(5)
    expect(codes.filter((c) => c === 'identity.locked')).toHaveLength(25)
  })

  test('success forgets earlier failures', async () => {
    await makeAccount(server, 'clumsy')
    for (let round = 0; round < 3; round += 1) {
      for (let i = 0; i < 4; i += 1) await signIn('clumsy', 'wrong')
      expect((await signIn('clumsy')).statusCode).toBe(200)
    }
  })
})

describe('会话 sessions', () => {
  test('idle for 30 minutes ends it, use prolongs it, 12 hours end it in any case', async () => {
    await makeAccount(server, 'idle')
    const idle = cookieOf(await signIn('idle'))
    pass(30 * MINUTE - 1)
    expect(await me(idle)).toBe(200)
    await touched()
    pass(30 * MINUTE - 1)
    expect(await me(idle)).toBe(200)
    await touched()
    pass(30 * MINUTE)
    expect(await me(idle)).toBe(401)

    const used = cookieOf(await signIn('idle'))
    for (let minutes = 20; minutes < 12 * 60; minutes += 20) {
      pass(20 * MINUTE)
      expect(await me(used)).toBe(200)
      await touched()
    }
    pass(20 * MINUTE)
    expect(await me(used)).toBe(401)
  })

  test('signing out ends the session and clears the browser', async () => {
    await makeAccount(server, 'leaver')
    const cookie = cookieOf(await signIn('leaver'))
    const left = await send({ url: 'sign-out', body: {}, cookie })
    expect(left.headers['clear-site-data']).toContain('"cookies"')
    expect(await me(cookie)).toBe(401)
  })

  test('one sees and ends one’s own sessions, and nobody else’s', async () => {
    await makeAccount(server, 'many')
    const [here, there] = [cookieOf(await signIn('many')), cookieOf(await signIn('many'))]
    const stranger = await actAs(server)
    const listed = (await send({ url: 'sessions', cookie: here })).json()
    expect(listed.total).toBe(2)
    const other = listed.items.find((s: { current: boolean }) => !s.current).id
    const end = (headers: Record<string, string>) =>
      send({
        url: `sessions/${other}/end`,
        body: {},
        headers: { 'idempotency-key': crypto.randomUUID(), ...headers },
      })
    expect(codeOf(await end(stranger.headers))).toBe('identity.no_such_session')
    expect((await end({ cookie: `ezhen=${here}` })).statusCode).toBe(200)
    expect([await me(here), await me(there)]).toEqual([200, 401])
  })

  test('a new password ends the other sessions and renews this one', async () => {
    await makeAccount(server, 'changer')
    const [here, there] = [cookieOf(await signIn('changer')), cookieOf(await signIn('changer'))]
    const change = (current: string, password: string) =>
      send({ url: 'password', body: { current, password }, cookie: here })
    expect(codeOf(await change('wrong', 'Xk4#tr88-wmz'))).toBe('identity.current_password_wrong')
    expect(codeOf(await change(PASSWORD, 'Password2026'))).toBe('identity.password_common')
    expect(codeOf(await change(PASSWORD, PASSWORD))).toBe('identity.password_same')
    const renewed = cookieOf(await change(PASSWORD, 'Xk4#tr88-wmz'))
    expect([await me(here), await me(there), await me(renewed)]).toEqual([401, 401, 200])
    expect((await signIn('changer')).statusCode).toBe(401)
    expect((await signIn('changer', 'Xk4#tr88-wmz')).statusCode).toBe(200)
  })
})

describe('二次验证 second factor', () => {
  test('once bound it is asked, and a code passes once', async () => {
    await makeAccount(server, 'twice')
    const first = cookieOf(await signIn('twice'))
    const authenticator = await bind(first)
    const confirm = (code: string) => send({ url: 'second-factor/confirm', body: { code }, cookie: first })
    expect(codeOf(await confirm('000000'))).toBe('identity.code_wrong')
    const confirmed = cookieOf(await confirm(show(authenticator)))
    expect((await send({ url: 'me', cookie: confirmed })).json().secondFactor).toMatchObject({
      bound: true,
      passed: true,
    })
    expect(codeOf(await send({ url: 'second-factor', body: { current: PASSWORD }, cookie: confirmed }))).toBe(
      'identity.second_factor_bound',
    )
    expect(codeOf(await signIn('twice'))).toBe('identity.code_needed')
    expect(codeOf(await signIn('twice', PASSWORD, { code: show(authenticator) }))).toBe('identity.code_wrong')
    pass(30 * SECOND)
    const code = show(authenticator)
    const twins = await Promise.all([1, 2, 3].map(() => signIn('twice', PASSWORD, { code })))
    expect(twins.map((t) => t.statusCode).sort()).toEqual([200, 401, 401])
    pass(60 * SECOND)
    expect(codeOf(await signIn('twice', PASSWORD, { code }))).toBe('identity.code_wrong')
  })

  test('five wrong codes lock like five wrong passwords, asking for the code does not', async () => {
    await makeAccount(server, 'guessed')
    const cookie = cookieOf(await signIn('guessed'))
    const authenticator = await bind(cookie)
    await send({ url: 'second-factor/confirm', body: { code: show(authenticator) }, cookie })
    for (let i = 0; i < 9; i += 1) expect(codeOf(await signIn('guessed'))).toBe('identity.code_needed')
    for (let i = 0; i < 5; i += 1)
      expect(codeOf(await signIn('guessed', PASSWORD, { code: '000000' }))).toBe('identity.code_wrong')
    pass(30 * SECOND)
    expect(codeOf(await signIn('guessed', PASSWORD, { code: show(authenticator) }))).toBe('identity.locked')
  })

  test('the secret is sealed in the database', async () => {
    await makeAccount(server, 'sealed')
    const cookie = cookieOf(await signIn('sealed'))
    const begun = await send({ url: 'second-factor', body: { current: PASSWORD }, cookie })
    const { rows } = await server.house.pool.query('select secret from identity.totp')
    const plain = begun.json().secret
    expect(rows.length).toBeGreaterThan(0)
    expect(rows.some((r) => r.secret.toString('latin1').includes(plain))).toBe(false)
  })
})

/** The touch of `seen_at` is not waited for by the call that caused it. */
async function touched(): Promise<void> {
  await expect
    .poll(async () => {
      const { rows } = await server.house.pool.query('select max(seen_at) as at from identity.session')
      return rows[0].at.getTime()
    })
    .toBe(server.clock.getTime())
}
