import { type AnyDb, roomOf } from '../db/house.ts'
import type { Happened } from './consumers.ts'

/** An event with the place its leaves have been promised in the e-town's public log. */
export type Promised = Happened & { readonly leaf: bigint }

/** The events after `seq` whose first leaf comes before `leaf`, in order. */
export async function promisedEvents(
  db: AnyDb,
  etown: number,
  { seq, leaf }: { readonly seq: bigint; readonly leaf: bigint },
): Promise<readonly Promised[]> {
  // No event has less than one leaf, so the numbers bound the search as the leaves do.
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.event')
    .select(['seq', 'kind', 'subject', 'at', 'payload', 'evidence', 'leaf'])
    .where('etown', '=', etown)
    .where('seq', '>', seq)
    .where('seq', '<=', seq + 256n)
    .where((e) => e.or([e('leaf', 'is', null), e('leaf', '<', leaf)]))
    .orderBy('seq')
    .execute()
  // Events from before there was a log have one leaf each.
  return rows.map((row) => ({ ...row, leaf: row.leaf ?? row.seq - 1n }))
}

/** The event of a number, as it lies in the outbox now. */
export async function eventAt(db: AnyDb, etown: number, seq: bigint): Promise<Promised | undefined> {
  const row = await roomOf(db, 'platform')
    .selectFrom('platform.event')
    .select(['seq', 'kind', 'subject', 'at', 'payload', 'evidence', 'leaf'])
    .where('etown', '=', etown)
    .where('seq', '=', seq)
    .executeTakeFirst()
  return row && { ...row, leaf: row.leaf ?? row.seq - 1n }
}

/** The heads of an e-town's chains: how many leaves have been promised, and what the audit has come to. */
export async function headsOf(db: AnyDb, etown: number) {
  return roomOf(db, 'platform')
    .selectFrom('platform.chain_head')
    .select(['leaves', 'event_seq', 'audit_seq', 'audit_hash'])
    .where('etown', '=', etown)
    .executeTakeFirstOrThrow()
}

/** Events from number to number, both included. */
export async function eventsBetween(
  db: AnyDb,
  etown: number,
  first: bigint,
  last: bigint,
): Promise<readonly Promised[]> {
  const rows = await roomOf(db, 'platform')
    .selectFrom('platform.event')
    .select(['seq', 'kind', 'subject', 'at', 'payload', 'evidence', 'leaf'])
    .where('etown', '=', etown)
    .where('seq', '>=', first)
    .where('seq', '<=', last)
    .orderBy('seq')
    .execute()
  return rows.map((row) => ({ ...row, leaf: row.leaf ?? row.seq - 1n }))
}
