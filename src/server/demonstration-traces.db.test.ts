import { Readable } from 'node:stream'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { dayOfInstant } from '#kernel/day'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { aParty } from '#test/shops'
import { type Office, openOffice } from '#test/towns'
import type { Caller } from './demo-caller.ts'
import { bringInTraces } from './demonstration-traces.ts'
import { rooms } from './rooms.ts'

let office: Office
beforeAll(async () => {
  office = await openOffice()
})
afterAll(() => office[Symbol.asyncDispose]())

let keys = 0
/** An operator at work, who makes labels where they are waited for. */
async function operatorAt({ server }: Office): Promise<Caller> {
  const { headers } = await actAs(server, { etown: 1, roles: ['operator'] })
  const send = async (method: 'GET' | 'POST' | 'PUT', url: string, payload?: object, more: object = {}) => {
    const key = { 'idempotency-key': `demonstration-${++keys}` }
    const answer = await server.app.inject({
      method,
      url,
      headers: { ...headers, ...key, ...more },
      ...(payload && { payload }),
    })
    expect([url, answer.statusCode, answer.statusCode < 300 ? '' : answer.body]).toEqual([url, 200, ''])
    return answer.json()
  }
  const jobs = rooms.flatMap((room) => room.jobs ?? [])
  return {
    get: (url) => send('GET', url),
    text: async (url) => (await server.app.inject({ url, headers })).body,
    act: (method, url, body) => send(method, url, body),
    upload: (url, name, bytes, method = 'POST') =>
      send(method, url, Readable.from(bytes), {
        'content-type': 'application/octet-stream',
        'x-file-name': encodeURIComponent(name),
      }),
    async until(url, wanted) {
      while (await runOneJob(server.house, 1, jobs, AbortSignal.timeout(60_000)));
      const answer = await send('GET', url)
      expect(wanted(answer)).toBe(true)
      return answer
    },
  }
}

test.each(['141030-daning', '140521-longgang'])(
  '%s has a lot with photos, a subject code, and goods that left',
  async (code) => {
    const operator = await operatorAt(office)
    const party = await aParty(office.owner, 1, `演示合作社 ${code}`)
    const today = dayOfInstant(office.server.clock.getTime())
    const page = await bringInTraces(operator, '/api/etowns/one', code, today, String(party))
    const { statusCode, body } = await office.server.app.inject({ url: `/scan${page}` })
    expect(statusCode).toBe(200)
    expect(body).toContain('照片 1 张')
    expect(body).toContain('国家农产品追溯主体码')
    const photo = /\/scan-photo\/[^"]+/.exec(body)?.[0] ?? ''
    expect((await office.server.app.inject({ url: photo })).headers['content-type']).toBe('image/webp')
    const { rows } = await office.owner.query(
      'select count(*)::int as n, count(buyer_sealed)::int as told from trace.dispatch where lot = (select max(id) from trace.lot)',
    )
    expect(rows[0].n).toBeGreaterThan(1)
    expect(rows[0].told).toBe(rows[0].n)
  },
)
