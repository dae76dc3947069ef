import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { farm } from '#test/trace'

/**
 * What epcis2.js does on the wire, to the letter: no header of GS1's, any media type accepted, of `Location` only the last segment,
 * then asking for the job until it is no longer running. (The package itself does not install beside ours.)
 */
let server: TestServer
let bearer: Readonly<Record<string, string>>
let apiUrl: string
beforeAll(async () => {
  server = await testServer()
  const owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
  await owner.end()
  apiUrl = `${await server.app.listen({ port: 0, host: '127.0.0.1' })}/epcis/one/`
})
afterAll(() => server[Symbol.asyncDispose]())

async function capture(document: unknown): Promise<{ success: boolean; errors: unknown[] }> {
  const sent = await fetch(`${apiUrl}capture`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: '*/*', ...bearer },
    body: JSON.stringify(document),
  })
  const location = sent.headers.get('location')
  if (sent.status !== 202 || location === null) throw new Error(await sent.text())
  expect(sent.headers.get('access-control-expose-headers')).toContain('Location')
  const id = location.split('/').at(-1)
  for (let tries = 0; tries < 5; tries++) {
    const job = await (await fetch(`${apiUrl}capture/${id}`, { headers: bearer })).json()
    if (!job.running) return job
    await new Promise((resolve) => setTimeout(resolve, 2_000))
  }
  throw new Error('still running')
}

test('an ordinary client captures and polls to success', async () => {
  const event = farm.object(1, [farm.item('CLIENT')])
  const job = await capture({
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: new Date().toISOString(),
    epcisBody: { eventList: [event] },
  })
  expect(job).toMatchObject({ success: true, errors: [] })
  const back = await fetch(`${apiUrl}events/${encodeURIComponent(event.eventID)}`, { headers: bearer })
  expect((await back.json()).epcisBody.queryResults.resultsBody.eventList).toMatchObject([event])
})
