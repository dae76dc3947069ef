import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { makeAccount } from '#test/account'
import { type TestServer, testServer } from '#test/server'

const START = Date.parse('2026-11-22T02:00:00Z')
const MINUTE = 60_000
const PHONES = {
  owner: '19900000001',
  swap: '19900000002',
  often: '19900000003',
  guessed: '19900000004',
  admin: '19900000005',
  real: '19900000006',
}

let server: TestServer
beforeAll(async () => {
  server = await testServer()
  for (const [name, phone] of Object.entries(PHONES)) {
    const kind = name === 'admin' ? 'administrator' : 'member'
    await makeAccount(server, name, { phone, kind, demonstration: name !== 'real' })
  }
})
beforeEach(() => {
  server.clock = new Date(START)
})
afterAll(() => server[Symbol.asyncDispose]())

const pass = (ms: number): void => {
  server.clock = new Date(server.clock.getTime() + ms)
}
const post = (url: string, body: unknown) =>
  server.app.inject({
    method: 'POST',
    url: `/api/identity/${url}`,
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify(body),
  })
const ask = (phone: string) => post('sms-codes', { phone })
const enter = (request: string, smsCode: string) => post('sms-sign-in', { request, smsCode })
type Reply = Awaited<ReturnType<typeof post>>
const codeOf = (reply: Reply): string | undefined => reply.json().errors?.[0]?.code

/** What the demonstration's phone shows: the message comes after the reply. */
async function read(name: string): Promise<string> {
  const shown = async (): Promise<string | undefined> => {
    const reply = await server.app.inject('/api/identity/sms-outbox')
    const mine = reply.json().messages.find((m: { to: string }) => m.to.startsWith(`张${name} `))
    return /\d{6}/.exec(mine?.text ?? '')?.[0]
  }
  await expect.poll(shown).toBeDefined()
  return (await shown()) ?? ''
}

describe('短信验证码 codes by SMS', () => {
  test('lets its owner in once, and is no second factor', async () => {
    const asked = await ask('＋86 199 0000 0001')
    expect(asked.json()).toMatchObject({ seconds: 300 })
    const { request } = asked.json()
    const code = await read('owner')
    expect(codeOf(await enter(request, code === '000000' ? '000001' : '000000'))).toBe(
      'identity.sms_code_wrong',
    )
    const entered = await Promise.all([enter(request, code), enter(request, code)])
    expect(entered.map((r) => r.statusCode).sort()).toEqual([200, 401])
    const cookie = entered.flatMap((r) => r.cookies)[0]?.value ?? ''
    const mine = await server.app.inject({ url: '/api/identity/me', headers: { cookie: `ezhen=${cookie}` } })
    expect(mine.json().secondFactor).toMatchObject({ passed: false })
    expect(codeOf(await enter(request, code))).toBe('identity.sms_code_wrong')
  })

  test('is good for its own request only, and for five minutes', async () => {
    const first = (await ask(PHONES.swap)).json().request
    const code = await read('swap')
    pass(MINUTE)
    const second = (await ask(PHONES.swap)).json().request
    expect(codeOf(await enter(second, code))).toBe('identity.sms_code_wrong')
    pass(4 * MINUTE)
    expect(codeOf(await enter(first, code))).toBe('identity.sms_code_wrong')
  })

  test('five wrong tries use it up', async () => {
    const { request } = (await ask(PHONES.guessed)).json()
    const code = await read('guessed')
    const wrong = code === '000000' ? '111111' : '000000'
    await Promise.all(Array.from({ length: 8 }, () => enter(request, wrong)))
    expect(codeOf(await enter(request, code))).toBe('identity.sms_code_wrong')
  })

  test('one a minute, five a day, for known and unknown phones alike', async () => {
    for (const phone of [PHONES.often, '13800000000']) {
      server.clock = new Date(START)
      const codes = []
      for (let i = 0; i < 6; i += 1) {
        codes.push((await ask(phone)).statusCode, (await ask(phone)).statusCode)
        pass(MINUTE)
      }
      expect(codes).toEqual([...Array.from({ length: 5 }, () => [200, 429]).flat(), 429, 429])
      pass(24 * 60 * MINUTE)
      expect((await ask(phone)).statusCode).toBe(200)
    }
  })

  test('ten at once get one code', async () => {
    const replies = await Promise.all(Array.from({ length: 10 }, () => ask('13900000000')))
    expect(replies.filter((r) => r.statusCode === 200)).toHaveLength(1)
  })

  test('an unknown phone reads like a known one', async () => {
    pass(10 * 24 * 60 * MINUTE)
    const [known, unknown] = [(await ask(PHONES.owner)).json(), (await ask('13700000000')).json()]
    expect(Object.keys(unknown)).toEqual(Object.keys(known))
    expect(unknown.request).toHaveLength(known.request.length)
    expect(codeOf(await enter(unknown.request, '123456'))).toBe('identity.sms_code_wrong')
  })

  test('administrators do not sign in by SMS, and real people’s codes are never shown', async () => {
    pass(20 * 24 * 60 * MINUTE)
    await ask(PHONES.admin)
    await ask(PHONES.real)
    pass(MINUTE)
    await ask(PHONES.owner)
    await read('owner')
    const { messages } = (await server.app.inject('/api/identity/sms-outbox')).json()
    const names = messages.map((m: { to: string }) => m.to.split(' ')[0])
    expect(names).toContain('张owner')
    expect(names).not.toContain('张admin')
    expect(names).not.toContain('张real')
  })
})

describe('演示以外 outside the demonstration', () => {
  test('there is no gateway, no outbox, and no demonstration account', async () => {
    await using real = await testServer({ EZHEN_DEMO: 'off' })
    await makeAccount(real, 'demo', { demonstration: true })
    const reply = await real.app.inject({
      method: 'POST',
      url: '/api/identity/sms-codes',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ phone: PHONES.owner }),
    })
    expect(codeOf(reply)).toBe('identity.sms_off')
    expect(codeOf(await real.app.inject('/api/identity/sms-outbox'))).toBe('identity.not_a_demonstration')
    const signIn = await real.app.inject({
      method: 'POST',
      url: '/api/identity/sign-in',
      headers: { 'content-type': 'application/json' },
      payload: JSON.stringify({ signIn: 'demo', password: 'Hm7!kd92-pQ' }),
    })
    expect(codeOf(signIn)).toBe('identity.wrong_sign_in')
  })
})
