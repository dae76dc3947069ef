import type { Socket } from 'node:net'
import type { Writable } from 'node:stream'
import { Kysely, PostgresDialect, sql } from 'kysely'
import type { PoolClient } from 'pg'
import { from as copyFrom } from 'pg-copy-streams'
import type { HouseDb, Pool } from './house.ts'
import type { DB } from './tables.generated.ts'

/** 事件 What a change announces, in its own transaction, to every room above. */
export type Announcement = {
  /** `room.past-participle`, e.g. `party.registered`. */
  readonly kind: `${string}.${string}`
  readonly subject: string
  /** JSON without bigint: fen and counts as strings of digits. */
  readonly payload: Readonly<Record<string, unknown>>
  /** SHA-256 of the evidence files the change rests on. */
  readonly evidence?: readonly string[]
}

/** 审计条目 Who did what to what. No personal data: subjects are ids. */
export type AuditAct = {
  readonly actor: string
  readonly act: string
  readonly subject: string
  readonly outcome: 'done' | 'refused' | 'failed'
  readonly detail: Readonly<Record<string, unknown>>
}

/** One transaction inside one e-town (0: the whole platform). */
export type Scope = {
  readonly db: HouseDb
  readonly etown: number
  announce(event: Announcement): void
  record(act: AuditAct): void
  /**
   * Takes rows in COPY's text format for a table of this transaction: `copyIn('incoming (a, b)')`. Row-level security
   * lets it write temporary tables only. End it before the next query: the connection is its own until then.
   */
  copyIn(into: string): Writable
}

/** Thrown to leave a transaction without its effects; the caller that threw it knows the value. */
export class RolledBack<T> extends Error {
  readonly value: T
  constructor(value: T) {
    super('rolled back on purpose')
    this.value = value
  }
}

type Work<T> = (scope: Scope) => Promise<T>

/**
 * Runs `work` in one transaction with row-level security set to the e-town; acts and announcements are sealed last,
 * so that the head of the chain is locked only until the commit. `read` opens a read-only transaction.
 */
export async function inEtown<T>(
  pool: Pool,
  etown: number,
  mode: 'read' | 'write',
  work: Work<T>,
): Promise<T> {
  if (!Number.isSafeInteger(etown) || etown < 0) throw new RangeError(`not an e-town: ${etown}`)
  if (mode === 'write') return writing(await pool.connect(), etown, work)
  const reading = await openReading(pool, () => {}, etown)
  return reading.run(work)
}

const view = (client: PoolClient): HouseDb =>
  new Kysely<DB>({
    dialect: new PostgresDialect({
      pool: {
        connect: async () => ({ query: client.query.bind(client), release: () => {} }),
        end: async () => {},
      } as never,
    }),
  })

/** A read-only transaction that has been sent off. `run` or `end` it, once. */
export type Reading = { run<T>(work: Work<T>): Promise<T>; end(): void }

/**
 * Opens a read-only transaction. There is nothing to commit, so nobody waits: `first` (a statement outside the
 * transaction) and the beginning travel together, and the end after the answer. A statement whose beginning failed finds
 * no e-town and fails too.
 */
export async function openReading(
  pool: Pool,
  first: (client: PoolClient) => void,
  etown: number,
): Promise<Reading> {
  const client = (await pool.connect()) as PoolClient & { pipeline: boolean; connection: { stream: Socket } }
  const { stream } = client.connection
  client.pipeline = true
  stream.cork()
  first(client)
  const opened = client.query(`begin read only; set local app.etown = '${etown}'`)
  opened.catch(() => {})
  stream.uncork()
  const end = (): void => {
    const giveBack = (broken?: Error): void => {
      client.pipeline = false
      client.release(broken)
    }
    client.query('rollback').then(() => giveBack(), giveBack)
  }
  return {
    end,
    async run(work) {
      try {
        const result = await work({
          db: view(client),
          etown,
          announce: forbidden,
          record: forbidden,
          copyIn: forbidden,
        })
        await opened
        return result
      } finally {
        end()
      }
    },
  }
}

const forbidden = (): never => {
  throw new Error('a read-only transaction records, announces and takes in nothing')
}

async function writing<T>(client: PoolClient, etown: number, work: Work<T>): Promise<T> {
  const acts: AuditAct[] = []
  const announced: Announcement[] = []
  let broken: Error | undefined
  try {
    await client.query(`begin; set local app.etown = '${etown}'`)
    const db = view(client)
    const result = await work({
      db,
      etown,
      announce: (e) => void announced.push(e),
      record: (a) => void acts.push(a),
      copyIn: (into) => client.query(copyFrom(`copy ${into} from stdin`)),
    })
    if (acts.length + announced.length > 0) {
      await sql`select platform.seal(${JSON.stringify(acts)}::jsonb, ${JSON.stringify(announced)}::jsonb)`.execute(
        db,
      )
    }
    await client.query('commit')
    return result
  } catch (error) {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    throw error
  } finally {
    client.release(broken)
  }
}
