import type { FastifyRequest } from 'fastify'
import { z } from 'zod'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { type Refusal, refusal } from '../../kernel/refusal.ts'
import { inEtown } from '../db/act.ts'
import type { House } from '../house.ts'
import { type Actor, type Matrix, mayCall } from './actor.ts'
import { httpRefusals, refuseIssues, refuseUnspeakable } from './problem.ts'
import type { Etown, Route } from './route.ts'

/** What the seam needs from the rooms: who is calling, which e-town a slug names, what may be done. */
export type Ground = {
  readonly house: House
  readonly matrix: Matrix
  authenticate(request: FastifyRequest): Promise<Actor | undefined>
  etownOf(slug: string): Promise<Etown | undefined>
  /** In tests every answer is held against its contract before it leaves. */
  readonly checkAnswers: boolean
  /** Acts of this room may change who somebody is. */
  readonly actorsRoom: string | undefined
}

/** A call that may go on. */
export type Admitted = {
  readonly actor: Actor | undefined
  readonly etown: Etown
  readonly input: { readonly params: unknown; readonly query: unknown; readonly body: unknown }
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

const no = (code: keyof typeof httpRefusals, values = {}): Refused => ({
  refused: [refusal(httpRefusals, code, values)],
})

export const reads = (endpoint: Endpoint): boolean =>
  endpoint.method === 'GET' || endpoint.method === 'OPTIONS' || endpoint.reads === true

/** Origin, e-town, actor, permission, input, in this order; all problems of the input at once. */
export async function admit(
  ground: Ground,
  route: Route,
  request: FastifyRequest,
): Promise<Admitted | Refused> {
  const { endpoint } = route
  if (!reads(endpoint) && isForeign(request)) return no('http.foreign_origin')
  const { etown: slug, ...params } = request.params as { readonly etown?: string }
  const etown = slug === undefined ? WHOLE_PLATFORM : await ground.etownOf(slug)
  const actor = await ground.authenticate(request)
  const refused = await judge(ground, endpoint, actor, etown, slug)
  if (refused !== undefined || etown === undefined) return refused ?? no('http.no_such_etown', { slug })
  const read = readInput(endpoint, { params, query: request.query, body: request.body })
  return 'refused' in read ? read : { actor, etown, ...read }
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
    body: (endpoint.takes ?? 'json') === 'json' ? part(endpoint.body, given.body, '') : undefined,
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
