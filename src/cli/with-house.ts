import { join } from 'node:path'
import { readConfig } from '../platform/config.ts'
import { findRunning, startEmbedded } from '../platform/db/embedded.ts'
import { appUrl, migrate } from '../platform/db/migrate.ts'
import type { House } from '../platform/house.ts'
import { openRuntime } from '../server/wire.ts'

/**
 * Runs a command over the product's data: on the PostgreSQL of `DATABASE_URL`, on the one a running product has
 * already started, or on one started just for this. Logs go nowhere; what a command says is its own.
 */
export async function withHouse<T>(work: (house: House) => Promise<T>): Promise<T> {
  const config = { ...readConfig(process.env), log: 'silent' as const }
  await using ends = new AsyncDisposableStack()
  const url =
    config.databaseUrl ?? findRunning(join(config.dataDir, 'pg')) ?? (await startOne(config.dataDir, ends))
  await migrate(url)
  return await work(ends.use(await openRuntime(config, appUrl(url))))
}

async function startOne(dataDir: string, ends: AsyncDisposableStack): Promise<string> {
  const database = await startEmbedded({
    dir: join(dataDir, 'pg'),
    durable: true,
    log: (s) => console.error(s),
  })
  ends.defer(() => database.stop())
  return database.url
}
