import { createServer } from 'node:http'
import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import { inEtown } from '../db/act.ts'
import type { House } from '../house.ts'

type Health = { readonly ready: boolean; readonly database: 'up' | 'down'; readonly behind: number }

/** How far the slowest consumer of any e-town is behind its events. Chain heads and consumers are counted, nothing personal is read. */
async function healthOf(house: House): Promise<Health> {
  try {
    const { rows } = await sql<{ id: number }>`select id from platform.etown`.execute(house.db)
    let behind = 0
    for (const { id } of rows) behind = Math.max(behind, await lagOf(house, id))
    return { ready: true, database: 'up', behind }
  } catch (err) {
    house.log.warn({ err }, 'health: database does not answer')
    return { ready: false, database: 'down', behind: 0 }
  }
}

async function lagOf(house: House, etown: number): Promise<number> {
  return inEtown(house.pool, etown, 'read', async ({ db }) => {
    const { rows } = await sql<{ behind: number }>`
      select coalesce(max(h.event_seq - c.seq), 0)::int as behind
      from platform.chain_head h join platform.consumer c on c.etown = h.etown
      where h.etown = ${etown}`.execute(db)
    return rows[0]?.behind ?? 0
  })
}

/** `/api/health/live`: the process answers; `/api/health/ready`: the database does, and how far folding is behind. */
export function mountHealth(app: FastifyInstance, house: House): void {
  app.get('/api/health/live', async () => ({ live: true }))
  app.get('/api/health/ready', async (_request, reply) => {
    const health = await healthOf(house)
    return reply.code(health.ready ? 200 : 503).send(health)
  })
}

/** Counts every answer. The figures are served on loopback only, and only where a port is configured. */
export function mountMetrics(app: FastifyInstance, house: House): void {
  const port = house.config.metricsPort
  if (port === 0) return
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const answered = new Histogram({
    name: 'ezhen_http_seconds',
    help: 'answers by method, route and status',
    labelNames: ['method', 'route', 'status'] as const,
    registers: [registry],
    buckets: [0.005, 0.02, 0.1, 0.4, 1, 5],
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'unknown'
    answered.observe({ method: request.method, route, status: reply.statusCode }, reply.elapsedTime / 1_000)
  })
  const metrics = createServer((_request, reply) => {
    registry
      .metrics()
      .then((text) => reply.setHeader('content-type', registry.contentType).end(text))
      .catch((err: unknown) => house.log.error({ err }, 'metrics failed'))
  })
  app.addHook('onListen', async () => void metrics.listen(port, '127.0.0.1'))
  app.addHook('onClose', async () => void metrics.close())
}
