import type { FastifyInstance } from 'fastify'
import type { Grants } from '../kernel/endpoint.ts'
import type { Config } from '../platform/config.ts'
import { openEar } from '../platform/db/ear.ts'
import { ETOWNS_CHANGED } from '../platform/db/etowns.ts'
import { openHouse, openPool } from '../platform/db/house.ts'
import { openEvidenceStore } from '../platform/files/evidence.ts'
import type { House } from '../platform/house.ts'
import type { Grant, Matrix } from '../platform/http/actor.ts'
import { openApp } from '../platform/http/app.ts'
import { mountHealth, mountMetrics } from '../platform/http/health.ts'
import { mount } from '../platform/http/mount.ts'
import type { Etown } from '../platform/http/route.ts'
import { openLog } from '../platform/log.ts'
import type { Room } from '../platform/room.ts'
import { masterKey, openVault } from '../platform/vault.ts'
import { docsPage } from './docs-page.ts'
import { openapiOf } from './openapi.ts'

/** Opens what the process has one of. `url` is the application role's connection. */
export async function openRuntime(
  config: Config,
  url: string,
  clock: () => Date = () => new Date(),
): Promise<House & AsyncDisposable> {
  const log = openLog(config.log)
  const vault = openVault(await masterKey(config))
  const pool = openPool(url, {
    max: config.pool,
    onError: (err) => log.warn({ err }, 'database connection lost'),
  })
  const ear = openEar(url, log)
  const house = {
    config,
    pool,
    db: openHouse(pool),
    ear,
    vault,
    evidence: openEvidenceStore(config, vault),
    log,
    clock,
  }
  return { ...house, [Symbol.asyncDispose]: async () => void (await Promise.all([ear.end(), pool.end()])) }
}

/** All rooms' grants as one matrix; a permission granted twice is a bug. */
export function matrixOf(grants: readonly Grants<string>[]): Matrix {
  const matrix = new Map(grants.flatMap((g) => Object.entries<Grant>(g)))
  const count = grants.reduce((n, g) => n + Object.keys(g).length, 0)
  if (matrix.size !== count) throw new Error('two rooms grant the same permission')
  return matrix
}

/** The directory of e-towns, read through: a new one is found at once, a known one costs nothing until one is renamed. */
function directory(house: House): (slug: string) => Promise<Etown | undefined> {
  const known = new Map<string, Etown>()
  house.ear.on(ETOWNS_CHANGED, () => known.clear())
  return async (slug) => {
    // What cannot be a slug may not even be text to the database (NUL).
    if (!/^[a-z0-9-]{2,64}$/.test(slug)) return undefined
    const hit = known.get(slug)
    if (hit !== undefined) return hit
    const row = await house.db
      .selectFrom('platform.etown')
      .selectAll()
      .where('slug', '=', slug)
      .where('id', '>', 0)
      .executeTakeFirst()
    if (row === undefined) return undefined
    const etown = {
      id: row.id,
      slug: row.slug,
      name: row.name,
      countyCode: row.county_code,
      demonstration: row.demonstration,
    }
    known.set(slug, etown)
    return etown
  }
}

/** The server with every route of every room, not yet listening. */
export async function openServer(
  house: House,
  rooms: readonly Room[],
  options: { checkAnswers: boolean },
): Promise<FastifyInstance> {
  const app = await openApp(house)
  mountHealth(app, house)
  mountMetrics(app, house)
  const keeper = rooms.find((r) => r.authenticate !== undefined)
  const ground = {
    house,
    matrix: matrixOf(rooms.map((r) => r.grants)),
    authenticate: keeper?.authenticate?.(house) ?? (async () => undefined),
    actorsRoom: keeper?.name,
    etownOf: directory(house),
    checkAnswers: options.checkAnswers,
  }
  const routes = rooms.flatMap((r) => r.routes)
  for (const route of routes) if (route.endpoint.takes !== 'bytes') mount(app, ground, route)
  // Bodies of other protocols: read whole, whatever their media type says.
  app.register(async (inner) => {
    inner.removeAllContentTypeParsers()
    inner.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body))
    for (const route of routes) if (route.endpoint.takes === 'bytes') mount(inner, ground, route)
  })
  app.get('/api/openapi.json', async () => openapiOf(routes))
  app.get('/api/docs', async (_request, reply) =>
    reply.type('text/html; charset=utf-8').send(docsPage(routes)),
  )
  return app
}
