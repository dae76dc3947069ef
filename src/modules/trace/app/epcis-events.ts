import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import {
  type EpcisResource,
  type epcisDropToken,
  type epcisEvent,
  type epcisEvents,
  type epcisHome,
  epcisRefusals,
} from '../contract/index.ts'
import { distinctValues, eventsOfId, findEvents } from '../db/find-events.ts'
import type { Condition } from '../domain/epcis/condition.ts'
import { EVENT_TYPES } from '../domain/epcis/event.ts'
import { type EventQuery, mentioning, readQuery } from '../domain/epcis/query.ts'
import { BIZ_STEP, bareWord, DISPOSITION } from '../domain/epcis/vocabulary.ts'
import { canonicalEpc } from '../domain/gs1/epc-urn.ts'
import { acceptable, answer, bare, formatAsked, queryDocument } from './epcis-answer.ts'
import { nextLink, type PagedCall, readPaging } from './epcis-paging.ts'
import { revokeToken } from './page-token.ts'
import { eventPage, notTooMany } from './query-events.ts'

type EventsCall = PagedCall & Pick<Call<typeof epcisEvents, 'trace'>, 'headers'>

/** One page of the events of a query, as a document. `path` is the list's own, for the link to the next page. */
export async function eventsAnswer(
  call: EventsCall,
  path: string,
  query: EventQuery,
  name?: string,
): Promise<Outcome<RawAnswer>> {
  const [accepts, format, paging] = [
    acceptable(call.headers),
    formatAsked(call.headers),
    await readPaging(call, path),
  ]
  if (!accepts.ok) return accepts
  if (!format.ok) return format
  if (!paging.ok) return paging
  const few = await notTooMany(call.db, call.etown.id, query)
  if (!few.ok) return few
  const { place, size } = paging.value
  const [ms = '0', id = '0'] = place?.after.split(' ') ?? []
  const left = place === undefined ? query.limit : place.left
  const page = await eventPage(
    call.db,
    call.etown.id,
    query,
    place === undefined ? undefined : { ms: Number(ms), id: BigInt(id) },
    Math.min(size, left ?? size),
  )
  const still = left === undefined ? undefined : left - page.events.length
  const next =
    still === 0 || page.next === undefined
      ? undefined
      : { after: `${page.next.ms} ${page.next.id}`, left: still }
  const document = queryDocument(page.events, format.value, call.now, name === undefined ? {} : { name })
  return granted(answer(document, { ...nextLink(call, paging.value, next), 'gs1-epc-format': format.value }))
}

export async function epcisEventsIn(call: Call<typeof epcisEvents, 'trace'>): Promise<Outcome<RawAnswer>> {
  const query = readQuery(call.query)
  return query.ok ? eventsAnswer(call, '/events', query.value) : query
}

export async function epcisEventIn(call: Call<typeof epcisEvent, 'trace'>): Promise<Outcome<RawAnswer>> {
  const [accepts, format] = [acceptable(call.headers), formatAsked(call.headers)]
  if (!accepts.ok) return accepts
  if (!format.ok) return format
  const name = call.params.epcisName ?? ''
  const events = await eventsOfId(call.db, call.etown.id, name)
  if (events.length === 0) return refused(refusal(epcisRefusals, 'trace.not_found', { what: name }))
  return granted(answer(queryDocument(events, format.value, call.now), { 'gs1-epc-format': format.value }))
}

export async function epcisRootIn(call: Call<typeof epcisHome, 'trace'>): Promise<Outcome<RawAnswer>> {
  const accepts = acceptable(call.headers)
  if (!accepts.ok) return accepts
  return granted(
    answer(
      collection([
        'eventTypes',
        'epcs',
        'bizSteps',
        'bizLocations',
        'readPoints',
        'dispositions',
        'events',
        'capture',
        'queries',
      ]),
    ),
  )
}

export async function epcisDropTokenIn(
  call: Call<typeof epcisDropToken, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const kept = { vault: call.house.vault, etown: call.etown.id, now: call.now }
  const dropped = await revokeToken(kept, call.db, call.params.epcisName ?? '')
  return dropped.ok ? granted(bare(204)) : dropped
}

/** A collection of names, as the standard lists them. */
const collection = (member: readonly string[]) => ({
  '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
  type: 'Collection',
  member,
})

type ResourceCall = EventsCall & { readonly params: Readonly<Record<string, string>> }

export const resourceListIn =
  (name: EpcisResource) =>
  async (call: ResourceCall): Promise<Outcome<RawAnswer>> => {
    const accepts = acceptable(call.headers)
    if (!accepts.ok) return accepts
    if (name === 'eventTypes') return granted(answer(collection(EVENT_TYPES)))
    const paging = await readPaging(call, `/${name}`)
    if (!paging.ok) return paging
    const { size, place } = paging.value
    const values = await distinctValues(call.db, call.etown.id, name, place?.after ?? '', size + 1)
    const shown = values.slice(0, size)
    const last = values.length > size ? shown.at(-1) : undefined
    return granted(
      answer(
        collection(shown),
        nextLink(call, paging.value, last === undefined ? undefined : { after: last }),
      ),
    )
  }

const CONDITION: Readonly<Record<EpcisResource, (name: string) => Condition>> = {
  eventTypes: (name) => ({ by: 'type', values: [name] }),
  epcs: (name) => mentioning(['epc', 'parent', 'child', 'input', 'output'], name),
  bizSteps: (name) => ({ by: 'bizStep', values: [bareWord(BIZ_STEP, name)] }),
  bizLocations: (name) => ({ by: 'bizLocation', values: [canonicalEpc(name)], within: false }),
  readPoints: (name) => ({ by: 'readPoint', values: [canonicalEpc(name)], within: false }),
  dispositions: (name) => ({ by: 'disposition', values: [bareWord(DISPOSITION, name)] }),
}

/** Whether the repository knows the thing; the standard's types it knows always. */
async function known(call: ResourceCall, resource: EpcisResource, name: string): Promise<boolean> {
  if (resource === 'eventTypes' && EVENT_TYPES.some((type) => type === name)) return true
  const conditions = [CONDITION[resource](name)]
  const found = await findEvents(
    call.db,
    call.etown.id,
    { conditions, orderBy: 'eventTime', direction: 'DESC' },
    undefined,
    1,
  )
  return found.length > 0
}

const missing = (name: string) => refused(refusal(epcisRefusals, 'trace.not_found', { what: name }))

export const resourceItemIn =
  (resource: EpcisResource) =>
  async (call: ResourceCall): Promise<Outcome<RawAnswer>> => {
    const accepts = acceptable(call.headers)
    if (!accepts.ok) return accepts
    const name = call.params.epcisName ?? ''
    return (await known(call, resource, name)) ? granted(answer(collection(['events']))) : missing(name)
  }

export const resourceEventsIn =
  (resource: EpcisResource) =>
  async (call: ResourceCall): Promise<Outcome<RawAnswer>> => {
    const name = call.params.epcisName ?? ''
    const query = readQuery(call.query)
    if (!query.ok) return query
    const own = { ...query.value, conditions: [CONDITION[resource](name), ...query.value.conditions] }
    return eventsAnswer(call, `/${resource}/${encodeURIComponent(name)}/events`, own)
  }
