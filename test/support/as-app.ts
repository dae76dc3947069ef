import pg from 'pg'
import { appUrl } from '#platform/db/migrate'
import type { TestServer } from '#test/server'

export type Row = Readonly<Record<string, unknown>>

/** 绕开程序 The application's own role, straight in the database, inside e-town 1. */
export type AsApp = AsyncDisposable & {
  readonly client: pg.Client
  /** Gives the new row's id, '' where the table has none. */
  insert(table: string, row: Row): Promise<string>
}

export async function asApp({ database }: Pick<TestServer, 'database'>): Promise<AsApp> {
  const client = new pg.Client({ connectionString: appUrl(database.url) })
  await client.connect()
  await client.query("select set_config('app.etown', '1', false)")
  return {
    client,
    async insert(table, row) {
      const all = { etown: 1, ...row }
      const names = Object.keys(all)
      const { rows } = await client.query(
        `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`,
        Object.values(all),
      )
      return String(rows[0].id ?? '')
    },
    [Symbol.asyncDispose]: () => client.end(),
  }
}
