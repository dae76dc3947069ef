import { createHash } from 'node:crypto'
import { Window } from 'happy-dom'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { echoRoom, fetchEcho, listEchoes, makeEcho, seeEcho, sendEcho } from '#test/echo-room'
import { type TestServer, testServer } from '#test/server'
import { addressOf, ask, askFile, askUpload, newKey } from './ask.ts'
import { Problem, Unanswered } from './problem.ts'

/** The client against the real seam: whatever one of them changes, the other hears of it here. */
let server: TestServer
let role: string | undefined = 'clerk'
const browserFetch = globalThis.fetch
const etown = 'one'
const PNG = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d])

beforeAll(async () => {
  server = await testServer({}, [echoRoom()])
  const owner = new (await import('pg')).default.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030')",
  )
  await owner.end()
  const address = await server.app.listen({ host: '127.0.0.1', port: 0 })
  globalThis.fetch = (path, options) =>
    browserFetch(address + path, {
      ...options,
      headers: { ...options?.headers, ...(role === undefined ? {} : { 'x-role': role }) },
    })
  const { XMLHttpRequest: Browser, File: BrowserFile } = new Window({ url: address })
  class Request extends Browser {
    override send(body?: Parameters<typeof Browser.prototype.send>[0]): void {
      if (role !== undefined) this.setRequestHeader('x-role', role)
      super.send(body)
    }
  }
  Object.assign(globalThis, { XMLHttpRequest: Request, File: BrowserFile })
})
afterAll(async () => {
  globalThis.fetch = browserFetch
  await server[Symbol.asyncDispose]()
})

const problemOf = async (asked: Promise<unknown>): Promise<Problem> => {
  const error = await asked.then(
    () => undefined,
    (e: unknown) => e,
  )
  if (!(error instanceof Problem)) throw new Error(`no problem but ${String(error)}`)
  return error
}

test('an act is answered as its contract says', async () => {
  const body = { text: '好', day: '2026-11-22' }
  const answer = await ask(makeEcho, { etown, body })
  expect(answer).toEqual({ text: '好', day: day('2026-11-22'), made: 1 })
})

test('the same act sent again with its key is done once', async () => {
  const asking = { etown, body: { text: '一', day: '2026-11-22' }, key: newKey() }
  const first = await ask(makeEcho, asking)
  expect(await ask(makeEcho, asking)).toEqual(first)
  expect((await ask(makeEcho, { ...asking, key: newKey() })).made).toBe(first.made + 1)
})

test('every refused field comes with its pointer', async () => {
  const problem = await problemOf(ask(makeEcho, { etown, body: { text: '', day: '2026-02-30' } }))
  expect([problem.status, problem.refusals.map((r) => r.pointer)]).toEqual([422, ['/text', '/day']])
})

test("a room's own refusal comes with its code and sentences", async () => {
  const problem = await problemOf(ask(makeEcho, { etown, body: { text: '坏', day: '2026-11-22' } }))
  expect(problem.refusals).toEqual([
    { code: 'echo.bad', zh: '“text”里有坏字，请换一个。', en: 'text holds a bad word.', pointer: '/text' },
  ])
  expect([problem.has('echo.bad'), problem.has('echo.good')]).toEqual([true, false])
})

test('whoever is not signed in hears exactly that', async () => {
  role = undefined
  const problem = await problemOf(ask(makeEcho, { etown, body: { text: '好', day: '2026-11-22' } }))
  role = 'clerk'
  expect([problem.status, problem.has('http.sign_in_first')]).toEqual([401, true])
})

test('path and query are encoded, what is not given is left out', async () => {
  expect(await ask(seeEcho, { etown, params: { echo: '甲/乙?c' } })).toEqual({ echo: '甲/乙?c' })
  expect(addressOf(listEchoes, { etown, query: { like: 'a&b', after: undefined } })).toBe(
    '/api/etowns/one/echoes?like=a%26b',
  )
  const { items } = await ask(listEchoes, { etown, query: { like: '苹果 & 蜜', limit: '20' } })
  expect(items).toEqual([{ text: '苹果 & 蜜/20' }])
})

test('a file goes raw, with its Chinese name', async () => {
  const content = '名称,金额\n苹果,1\n'
  const file = new File([content], '十月 订单（一）.csv')
  const answer = await askUpload(sendEcho, file, { etown })
  expect(answer).toEqual({
    name: '十月 订单（一）.csv',
    sha256: createHash('sha256').update(content).digest('hex'),
  })
})

test('a refused file is a problem too', async () => {
  const problem = await problemOf(askUpload(sendEcho, new File([PNG], 'a.csv'), { etown }))
  expect(problem.refusals.length).toBeGreaterThan(0)
})

test('a download keeps its Chinese name', async () => {
  const { name, content } = await askFile(fetchEcho, { etown, query: { name: '回执 10月.csv' } })
  expect([name, await content.text()]).toEqual(['回执 10月.csv', '名称\n'])
})

test('an address that is not there is a problem, not a file', async () => {
  const problem = await problemOf(askFile(fetchEcho, { etown: 'nowhere', query: { name: 'x' } }))
  expect(problem.status).toBe(404)
})

test('no answer is neither yes nor no', async () => {
  const online = globalThis.fetch
  globalThis.fetch = () => Promise.reject(new TypeError('Failed to fetch'))
  await expect(ask(listEchoes, { etown })).rejects.toBeInstanceOf(Unanswered)
  globalThis.fetch = async () => new Response('<html>502</html>', { status: 502 })
  await expect(ask(listEchoes, { etown })).rejects.toBeInstanceOf(Unanswered)
  globalThis.fetch = async () => new Response('<html>hotel Wi-Fi</html>', { status: 200 })
  await expect(ask(listEchoes, { etown })).rejects.toBeInstanceOf(Unanswered)
  globalThis.fetch = online
})

test('what the person called off stays called off', async () => {
  const off = new AbortController()
  off.abort()
  const error = await ask(listEchoes, { etown, signal: off.signal }).catch((e: unknown) => e)
  expect(error).not.toBeInstanceOf(Unanswered)
  expect(error).not.toBeInstanceOf(Problem)
})

test('a path without its e-town is a bug that is seen at once', async () => {
  await expect(ask(listEchoes)).rejects.toThrow('echo.list: no etown')
})

test('the contract rules what may be given', () => {
  // @ts-expect-error a body the contract does not know
  const withBody = () => ask(listEchoes, { etown, body: { text: 'x' } })
  // @ts-expect-error a field is missing
  const without = () => ask(makeEcho, { etown, body: { text: 'x' } })
  // @ts-expect-error no parameter given
  const nowhere = () => ask(seeEcho, { etown })
  expect([withBody, without, nowhere].length).toBe(3)
})

test('keys are never the same', () => {
  const keys = Array.from({ length: 1_000 }, newKey)
  expect(new Set(keys).size).toBe(1_000)
  expect(keys.every((k) => /^[0-9a-f]{32}$/.test(k))).toBe(true)
})
