import type { FastifyRequest } from 'fastify'
import type { Pool, PoolClient } from 'pg'
import { z } from 'zod'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { type Refusal, refusal } from '../../kernel/refusal.ts'
import { inEtown, openReading, type Reading } from '../db/act.ts'
import type { House } from '../house.ts'
import { type Actor, type Matrix, mayCall } from './actor.ts'
import { httpRefusals, refuseIssues, refuseUnspeakable } from './problem.ts'
import type { Etown, Route } from './route.ts'

/** What the seam needs from the rooms: who is calling, which e-town a slug names, what may be done. */
export type Ground = {
  readonly house: House
  readonly matrix: Matrix
  /** Asks the session by one statement on `line`, outside any e-town. */
  authenticate(request: FastifyRequest, line: Pool | PoolClient): Promise<Actor | undefined>
  etownOf(slug: string): Promise<Etown | undefined>
  /** In tests every answer is held against its contract before it leaves. */
  readonly checkAnswers: boolean
}

/** A call that may go on. `reading`: its read-only transaction, already begun; whoever gets it must run or end it. */
export type Admitted = {
  readonly actor: Actor | undefined
  readonly etown: Etown
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown }
  readonly reading: Reading | undefined
}

type Refused = { readonly refused: readonly Refusal[] }

const WHOLE_PLATFORM: Etown = {
  id: 0,
  slug: 'platform',
  name: '全平台',
  countyCode: '000000',
  demonstration: false,
}
/** What an endpoint takes that declares no such part. */
const NOTHING = z.strictObject({})
const pathParams = z.object({ etown: z.string().optional() }).loose()

const no = (code: keyof typeof httpRefusals, values = {}): Refused => ({
  refused: [refusal(httpRefusals, code, values)],
})

const reads = (endpoint: Endpoint): boolean => endpoint.method === 'GET' || endpoint.reads === true

/** Origin, e-town, actor, permission, input, in this order; all problems of the input at once. */
export async function admit(
  ground: Ground,
  route: Route,
  request: FastifyRequest,
): Promise<Admitted | Refused> {
  const { endpoint } = route
  if (!reads(endpoint) && isForeign(request)) return no('http.foreign_origin')
  const { etown: slug, ...params } = pathParams.parse(request.params)
  const etown = slug === undefined ? WHOLE_PLATFORM : await ground.etownOf(slug)
  const { actor, reading } = await whoCalls(ground, route, request, etown)
  try {
    const refused = await judge(ground, endpoint, actor, etown, slug)
    const read = refused ?? readInput(endpoint, { params, query: request.query, body: request.body })
    if (etown !== undefined && !('refused' in read)) return { actor, etown, reading, ...read }
    reading?.end()
    return read as Refused
  } catch (error) {
    reading?.end()
    throw error
  }
}

/** For a read, the session is looked up on the connection, and in the message, that begins the transaction. */
async function whoCalls(ground: Ground, route: Route, request: FastifyRequest, etown: Etown | undefined) {
  const { pool } = ground.house
  if (route.alone || etown === undefined || !reads(route.endpoint)) {
    return { actor: await ground.authenticate(request, pool), reading: undefined }
  }
  let asked: Promise<Actor | undefined> = Promise.resolve(undefined)
  const first = (line: PoolClient): void => {
    asked = ground.authenticate(request, line)
  }
  const reading = await openReading(pool, first, etown.id)
  try {
    return { actor: await asked, reading }
  } catch (error) {
    reading.end()
    throw error
  }
}

async function judge(
  ground: Ground,
  endpoint: Endpoint,
  actor: Actor | undefined,
  etown: Etown | undefined,
  slug: string | undefined,
): Promise<Refused | undefined> {
  if (actor === undefined && endpoint.may !== 'public') return no('http.sign_in_first')
  if (etown === undefined) return no('http.no_such_etown', { slug })
  const verdict = mayCall(ground.matrix, endpoint.may, actor, etown.id)
  if (verdict !== 'no' && verdict !== 'second-factor') return undefined
  if (actor !== undefined) await recordDenial(ground, endpoint, actor, etown, verdict)
  return no(verdict === 'no' ? 'http.not_allowed' : 'http.second_factor', { act: endpoint.summary.zh })
}

function readInput(endpoint: Endpoint, given: Admitted['input']): Pick<Admitted, 'input'> | Refused {
  const refused: Refusal[] = []
  const part = (schema: z.ZodType | undefined, value: unknown, root: '' | '/query' | '/path'): unknown => {
    const parsed = z.safeParse(schema ?? NOTHING, value ?? {}, { reportInput: true })
    if (!parsed.success) refused.push(...refuseIssues(parsed.error, root))
    else refused.push(...refuseUnspeakable(parsed.data, root))
    return parsed.data
  }
  const input = {
    params: part(endpoint.params, given.params, '/path'),
    query: part(endpoint.query, given.query, '/query'),
    body: endpoint.takes === 'stream' ? undefined : part(endpoint.body, given.body, ''),
  }
  return refused.length > 0 ? { refused } : { input }
}

/** Browsers say where a request comes from; whoever is no browser says nothing and carries no cookie by accident. */
function isForeign(request: FastifyRequest): boolean {
  const site = request.headers['sec-fetch-site']
  if (site !== undefined) return site !== 'same-origin' && site !== 'none'
  const { origin } = request.headers
  return origin !== undefined && URL.parse(origin)?.host !== request.host
}

async function recordDenial(
  ground: Ground,
  endpoint: Endpoint,
  actor: Actor,
  etown: Etown,
  why: string,
): Promise<void> {
  await inEtown(ground.house.pool, etown.id, 'write', async (scope) => {
    scope.record({ actor: actor.account, act: endpoint.id, subject: '', outcome: 'refused', detail: { why } })
  })
}
