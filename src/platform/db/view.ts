import {
  type DatabaseConnection,
  DefaultQueryExecutor,
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
} from 'kysely'
import type { QueryResult } from 'pg'
import type { HouseDb } from './house.ts'
import type { DB } from './tables.generated.ts'

/** Who answers one statement. */
export type Ask = (text: string, values: unknown[]) => Promise<QueryResult>

const dialect = {
  createAdapter: () => new PostgresAdapter(),
  createDriver: () => new DummyDriver(),
  createIntrospector: (db: Kysely<DB>) => new PostgresIntrospector(db),
  createQueryCompiler: () => new PostgresQueryCompiler(),
}
const CHANGES = new Set(['INSERT', 'UPDATE', 'DELETE', 'MERGE'])

/** The house, asked through `ask`, which has seen to the transaction: here is none to begin, no connection to take. */
export function viewThrough(ask: Ask): HouseDb {
  const connection = {
    async executeQuery({ sql, parameters }) {
      const { command, rowCount, rows } = await ask(sql, [...parameters])
      return { rows, ...(CHANGES.has(command) ? { numAffectedRows: BigInt(rowCount ?? 0) } : {}) }
    },
    streamQuery() {
      throw new Error('rows are not streamed here')
    },
  } satisfies DatabaseConnection
  const executor = new DefaultQueryExecutor(dialect.createQueryCompiler(), dialect.createAdapter(), {
    provideConnection: (use) => use(connection),
  })
  return new Kysely<DB>({ config: { dialect }, dialect, driver: dialect.createDriver(), executor })
}
