import { sql } from 'kysely'
import { inEtown, type Scope } from '../db/act.ts'
import { type AnyDb, roomOf } from '../db/house.ts'
import type { House } from '../house.ts'

/** How long a worker may be silent before another takes its job over. */
const LEASE_SECONDS = 15
const MAX_TRIES = 5

/** 任务 What a job's work gets. `progress` is visible at once, whatever becomes of the job's own transaction. */
export type JobCall = {
  readonly house: House
  readonly etown: number
  readonly job: bigint
  readonly input: unknown
  readonly askedBy: string
  /** Rises with each take-over: the first run is 1. */
  readonly tries: number
  readonly signal: AbortSignal
  progress(report: Readonly<Record<string, unknown>>): Promise<void>
}

export type JobKind = {
  readonly kind: `${string}.${string}`
  run(call: JobCall): Promise<Readonly<Record<string, unknown>>>
  /** Nobody will try again: what the room shows of the job ends with it, in one transaction. */
  gaveUp?(scope: Scope, job: bigint, trouble: string): Promise<void>
}

/** Asks for work, in the transaction of the act that wants it; not before `at`, if it says so. */
export async function ask(
  { db: anyDb, etown }: { readonly db: AnyDb; readonly etown: number },
  kind: string,
  input: Readonly<Record<string, unknown>>,
  by: string,
  at?: Date,
): Promise<bigint> {
  const db = roomOf(anyDb, 'platform')
  const { id } = await db
    .insertInto('platform.job')
    .values({ etown, kind, input: JSON.stringify(input), asked_by: by, ...(at && { run_at: at }) })
    .returning('id')
    .executeTakeFirstOrThrow()
  await sql`select pg_notify('ezhen_job', ${String(etown)})`.execute(db)
  return id
}

/** A job as its asker sees it. */
export type JobView = {
  readonly state: 'waiting' | 'running' | 'done' | 'failed'
  readonly progress: unknown
  readonly trouble: string | undefined
  readonly tries: number
}

export async function viewJob(anyDb: AnyDb, etown: number, id: bigint): Promise<JobView | undefined> {
  const row = await roomOf(anyDb, 'platform')
    .selectFrom('platform.job')
    .select(['state', 'progress', 'trouble', 'tries'])
    .where('etown', '=', etown)
    .where('id', '=', id)
    .executeTakeFirst()
  return row && { ...row, state: row.state as JobView['state'], trouble: row.trouble ?? undefined }
}

type Taken = { id: bigint; kind: string; input: unknown; tries: number; asked_by: string }

async function take(house: House, etown: number, kinds: readonly string[]): Promise<Taken | undefined> {
  return inEtown(house.pool, etown, 'write', async ({ db }) => {
    const open = await db
      .selectFrom('platform.job')
      .select('id')
      .where('etown', '=', etown)
      .where('kind', 'in', kinds)
      .where((w) =>
        w.or([
          w.and([w('state', '=', 'waiting'), w('run_at', '<=', sql<Date>`now()`)]),
          w.and([w('state', '=', 'running'), w('lease_until', '<', sql<Date>`now()`)]),
        ]),
      )
      .orderBy('run_at')
      .orderBy('id')
      .limit(1)
      .forUpdate()
      .skipLocked()
      .executeTakeFirst()
    if (open === undefined) return undefined
    return db
      .updateTable('platform.job')
      .set((e) => ({ state: 'running', tries: e('tries', '+', 1), lease_until: lease() }))
      .where('etown', '=', etown)
      .where('id', '=', open.id)
      .returning(['id', 'kind', 'input', 'tries', 'asked_by'])
      .executeTakeFirst()
  })
}

const lease = () => sql<Date>`now() + make_interval(secs => ${LEASE_SECONDS})`

/** Runs one waiting job of an e-town to its end. `false`: there was none. */
export async function runOneJob(
  house: House,
  etown: number,
  kinds: readonly JobKind[],
  stop: AbortSignal,
): Promise<boolean> {
  const taken = await take(
    house,
    etown,
    kinds.map((k) => k.kind),
  )
  if (taken === undefined) return false
  const work = kinds.find((k) => k.kind === taken.kind)
  if (work === undefined) throw new Error(`no work for job ${taken.kind}`)
  const set = (values: Record<string, unknown>, then?: (scope: Scope) => Promise<void>): Promise<void> =>
    inEtown(house.pool, etown, 'write', async (scope) => {
      // Only the holder of this try may write: a worker that lost its lease finds another number of tries.
      const { numUpdatedRows } = await scope.db
        .updateTable('platform.job')
        .set(values)
        .where('etown', '=', etown)
        .where('id', '=', taken.id)
        .where('tries', '=', taken.tries)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows > 0n) await then?.(scope)
    })
  const beat = setInterval(
    () => void set({ lease_until: lease() }).catch((err) => house.log.warn({ err }, 'lease not renewed')),
    (LEASE_SECONDS * 1000) / 3,
  )
  try {
    const result = await work.run({
      house,
      etown,
      job: taken.id,
      input: taken.input,
      askedBy: taken.asked_by,
      tries: taken.tries,
      signal: stop,
      progress: (report) => set({ progress: JSON.stringify(report) }),
    })
    await set({ state: 'done', result: JSON.stringify(result), lease_until: null, ended_at: new Date() })
  } catch (error) {
    const waiting = { state: 'waiting', lease_until: null } as const
    if (stop.aborted) {
      await set({ ...waiting, run_at: sql`now()` })
      return true
    }
    house.log.error({ err: error, job: String(taken.id), kind: taken.kind, etown }, 'job failed')
    const trouble = error instanceof Error ? error.message : String(error)
    if (taken.tries < MAX_TRIES) {
      await set({ ...waiting, trouble, run_at: sql`now() + make_interval(secs => ${2 ** taken.tries})` })
    } else {
      const ended = { state: 'failed', lease_until: null, trouble, ended_at: new Date() }
      await set(ended, async (scope) => work.gaveUp?.(scope, taken.id, trouble))
    }
  } finally {
    clearInterval(beat)
  }
  return true
}
