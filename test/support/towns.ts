import pg from 'pg'
import type { Room } from '#platform/room'
import { actAs } from './actor.ts'
import { asking } from './asking.ts'
import { type TestServer, testServer } from './server.ts'

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

/** A server with two e-towns, and somebody at work in the first. */
export type Office = AsyncDisposable & {
  readonly server: TestServer
  /** The owner's connection, inside e-town 1. */
  readonly owner: pg.Client
  /** Asks as 王办事, of the steering group's office of e-town 1. */
  readonly ask: ReturnType<typeof asking>
}

export async function openOffice(rooms?: readonly Room[]): Promise<Office> {
  const server = await testServer({}, rooms)
  const owner = await twoTowns(server)
  const clerk = await actAs(server, { etown: 1, roles: ['office'], name: '王办事' })
  return {
    server,
    owner,
    ask: asking(server, clerk),
    async [Symbol.asyncDispose]() {
      await owner.end()
      await server[Symbol.asyncDispose]()
    },
  }
}
