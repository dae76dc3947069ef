import * as epcis2 from 'epcis2.js'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { farm } from '#test/trace'

/** The client that is there for EPCIS 2.0 in JavaScript, unmodified: it knows nothing of us but an address and a key. */
let server: TestServer
let bearer: Readonly<Record<string, string>>
let apiUrl: string
beforeAll(async () => {
  server = await testServer()
  const owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
  await owner.end()
  apiUrl = `${await server.app.listen({ port: 0, host: '127.0.0.1' })}/epcis/one/`
  epcis2.setup({ apiUrl, headers: { 'content-type': 'application/json', ...bearer } })
})
afterAll(() => server[Symbol.asyncDispose]())

const eventsOf = async (path: string) => {
  const reply = await fetch(`${apiUrl}${path}`, { headers: bearer })
  return (await reply.json()).epcisBody.queryResults.resultsBody.eventList
}

test('epcis2.js captures a document and polls to success', async () => {
  const document = new epcis2.EPCISDocument()
  const harvested = new epcis2.ObjectEvent()
  harvested
    .setEventTime('2026-11-01T08:00:00.000+08:00')
    .setEventTimeZoneOffset('+08:00')
    .setAction('ADD')
    .setBizStep(epcis2.cbv.bizSteps.commissioning)
    .addEPC(farm.item('EPCIS2JS'))
  const packed = new epcis2.AggregationEvent()
  packed
    .setEventTime('2026-11-01T09:00:00.000+08:00')
    .setEventTimeZoneOffset('+08:00')
    .setAction('ADD')
    .setBizStep(epcis2.cbv.bizSteps.packing)
    .setParentId(farm.crate('EPCIS2JS'))
    .addChildEPC(farm.item('EPCIS2JS'))
  document.addEventList([harvested, packed])
  document.setCreationDate('2026-11-22T00:00:00Z')
  const reply = await epcis2.capture(document)
  expect([reply.status, await reply.text()]).toEqual([202, ''])
  const job = new epcis2.CaptureResponse(reply)
  await job.pollForTheCaptureToFinish()
  expect([job.getRunningStatus(), job.getSuccessStatus(), job.getErrors()]).toEqual([false, true, []])
  const back = await eventsOf(`events?MATCH_anyEPC=${encodeURIComponent(farm.item('EPCIS2JS'))}`)
  expect(back.map((event: { type: string }) => event.type).toSorted()).toEqual([
    'AggregationEvent',
    'ObjectEvent',
  ])
  for (const event of back) expect(epcis2.objectToEvent(event).isValid()).toBe(true)
})

test('what epcis2.js sends and may not send is refused, and its job says why', async () => {
  const event = farm.pack(1, farm.crate('self'), [farm.crate('self')])
  const document = new epcis2.EPCISDocument({
    '@context': 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-22T00:00:00Z',
    epcisBody: { eventList: [event] },
  })
  const reply = await epcis2.capture(document)
  const job = reply.headers.has('location') ? new epcis2.CaptureResponse(reply) : undefined
  await job?.pollForTheCaptureToFinish()
  expect([reply.status, job?.getSuccessStatus()]).toEqual([400, undefined])
  expect(await reply.json()).toMatchObject({ type: 'epcisException:ValidationException' })
})
