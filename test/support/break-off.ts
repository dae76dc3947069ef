import type { PoolClient } from 'pg'
import type { TestServer } from './server.ts'

export type Moment = 'before' | 'after'

/**
 * Breaks the connection at the n-th statement a writing transaction sends: before it leaves, or after it left and before
 * its answer comes (a commit is then done, and nobody knows).
 */
export function breakAt(
  server: TestServer,
  nth: number,
  moment: Moment,
): { readonly sent: () => number; restore(): void } {
  const { pool } = server.house
  const before = pool.connect
  const connect: () => Promise<PoolClient> = before.bind(pool)
  let sent = 0
  const breaking = async (): Promise<PoolClient> => {
    const client = await connect()
    const query = client.query
    Object.assign(client, {
      query: (...args: unknown[]) => {
        sent += 1
        const { stream } = Reflect.get(client, 'connection')
        if (sent === nth && moment === 'before') stream.destroy()
        const answer = Reflect.apply(query, client, args)
        if (sent === nth && moment === 'after') setImmediate(() => stream.destroy())
        return answer
      },
    })
    const release = client.release
    Object.assign(client, {
      release: (error?: Error) => {
        Object.assign(client, { query, release })
        return release.call(client, error)
      },
    })
    return client
  }
  // Reads borrow a connection by callback, and are left alone.
  const either = (done?: unknown) => (done === undefined ? breaking() : Reflect.apply(before, pool, [done]))
  Object.assign(pool, { connect: either })
  return { sent: () => sent, restore: () => Object.assign(pool, { connect: before }) }
}
