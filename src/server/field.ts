import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Files of the field app outside `assets`, whose names do not change with their content: asked for anew each time. */
const NAMED = ['sw.js', 'manifest.webmanifest', 'icon.svg', 'icon-192.png', 'icon-512.png'] as const

/**
 * Serves the built field app under `/field/`, beside the desk (after serveDesk, which decorates the reply). One page,
 * whose places are behind the `#`; its service worker keeps it for when there is no network.
 */
export async function serveField(app: FastifyInstance, dir: string): Promise<void> {
  await app.register(fastifyStatic, {
    root: join(dir, 'assets'),
    prefix: '/field/assets/',
    preCompressed: true,
    immutable: true,
    maxAge: '365d',
    decorateReply: false,
  })
  const send = (file: string) => (_request: FastifyRequest, reply: FastifyReply) =>
    reply.header('cache-control', 'no-cache').sendFile(file, dir, { cacheControl: false })
  for (const file of NAMED) app.get(`/field/${file}`, send(file))
  app.get('/field/', send('index.html'))
  app.get('/field', (_request, reply) => reply.redirect('/field/'))
}
