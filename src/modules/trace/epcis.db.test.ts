import { readdirSync, readFileSync } from 'node:fs'
import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { conformance } from '#test/conformance'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { farm } from '#test/trace'

let server: TestServer
let owner: pg.Client
let bearer: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

type Asked = {
  readonly headers?: Readonly<Record<string, string>>
  readonly town?: string
  readonly as?: typeof bearer
}
const get = (path: string, { headers = {}, town = 'one', as = bearer }: Asked = {}) =>
  server.app.inject({ url: `/epcis/${town}${path}`, headers: { ...as, ...headers } })
const post = (path: string, body: unknown, { headers = {}, town = 'one', as = bearer }: Asked = {}) =>
  server.app.inject({
    method: 'POST',
    url: `/epcis/${town}${path}`,
    payload: typeof body === 'string' ? body : JSON.stringify(body),
    headers: { 'content-type': 'application/json', ...as, ...headers },
  })
const documentOf = (events: readonly unknown[], context: unknown = CONTEXT) => ({
  '@context': context,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-22T00:00:00Z',
  epcisBody: { eventList: events },
})
const CONTEXT = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { ex: 'https://ex.cn/voc/' },
]
const listOf = (reply: {
  json(): { epcisBody: { queryResults: { resultsBody: { eventList: unknown[] } } } }
}) => reply.json().epcisBody.queryResults.resultsBody.eventList as { eventID: string; recordTime: string }[]
const idsOf = async (query: string): Promise<string[]> =>
  listOf(await get(`/events?${query}`)).map((e) => e.eventID)
const taken = async (...events: readonly unknown[]) => {
  const reply = await post('/capture', documentOf(events))
  expect(reply.body).toBe('')
  expect(reply.statusCode).toBe(202)
  return reply
}
let serials = 0
const item = (): string => farm.item(`H${++serials}`)

const folder = conformance('epcis')
describe.skipIf(folder === undefined)(
  "GS1's own documents go in and come out (shared/conformance/epcis)",
  () => {
    const files = ['examples', 'events'].flatMap((part) =>
      readdirSync(`${folder}/${part}`).map((name) => `${part}/${name}`),
    )
    test.each(files.map((file, i) => [file, i + 100] as const))('%s', async (file, etown) => {
      await owner.query('insert into platform.etown (id, slug, name, county_code) values ($1, $2, $3, $4)', [
        etown,
        `town-${etown}`,
        `${etown}镇`,
        '141030',
      ])
      const as = (await aMachine(owner, server.clock, etown, 'epcis-client')).headers
      const town = `town-${etown}`
      const document = JSON.parse(readFileSync(`${folder}/${file}`, 'utf8'))
      const reply = await post('/capture', document, { town, as })
      expect([reply.statusCode, reply.body]).toEqual([202, ''])
      const job = await get(String(reply.headers.location).replace(`/epcis/${town}`, ''), { town, as })
      expect(job.json()).toMatchObject({ running: false, success: true, errors: [] })
      const sent = document.epcisBody?.eventList ??
        document.epcisBody?.queryResults?.resultsBody.eventList ?? [document]
      for (const { recordTime: _r, '@context': _c, ...event } of sent) {
        if (event.eventID === undefined) continue
        const back = await get(`/events/${encodeURIComponent(event.eventID)}`, {
          town,
          as,
          headers: { 'gs1-epc-format': 'Never_Translates' },
        })
        const same = listOf(back).map(
          ({ recordTime, '@context': _own, ...rest }: Record<string, unknown>) => {
            expect(recordTime).toBe(server.clock.toISOString())
            return rest
          },
        )
        expect(same).toContainEqual(event)
      }
    })
  },
)

describe('接口 the interface', () => {
  test('says what it is and can', async () => {
    expect((await get('/')).json().member).toContain('events')
    expect((await get('')).statusCode).toBe(200)
    const options = await server.app.inject({ method: 'OPTIONS', url: '/epcis/one/capture', headers: bearer })
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'POST, GET, OPTIONS'])
    expect(options.headers).toMatchObject({
      'gs1-epcis-min': '2.0.0',
      'gs1-capture-error-behaviour': 'all',
      'gs1-epcis-capture-limit': '1000',
    })
  })
  test('refuses in the words of the standard', async () => {
    const reply = await post('/events', {
      ...farm.object(1, [item()], { bizStep: 'dancing' }),
      '@context': CONTEXT,
    })
    expect(reply.headers['content-type']).toBe('application/problem+json; charset=utf-8')
    expect(reply.json()).toMatchObject({
      type: 'epcisException:ValidationException',
      status: 400,
      errors: [{ code: 'trace.field_form', pointer: '/0/bizStep' }],
    })
    expect((await get('/events', { as: {} })).json()).toMatchObject({
      type: 'epcisException:SecurityException',
      status: 401,
    })
    expect((await get('/events/urn:nobody')).json()).toMatchObject({
      type: 'epcisException:NoSuchResourceException',
      status: 404,
    })
    expect((await get('/events?EQ_nothing=1')).json()).toMatchObject({
      type: 'epcisException:QueryParameterException',
    })
    expect((await post('/capture', '{', {})).json()).toMatchObject({
      type: 'epcisException:ValidationException',
    })
    expect(
      (await post('/capture', '<a/>', { headers: { 'content-type': 'application/xml' } })).statusCode,
    ).toBe(415)
    expect((await get('/events', { headers: { accept: 'application/xml' } })).statusCode).toBe(406)
    expect((await get('/events', { headers: { 'gs1-epc-format': 'Binary' } })).statusCode).toBe(406)
    const many = documentOf(Array.from({ length: 1_001 }, () => ({})))
    expect((await post('/capture', many)).json()).toMatchObject({
      type: 'epcisException:CaptureLimitExceededException',
      status: 413,
    })
  })
  test('one event: 201 with its place, again 201, other content 409', async () => {
    const event = { ...farm.object(1, [item()]), '@context': CONTEXT }
    const made = await post('/events', event)
    expect([made.statusCode, made.headers.location]).toEqual([
      201,
      `/epcis/one/events/${encodeURIComponent(event.eventID)}`,
    ])
    expect((await post('/events', event)).statusCode).toBe(201)
    const other = await post('/events', { ...event, disposition: 'active' })
    expect([other.statusCode, other.json().type]).toEqual([
      409,
      'epcisException:ResourceAlreadyExistsException',
    ])
  })
  test('proceed keeps the good ones and lists the others by their place', async () => {
    const events = [farm.object(1, [item()], { bizStep: 'dancing' }), farm.object(1, [item()])]
    const reply = await post('/capture', documentOf(events), {
      headers: { 'gs1-capture-error-behaviour': 'proceed' },
    })
    const job = await get(String(reply.headers.location).replace('/epcis/one', ''))
    expect(job.json()).toMatchObject({
      running: false,
      success: false,
      captureErrorBehaviour: 'proceed',
      errors: [{ type: 'epcisException:ValidationException', instance: '/epcisBody/eventList/0/bizStep' }],
    })
  })
  test('writes identifiers as asked', async () => {
    const urn = 'urn:epc:id:sgtin:6901234.056789.F1'
    const event = farm.object(1, [urn])
    await taken(event)
    const as = async (format: string) =>
      (
        listOf(
          await get(`/events/${event.eventID}`, { headers: { 'gs1-epc-format': format } }),
        )[0] as unknown as { epcList: string[] }
      ).epcList
    expect(await as('Always_GS1_Digital_Link')).toEqual(['https://id.gs1.org/01/06901234567892/21/F1'])
    expect(await as('Always_EPC_URN')).toEqual([urn])
    expect(await as('Never_Translates')).toEqual([urn])
    expect(await idsOf(`MATCH_epc=${encodeURIComponent('https://shop.cn/01/06901234567892/21/F1')}`)).toEqual(
      [event.eventID],
    )
  })
})

describe('翻页 paging', () => {
  test('walks every event once, forwards only, and a token is of one query', async () => {
    const epc = item()
    const events = Array.from({ length: 7 }, (_, i) => farm.object(i % 3, [epc]))
    await taken(...events)
    const seen: string[] = []
    let path: string | undefined = `/events?MATCH_epc=${encodeURIComponent(epc)}&perPage=3`
    let token = ''
    while (path !== undefined) {
      const reply = await get(path)
      seen.push(...listOf(reply).map((e) => e.eventID))
      const next: string | undefined = /<\/epcis\/one([^>]+)>; rel="next"/.exec(
        String(reply.headers.link ?? ''),
      )?.[1]
      if (next !== undefined) {
        token = new URL(next, 'http://x').searchParams.get('nextPageToken') ?? ''
        expect(new Date(String(reply.headers['gs1-next-page-token-expires'])).getTime()).toBeGreaterThan(
          server.clock.getTime(),
        )
      }
      path = next
    }
    expect(seen.length).toBe(7)
    expect(new Set(seen)).toEqual(new Set(events.map((e) => e.eventID)))
    const foreign = await get(`/events?perPage=3&nextPageToken=${token}`)
    expect(foreign.json()).toMatchObject({ status: 400, errors: [{ code: 'trace.token' }] })
    const own = `/events?MATCH_epc=${encodeURIComponent(epc)}&perPage=3&nextPageToken=${token}`
    expect((await get(own)).statusCode).toBe(200)
    const drop = await server.app.inject({
      method: 'DELETE',
      url: `/epcis/one/nextPageToken/${token}`,
      headers: bearer,
    })
    expect(drop.statusCode).toBe(204)
    expect((await get(own)).statusCode).toBe(400)
  })
  test('eventCountLimit ends the list, maxEventCount refuses it only when exceeded', async () => {
    const epc = item()
    await taken(...Array.from({ length: 5 }, (_, i) => farm.object(i, [epc])))
    const of = `MATCH_epc=${encodeURIComponent(epc)}`
    expect((await idsOf(`${of}&eventCountLimit=2`)).length).toBe(2)
    expect((await idsOf(`${of}&maxEventCount=5`)).length).toBe(5)
    const many = await get(`/events?${of}&maxEventCount=4`)
    expect(many.json()).toMatchObject({ type: 'epcisException:QueryTooLargeException', status: 413 })
  })
})

describe('查询 queries', () => {
  const step = 'https://ex.cn/step/q'
  const one = (n: number, more: object) => farm.object(n, [item()], { bizStep: step, ...more })
  const sensed = (report: object) => ({
    sensorElementList: [{ sensorMetadata: { time: '2026-11-05T00:00:00Z' }, sensorReport: [report] }],
  })
  const all = {
    hot: one(
      1,
      sensed({ type: 'Temperature', value: 25, uom: 'CEL', deviceID: 'urn:epc:id:giai:4000001.111' }),
    ),
    cold: one(2, sensed({ type: 'Temperature', minValue: -2.5, uom: 'CEL', 'ex:probe': 'P1' })),
    ilmd: one(3, {
      action: 'ADD',
      ilmd: { 'ex:sugar': 14.5, 'ex:box': { 'ex:colour': 'red' }, 'cbvmda:lotNumber': 'L7' },
    }),
    note: one(4, { 'ex:note': ['a', 'b'], persistentDisposition: { set: ['completeness_verified'] } }),
    order: one(5, {
      bizTransactionList: [{ type: 'po', bizTransaction: 'urn:ex:po:1' }],
      sourceList: [{ type: 'owning_party', source: 'urn:epc:id:pgln:6901234.00000' }],
    }),
    place: one(6, {
      readPoint: { id: 'urn:epc:id:sgln:6901234.00001.A', 'ex:gate': 3 },
      bizLocation: { id: 'urn:epc:id:sgln:6901234.00001.0' },
    }),
    amount: one(7, {
      quantityList: [{ epcClass: 'urn:epc:class:lgtin:6901234.056789.L7', quantity: 2.5, uom: 'TNE' }],
    }),
    pattern: one(8, { quantityList: [{ epcClass: 'urn:epc:idpat:sgtin:6901234.056789.*', quantity: 9 }] }),
  }
  type Name = keyof typeof all
  beforeAll(() => taken(...Object.values(all)))
  const uri = encodeURIComponent

  test.each<[string, Name[]]>([
    ['GE_value_KEL=298&LT_value_KEL=299', ['hot']],
    ['GT_value_CEL=25', []],
    ['LT_minValue_FAH=28', ['cold']],
    ['EQ_type=Temperature', ['hot', 'cold']],
    [`EQ_deviceID=${uri('https://id.gs1.org/8004/4000001111')}`, ['hot']],
    ['EXISTS_sensorElementList=true', ['hot', 'cold']],
    ['GE_time=2026-11-05T08:00:00%2B08:00&LT_time=2026-11-05T00:00:01Z', ['hot', 'cold']],
    ['EQ_SENSORREPORT_ex:probe=P1', ['cold']],
    ['GE_ILMD_ex:sugar=14', ['ilmd']],
    ['EQ_ILMD_cbvmda:lotNumber=L6%7CL7', ['ilmd']],
    ['EQ_INNER_ILMD_ex:colour=red', ['ilmd']],
    ['EQ_ILMD_ex:colour=red', []],
    [`EQ_ILMD_${uri('https://ex.cn/voc/sugar')}=14.5`, ['ilmd']],
    [`@context=${uri('{"my":"https://ex.cn/voc/"}')}&EXISTS_ILMD_my:sugar=true`, ['ilmd']],
    ['EQ_ex:note=b', ['note']],
    ['EQ_persistentDisposition_set=completeness_verified', ['note']],
    ['EQ_bizTransaction_po=urn:ex:po:1', ['order']],
    ['EQ_bizTransaction_inv=urn:ex:po:1', []],
    ['EQ_source_owning_party=urn:epc:id:pgln:6901234.00000', ['order']],
    ['EQ_destination_owning_party=urn:epc:id:pgln:6901234.00000', []],
    ['WD_readPoint=urn:epc:id:sgln:6901234.00001.0', ['place']],
    ['EQ_readPoint=urn:epc:id:sgln:6901234.00001.0', []],
    ['EQ_bizLocation=urn:epc:id:sgln:6901234.00001.0', ['place']],
    ['EQ_readPoint_ex:gate=3', ['place']],
    ['GE_quantity_KGM=2500', ['amount']],
    ['EQ_quantity=9', ['pattern']],
    ['MATCH_epcClass=urn:epc:class:lgtin:6901234.056789.L7', ['amount']],
    ['MATCH_anyEPCClass=urn:epc:idpat:sgtin:6901234.056789.*', ['pattern']],
    ['MATCH_inputEPCClass=urn:epc:class:lgtin:6901234.056789.L7', []],
    ['MATCH_epc=urn:epc:idpat:sgtin:6901234.056789.*', Object.keys(all) as Name[]],
    ['MATCH_epc=urn:epc:idpat:sgtin:6901234.*.*&EQ_action=ADD', ['ilmd']],
    [`MATCH_anyEPC=${uri('https://id.gs1.org/01/06901234567892/21/*')}&EQ_action=ADD%7CDELETE`, ['ilmd']],
    ['HASATTR_bizLocation=x', []],
    ['EXISTS_errorDeclaration=true', []],
    ['EXISTS_errorDeclaration=false&EQ_action=ADD', ['ilmd']],
    ['eventType=TransactionEvent%7CAggregationEvent', []],
  ])('%s', async (query, names) => {
    const found = await idsOf(`EQ_bizStep=${uri(step)}&orderBy=eventTime&orderDirection=ASC&${query}`)
    expect(found).toEqual(names.map((name) => all[name].eventID))
  })
  test.each([
    'EQ_action=MOVE',
    'GE_eventTime=yesterday',
    'GT_quantity=many',
    'orderBy=colour',
    'orderDirection=UP',
    'eventCountLimit=0',
    'EXISTS_errorDeclaration=perhaps',
    'MATCH_anyEpcClass=urn:x',
    'eventCountLimit=1&maxEventCount=2',
    'perPage=-1',
  ])('refuses %s', async (query) => {
    expect((await get(`/events?${query}`)).json()).toMatchObject({
      status: 400,
      type: 'epcisException:QueryParameterException',
    })
  })
})

describe('资源 top-level resources', () => {
  test('list what events name, page by page, and lead to their events', async () => {
    const epc = item()
    const event = farm.object(1, [epc], {
      bizStep: 'shipping',
      disposition: 'in_transit',
      readPoint: { id: 'https://ex.cn/r' },
    })
    await taken(event)
    expect((await get('/eventTypes')).json().member).toContain('TransformationEvent')
    expect((await get('/bizSteps')).json().member).toContain('shipping')
    expect((await get('/dispositions')).json().member).toContain('in_transit')
    expect((await get('/readPoints')).json().member).toContain('https://ex.cn/r')
    const first = await get('/epcs?perPage=2')
    expect(first.json().member.length).toBe(2)
    const next = /<\/epcis\/one([^>]+)>/.exec(String(first.headers.link))?.[1] ?? ''
    const more = (await get(next)).json().member
    expect(more.some((m: string) => first.json().member.includes(m))).toBe(false)
    const name = encodeURIComponent(epc)
    expect((await get(`/epcs/${name}`)).json().member).toEqual(['events'])
    expect(listOf(await get(`/epcs/${name}/events`)).map((e) => e.eventID)).toEqual([event.eventID])
    expect(
      listOf(await get(`/readPoints/${encodeURIComponent('https://ex.cn/r')}/events?EQ_action=OBSERVE`))
        .length,
    ).toBe(1)
    expect((await get('/epcs/urn:nobody')).statusCode).toBe(404)
    expect((await get('/bizSteps/shipping')).statusCode).toBe(200)
  })
})
