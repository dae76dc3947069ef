import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { refusal } from '../kernel/refusal.ts'
import { compressedAnswer } from '../modules/trace/public.ts'
import { httpRefusals, sendProblem } from '../platform/http/problem.ts'

/**
 * Serves the built desk under `/`: files whose name carries their hash for ever, the page itself anew each time.
 * Every other address people may have bookmarked is the page too, which knows what to show.
 */
export async function serveDesk(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(dir, 'assets'),
    prefix: '/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    decorateReply: true,
  })
  const send = (file: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').sendFile(file, dir, { cacheControl: false })
  const page = send('index.html')
  app.get('/favicon.svg', send('favicon.svg'))
  app.get('/*', (request, reply) => {
    const link = compressedAnswer(request.url)
    if (link !== undefined) return reply.headers(link.headers).redirect(link.to, 307)
    return request.url.startsWith('/api/') || isNoPage(request.url)
      ? sendProblem(reply, [refusal(httpRefusals, 'http.not_found')])
      : page(request, reply)
  })
}

/** Pages have no dot in their last name: whoever asks for `/.git/config` or `/backup.zip` hears that there is none. */
const isNoPage = (url: string): boolean => /\/\.|\.\w+$/.test(url.split(/[?#]/)[0] ?? '')
