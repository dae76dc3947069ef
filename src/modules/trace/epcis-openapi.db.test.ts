import { readFileSync } from 'node:fs'
import { Ajv, type ErrorObject } from 'ajv'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { aMachine } from '#test/actor'
import { conformance } from '#test/conformance'
import { type TestServer, testServer } from '#test/server'
import { twoTowns } from '#test/towns'
import { farm } from '#test/trace'

type Operation = { readonly responses: Readonly<Record<string, unknown>> }
type Api = { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> }
type Method = 'GET' | 'POST' | 'DELETE' | 'OPTIONS'

const folder = conformance('epcis')
/** The patterns of a schedule are written in another language of patterns. */
const readable = (key: string, value: unknown): unknown =>
  key === 'pattern' && String(value).includes('\\g<') ? undefined : value
const api: Api =
  folder === undefined
    ? { paths: {} }
    : JSON.parse(readFileSync(`${folder}/schema/openapi.json`, 'utf8'), readable)

/** GS1's file is OpenAPI: not all its words are JSON Schema's. */
const ajv = new Ajv({ strict: false, allErrors: true, validateFormats: false })
if (folder !== undefined) {
  ajv.addSchema(api, 'gs1')
  const schema: { $id?: string } = JSON.parse(readFileSync(`${folder}/schema/EPCIS-JSON-Schema.json`, 'utf8'))
  ajv.addSchema({ ...schema, $id: 'document' })
}

let server: TestServer
let bearer: Readonly<Record<string, string>>
beforeAll(async () => {
  server = await testServer()
  const owner = await twoTowns(server)
  bearer = (await aMachine(owner, server.clock, 1, 'epcis-client')).headers
  await owner.end()
})
afterAll(() => server[Symbol.asyncDispose]())

const pointerTo = (...path: readonly string[]): string =>
  `gs1#/${path.map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1'))).join('/')}`

/** What the file says of an answer; a `$ref` of it is followed. */
function promised(
  path: string,
  method: Method,
  status: number,
): { readonly at: string[]; readonly has: Promised } | undefined {
  const at = ['paths', path, method.toLowerCase(), 'responses', String(status)]
  const found = at.reduce<unknown>((node, key) => (node as Record<string, unknown> | undefined)?.[key], api)
  if (found === undefined) return undefined
  const { $ref } = found as { $ref?: string }
  if ($ref === undefined) return { at, has: found as Promised }
  const to = $ref.slice(2).split('/')
  return {
    at: to,
    has: to.reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], api) as Promised,
  }
}
type Promised = {
  readonly headers?: Readonly<Record<string, unknown>>
  readonly content?: Readonly<Record<string, { readonly schema?: unknown }>>
}

/**
 * 文件自身的毛病 What the file says of its own answers and its own examples do not keep: of a job that went well both kinds of
 * trouble are said to be there, and "exactly one" of them; a conflict (409) is said to have the status 406; what is not there to
 * have the name of another exception than the example beside it.
 */
const isTheFiles = ({ keyword, params, instancePath }: ErrorObject): boolean =>
  (keyword === 'oneOf' && String(params.passingSchemas) === '0,1' && /^(\/\d+)?$/.test(instancePath)) ||
  (keyword === 'enum' && instancePath === '/status' && String(params.allowedValues) === '406') ||
  (keyword === 'enum' &&
    instancePath === '/type' &&
    String(params.allowedValues) === 'epcisException:NoSuchNameException')

/** In the file an ObjectEvent is an ExtendedEvent too, and "exactly one" of them: documents are held against GS1's schema of them. */
const DOCUMENT = '#/components/schemas/epcisQueryDocument'
const validatorOf = (schema: unknown, pointer: string) =>
  (schema as { $ref?: string }).$ref === DOCUMENT
    ? ajv.compile({ $ref: 'document' })
    : ajv.compile({ $ref: pointer })

const seen = new Set<string>()
/** Sends one request and holds the answer against what the file promises of it. */
async function hold(
  path: string,
  method: Method,
  status: number,
  { at = path, body }: { at?: string; body?: unknown } = {},
) {
  const reply = await server.app.inject({
    method,
    url: `/epcis/one${at}`,
    headers: { ...bearer, ...(body !== undefined && { 'content-type': 'application/json' }) },
    ...(body !== undefined && { payload: JSON.stringify(body) }),
  })
  expect(reply.statusCode, `${method} ${at} ${reply.body}`).toBe(status)
  const said = promised(path, method, status)
  expect(said, `${method} ${path} ${status} is in the file`).toBeDefined()
  const media = String(reply.headers['content-type'] ?? '').split(';')[0] ?? ''
  const content = said?.has.content?.[media]
  if (reply.body !== '') expect(content, `${method} ${path} ${status} ${media}`).toBeDefined()
  if (content?.schema !== undefined && said !== undefined) {
    const valid = validatorOf(content.schema, pointerTo(...said.at, 'content', media, 'schema'))
    valid(reply.json())
    const ours = (valid.errors ?? []).filter((error) => !isTheFiles(error))
    expect(ours, `${method} ${path} ${status}: ${reply.body.slice(0, 400)}`).toEqual([])
  }
  seen.add(`${method} ${path}`)
  return reply
}

const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
const document = (...eventList: readonly unknown[]) => ({
  '@context': CONTEXT,
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-22T00:00:00Z',
  epcisBody: { eventList },
})
const PLACE = 'https://ezhen.example/place/1'
const event = farm.object(1, [farm.item('OPENAPI')], {
  bizStep: 'shipping',
  disposition: 'in_transit',
  readPoint: { id: PLACE },
  bizLocation: { id: PLACE },
})

describe.skipIf(folder === undefined)(
  "answers are as GS1's openapi.json says (shared/conformance/epcis)",
  () => {
    test('capture', async () => {
      const taken = await hold('/capture', 'POST', 202, { body: document(event) })
      const job = String(taken.headers.location).replace('/epcis/one', '')
      await hold('/capture/{captureID}', 'GET', 200, { at: job })
      await hold('/capture', 'GET', 200)
      await hold('/capture', 'POST', 400, { body: document({ ...event, eventID: 'urn:x', action: 'MAYBE' }) })
      await hold('/capture/{captureID}', 'GET', 404, { at: '/capture/999' })
      await hold('/events', 'POST', 201, {
        body: { ...farm.object(2, [farm.item('ONE')]), '@context': CONTEXT },
      })
      await hold('/events', 'POST', 409, { body: { ...event, disposition: 'active', '@context': CONTEXT } })
    })
    test('events and resources', async () => {
      await hold('/', 'GET', 200)
      await hold('/events', 'GET', 200, { at: '/events?perPage=1' })
      await hold('/events/{eventID}', 'GET', 200, { at: `/events/${event.eventID}` })
      await hold('/events/{eventID}', 'GET', 404, { at: '/events/urn:nobody' })
      const epc = encodeURIComponent(farm.item('OPENAPI'))
      const place = encodeURIComponent(PLACE)
      for (const [list, one, value] of [
        ['eventTypes', 'eventType', 'ObjectEvent'],
        ['epcs', 'epc', epc],
        ['bizSteps', 'bizStep', 'shipping'],
        ['bizLocations', 'bizLocation', place],
        ['readPoints', 'readPoint', place],
        ['dispositions', 'disposition', 'in_transit'],
      ]) {
        await hold(`/${list}`, 'GET', 200)
        await hold(`/${list}/{${one}}`, 'GET', 200, { at: `/${list}/${value}` })
        await hold(`/${list}/{${one}}/events`, 'GET', 200, { at: `/${list}/${value}/events` })
      }
    })
    test('queries, subscriptions, page tokens', async () => {
      const query = { name: 'ships', query: { EQ_bizStep: ['shipping'] } }
      await hold('/queries', 'POST', 201, { body: query })
      await hold('/queries', 'POST', 409, { body: query })
      await hold('/queries', 'GET', 200)
      await hold('/queries/{queryName}/events', 'GET', 200, { at: '/queries/ships/events' })
      const at = '/queries/ships/subscriptions'
      const path = '/queries/{queryName}/subscriptions'
      const made = await hold(path, 'POST', 201, {
        at,
        body: { dest: 'https://93.184.216.34/x', stream: true },
      })
      const one = String(made.headers.location).replace('/epcis/one', '')
      await hold(path, 'GET', 200, { at })
      await hold(`${path}/{subscriptionID}`, 'GET', 200, { at: one })
      await hold(`${path}/{subscriptionID}`, 'DELETE', 204, { at: one })
      await hold('/queries/{queryName}', 'DELETE', 204, { at: '/queries/ships' })
      await hold('/queries/{queryName}', 'GET', 404, { at: '/queries/ships' })
      const page = await server.app.inject({ url: '/epcis/one/events?perPage=1', headers: bearer })
      const token = /nextPageToken=([^&>]+)/.exec(String(page.headers.link))?.[1]
      await hold('/nextPageToken/{token}', 'DELETE', 204, { at: `/nextPageToken/${token}` })
    })
    test('every path says what it can', async () => {
      for (const path of Object.keys(api.paths).filter((one) => api.paths[one]?.options !== undefined)) {
        const at = path.replaceAll(/\{\w+\}/g, 'x')
        const reply = await hold(path, 'OPTIONS', 204, { at })
        const promisedHeaders = Object.keys(promised(path, 'OPTIONS', 204)?.has.headers ?? {})
        const missing = promisedHeaders.filter((name) => reply.headers[name.toLowerCase()] === undefined)
        expect(
          missing.filter((name) => !OPTIONAL.has(name)),
          path,
        ).toEqual([])
      }
    })
    // Of one query (200) the file promises a list and shows the query itself: held by its 404 only.
    test('and that is the whole file', () => {
      const all = Object.entries(api.paths).flatMap(([path, methods]) =>
        Object.keys(methods).flatMap((m) =>
          ['get', 'post', 'delete', 'options'].includes(m) ? [`${m.toUpperCase()} ${path}`] : [],
        ),
      )
      expect(all.length).toBeGreaterThan(50)
      expect(all.filter((one) => !seen.has(one))).toEqual([])
    })
  },
)

/** Headers a server may have. */
const OPTIONAL = new Set([
  'GS1-CBV-XML-Format',
  'GS1-Extensions',
  'GS1-Vendor-Version',
  'GS1-Query-Min-Record-Time',
])
