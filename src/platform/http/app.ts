import type { IncomingMessage, ServerResponse } from 'node:http'
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import { refusal } from '../../kernel/refusal.ts'
import type { Config } from '../config.ts'
import type { House } from '../house.ts'
import { httpRefusals, sendProblem } from './problem.ts'
import { securityHeaders } from './security-headers.ts'

type HttpError = Error & { statusCode?: number; code?: string; refusal?: unknown }

/** PostgreSQL: unique violation, serialization failure, deadlock. A rule looked first, but somebody was quicker. */
const MET_ANOTHER: ReadonlySet<string> = new Set(['23505', '40001', '40P01'])

/** Bytes a second that somebody in a village can send. */
const LEAST_SPEED = 128 * 1_024

/** A body that arrives drop by drop holds a connection for nothing: it has so long in all, then the connection ends. */
function patience(request: IncomingMessage, { bodySeconds, fileBytes }: Config): void {
  const { 'content-length': length, 'transfer-encoding': chunked } = request.headers
  if (length === undefined && chunked === undefined) return
  const bytes = length === undefined ? fileBytes : Number(length)
  const late = setTimeout(() => request.destroy(), (bodySeconds + bytes / LEAST_SPEED) * 1_000)
  late.unref()
  for (const over of ['end', 'close']) request.once(over, () => clearTimeout(late))
}

/** The bare server: headers, limits, logs, one place where errors become problems. Routes are mounted by the caller. */
export async function openApp(house: House): Promise<FastifyInstance> {
  const { config, log } = house
  const app = Fastify({
    loggerInstance: log as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    trustProxy: config.trustProxy.length > 0 ? [...config.trustProxy] : false,
    bodyLimit: config.bodyBytes,
    // A logger a request costs more than the lines it writes; ours name the request themselves.
    childLoggerFactory: (logger) => logger,
    requestTimeout: 0,
    connectionTimeout: 60_000,
    forceCloseConnections: 'idle',
    routerOptions: { maxParamLength: 200 },
  })
  await app.register(cookie)
  const headers = securityHeaders(config.publicUrl?.startsWith('https:') ?? false)
  app.addHook('onRequest', (_request, reply, done) => {
    reply.headers(headers)
    done()
  })
  await app.register(rateLimit, {
    max: config.requestsPerMinute,
    timeWindow: '1 minute',
    errorResponseBuilder: (_request, context) =>
      Object.assign(new Error('too many'), { statusCode: 429, seconds: Math.ceil(context.ttl / 1_000) }),
  })
  // A form of another site can send plain text unasked; nothing of ours does.
  app.removeContentTypeParser('text/plain')
  // Uploads arrive raw and are streamed; anything else but JSON is refused by Fastify with 415.
  app.addContentTypeParser(
    'application/octet-stream',
    { bodyLimit: config.fileBytes },
    (_request, payload, done) => done(null, payload),
  )
  app.addHook('preParsing', (request, _reply, payload, done) => {
    patience(request.raw, config)
    done(null, payload)
  })
  app.setErrorHandler((error: HttpError & { seconds?: number }, request, reply) => {
    const status = error.statusCode ?? 500
    if (status === 429)
      return sendProblem(reply, [refusal(httpRefusals, 'http.too_many', { seconds: error.seconds ?? 60 })])
    if (status === 413) {
      return sendProblem(reply, [
        refusal(httpRefusals, 'http.too_large', {
          limit: `${Math.floor((request.routeOptions.bodyLimit ?? config.bodyBytes) / 1024)} KB`,
        }),
      ])
    }
    if (status === 415) {
      return sendProblem(reply, [
        refusal(httpRefusals, 'http.media', { media: request.headers['content-type'] ?? '' }),
      ])
    }
    if (MET_ANOTHER.has(error.code ?? ''))
      return sendProblem(reply, [refusal(httpRefusals, 'http.met_another')])
    if (status >= 400 && status < 500)
      return sendProblem(reply, [refusal(httpRefusals, 'http.body_not_json')])
    log.error({ err: error, route: request.routeOptions.url, request: request.id }, 'request failed')
    reply.header('retry-after', '5')
    return sendProblem(reply, [refusal(httpRefusals, 'http.busy')])
  })
  app.setNotFoundHandler((_request, reply) => sendProblem(reply, [refusal(httpRefusals, 'http.not_found')]))
  // A stream of events ends when somebody ends it: without this the server would wait for all who watch.
  const streams = new Set<ServerResponse>()
  app.addHook('onSend', (_request, reply, payload, done) => {
    if (String(reply.getHeader('content-type')).startsWith('text/event-stream')) {
      streams.add(reply.raw)
      reply.raw.once('close', () => streams.delete(reply.raw))
    }
    done(null, payload)
  })
  app.addHook('preClose', (done) => {
    for (const stream of streams) stream.destroy()
    done()
  })
  app.addHook('onResponse', async (request, reply) => {
    log.info(
      {
        route: request.routeOptions.url ?? 'unknown',
        method: request.method,
        status: reply.statusCode,
        ms: Math.round(reply.elapsedTime),
        request: request.id,
      },
      'answered',
    )
  })
  return app
}
