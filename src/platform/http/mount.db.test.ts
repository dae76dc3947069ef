import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted, refusal, refused } from '#kernel/refusal'
import { type TestServer, testServer } from '#test/server'
import { route } from './route.ts'
import { securityHeaders } from './security-headers.ts'

const notes = { 'demo.no': { status: 409, zh: '“{what}”不行，请换一个。', en: 'No: {what}.' } } as const
const answer = z.object({ kept: z.string() })
const write = endpoint({
  id: 'demo.write',
  method: 'POST',
  path: '/api/etowns/:etown/demo',
  may: 'demo.write',
  summary: { zh: '写一条', en: 'write' },
  body: z.strictObject({ what: z.string().min(1), count: z.int().positive() }),
  answer,
})
const upload = endpoint({
  id: 'demo.upload',
  method: 'POST',
  path: '/api/etowns/:etown/demo/file',
  may: 'demo.write',
  summary: { zh: '传文件', en: 'upload' },
  takes: 'stream',
  accepts: ['table'],
  answer,
})
const list = endpoint({
  id: 'demo.list',
  method: 'GET',
  path: '/api/etowns/:etown/demo',
  may: 'signed-in',
  summary: { zh: '看', en: 'read' },
  query: z.strictObject({ like: z.string().optional() }),
  answer: z.object({ towns: z.array(z.string()) }),
})

const room = {
  name: 'demo',
  grants: { 'demo.write': { zh: '写', roles: ['clerk'] } },
  authenticate: () => async (request: { headers: Record<string, unknown> }) => {
    const role = request.headers['x-role']
    if (typeof role !== 'string') return undefined
    return {
      account: '7',
      name: '甲',
      session: 's',
      houseRoles: [],
      secondFactor: false,
      towns: new Map([[1, { roles: [role], department: undefined, party: undefined }]]),
    }
  },
  routes: [
    route(write, 'platform', async (call) => {
      call.note('thing-1', { count: call.body.count })
      await call.db
        .insertInto('platform.job')
        .values({ etown: call.etown.id, kind: 'demo.made', input: '{}', asked_by: '7' })
        .execute()
      if (call.body.what === '坏')
        return refused(refusal(notes, 'demo.no', { what: call.body.what }, '/what'))
      if (call.body.what === '炸') throw new Error('select secret from stack')
      call.announce({ kind: 'demo.written', subject: 'thing-1', payload: {} })
      return granted({ kept: call.body.what, secret: 'never leaves' })
    }),
    route(upload, 'platform', async (call) => granted({ kept: call.file?.sha256 ?? '' })),
    route(list, 'platform', async (call) => granted({ towns: [call.etown.name] })),
  ],
}

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer({ EZHEN_FILE_BYTES: '4096' }, [room])
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030'), (2, 'two', '二镇', '140521')",
  )
  await owner.query(`select set_config('app.etown', '1', false)`)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const post = (payload: unknown, headers: Record<string, string> = {}) =>
  server.app.inject({
    method: 'POST',
    url: '/api/etowns/one/demo',
    payload: JSON.stringify(payload),
    headers: {
      'content-type': 'application/json',
      'x-role': 'clerk',
      'idempotency-key': crypto.randomUUID(),
      ...headers,
    },
  })
const count = async (what: string): Promise<number> =>
  (await owner.query(`select count(*)::int as n from ${what}`)).rows[0].n

describe('契约之缝 the contract seam', () => {
  test('sends only what the contract declares', async () => {
    const reply = await post({ what: '好', count: 1 })
    expect([reply.statusCode, reply.json()]).toEqual([200, { kept: '好' }])
  })

  test('collects every bad field at once, each with its pointer', async () => {
    const reply = await post({ count: '3', extra: 1 })
    expect(reply.statusCode).toBe(422)
    expect(reply.headers['content-type']).toContain('application/problem+json')
    expect(reply.json().errors.map((e: { code: string; pointer: string }) => [e.code, e.pointer])).toEqual([
      ['field.missing', '/what'],
      ['field.type', '/count'],
      ['field.unknown', '/extra'],
    ])
  })

  test('says in Chinese what a schema without words of its own refuses', async () => {
    const reply = await post({ what: '', count: 0 })
    expect(reply.json().errors.map((e: { zh: string }) => e.zh)).toEqual([
      '“what”填写不符合要求：不能为空。',
      '“count”填写不符合要求：至少 0。',
    ])
  })

  test('does not turn text into numbers', async () =>
    expect((await post({ what: '好', count: '3' })).statusCode).toBe(422))

  test.each([
    ['1e309', '{"what":"好","count":1e309}'],
    ['a number past 2^53', '{"what":"好","count":9007199254740993}'],
    ['__proto__', '{"what":"好","count":1,"__proto__":{"a":1}}'],
    ['no JSON', '{"what":'],
  ])('refuses %s', async (_what, payload) => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/etowns/one/demo',
      payload,
      headers: {
        'content-type': 'application/json',
        'x-role': 'clerk',
        'idempotency-key': crypto.randomUUID(),
      },
    })
    expect(reply.statusCode).toBeGreaterThanOrEqual(400)
    expect(reply.statusCode).toBeLessThan(500)
  })

  test.each([
    ['NUL', 'a\0b'],
    ['half a pair', '\ud800'],
  ])('refuses %s in a text, naming the field', async (_what, what) => {
    const reply = await post({ what, count: 1 })
    expect([reply.statusCode, reply.json().errors[0].pointer]).toEqual([422, '/what'])
  })

  test('a failure shows neither SQL nor stack, keeps nothing, and asks to come back', async () => {
    const before = await count('platform.job')
    const reply = await post({ what: '炸', count: 1 })
    expect([reply.statusCode, reply.headers['retry-after']]).toEqual([503, '5'])
    expect(reply.body).not.toContain('secret')
    expect(await count('platform.job')).toBe(before)
  })
})

test('every answer carries the security headers, a refusal too', async () => {
  for (const url of ['/api/etowns/one/demo', '/api/nothing', '/api/health/live']) {
    const reply = await server.app.inject({ method: 'GET', url })
    expect(reply.headers).toMatchObject(securityHeaders(false))
  }
})

describe('谁可以 who may', () => {
  test('nobody: 401; the wrong role: 403 with an audit line; another e-town: 403; none: 404', async () => {
    expect((await server.app.inject({ method: 'GET', url: '/api/etowns/one/demo' })).statusCode).toBe(401)
    expect((await post({ what: '好', count: 1 }, { 'x-role': 'guest' })).statusCode).toBe(403)
    const { rows } = await owner.query(
      `select outcome, detail from platform.audit_entry order by seq desc limit 1`,
    )
    expect(rows).toEqual([{ outcome: 'refused', detail: { why: 'no' } }])
    const foreign = await server.app.inject({
      method: 'POST',
      url: '/api/etowns/two/demo',
      payload: { what: '好', count: 1 },
      headers: { 'x-role': 'clerk', 'idempotency-key': 'k'.repeat(12) },
    })
    expect(foreign.statusCode).toBe(403)
    expect(
      (
        await server.app.inject({
          method: 'GET',
          url: '/api/etowns/nowhere/demo',
          headers: { 'x-role': 'clerk' },
        })
      ).statusCode,
    ).toBe(404)
  })

  test('a page of another site cannot post', async () => {
    expect((await post({ what: '好', count: 1 }, { origin: 'https://elsewhere.example' })).statusCode).toBe(
      403,
    )
    expect((await post({ what: '好', count: 1 }, { 'sec-fetch-site': 'cross-site' })).statusCode).toBe(403)
  })
})

describe('幂等 idempotency', () => {
  test('40 twins at once: one effect, one answer', async () => {
    const key = crypto.randomUUID()
    const before = await count('platform.job')
    const replies = await Promise.all(
      Array.from({ length: 40 }, () => post({ what: '双', count: 2 }, { 'idempotency-key': key })),
    )
    expect(new Set(replies.map((r) => `${r.statusCode} ${r.body}`)).size).toBe(1)
    expect(await count('platform.job')).toBe(before + 1)
  })

  test('the same key with another body is refused; a missing key too', async () => {
    const key = crypto.randomUUID()
    await post({ what: '双', count: 2 }, { 'idempotency-key': key })
    expect((await post({ what: '双', count: 3 }, { 'idempotency-key': key })).json().errors[0].code).toBe(
      'http.key_reused',
    )
    expect((await post({ what: '双', count: 3 }, { 'idempotency-key': '' })).json().errors[0].code).toBe(
      'http.key_missing',
    )
  })

  test('a refusal keeps nothing but its audit line', async () => {
    const [jobs, events] = [await count('platform.job'), await count('platform.event')]
    const reply = await post({ what: '坏', count: 1 })
    expect([reply.statusCode, reply.json().title]).toEqual([409, '“坏”不行，请换一个。'])
    expect([await count('platform.job'), await count('platform.event')]).toEqual([jobs, events])
    const { rows } = await owner.query(
      `select subject, outcome, detail from platform.audit_entry order by seq desc limit 1`,
    )
    expect(rows).toEqual([
      { subject: 'thing-1', outcome: 'refused', detail: { count: 1, codes: ['demo.no'] } },
    ])
  })
})

describe('上传 uploads', () => {
  const send = (payload: Buffer, name: string) =>
    server.app.inject({
      method: 'POST',
      url: '/api/etowns/one/demo/file',
      payload,
      headers: {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
        'x-role': 'clerk',
        'idempotency-key': crypto.randomUUID(),
      },
    })

  test('a table is kept under its SHA-256, encrypted', async () => {
    const reply = await send(Buffer.from('订单号,金额\n1,2\n'), '订单.csv')
    const { rows } = await owner.query('select * from platform.evidence')
    expect(rows).toHaveLength(1)
    expect(rows[0].sha256).toBe(reply.json().kept)
    const back = await server.house.evidence.read(rows[0].stored)
    expect(Buffer.concat(await back.toArray()).toString()).toBe('订单号,金额\n1,2\n')
  })

  test.each([
    ['a page in disguise', Buffer.from('<html><script>1</script>'), 'a.csv', 'file.kind'],
    ['a picture in disguise', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'), 'a.csv', 'file.kind'],
    ['nothing', Buffer.alloc(0), 'a.csv', 'file.empty'],
    ['too much', Buffer.alloc(5000, 'a'), 'a.csv', 'file.too_large'],
  ])('%s is refused', async (_what, bytes, name, code) => {
    const reply = await send(bytes, name)
    expect(reply.json().errors[0].code).toBe(code)
    expect(await count('platform.evidence')).toBe(1)
  })
})
