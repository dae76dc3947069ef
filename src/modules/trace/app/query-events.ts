import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Db } from '../../../platform/db/house.ts'
import { epcisRefusals } from '../contract/index.ts'
import {
  countEvents,
  decidedByDatabase,
  findEvents,
  type Place,
  type StoredEvent,
} from '../db/find-events.ts'
import { matches } from '../domain/epcis/matches.ts'
import { declaredNamespaces } from '../domain/epcis/namespaces.ts'
import type { EventQuery } from '../domain/epcis/query.ts'

/** So many rows a page may look at whose documents decide; a longer search goes on with the next page. */
const LOOKS = 20_000
const CHUNK = 500

/** One page: the events, and behind which row the search goes on; undefined: it is at its end. */
export type EventPage = { readonly events: readonly StoredEvent[]; readonly next: Place | undefined }

const placeOf = (query: EventQuery, event: StoredEvent): Place => ({
  ms: (query.orderBy === 'eventTime' ? event.at : event.recordedAt).getTime(),
  id: event.id,
})

/** The next events of a query behind a place. A page may hold fewer than asked for, and none, while there is a next. */
export async function eventPage(
  db: Db<'trace'>,
  etown: number,
  query: EventQuery,
  after: Place | undefined,
  size: number,
): Promise<EventPage> {
  if (decidedByDatabase(query)) {
    const rows = await findEvents(db, etown, query, after, size + 1)
    return pageOf(query, rows.slice(0, size), rows.length > size)
  }
  const found: StoredEvent[] = []
  let place = after
  for (let looked = 0; looked < LOOKS; looked += CHUNK) {
    const rows = await findEvents(db, etown, query, place, CHUNK)
    for (const row of rows) {
      if (!matches(row.document, declaredNamespaces(row.namespaces ?? undefined), query)) continue
      if (found.length === size) return pageOf(query, found, true)
      found.push(row)
    }
    const last = rows.at(-1)
    if (rows.length < CHUNK || last === undefined) return { events: found, next: undefined }
    place = placeOf(query, last)
  }
  return { events: found, next: place }
}

function pageOf(query: EventQuery, events: readonly StoredEvent[], more: boolean): EventPage {
  const last = events.at(-1)
  return { events, next: more && last !== undefined ? placeOf(query, last) : undefined }
}

/** Refuses a query of which more than `maxEventCount` events match. */
export async function notTooMany(
  db: Db<'trace'>,
  etown: number,
  query: EventQuery,
): Promise<Outcome<undefined>> {
  if (query.most === undefined) return granted(undefined)
  const tooMany = refused(refusal(epcisRefusals, 'trace.answer_too_large', { limit: query.most }))
  if (decidedByDatabase(query))
    return (await countEvents(db, etown, query, query.most + 1)) > query.most ? tooMany : granted(undefined)
  let count = 0
  let place: Place | undefined
  do {
    const page = await eventPage(db, etown, query, place, CHUNK)
    count += page.events.length
    if (count > query.most) return tooMany
    place = page.next
  } while (place !== undefined)
  return granted(undefined)
}
