import { connect } from 'node:net'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { z } from 'zod'
import { endpoint } from '#kernel/endpoint'
import { granted } from '#kernel/refusal'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import type { Room } from '../room.ts'
import { route } from './route.ts'

const at = '/api/etowns/:etown/limits'
const write = endpoint({
  id: 'limit.write',
  method: 'POST',
  path: at,
  may: 'signed-in',
  summary: { zh: '写', en: 'write' },
  body: z.strictObject({ text: z.string() }),
  answer: z.object({}),
})
const upload = endpoint({
  id: 'limit.upload',
  method: 'POST',
  path: `${at}/file`,
  may: 'signed-in',
  summary: { zh: '传文件', en: 'upload' },
  takes: 'stream',
  accepts: ['table'],
  answer: z.object({}),
})
const fetchFile = endpoint({
  id: 'limit.fetch',
  method: 'GET',
  path: `${at}/file`,
  may: 'signed-in',
  traced: true,
  summary: { zh: '取文件', en: 'fetch' },
  answer: z.object({}),
  sends: 'file',
})
const room: Room = {
  name: 'limit',
  grants: {},
  authenticate: () => async (request) => ({
    account: String(request.headers['x-account'] ?? '7'),
    name: '甲',
    session: 's',
    houseRoles: [],
    secondFactor: false,
    towns: new Map(),
  }),
  routes: [
    route(write, 'platform', async () => granted({})),
    route(upload, 'platform', async () => granted({})),
    route(fetchFile, 'platform', async (call) => {
      call.note('file-1', { why: 'asked' })
      return granted({ name: 'a.csv', media: 'text/csv', content: Buffer.from('甲') })
    }),
  ],
}

let server: TestServer
let owner: pg.Client
beforeAll(async () => {
  server = await testServer({ EZHEN_UPLOAD_BYTES_PER_DAY: '4096' }, [room])
  owner = await twoTowns(server)
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const send = (bytes: number, account = '7', etown = 'one') =>
  server.app.inject({
    method: 'POST',
    url: `/api/etowns/${etown}/limits/file`,
    payload: Buffer.from(`${crypto.randomUUID()},`.padEnd(bytes, 'x')),
    headers: {
      'content-type': 'application/octet-stream',
      'content-length': String(bytes),
      'x-file-name': 'a.csv',
      'x-account': account,
      'idempotency-key': crypto.randomUUID(),
    },
  })

test('each account has a quota of bytes a day in an e-town; another day, account or e-town has its own', async () => {
  expect((await send(3_000)).statusCode).toBe(200)
  const over = await send(2_000)
  expect([over.statusCode, over.json().errors[0].code]).toEqual([429, 'http.upload_quota'])
  expect((await send(1_000)).statusCode).toBe(200)
  expect((await send(2_000, '8')).statusCode).toBe(200)
  expect((await send(2_000, '7', 'two')).statusCode).toBe(200)
  server.clock = new Date(server.clock.getTime() + 86_400_000)
  expect((await send(2_000)).statusCode).toBe(200)
})

test('many uploads at once do not pass it together', async () => {
  const replies = await Promise.all(Array.from({ length: 12 }, () => send(1_000, '9')))
  expect(replies.filter((r) => r.statusCode === 200)).toHaveLength(4)
})

test('a body that drips in is cut off; one that comes is answered', async () => {
  await using strict = await testServer({ EZHEN_BODY_SECONDS: '1' }, [room])
  await (await twoTowns(strict)).end()
  const address = new URL(await strict.app.listen({ port: 0, host: '127.0.0.1' }))
  const drip = async (pause: number): Promise<string> => {
    const socket = connect(Number(address.port), address.hostname)
    let answer = ''
    socket.on('data', (piece) => {
      answer += piece
    })
    socket.on('error', () => {})
    const over = new Promise((resolve) => socket.once('close', resolve))
    const body = '{"text":"abcdefghijklmnopqrstuvwxyz"}'
    socket.write(
      `POST /api/etowns/one/limits HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\nconnection: close\r\nidempotency-key: ${crypto.randomUUID()}\r\ncontent-length: ${body.length}\r\n\r\n`,
    )
    for (const char of body) {
      if (socket.destroyed) break
      socket.write(char)
      await new Promise((resolve) => setTimeout(resolve, pause))
    }
    await over
    return answer
  }
  expect(await drip(1)).toContain('200 OK')
  expect(await drip(80)).toBe('')
})

test('a traced read leaves its audit line', async () => {
  const reply = await server.app.inject({ url: '/api/etowns/one/limits/file' })
  expect([reply.statusCode, reply.body]).toEqual([200, '甲'])
  const { rows } = await owner.query(
    `select actor, subject, outcome, detail from platform.audit_entry where act = 'limit.fetch'`,
  )
  expect(rows).toEqual([{ actor: '7', subject: 'file-1', outcome: 'done', detail: { why: 'asked' } }])
})
