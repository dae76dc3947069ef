import { sql } from 'kysely'
import { type AnyDb, roomOf } from './house.ts'

export type AuditQuery = {
  /** Entries before this number, newest first. */
  readonly before: bigint | undefined
  readonly limit: number
  readonly actor: string | undefined
  readonly outcome: string | undefined
}

/** A page of an e-town's chain, one entry more than asked where there are more, and how many fit in all. */
export async function pageOfAudit(db: AnyDb, etown: number, asked: AuditQuery) {
  const { actor, outcome, before } = asked
  const fitting = roomOf(db, 'platform')
    .selectFrom('platform.audit_entry')
    .where('etown', '=', etown)
    .$if(actor !== undefined, (q) => q.where('actor', '=', actor ?? ''))
    .$if(outcome !== undefined, (q) => q.where('outcome', '=', outcome ?? ''))
  const items = await fitting
    .select(['seq', 'at', 'actor', 'act', 'subject', 'outcome', 'detail', 'hash'])
    .$if(before !== undefined, (q) => q.where('seq', '<', before ?? 0n))
    .orderBy('seq', 'desc')
    .limit(asked.limit + 1)
    .execute()
  const { total } = await fitting.select((e) => e.fn.countAll<bigint>().as('total')).executeTakeFirstOrThrow()
  return { items, total: Number(total) }
}

/** The head of an e-town's chain, and every link of it that does not fit. */
export async function verifyAudit(db: AnyDb, etown: number) {
  const platform = roomOf(db, 'platform')
  const head = await platform
    .selectFrom('platform.chain_head')
    .select(['audit_seq', 'audit_hash'])
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
  const breaks = await sql<{ seq: bigint; why: string }>`
    select seq, why from platform.audit_breaks(${etown})`.execute(platform)
  return { entries: head.audit_seq, hash: head.audit_hash, breaks: breaks.rows }
}

/** The hash of one entry of an e-town's chain, as it lies there now. */
export async function auditHashAt(db: AnyDb, etown: number, seq: bigint): Promise<Buffer | undefined> {
  const row = await roomOf(db, 'platform')
    .selectFrom('platform.audit_entry')
    .select('hash')
    .where('etown', '=', etown)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row?.hash
}
