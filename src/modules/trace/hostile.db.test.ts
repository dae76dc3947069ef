import fc from 'fast-check'
import type pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { captureIn, farm, refusedCodes } from '#test/trace'

/** 10,000 take a minute of a quiet machine; a thousand find the same kinds of faults. */
const CAPTURES = Number(process.env.HOSTILE_CAPTURES ?? 1_000)
const SEED = 20_261_122

let server: TestServer
let owner: pg.Client
let bearer: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await testServer({ EZHEN_REQUESTS_PER_MINUTE: '9999999' })
  owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const [live, inner, outer] = [farm.item('LIVE'), farm.crate('inner'), farm.crate('outer')]
const known = farm.object(2, [live], { bizStep: 'shipping' })
const good = farm.object(3, [farm.item('GOOD')])
const pack = farm.pack(3, farm.crate('p'), [farm.item('GOOD')])
const { parentID: _parent, ...orphan } = pack
const { eventTime: _time, ...timeless } = good

/** Events of which each must be refused, whatever is drawn. */
const wrongEvent = fc.oneof(
  fc.constantFrom<object>(
    { ...good, action: 'MOVE' },
    timeless,
    { ...good, eventTime: '2026-11-20T08:00:00' },
    { ...good, eventTime: '9999-12-31T23:59:59Z' },
    { ...good, eventTimeZoneOffset: '+25:00' },
    { ...good, bizStep: 'urn:epcglobal:cbv:bizstep:shipping' },
    { ...good, epcList: [live, live] },
    { ...good, ilmd: { 'cbvmda:lotNumber': 'L1' } },
    orphan,
    { ...orphan, action: 'DELETE' },
    { ...orphan, type: 'AssociationEvent' },
    { ...pack, childEPCs: [] },
    { ...pack, childEPCs: [pack.parentID] },
    { ...good, type: 'NobodysEvent' },
    { ...known, bizStep: 'receiving' },
    farm.object(4, [live], { action: 'ADD' }),
    farm.pack(4, inner, [outer]),
    { ...good, errorDeclaration: { reason: 'did_not_occur' } },
    { ...good, sensorElementList: [{ sensorReport: [] }] },
    { ...good, readPoint: 'https://ex.cn/here' },
    { ...good, quantityList: [{ epcClass: 'urn:x', quantity: 'many' }] },
    { ...good, 'ex:deep': JSON.parse(`${'['.repeat(50)}1${']'.repeat(50)}`) },
  ),
  fc
    .string({ minLength: 1, unit: 'binary' })
    .map((name) => ({ ...good, [`x${name.replaceAll(':', '')}`]: 1 })),
  fc.string({ minLength: 1 }).map((prefix) => ({ ...good, [`zz${prefix.replace(/[^a-z]/g, '')}:name`]: 1 })),
  fc.string({ unit: 'binary' }).map((text) => ({ ...good, epcList: [` ${text}`] })),
  fc.string({ unit: 'binary' }).map((text) => ({ ...good, eventTime: text })),
  fc.constantFrom('\0', '\ud800', '\udfff').map((bad) => ({ ...good, 'cbvmda:note': `a${bad}` })),
  fc.jsonValue(),
)

type Request = { readonly body: string; readonly type: string }
const asDocument = (events: readonly unknown[]): string =>
  JSON.stringify({
    '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld', { ex: 'https://ex.cn/' }],
    type: 'EPCISDocument',
    schemaVersion: '2.0',
    creationDate: '2026-11-22T00:00:00Z',
    epcisBody: { eventList: events },
  })
const json = 'application/json'
const wrongRequest = fc.oneof(
  {
    weight: 12,
    arbitrary: wrongEvent.map((event): Request => ({ body: asDocument([good, event]), type: json })),
  },
  { weight: 2, arbitrary: fc.json().map((body): Request => ({ body, type: json })) },
  {
    weight: 1,
    arbitrary: fc
      .nat(300)
      .map((cut): Request => ({ body: asDocument([good]).slice(0, -1 - cut), type: json })),
  },
  {
    weight: 1,
    arbitrary: fc.string({ unit: 'binary' }).map((body): Request => ({ body, type: 'text/xml' })),
  },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom(
        '['.repeat(200_000),
        `{"__proto__":{"type":"EPCISDocument"}}`,
        asDocument([good]).replace('EPCISDocument', 'Document'),
        asDocument([good]).replace('"2.0"', '2'),
        asDocument(Array.from({ length: 1_001 }, () => good)),
        asDocument([good])
          .replace('"eventList":[', '"eventList":{"0":')
          .replace(/\]\}\}$/, '}}}'),
      )
      .map((body): Request => ({ body, type: json })),
  },
)

const TABLES = ['capture', 'event', 'mention', 'delivery', 'query', 'subscription', 'recall']
async function store(): Promise<readonly string[]> {
  const marks: string[] = []
  for (const table of TABLES) {
    const { rows } = await owner.query(
      `select count(*) || coalesce(md5(string_agg(t::text, '' order by t::text)), '') as mark from trace.${table} t`,
    )
    marks.push(String(rows[0].mark))
  }
  return marks
}

test(`${CAPTURES} 次恶意登记 hostile captures are refused in the standard's words and change nothing (seed ${SEED})`, async () => {
  const world = [farm.object(1, [live], { action: 'ADD' }), known, farm.pack(1, outer, [inner])]
  expect(refusedCodes(await captureIn(server, world))).toEqual([])
  const before = await store()
  const wrong: string[] = []
  for (const { body, type } of fc.sample(wrongRequest, { numRuns: CAPTURES, seed: SEED })) {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/epcis/one/capture',
      headers: { ...bearer, 'content-type': type },
      payload: body,
    })
    const problem = String(reply.headers['content-type']).startsWith('application/problem+json')
    if (
      reply.statusCode < 400 ||
      reply.statusCode > 499 ||
      !problem ||
      !reply.json().type.startsWith('epcisException:')
    )
      wrong.push(`${reply.statusCode} ${reply.body.slice(0, 200)} for ${body.slice(0, 600)}`)
  }
  expect(wrong).toEqual([])
  expect(await store()).toEqual(before)
  const asked = await server.app.inject({
    url: `/epcis/one/events?MATCH_epc=${encodeURIComponent(live)}`,
    headers: bearer,
  })
  expect(asked.json().epcisBody.queryResults.resultsBody.eventList.length).toBe(2)
}, 600_000)
