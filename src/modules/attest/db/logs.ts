import { type Selectable, sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { DB } from '../../../platform/db/tables.generated.ts'

export type AttestDb = Db<'attest'>
export type LogRow = Selectable<DB['attest.log']>
export type CheckpointRow = Selectable<DB['attest.checkpoint']>

export const findLog = (db: AttestDb, etown: number): Promise<LogRow | undefined> =>
  db.selectFrom('attest.log').selectAll().where('etown', '=', etown).executeTakeFirst()

/** The log for whoever lets it grow or signs it; undefined where another is at it. */
export const takeLog = (db: AttestDb, etown: number): Promise<LogRow | undefined> =>
  db
    .selectFrom('attest.log')
    .selectAll()
    .where('etown', '=', etown)
    .forUpdate()
    .skipLocked()
    .executeTakeFirst()

export async function insertLog(
  db: AttestDb,
  row: Pick<LogRow, 'etown' | 'origin' | 'ed25519' | 'sm2' | 'opened_at' | 'root'>,
): Promise<void> {
  await db
    .insertInto('attest.log')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
}

export async function growLog(
  db: AttestDb,
  etown: number,
  state: Pick<LogRow, 'size' | 'root' | 'seq' | 'part' | 'grown_at'>,
): Promise<void> {
  await db.updateTable('attest.log').set(state).where('etown', '=', etown).execute()
}

export async function noteAuditHead(db: AttestDb, etown: number, auditSeq: bigint): Promise<void> {
  await db.updateTable('attest.log').set({ audit_seq: auditSeq }).where('etown', '=', etown).execute()
}

/** Of the log as it is now; what a predecessor signed is none of its own. */
export const newestCheckpoint = (db: AttestDb, etown: number): Promise<CheckpointRow | undefined> =>
  db
    .selectFrom('attest.checkpoint as c')
    .innerJoin('attest.log as l', 'l.etown', 'c.etown')
    .selectAll('c')
    .where('c.etown', '=', etown)
    .where(sql<boolean>`starts_with(c.note, l.origin || chr(10))`)
    .orderBy('c.size', 'desc')
    .limit(1)
    .executeTakeFirst()

export type Seen = { readonly witness: string; readonly line: string }
export type ProvingCheckpoint = CheckpointRow & { readonly seen: readonly Seen[] }

/**
 * The checkpoint a leaf is proven under, with what witnesses have signed: the first that covers it and that a witness has
 * signed, else the first that covers it. Once a witness has signed, it stays the same.
 */
export async function provingCheckpoint(
  db: AttestDb,
  etown: number,
  index: bigint,
): Promise<ProvingCheckpoint | undefined> {
  const { rows } = await sql<ProvingCheckpoint>`
    select c.*, (
      select coalesce(json_agg(json_build_object('witness', s.witness, 'line', s.line) order by s.at, s.witness), '[]')
      from attest.cosignature s where s.etown = c.etown and s.size = c.size) as seen
    from attest.checkpoint c
    where c.etown = ${etown} and c.size = coalesce(
      (select size from attest.cosignature where etown = ${etown} and size > ${index} order by size limit 1),
      (select size from attest.checkpoint where etown = ${etown} and size > ${index} order by size limit 1))`.execute(
    db,
  )
  return rows[0]
}

export async function insertCheckpoint(db: AttestDb, row: CheckpointRow): Promise<void> {
  await db
    .insertInto('attest.checkpoint')
    .values(row)
    .onConflict((c) => c.doNothing())
    .execute()
}

/** Signature lines of witnesses on a checkpoint, in the order they came. */
export async function cosignaturesOf(db: AttestDb, etown: number, size: bigint) {
  return db
    .selectFrom('attest.cosignature')
    .select(['witness', 'line', 'at'])
    .where('etown', '=', etown)
    .where('size', '=', size)
    .orderBy('at')
    .orderBy('witness')
    .execute()
}

/** Raises an alarm unless the same one is open. */
export async function raiseAlarm(
  db: AttestDb,
  alarm: {
    readonly etown: number
    readonly kind: 'fork' | 'rollback' | 'silence' | 'floor-lost' | 'tampered'
    readonly who: string
    readonly detail: Readonly<Record<string, unknown>>
    readonly at: Date
  },
): Promise<void> {
  const { at, detail, ...rest } = alarm
  await db
    .insertInto('attest.alarm')
    .values({ ...rest, detail: JSON.stringify(detail), raised_at: at })
    .onConflict((c) => c.columns(['etown', 'kind', 'who']).where('ended_at', 'is', null).doNothing())
    .execute()
}

export async function endAlarm(
  db: AttestDb,
  etown: number,
  kind: 'silence' | 'floor-lost' | 'rollback' | 'fork' | 'tampered',
  who: string,
  at: Date,
): Promise<void> {
  await db
    .updateTable('attest.alarm')
    .set({ ended_at: at })
    .where('etown', '=', etown)
    .where('kind', '=', kind)
    .where('who', '=', who)
    .where('ended_at', 'is', null)
    .execute()
}

const STEP = 500

/** Every checkpoint of a log, smallest first. */
export async function* checkpointsFrom(db: AttestDb, etown: number): AsyncGenerator<CheckpointRow> {
  let after = -1n
  for (;;) {
    const rows = await db
      .selectFrom('attest.checkpoint')
      .selectAll()
      .where('etown', '=', etown)
      .where('size', '>', after)
      .orderBy('size')
      .limit(STEP)
      .execute()
    yield* rows
    const last = rows.at(-1)
    if (last === undefined || rows.length < STEP) return
    after = last.size
  }
}
