import pg from 'pg'
import type { TestServer } from './server.ts'

/** Two e-towns to keep apart: `one` in 大宁 (1), `two` in 沁水 (2). Gives the owner's connection, inside e-town 1. */
export async function twoTowns(server: TestServer): Promise<pg.Client> {
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '一镇', '141030'), (2, 'two', '二镇', '140521')",
  )
  await owner.query(`select set_config('app.etown', '1', false)`)
  return owner
}
