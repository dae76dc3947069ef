import { Readable } from 'node:stream'
import { expect } from 'vitest'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import type { TestServer } from '#test/server'
import type { Caller } from '../../src/server/demo-caller.ts'
import { rooms } from '../../src/server/rooms.ts'

let keys = 0
/** Somebody who brings in a demonstration, and does the jobs that are waited for. */
export async function demoCaller(
  server: TestServer,
  role: { readonly roles: readonly string[]; readonly party?: string },
): Promise<Caller> {
  const { headers } = await actAs(server, { etown: 1, ...role })
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
