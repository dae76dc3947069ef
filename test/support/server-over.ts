import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance } from 'fastify'
import { readConfig } from '../../src/platform/config.ts'
import { appUrl } from '../../src/platform/db/migrate.ts'
import type { House } from '../../src/platform/house.ts'
import type { Room } from '../../src/platform/room.ts'
import { rooms as allRooms } from '../../src/server/rooms.ts'
import { openRuntime, openServer } from '../../src/server/wire.ts'
import type { TestDatabase } from './database.ts'

/** The whole product over a database of one's own; answers are held against their contracts. */
export type TestServer = AsyncDisposable & {
  readonly app: FastifyInstance
  readonly house: House
  readonly database: TestDatabase
  /** The server's clock; a test may move it. */
  clock: Date
}

/** The product over a given database. */
export async function serverOver(
  database: TestDatabase,
  env: Readonly<Record<string, string>> = {},
  rooms: readonly Room[] = allRooms,
  checkAnswers = true,
): Promise<TestServer> {
  const dataDir = mkdtempSync(join(tmpdir(), 'ezhen-data-'))
  const config = readConfig({
    EZHEN_DATA: dataDir,
    EZHEN_LOG: 'silent',
    EZHEN_POOL: '6',
    // Who asks every endpoint waits for the end of each answer.
    EZHEN_STREAM_SECONDS: '1',
    ...env,
  })
  const self = { clock: new Date('2026-11-22T02:00:00Z') }
  const house = await openRuntime(config, appUrl(database.url), () => self.clock)
  const app = await openServer(house, rooms, { checkAnswers })
  return Object.assign(self, {
    app,
    house,
    database,
    async [Symbol.asyncDispose]() {
      await app.close()
      await house[Symbol.asyncDispose]()
      await database.drop()
      rmSync(dataDir, { recursive: true, force: true })
    },
  })
}
