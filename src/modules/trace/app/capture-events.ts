import { sql } from 'kysely'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Announcement } from '../../../platform/db/act.ts'
import type { Db } from '../../../platform/db/house.ts'
import { CAPTURE_CODES, epcisRefusals } from '../contract/index.ts'
import { insertCapture, oneAtATime } from '../db/captures.ts'
import { closedCircles } from '../db/circles.ts'
import {
  eventIdsOfHashes,
  insertEvents,
  type KnownEvent,
  knownEvents,
  lifeFacts,
  withdrawMentions,
} from '../db/events.ts'
import { bornAlive, type LifeFact } from '../domain/epcis/lives.ts'
import { type Namespaces, namespacesOf } from '../domain/epcis/namespaces.ts'
import { type EventProblem, type Prepared, prepareEvent } from './prepare-events.ts'

/** A capture's transaction: of the seam's call, or of a job. */
export type CaptureScope = {
  readonly db: Db<'trace'>
  readonly etown: { readonly id: number }
  readonly now: Date
  announce(event: Announcement): void
}

export type CaptureHow = {
  /** `rollback`: one wrong event and none is taken. `proceed`: every event that can be is. */
  readonly behaviour: 'rollback' | 'proceed'
  /** The account that hands them in. */
  readonly by: string
  readonly device?: string | undefined
  /** SHA-256 of stored evidence files. */
  readonly evidence?: readonly string[] | undefined
  /** Prefixes of the document around the events. */
  readonly namespaces?: Namespaces | undefined
}

/** 登记结果 `accepted` are rows that are new; an event that was stored before, byte for byte, is neither new nor wrong. */
export type Captured = {
  readonly capture: bigint
  readonly accepted: readonly { readonly index: number; readonly eventId: string; readonly id: bigint }[]
  readonly known: readonly { readonly index: number; readonly eventId: string }[]
  readonly errors: readonly EventProblem[]
}

/**
 * Takes EPCIS events (JSON, parsed) into the e-town of the scope, within its transaction, and announces them with their
 * hashes. A refusal's pointer begins with the event's place, `/0/eventTime`.
 */
export async function captureEvents(
  scope: CaptureScope,
  events: readonly unknown[],
  how: CaptureHow,
): Promise<Outcome<Captured>> {
  const over = how.namespaces ?? namespacesOf(undefined)
  const errors: EventProblem[] = []
  const prepared: Prepared[] = []
  for (const [index, raw] of events.entries()) {
    const event = prepareEvent(raw, over, scope.now)
    if (event.ok) prepared.push({ index, event: event.value })
    else errors.push({ index, refused: event.refused })
  }
  const codes = prepared.reduce((sum, { event }) => sum + event.mentions.length, 0)
  if (codes > CAPTURE_CODES) {
    return refused(refusal(epcisRefusals, 'trace.too_many_codes', { count: codes, limit: CAPTURE_CODES }))
  }
  const begins = prepared.some(({ event }) =>
    event.mentions.some((m) => m.action === 'ADD' || m.link === 'made'),
  )
  if (begins) await oneAtATime(scope.db, scope.etown.id)
  const sorted = await settle(scope, prepared)
  errors.push(...sorted.errors)
  let fresh = withoutAliveAgain(await lives(scope, sorted.fresh), sorted.fresh, errors)
  if (how.behaviour === 'rollback' && errors.length > 0) return refused(...allOf(errors))
  await sql`savepoint capture`.execute(scope.db)
  for (;;) {
    const stored = await store(scope, fresh, errors, how)
    const circles = await circleProblems(scope, fresh)
    if (circles.length === 0) {
      announce(scope, stored, fresh, how)
      const accepted = fresh.map(({ index, event }, i) => ({
        index,
        eventId: event.eventId,
        id: stored.ids[i] ?? 0n,
      }))
      return granted({ capture: stored.capture, accepted, known: sorted.known, errors })
    }
    errors.push(...circles)
    if (how.behaviour === 'rollback') return refused(...allOf(errors))
    await sql`rollback to savepoint capture`.execute(scope.db)
    const out = new Set(circles.map((c) => c.index))
    fresh = fresh.filter(({ index }) => !out.has(index))
  }
}

const allOf = (errors: readonly EventProblem[]): readonly Refusal[] =>
  errors
    .toSorted((a, b) => a.index - b.index)
    .flatMap(({ index, refused: why }) => why.map((r) => ({ ...r, pointer: `/${index}${r.pointer ?? ''}` })))

const nameOf = (event: { eventId: string; declaresError: boolean }): string =>
  `${event.declaresError ? 'error ' : ''}${event.eventId}`

type Settled = {
  readonly fresh: readonly Prepared[]
  readonly known: readonly { readonly index: number; readonly eventId: string }[]
  readonly errors: readonly EventProblem[]
}

/**
 * New, known already (same number, same bytes), or in conflict (same number, other bytes). An error declaration repeats
 * its event and shares its number, so it is told apart by what it declares and held to the event's hash.
 */
async function settle(scope: CaptureScope, prepared: readonly Prepared[]): Promise<Settled> {
  const named = await nameDeclarations(scope, prepared)
  const rows = await knownEvents(scope.db, scope.etown.id, [...new Set(named.map((p) => p.event.eventId))])
  const known = new Map<string, Pick<KnownEvent, 'cbvHash' | 'documentSha256'>>(
    rows.map((row) => [nameOf(row), row]),
  )
  const fresh: Prepared[] = []
  const again: { index: number; eventId: string }[] = []
  const errors: EventProblem[] = []
  for (const { index, event } of named) {
    const same = known.get(nameOf(event))
    const other = known.get(nameOf({ ...event, declaresError: !event.declaresError }))
    if (same?.documentSha256.equals(event.documentSha256)) again.push({ index, eventId: event.eventId })
    else if (same !== undefined || other?.cbvHash.equals(event.cbvHash) === false)
      errors.push({
        index,
        refused: [refusal(epcisRefusals, 'trace.event_known', { event: event.eventId }, '/eventID')],
      })
    else {
      const withdrawn = event.withdrawn || other !== undefined
      fresh.push({ index, event: { ...event, withdrawn } })
      known.set(nameOf(event), event)
    }
  }
  await withdrawKnown(scope, fresh, rows)
  return { fresh: withdrawnByLater(fresh), known: again, errors }
}

/** A declaration that came without its event's number finds it by the hash. */
async function nameDeclarations(
  scope: CaptureScope,
  prepared: readonly Prepared[],
): Promise<readonly Prepared[]> {
  const nameless = prepared.filter(({ event }) => event.declaresError && event.eventId.startsWith('ni:///'))
  const ids = await eventIdsOfHashes(
    scope.db,
    scope.etown.id,
    nameless.map(({ event }) => event.cbvHash),
  )
  if (ids.size === 0) return prepared
  return prepared.map(({ index, event }) => {
    const eventId = event.declaresError ? ids.get(event.cbvHash.toString('hex')) : undefined
    return { index, event: eventId === undefined ? event : { ...event, eventId } }
  })
}

/** Within one capture the event may stand before its declaration. */
function withdrawnByLater(fresh: readonly Prepared[]): readonly Prepared[] {
  const declared = new Set(fresh.filter(({ event }) => event.declaresError).map(({ event }) => event.eventId))
  return declared.size === 0
    ? fresh
    : fresh.map(({ index, event }) => ({
        index,
        event: { ...event, withdrawn: event.withdrawn || declared.has(event.eventId) },
      }))
}

async function withdrawKnown(
  scope: CaptureScope,
  fresh: readonly Prepared[],
  rows: readonly KnownEvent[],
): Promise<void> {
  const originals = new Map(rows.filter((row) => !row.declaresError).map((row) => [row.eventId, row]))
  const gone = fresh.flatMap(({ event }) => {
    const original = event.declaresError ? originals.get(event.eventId) : undefined
    const keys = event.mentions.map((m) => m.key)
    return original === undefined ? [] : [{ id: original.id, atMs: event.atMs, keys }]
  })
  await withdrawMentions(scope.db, scope.etown.id, gone)
}

type Lives = { readonly known: readonly LifeFact[]; readonly own: ReadonlyMap<number, readonly LifeFact[]> }

async function lives(scope: CaptureScope, fresh: readonly Prepared[]): Promise<Lives> {
  const own = new Map<number, readonly LifeFact[]>()
  for (const { index, event } of fresh) {
    const facts = event.mentions.flatMap((m): LifeFact[] => {
      const ends = m.role === 'input' || (m.role === 'epc' && m.action === 'DELETE')
      const born = m.role === 'output' || (m.role === 'epc' && m.action === 'ADD')
      return m.isClass || !(ends || born) ? [] : [{ key: m.key, atMs: event.atMs, born }]
    })
    if (facts.length > 0 && !event.withdrawn) own.set(index, facts)
  }
  const keys = [...new Set([...own.values()].flat().map((f) => f.key))]
  const rows = await lifeFacts(scope.db, scope.etown.id, keys)
  return { own, known: rows.map(({ key, at, born }) => ({ key, atMs: at.getTime(), born })) }
}

/** Event by event, so that of two births in one capture the first holds. */
function withoutAliveAgain(
  { known, own }: Lives,
  fresh: readonly Prepared[],
  errors: EventProblem[],
): readonly Prepared[] {
  const all = [...known, ...[...own.values()].flat()]
  const suspects = bornAlive(all)
  if (suspects.size === 0) return fresh
  const facts = known.filter((f) => suspects.has(f.key))
  return fresh.filter(({ index }) => {
    const mine = (own.get(index) ?? []).filter((f) => suspects.has(f.key))
    const [epc] = bornAlive([...facts, ...mine])
    if (epc === undefined) {
      facts.push(...mine)
      return true
    }
    errors.push({ index, refused: [refusal(epcisRefusals, 'trace.alive_already', { epc }, '')] })
    return false
  })
}

type Stored = { readonly capture: bigint; readonly ids: readonly bigint[] }

async function store(
  scope: CaptureScope,
  fresh: readonly Prepared[],
  errors: readonly EventProblem[],
  how: CaptureHow,
): Promise<Stored> {
  const capture = await insertCapture(scope.db, scope.etown.id, {
    behaviour: how.behaviour,
    at: scope.now,
    accepted: fresh.length,
    errors: errors.map(({ index, refused: why }) => ({ index, refused: why })),
    by: how.by,
  })
  if (fresh.length === 0) return { capture, ids: [] }
  const ids = await insertEvents(
    scope.db,
    scope.etown.id,
    fresh.map((p) => p.event),
    {
      capture,
      recordedAt: scope.now,
      by: how.by,
      device: how.device ?? null,
      evidence: how.evidence ?? [],
    },
  )
  return { capture, ids }
}

async function circleProblems(scope: CaptureScope, fresh: readonly Prepared[]): Promise<EventProblem[]> {
  const puts = fresh.flatMap(({ index, event }) =>
    event.mentions.flatMap((m) =>
      (m.link === 'in' || m.link === 'with') && m.action === 'ADD' && m.via !== undefined && !event.withdrawn
        ? [{ index, child: m.key, parent: m.via, atMs: event.atMs }]
        : [],
    ),
  )
  const closed = await closedCircles(scope.db, scope.etown.id, puts)
  const first = closed.map((c) => ({
    ...c,
    index:
      puts.findLast((p) => p.child === c.child && p.parent === c.parent && p.atMs === c.atMs)?.index ?? 0,
  }))
  // Of the events that close one circle together, the last is in the way; the others may stand.
  const last = Math.max(...first.map((c) => c.index))
  return first
    .filter((c) => c.index === last)
    .slice(0, 1)
    .map(({ index, child, parent }) => ({
      index,
      refused: [refusal(epcisRefusals, 'trace.containment_circle', { child, parent }, '/parentID')],
    }))
}

function announce(scope: CaptureScope, stored: Stored, fresh: readonly Prepared[], how: CaptureHow): void {
  if (fresh.length === 0) return
  scope.announce({
    kind: 'trace.events-captured',
    subject: String(stored.capture),
    payload: {
      events: String(fresh.length),
      attested: fresh.map(({ event }) => ({
        kind: 'trace.event',
        subject: event.eventId,
        sha256: event.cbvHash.toString('hex'),
      })),
    },
    ...(how.evidence && { evidence: how.evidence }),
  })
}
