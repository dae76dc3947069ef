import type pg from 'pg'
import { growLogOnce } from '../../src/modules/attest/app/keep-log.ts'
import { type Announcement, inEtown } from '../../src/platform/db/act.ts'
import { type TestServer, testServer } from './server.ts'
import { twoTowns } from './towns.ts'

/** Two e-towns whose logs grow when they are told to. */
export type LogTown = AsyncDisposable & {
  readonly server: TestServer
  /** The owner's connection, inside e-town 1. */
  readonly owner: pg.Client
  /** Announces in e-town 1 and takes it into the log. The place promised. */
  happen(...events: readonly Partial<Announcement>[]): Promise<bigint | undefined>
}

export async function logTown(): Promise<LogTown> {
  const server = await testServer({ EZHEN_PUBLIC_URL: 'http://ezhen.example' })
  const owner = await twoTowns(server)
  return {
    server,
    owner,
    async happen(...events) {
      const sealed = await inEtown(server.house.pool, 1, 'write', async (scope) => {
        for (const event of events) {
          scope.announce({ kind: 'demo.happened', subject: 'subject', payload: {}, ...event })
        }
        scope.record({ actor: '1', act: 'demo.act', subject: 's', outcome: 'done', detail: {} })
        return scope.sealed
      })
      await growLogOnce(server.house, 1)
      return sealed.leaf
    },
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
