import { isFields } from '../../../kernel/fields.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import {
  type epcisAddQuery,
  type epcisDropQuery,
  type epcisQueries,
  type epcisQuery,
  type epcisQueryEvents,
  epcisRefusals,
} from '../contract/index.ts'
import { deleteQuery, findQuery, insertQuery, type QueryRow, queriesAfter } from '../db/subscriptions.ts'
import { readQuery } from '../domain/epcis/query.ts'
import { acceptable, answer, bare } from './epcis-answer.ts'
import { readJson } from './epcis-capture.ts'
import { eventsAnswer } from './epcis-events.ts'
import { nextLink, readPaging } from './epcis-paging.ts'

const missing = (what: string) => refused(refusal(epcisRefusals, 'trace.not_found', { what }))
const viewOf = (row: QueryRow) => ({ name: row.name, query: row.query })

/** POST /queries: kept only if it can be asked. */
export async function epcisAddQueryIn(
  call: Call<typeof epcisAddQuery, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const [accepts, json] = [acceptable(call.headers), readJson(call)]
  if (!accepts.ok) return accepts
  if (!json.ok) return json
  const { name, query } = isFields(json.value) ? json.value : {}
  if (typeof name !== 'string' || !/^[\w.~-]{1,100}$/.test(name))
    return refused(
      refusal(epcisRefusals, 'trace.parameter', { name: 'name', why: '应为 1 至 100 个字母、数字或 ._~-' }),
    )
  if (!isFields(query))
    return refused(refusal(epcisRefusals, 'trace.parameter', { name: 'query', why: '应为一个对象' }))
  const read = readQuery(query)
  if (!read.ok) return read
  call.note(name, {})
  const row = await insertQuery(call.db, {
    etown: call.etown.id,
    name,
    query: JSON.stringify(query),
    by_account: call.actor?.account ?? '',
    created_at: call.now,
  })
  if (row === undefined) return refused(refusal(epcisRefusals, 'trace.query_known', { name }))
  return granted(bare(201, { location: `/epcis/${call.etown.slug}/queries/${name}` }))
}

export async function epcisQueriesIn(call: Call<typeof epcisQueries, 'trace'>): Promise<Outcome<RawAnswer>> {
  const accepts = acceptable(call.headers)
  if (!accepts.ok) return accepts
  const paging = await readPaging(call, '/queries')
  if (!paging.ok) return paging
  const { size, place } = paging.value
  const rows = await queriesAfter(call.db, call.etown.id, place?.after ?? '', size + 1)
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  return granted(answer(shown.map(viewOf), nextLink(call, paging.value, last && { after: last.name })))
}

export async function epcisQueryIn(call: Call<typeof epcisQuery, 'trace'>): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  const row = await findQuery(call.db, call.etown.id, name)
  return row === undefined ? missing(name) : granted(answer(viewOf(row)))
}

export async function epcisDropQueryIn(
  call: Call<typeof epcisDropQuery, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  call.note(name, {})
  return (await deleteQuery(call.db, call.etown.id, name)) ? granted(bare(204)) : missing(name)
}

/** GET /queries/{name}/events: the stored conditions, and nothing but paging besides. */
export async function epcisQueryEventsIn(
  call: Call<typeof epcisQueryEvents, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  const row = await findQuery(call.db, call.etown.id, name)
  if (row === undefined) return missing(name)
  const query = readQuery(isFields(row.query) ? row.query : {})
  return query.ok
    ? eventsAnswer(call, `/queries/${encodeURIComponent(name)}/events`, query.value, name)
    : query
}
