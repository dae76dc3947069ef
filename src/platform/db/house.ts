import { Kysely, PostgresDialect } from 'kysely'
import pg from 'pg'
import type { DB } from './tables.generated.ts'

declare const room: unique symbol

type Own<R extends string> = { [T in keyof DB as T extends `${R}.${string}` ? T : never]: DB[T] }

/** 本室数据库 A database in which only the tables of room `R` exist: naming another room's table is a compile error. */
export type Db<R extends string> = Kysely<Own<R>> & { readonly [room]: (r: R) => void }

/** The undivided house. Only `server/`, `cli/` and `platform/` hold it. */
export type HouseDb = Kysely<DB>

/** Any view of the house. What takes it names the tables it touches itself. */
export type AnyDb = HouseDb | { readonly [room]: (r: never) => void }

/** The same connection, and transaction, as seen from another room: to hand it to that room's public.ts. */
export const roomOf = <R extends string>(db: AnyDb, _room: R): Db<R> => db as unknown as Db<R>

const INT8 = 20
const DATE = 1082

/** bigint columns arrive as bigint (money, counts), dates as the text they are. */
const types: pg.CustomTypesConfig = {
  getTypeParser: ((oid: number, format?: 'text' | 'binary') => {
    if (oid === INT8) return BigInt
    if (oid === DATE) return (text: string) => text
    return pg.types.getTypeParser(oid, format as 'text')
  }) as typeof pg.types.getTypeParser,
}

/** Statements get a name, so that PostgreSQL parses each of them once a connection (measured: 91 → 35 µs a query). */
const NAMED_MAX = 2_000
const names = new Map<string, string>()
function nameOf(text: string): string | undefined {
  const known = names.get(text)
  if (known !== undefined || names.size >= NAMED_MAX) return known
  const name = `k${names.size}`
  names.set(text, name)
  return name
}

export type Pool = pg.Pool

export function openPool(url: string, options: { max: number; onError: (error: Error) => void }): Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: options.max,
    types,
    connectionTimeoutMillis: 10_000,
  })
  // Without a listener an ended server would end the process as well.
  pool.on('error', options.onError)
  pool.on('connect', (client) => {
    client.on('error', options.onError)
    const query = client.query.bind(client) as (q: unknown, v?: unknown, cb?: unknown) => unknown
    client.query = ((q: unknown, values?: unknown, cb?: unknown) => {
      if (typeof q === 'string' && Array.isArray(values)) {
        const name = nameOf(q)
        return name === undefined ? query(q, values, cb) : query({ name, text: q, values }, cb)
      }
      return query(q, values, cb)
    }) as typeof client.query
  })
  return pool
}

export const openHouse = (pool: Pool): HouseDb => new Kysely<DB>({ dialect: new PostgresDialect({ pool }) })
