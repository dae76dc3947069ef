import { createHash } from 'node:crypto'
import { canonicalJson, type Json } from '../../../kernel/canonical.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { epcisRefusals } from '../contract/epcis-refusals.ts'
import type { NewEvent } from '../db/events.ts'
import type { EpcisEvent } from '../domain/epcis/event.ts'
import { keyOf } from '../domain/epcis/key-of.ts'
import { declaredBy, type Namespaces } from '../domain/epcis/namespaces.ts'
import { type ReadEvent, readEvent } from '../domain/epcis/read-event.ts'
import { BIZ_STEP, bareWord, DISPOSITION } from '../domain/epcis/vocabulary.ts'
import { preHash } from '../domain/event-hash/pre-hash.ts'

/** An event that is in order by itself, at its place in the capture. */
export type Prepared = { readonly index: number; readonly event: NewEvent }
/** Why the event at this place is not taken. */
export type EventProblem = { readonly index: number; readonly refused: readonly Refusal[] }

const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()

/** The event's own number where it is given none: CBV 2.0 §8.9.1, so that the same event handed in again is the same. */
export const hashId = (hash: Buffer): string => `ni:///sha-256;${hash.toString('hex')}?ver=CBV2.0`

const isJson = (value: unknown, depth = 0): value is Json => {
  if (depth > 100) return false
  if (typeof value === 'string') return value.isWellFormed() && !value.includes('\0')
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object' || value === null) return typeof value === 'boolean' || value === null
  if (Array.isArray(value)) return value.every((inner) => isJson(inner, depth + 1))
  return Object.entries(value).every(([name, inner]) => isJson(name) && isJson(inner, depth + 1))
}

/** What is kept of the document: all but the context (kept as prefixes) and the sender's record time (ours holds). */
function documentOf(event: EpcisEvent): Readonly<Record<string, unknown>> {
  const { '@context': _context, recordTime: _time, ...document } = event
  return document
}

/** Reads one event and derives what is stored beside it: hashes, columns, mentions. */
export function prepareEvent(raw: unknown, over: Namespaces, now: Date): Outcome<NewEvent> {
  if (!isJson(raw)) return refused(refusal(epcisRefusals, 'trace.not_json'))
  const read = readEvent(raw, over, now.getTime())
  return read.ok ? granted(newEvent(read.value)) : read
}

function newEvent({ event, namespaces, timeMs, mentions }: ReadEvent): NewEvent {
  const cbvHash = sha256(preHash(event, namespaces))
  const document = documentOf(event)
  if (!isJson(document)) throw new TypeError('an event that was JSON is none')
  const text = canonicalJson(document)
  const declared = declaredBy(namespaces)
  return {
    eventId: event.eventID ?? hashId(cbvHash),
    declaresError: event.errorDeclaration !== undefined,
    type: event.type,
    action: event.action ?? null,
    atMs: timeMs,
    bizStep: event.bizStep === undefined ? null : bareWord(BIZ_STEP, event.bizStep),
    disposition: event.disposition === undefined ? null : bareWord(DISPOSITION, event.disposition),
    readPoint: event.readPoint === undefined ? null : keyOf(event.readPoint.id),
    bizLocation: event.bizLocation === undefined ? null : keyOf(event.bizLocation.id),
    transformation: event.transformationID ?? null,
    cbvHash,
    documentSha256: sha256(text),
    document: text,
    namespaces: declared === undefined ? null : JSON.stringify(declared),
    mentions,
    withdrawn: event.errorDeclaration !== undefined,
  }
}
