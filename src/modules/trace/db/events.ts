import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'
import type { Mention } from '../domain/epcis/mentions.ts'

/** An event as it is about to be stored. */
export type NewEvent = {
  readonly eventId: string
  readonly declaresError: boolean
  readonly type: string
  readonly action: string | null
  readonly atMs: number
  readonly bizStep: string | null
  readonly disposition: string | null
  readonly readPoint: string | null
  readonly bizLocation: string | null
  readonly transformation: string | null
  readonly cbvHash: Buffer
  readonly documentSha256: Buffer
  /** JSON text. */
  readonly document: string
  /** JSON text. */
  readonly namespaces: string | null
  readonly mentions: readonly Mention[]
  /** Facts of no effect: the event is withdrawn, or withdraws another. */
  readonly withdrawn: boolean
}

/** Who handed the events in, by what, when, on what evidence. */
export type Entered = {
  readonly capture: bigint
  readonly recordedAt: Date
  readonly by: string
  readonly device: string | null
  readonly evidence: readonly string[]
}

const instant = (ms: number): string => new Date(ms).toISOString()

/**
 * Stores events and what they name. Each column goes as one array through its own unnest argument list: several unnests
 * joined in one statement fall into a nested loop (measured: 100 times slower).
 */
export async function insertEvents(
  db: Db<'trace'>,
  etown: number,
  events: readonly NewEvent[],
  entered: Entered,
): Promise<readonly bigint[]> {
  const ids = await nextIds(db, events.length)
  const of = <T>(pick: (e: NewEvent) => T): T[] => events.map(pick)
  await sql`
    insert into trace.event (etown, id, event_id, declares_error, capture, type, action, at, recorded_at, biz_step,
      disposition, read_point, biz_location, transformation, cbv_hash, document_sha256, document, namespaces,
      by_account, device, evidence)
    select ${etown}::int, id, event_id, declares_error, ${entered.capture}::bigint, type, action, at,
      ${entered.recordedAt}::timestamptz, biz_step, disposition, read_point, biz_location, transformation,
      cbv_hash, document_sha256, document, namespaces, ${entered.by}::text, ${entered.device}::text, ${entered.evidence}::text[]
    from unnest(${ids}::bigint[], ${of((e) => e.eventId)}::text[], ${of((e) => e.declaresError)}::boolean[],
      ${of((e) => e.type)}::text[], ${of((e) => e.action)}::text[], ${of((e) => instant(e.atMs))}::timestamptz[],
      ${of((e) => e.bizStep)}::text[], ${of((e) => e.disposition)}::text[], ${of((e) => e.readPoint)}::text[],
      ${of((e) => e.bizLocation)}::text[], ${of((e) => e.transformation)}::text[], ${of((e) => e.cbvHash)}::bytea[],
      ${of((e) => e.documentSha256)}::bytea[], ${of((e) => e.document)}::jsonb[], ${of((e) => e.namespaces)}::jsonb[])
      as fresh (id, event_id, declares_error, type, action, at, biz_step, disposition, read_point, biz_location,
        transformation, cbv_hash, document_sha256, document, namespaces)`.execute(db)
  await insertMentions(db, etown, events, ids)
  return ids
}

async function nextIds(db: Db<'trace'>, count: number): Promise<bigint[]> {
  const { rows } = await sql<{ id: bigint }>`
    select nextval('trace.event_id_seq') as id from generate_series(1, ${count})`.execute(db)
  return rows.map((row) => row.id)
}

/** A transformation without an ID of its own is named after its event. */
const viaOf = (mention: Mention, event: bigint): string | null =>
  mention.via ?? (mention.link === 'made' ? `event:${event}` : null)

async function insertMentions(
  db: Db<'trace'>,
  etown: number,
  events: readonly NewEvent[],
  ids: readonly bigint[],
): Promise<void> {
  const rows = events.flatMap((event, i) =>
    event.mentions.map((mention, place) => ({
      mention,
      place,
      event: ids[i] ?? 0n,
      at: instant(event.atMs),
      withdrawn: event.withdrawn,
    })),
  )
  if (rows.length === 0) return
  const of = <T>(pick: (row: (typeof rows)[number]) => T): T[] => rows.map(pick)
  await sql`
    insert into trace.mention (etown, key, at, event, place, role, is_class, action, link, via, quantity, uom, kind, withdrawn)
    select ${etown}::int, fresh.* from unnest(${of((r) => r.mention.key)}::text[], ${of((r) => r.at)}::timestamptz[],
      ${of((r) => r.event)}::bigint[], ${of((r) => r.place)}::int[], ${of((r) => r.mention.role)}::text[],
      ${of((r) => r.mention.isClass)}::boolean[], ${of((r) => r.mention.action ?? null)}::text[],
      ${of((r) => r.mention.link ?? null)}::text[], ${of((r) => viaOf(r.mention, r.event))}::text[],
      ${of((r) => r.mention.quantity ?? null)}::float8[], ${of((r) => r.mention.uom ?? null)}::text[],
      ${of((r) => r.mention.kind ?? null)}::text[], ${of((r) => r.withdrawn)}::boolean[]) as fresh`.execute(
    db,
  )
}

/** What is stored under an event's number. */
export type KnownEvent = {
  readonly id: bigint
  readonly eventId: string
  readonly declaresError: boolean
  readonly cbvHash: Buffer
  readonly documentSha256: Buffer
}

export async function knownEvents(
  db: Db<'trace'>,
  etown: number,
  eventIds: readonly string[],
): Promise<readonly KnownEvent[]> {
  const { rows } = await sql<KnownEvent>`
    select id, event_id as "eventId", declares_error as "declaresError", cbv_hash as "cbvHash",
      document_sha256 as "documentSha256"
    from trace.event where etown = ${etown} and event_id = any(${eventIds}::text[])`.execute(db)
  return rows
}

/** Numbers of the events with these hashes, the oldest of each: an error declaration may not know its event's number. */
export async function eventIdsOfHashes(
  db: Db<'trace'>,
  etown: number,
  hashes: readonly Buffer[],
): Promise<ReadonlyMap<string, string>> {
  if (hashes.length === 0) return new Map()
  const { rows } = await sql<{ hash: string; event_id: string }>`
    select distinct on (cbv_hash) encode(cbv_hash, 'hex') as hash, event_id from trace.event
    where etown = ${etown} and cbv_hash = any(${hashes}::bytea[]) and not declares_error
    order by cbv_hash, id`.execute(db)
  return new Map(rows.map((row) => [row.hash, row.event_id]))
}

/** Takes the facts of events out of the traces; their rows stay. */
export async function withdrawMentions(
  db: Db<'trace'>,
  etown: number,
  events: readonly { readonly id: bigint; readonly atMs: number; readonly keys: readonly string[] }[],
): Promise<void> {
  for (const { id, keys } of events) {
    await sql`update trace.mention set withdrawn = true
      where etown = ${etown} and event = ${id} and key = any(${keys}::text[])`.execute(db)
  }
}

/** Births and ends of things, as they stand. */
export async function lifeFacts(
  db: Db<'trace'>,
  etown: number,
  keys: readonly string[],
): Promise<readonly { key: string; at: Date; born: boolean }[]> {
  if (keys.length === 0) return []
  const { rows } = await sql<{ key: string; at: Date; born: boolean }>`
    select key, at, (role = 'output' or action = 'ADD') as born from trace.mention
    where etown = ${etown} and key = any(${keys}::text[]) and not is_class and not withdrawn
      and (role in ('input', 'output') or (role = 'epc' and action is not null))`.execute(db)
  return rows
}
