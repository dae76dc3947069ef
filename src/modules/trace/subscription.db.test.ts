import { createHmac } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { captureIn, farm, refusedCodes } from '#test/trace'
import { foldNext } from '../../platform/work/consumers.ts'
import { runOneJob } from '../../platform/work/jobs.ts'
import { deliverJob, queueDeliveries } from './app/deliver.ts'
import { nextTime } from './domain/epcis/schedule.ts'

type Notice = { readonly body: string; readonly signature: string | undefined }
let server: TestServer
let owner: pg.Client
let hook: Server
let address: string
let bearer: Readonly<Record<string, string>>
let answerWith = 204
const got: Notice[] = []

beforeAll(async () => {
  server = await testServer({ EZHEN_HOOK_HOSTS: '127.0.0.1' })
  // Jobs wait by the database's clock.
  server.clock = new Date()
  owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
  hook = createServer((request, reply) => {
    let body = ''
    request.on('data', (piece) => {
      body += piece
    })
    request.on('end', () => {
      got.push({ body, signature: request.headers['gs1-signature']?.toString() })
      reply.writeHead(answerWith).end()
    })
  })
  await new Promise<void>((resolve) => hook.listen(0, '127.0.0.1', resolve))
  const where = hook.address()
  address = `http://127.0.0.1:${typeof where === 'object' ? where?.port : 0}/hook`
})
afterAll(async () => {
  hook.close()
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const ask = (method: 'GET' | 'POST' | 'DELETE', path: string, body?: unknown) =>
  server.app.inject({
    method,
    url: `/epcis/one${path}`,
    headers: { ...bearer, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })

/** Folds and works until nothing is left that is due. */
async function work(): Promise<void> {
  const stop = new AbortController().signal
  while ((await foldNext(server.house, 1, queueDeliveries)) > 0);
  while (await runOneJob(server.house, 1, [deliverJob], stop));
}
const eventsIn = ({ body }: Notice): string[] =>
  JSON.parse(body).epcisBody.queryResults.resultsBody.eventList.map((e: { eventID: string }) => e.eventID)
let serials = 0
const shipped = (more: object = {}) =>
  farm.object(1, [farm.item(`W${++serials}`)], { bizStep: 'shipping', ...more })

describe('命名查询 named queries', () => {
  test('are made, listed, asked and deleted', async () => {
    const made = await ask('POST', '/queries', { name: 'ships', query: { EQ_bizStep: ['shipping'] } })
    expect([made.statusCode, made.headers.location]).toEqual([201, '/epcis/one/queries/ships'])
    expect((await ask('POST', '/queries', { name: 'ships', query: {} })).json()).toMatchObject({
      status: 409,
    })
    expect((await ask('POST', '/queries', { name: 'wrong', query: { EQ_nothing: ['x'] } })).statusCode).toBe(
      400,
    )
    expect((await ask('GET', '/queries')).json()).toEqual([
      { name: 'ships', query: { EQ_bizStep: ['shipping'] } },
    ])
    const event = shipped()
    await captureIn(server, [event, farm.object(1, [farm.item('other')])])
    const list = await ask('GET', '/queries/ships/events')
    expect(eventsIn({ body: list.body, signature: undefined })).toEqual([event.eventID])
    expect(list.json().epcisBody.queryResults.queryName).toBe('ships')
    await ask('POST', '/queries', { name: 'gone', query: {} })
    expect((await ask('DELETE', '/queries/gone')).statusCode).toBe(204)
    expect((await ask('GET', '/queries/gone')).statusCode).toBe(404)
  })
})

describe('订阅 subscriptions', () => {
  const secret = '13df38d8275b13f05704629e5f1cf3d45d6132d5'
  const subscribe = (more: object) =>
    ask('POST', '/queries/ships/subscriptions', { dest: address, signatureToken: secret, ...more })

  test.each([
    [{ dest: 'https://10.0.0.7/x', stream: true }, '内网'],
    [{ dest: 'http://localhost/x', stream: true }, '内网'],
    [{ dest: 'file:///etc/passwd', stream: true }, 'https'],
    [{}, 'stream 与 schedule'],
    [{ stream: true, schedule: { hour: '1' } }, 'stream 与 schedule'],
    [{ schedule: { hour: '25' } }, 'schedule.hour'],
    [{ schedule: {} }, '空的'],
    [{ schedule: { dayOfMonth: '31', month: '2' } }, '永远'],
  ])('%j is refused', async (more, why) => {
    const reply = await subscribe(more)
    expect(reply.json()).toMatchObject({ status: 400, type: 'epcisException:SubscriptionControlsException' })
    expect(reply.json().title).toContain(why)
  })

  test('a stream posts matching events once, signed, and shows no secret', async () => {
    const made = await subscribe({ stream: true })
    expect(made.statusCode).toBe(201)
    expect(made.body).not.toContain(secret)
    const path = String(made.headers.location).replace('/epcis/one', '')
    const event = shipped()
    expect(
      refusedCodes(await captureIn(server, [event, farm.object(1, [farm.item(`W${++serials}`)])])),
    ).toEqual([])
    got.length = 0
    await work()
    expect(got.map(eventsIn)).toEqual([[event.eventID]])
    const [notice] = got
    expect(notice?.signature).toBe(
      `sha256=${createHmac('sha256', secret)
        .update(notice?.body ?? '')
        .digest('hex')}`,
    )
    await work()
    expect(got.length).toBe(1)
    expect((await ask('GET', path)).json()).toMatchObject({
      stream: true,
      lastNotifiedAt: server.clock.toISOString(),
    })

    answerWith = 503
    const later = shipped()
    await captureIn(server, [later])
    got.length = 0
    await work()
    expect(got.length).toBe(1)
    expect((await ask('GET', path)).json()).toMatchObject({ lastTrouble: 'HTTP 503' })
    answerWith = 204
    await owner.query(
      "update platform.job set run_at = now() where kind = 'trace.deliver' and state = 'waiting'",
    )
    await work()
    expect(got.map(eventsIn)).toEqual([[later.eventID], [later.eventID]])
    expect((await ask('GET', path)).json().lastTrouble).toBeUndefined()
    expect((await ask('DELETE', path)).statusCode).toBe(204)
    await captureIn(server, [shipped()])
    await work()
    expect(got.length).toBe(2)
  })

  test('a schedule waits for its time and reports what came since; from an instant on if asked', async () => {
    const made = await subscribe({
      schedule: { hour: '3' },
      reportIfEmpty: true,
      initialRecordTime: new Date(server.clock.getTime() - 1_000).toISOString(),
    })
    const path = String(made.headers.location).replace('/epcis/one', '')
    const id = made.json().subscriptionID
    got.length = 0
    const { rows } = await owner.query(
      "select run_at from platform.job where kind = 'trace.deliver' and input->>'subscription' = $1",
      [id],
    )
    expect(rows).toEqual([{ run_at: new Date(nextTime({ hour: '3' }, server.clock.getTime()) ?? 0) }])
    await owner.query("update platform.job set run_at = now() where input->>'subscription' = $1", [id])
    await work()
    expect(got.flatMap(eventsIn).length).toBe(4)
    got.length = 0
    await owner.query(
      "update platform.job set run_at = now() where input->>'subscription' = $1 and state = 'waiting'",
      [id],
    )
    await work()
    expect(got.map(eventsIn)).toEqual([[]])
    expect((await ask('DELETE', path)).statusCode).toBe(204)
  })
})
