import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted, refusal, refused } from '#kernel/refusal'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { type Refuse, route, routeAlone } from './route.ts'

/** A made-up standard: it has a path of its own, plain text, and words of its own for a refusal. */
const refusals = { 'demo.empty': { status: 400, zh: '正文为空，请补上。', en: 'Empty.' } } as const
const summary = { zh: '照抄', en: 'copy' }
const copy = endpoint({
  id: 'demo.copy',
  method: 'POST',
  path: '/copy/:etown/*',
  may: 'demo.copy',
  summary,
  keyless: 'the standard knows no keys',
  params: z.strictObject({ '*': z.string() }),
  takes: 'bytes',
  limit: 3_000_000,
  sends: 'raw',
  answer: z.unknown(),
})
const scan = endpoint({
  id: 'demo.scan',
  method: 'GET',
  path: '/01/*',
  may: 'public',
  summary,
  params: z.strictObject({ '*': z.string() }),
  sends: 'raw',
  answer: z.unknown(),
})
const inItsWords: Refuse = ([first]) => ({
  status: first?.code === 'http.sign_in_first' ? 401 : 499,
  headers: { 'content-type': 'text/x-copy' },
  body: `NO ${first?.code}`,
})
const room = {
  name: 'demo',
  grants: { 'demo.copy': { zh: '照抄', roles: ['clerk'] } },
  authenticate: () => async (request: { headers: Record<string, unknown> }) =>
    request.headers['x-role'] === undefined
      ? undefined
      : {
          account: '7',
          name: '甲',
          session: 's',
          houseRoles: [],
          secondFactor: false,
          towns: new Map([[1, { roles: ['clerk'], department: undefined, party: undefined }]]),
        },
  routes: [
    route(
      copy,
      'platform',
      async ({ params, bytes, headers, announce }) => {
        if (bytes?.length === 0) return refused(refusal(refusals, 'demo.empty', {}))
        announce({ kind: 'demo.copied', subject: params['*'], payload: {} })
        return granted({
          status: 202,
          headers: { 'content-type': headers['content-type'] ?? 'none', 'x-many': ['a', 'b'] },
          body: bytes ?? '',
        })
      },
      inItsWords,
    ),
    routeAlone(scan, 'platform', async ({ params, etown }) =>
      granted({
        headers: { 'content-type': 'text/html', 'cache-control': 'max-age=5' },
        body: `${params['*']} in ${etown.id}`,
      }),
    ),
  ],
}

let server: TestServer
beforeAll(async () => {
  server = await testServer({}, [room])
  const owner = await twoTowns(server)
  await owner.end()
})
afterAll(() => server[Symbol.asyncDispose]())

const send = (payload: string, headers: Record<string, string>, town = 'one') =>
  server.app.inject({ method: 'POST', url: `/copy/${town}/a/b`, payload, headers })

describe('原样接口 an endpoint that speaks a standard of others', () => {
  test('answers a public path outside /api with its own headers', async () => {
    const { statusCode, headers, body } = await server.app.inject('/01/06901234567892/10/A')
    expect([statusCode, body]).toEqual([200, '06901234567892/10/A in 0'])
    expect(headers).toMatchObject({ 'content-type': 'text/html', 'cache-control': 'max-age=5' })
    expect(headers['content-security-policy']).toContain("script-src 'self'")
  })
  test("puts the seam's refusals in the standard's words, and ours in a header", async () => {
    const { statusCode, headers, body } = await send('x', {})
    expect([statusCode, body]).toEqual([401, 'NO http.sign_in_first'])
    expect(headers).toMatchObject({ 'content-type': 'text/x-copy', 'x-refusal': 'http.sign_in_first' })
    const nowhere = await send('x', { 'x-role': 'clerk' }, 'nowhere')
    expect(nowhere.body).toBe('NO http.no_such_etown')
  })
  test('takes a body of any media type, whole, up to its own limit', async () => {
    const long = '字'.repeat(900_000)
    const kept = await send(long, { 'x-role': 'clerk', 'content-type': 'application/x-unheard+of' })
    expect([kept.statusCode, kept.headers['content-type'], kept.headers['x-many']]).toEqual([
      202,
      'application/x-unheard+of',
      ['a', 'b'],
    ])
    expect(kept.body === long).toBe(true)
    const more = await send('x'.repeat(3_000_001), { 'x-role': 'clerk', 'content-type': 'text/plain' })
    expect(more.statusCode).toBe(413)
    const bare = await send('', { 'x-role': 'clerk' })
    expect(bare.body).toBe('NO demo.empty')
  })
})
