import pg, { type PoolClient } from 'pg'
import { copyInto } from './copy-in.ts'
import type { HouseDb, Pool } from './house.ts'
import { readingIn } from './reading.ts'
import { viewThrough } from './view.ts'

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
   * Puts rows in COPY's text format (UTF-8) into a table: `copyIn('incoming (a, b)', pieces)`. How many. Row-level
   * security lets it write temporary tables only.
   */
  copyIn(into: string, rows: readonly Uint8Array[]): Promise<number>
  /** Filled by the commit: the first leaf of the e-town's public log that what was announced will be. */
  readonly sealed: { leaf?: bigint }
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
 * so that the head of the chain is locked only until the commit. `read`: each statement a read-only transaction of its
 * own; `snapshot`: all of them see the e-town as it was at the first one.
 */
export async function inEtown<T>(
  pool: Pool,
  etown: number,
  mode: 'read' | 'snapshot' | 'write',
  work: Work<T>,
): Promise<T> {
  if (!Number.isSafeInteger(etown) || etown < 0) throw new RangeError(`not an e-town: ${etown}`)
  if (mode === 'write') return writing(await pool.connect(), etown, work)
  if (mode === 'snapshot') return looking(await pool.connect(), etown, work)
  const db = readingIn(pool, etown)
  return work({ db, etown, announce: forbidden, record: forbidden, copyIn: forbidden, sealed: {} })
}

const forbidden = (): never => {
  throw new Error('a read-only transaction records, announces and takes in nothing')
}

type Sealed = { readonly rows: readonly { readonly leaf: bigint | null }[] }
async function looking<T>(client: PoolClient, etown: number, work: Work<T>): Promise<T> {
  let broken: Error | undefined
  try {
    await client.query(`begin isolation level repeatable read read only; set local app.etown = '${etown}'`)
    const db = viewThrough((text, values) => client.query(text, values))
    return await work({ db, etown, announce: forbidden, record: forbidden, copyIn: forbidden, sealed: {} })
  } finally {
    await client.query('rollback').catch((failure: Error) => {
      broken = failure
    })
    client.release(broken)
  }
}

/** Goes in one message with the commit, so that no answer travels while the head of the chain is locked. */
const seal = (acts: readonly AuditAct[], announced: readonly Announcement[]): string =>
  `select platform.seal(${[acts, announced].map((list) => pg.escapeLiteral(JSON.stringify(list))).join(', ')}) as leaf`

async function writing<T>(client: PoolClient, etown: number, work: Work<T>): Promise<T> {
  const acts: AuditAct[] = []
  const announced: Announcement[] = []
  const sealed: Scope['sealed'] = {}
  let broken: Error | undefined
  try {
    await client.query(`begin; set local app.etown = '${etown}'`)
    const db = viewThrough((text, values) => client.query(text, values))
    const result = await work({
      db,
      etown,
      announce: (e) => void announced.push(e),
      record: (a) => void acts.push(a),
      copyIn: (into, rows) => copyInto(client, into, rows),
      sealed,
    })
    if (acts.length + announced.length === 0) {
      await client.query('commit')
      return result
    }
    const [{ rows }] = (await client.query(`${seal(acts, announced)}; commit`)) as unknown as [Sealed]
    const leaf = rows[0]?.leaf
    if (typeof leaf === 'bigint') sealed.leaf = leaf
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
