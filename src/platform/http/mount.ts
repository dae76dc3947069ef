import { createHash } from 'node:crypto'
import type { Readable } from 'node:stream'
import fastJson from 'fast-json-stringify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { canonicalJson, type Json } from '../../kernel/canonical.ts'
import type { Endpoint } from '../../kernel/endpoint.ts'
import { type Outcome, type Refusal, refusal } from '../../kernel/refusal.ts'
import { type AuditAct, inEtown, RolledBack, type Scope } from '../db/act.ts'
import { type Evidence, recordEvidence } from '../files/evidence.ts'
import { claimUpload } from '../files/upload-quota.ts'
import type { House } from '../house.ts'
import { ACTORS_CHANGED } from './actor.ts'
import { type Admitted, admit, type Ground, reads } from './admit.ts'
import { claimKey, storeAnswer } from './idempotency.ts'
import { httpRefusals, sendProblem } from './problem.ts'
import type { Download, Etown, RawAnswer, RawCall, Route } from './route.ts'

type Answer = {
  status: number
  answer: unknown
  /** The place in the e-town's public log that the act has been promised. */
  leaf?: bigint | undefined
}

/** Mounts one route: origin, actor, e-town, permission, input, file, transaction, idempotency, audit, answer. */
export function mount(app: FastifyInstance, ground: Ground, route: Route): void {
  const { endpoint } = route
  const changesActors = !reads(endpoint) && endpoint.id.startsWith(`${ground.actorsRoom}.`)
  const say = (endpoint.sends ?? 'json') === 'json' ? serializer(endpoint) : undefined
  app.route({
    method: endpoint.method,
    url: endpoint.path,
    config: { endpoint: endpoint.id },
    ...(endpoint.limit && { bodyLimit: endpoint.limit }),
    handler: async (request, reply) => {
      const refuse = (refused: readonly Refusal[]) =>
        route.refuse === undefined
          ? sendProblem(reply, refused)
          : sendRaw(
              // Whatever words the standard has, ours can be told from the header.
              reply.header('x-refusal', refused.map((r) => r.code).join(',')),
              route.refuse(refused, request.headers),
            )
      const found = await admit(ground, route, request)
      if ('refused' in found) return refuse(found.refused)
      const { actor, etown, input } = found
      const file =
        endpoint.takes === 'stream' ? await receive(ground.house, endpoint, request, found) : undefined
      if (file !== undefined && !file.ok) return sendProblem(reply, file.refused)
      if (file !== undefined) await route.before?.(file.value, ground.house)
      const headers: (() => void)[] = []
      const call = (scope: Scope, subject: Subject): RawCall => ({
        ...input,
        etown,
        actor,
        matrix: ground.matrix,
        db: scope.db,
        house: ground.house,
        now: ground.house.clock(),
        ip: request.ip,
        headers: request.headers,
        method: request.method,
        url: request.url,
        agent: request.headers['user-agent'] ?? '',
        cookies: request.cookies,
        file: file?.value,
        bytes: endpoint.takes === 'bytes' ? bytesOf(request.body) : undefined,
        announce: scope.announce,
        note: (name, detail) => Object.assign(subject, { name, detail: { ...subject.detail, ...detail } }),
        setCookie: (name, value, maxAge) =>
          headers.push(() => void reply.setCookie(name, value, cookieOptions(ground.house, maxAge))),
        setHeader: (name, value) => headers.push(() => void reply.header(name, value)),
      })
      const outcome = await perform(ground, route, request, { ...found, file: file?.value, call }).finally(
        () => {
          if (changesActors) ground.house.ear.ring(ACTORS_CHANGED)
        },
      )
      for (const set of headers) set()
      if (!outcome.ok) return refuse(outcome.refused)
      if (outcome.value.leaf !== undefined) reply.header('x-log-index', String(outcome.value.leaf))
      if (endpoint.sends === 'raw') return sendRaw(reply, outcome.value.answer as RawAnswer)
      if (endpoint.sends === 'file') return sendFile(reply, outcome.value.answer as Download)
      if (ground.checkAnswers) z.parse(endpoint.answer, outcome.value.answer)
      return reply
        .code(outcome.value.status)
        .header('content-type', 'application/json; charset=utf-8')
        .header('cache-control', 'no-store')
        .serializer((body: unknown) => (say as (b: unknown) => string)(body))
        .send(outcome.value.answer as object)
    },
  })
}

type Subject = { name: string; detail: Record<string, unknown> }
type Work = Admitted & { file: Evidence | undefined; call(scope: Scope, subject: Subject): RawCall }

function serializer(endpoint: Endpoint): (body: unknown) => string {
  const schema = z.toJSONSchema(endpoint.answer, {
    io: 'output',
    target: 'draft-7',
    unrepresentable: 'throw',
  })
  return fastJson(schema as never)
}

/** The name as it was before it was encoded; one that nobody encoded is taken as it stands. */
function fileName(header: string): string {
  try {
    return decodeURIComponent(header)
  } catch {
    return header
  }
}

async function receive(
  house: House,
  endpoint: Endpoint,
  request: FastifyRequest,
  { actor, etown }: Admitted,
): Promise<Outcome<Evidence>> {
  const header = request.headers['x-file-name']
  const name = fileName(typeof header === 'string' ? header : 'file')
    .replaceAll(/[\\/\p{Cc}]/gu, '_')
    .slice(-200)
    .toWellFormed()
  const announced = Number(request.headers['content-length'] ?? 0)
  const uploader = { etown: etown.id, account: actor?.account ?? 'nobody' }
  const spent = (): Outcome<never> => {
    const limit = Math.floor(house.config.uploadBytesPerDay / 1_048_576)
    return { ok: false, refused: [refusal(httpRefusals, 'http.upload_quota', { limit })] }
  }
  if (announced > 0 && !(await claimUpload(house, uploader, announced))) return spent()
  const file = await house.evidence.receive(request.body as Readable, name, endpoint.accepts ?? [], announced)
  // Sent in chunks, it could not be counted before it was here.
  if (announced === 0 && file.ok && !(await claimUpload(house, uploader, file.value.bytes))) return spent()
  return file
}

async function perform(
  ground: Ground,
  route: Route,
  request: FastifyRequest,
  work: Work,
): Promise<Outcome<Answer>> {
  const { endpoint } = route
  const done = (answer: unknown): Outcome<Answer> => ({ ok: true, value: { status: 200, answer } })
  if (route.alone) {
    const outcome = await route.handle(work.call(outside(ground.house, work.etown), { name: '', detail: {} }))
    return outcome.ok ? done(outcome.value) : outcome
  }
  if (reads(endpoint) && endpoint.traced !== true) {
    return inEtown(ground.house.pool, work.etown.id, 'read', async (scope) => {
      const outcome = await route.handle(work.call(scope, { name: '', detail: {} }))
      return outcome.ok ? done(outcome.value) : outcome
    })
  }
  const header = request.headers['idempotency-key']
  // A keyless answer is never kept: it may hold a secret that is shown once.
  const wanted = endpoint.keyless === undefined && !reads(endpoint)
  const key =
    wanted && typeof header === 'string' && header.length >= 8 && header.length <= 128 ? header : undefined
  if (wanted && key === undefined) return { ok: false, refused: [refusal(httpRefusals, 'http.key_missing')] }
  const account = work.actor?.account ?? 'nobody'
  const subject: Subject = { name: '', detail: {} }
  const entry = (outcome: AuditAct['outcome'], detail: Record<string, unknown>): AuditAct => ({
    actor: account,
    act: endpoint.id,
    subject: subject.name,
    outcome,
    detail,
  })
  let sealed: Scope['sealed'] = {}
  try {
    const outcome = await inEtown(ground.house.pool, work.etown.id, 'write', async (scope) => {
      sealed = scope.sealed
      const claim =
        key === undefined
          ? undefined
          : { etown: work.etown.id, account, key, request: fingerprint(endpoint, work, request) }
      const earlier = claim === undefined ? undefined : await claimKey(scope.db, claim)
      if (earlier !== undefined) return earlier
      if (work.file !== undefined) await recordEvidence(scope.db, work.etown.id, work.file, account)
      const outcome = await route.handle(work.call(scope, subject))
      if (!outcome.ok) throw new RolledBack(outcome)
      if (claim !== undefined) await storeAnswer(scope.db, claim, outcome.value)
      scope.record(entry('done', subject.detail))
      return done(outcome.value)
    })
    return outcome.ok ? { ok: true, value: { ...outcome.value, leaf: sealed.leaf } } : outcome
  } catch (error) {
    if (!(error instanceof RolledBack)) throw error
    const refusedOutcome = error.value as { ok: false; refused: readonly Refusal[] }
    await inEtown(ground.house.pool, work.etown.id, 'write', async (scope) =>
      scope.record(entry('refused', { ...subject.detail, codes: refusedOutcome.refused.map((r) => r.code) })),
    )
    return refusedOutcome
  }
}

const outside = (house: House, etown: Etown): Scope => {
  const never = () => {
    throw new Error('only inside a transaction')
  }
  return { db: house.db, etown: etown.id, announce: never, record: never, copyIn: never, sealed: {} }
}

/** A request without a body has none, not an empty one of some type. */
const bytesOf = (body: unknown): Buffer => (Buffer.isBuffer(body) ? body : Buffer.alloc(0))

/** Validated input came as JSON, so it is JSON. */
const asked = (part: unknown): Json => (part ?? null) as Json

const fingerprint = (endpoint: Endpoint, work: Work, request: FastifyRequest): Buffer =>
  createHash('sha256')
    .update(
      canonicalJson([
        endpoint.id,
        asked(work.input.params),
        asked(work.input.query),
        asked(work.input.body),
        work.file?.sha256 ?? null,
        endpoint.takes === 'bytes' ? bytesOf(request.body).toString('base64') : null,
      ]),
    )
    .digest()

function cookieOptions(house: House, maxAge: number) {
  const secure = house.config.publicUrl?.startsWith('https:') ?? false
  return { path: '/', httpOnly: true, sameSite: 'lax' as const, secure, maxAge }
}

function sendRaw(reply: FastifyReply, { status, headers, body }: RawAnswer): FastifyReply {
  reply.code(status ?? 200).header('cache-control', 'no-store')
  for (const [name, value] of Object.entries(headers)) reply.header(name, value)
  return reply.send(body)
}

function sendFile(reply: FastifyReply, file: Download): FastifyReply {
  return reply
    .header('content-type', file.media)
    .header(
      'content-disposition',
      `${file.inline ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(file.name)}`,
    )
    .header('cache-control', 'no-store')
    .header('x-content-type-options', 'nosniff')
    .send(file.content)
}
