import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call, RawAnswer } from '../../../platform/http/route.ts'
import {
  CAPTURE_EVENTS,
  type epcisAddEvent,
  type epcisCapture,
  type epcisCaptureJob,
  type epcisCaptures,
  epcisRefusals,
} from '../contract/index.ts'
import { type CaptureRow, capturesBefore, findCapture } from '../db/captures.ts'
import { type EpcisDocument, readDocument } from '../domain/epcis/document.ts'
import { type Captured, type CaptureHow, captureEvents } from './capture-events.ts'
import { acceptable, answer, bare, problemOf } from './epcis-answer.ts'
import { nextLink, readPaging } from './epcis-paging.ts'

type Posted = Call<typeof epcisCapture | typeof epcisAddEvent, 'trace'>

/** A body that is JSON, read; its form is not checked yet. */
export function readJson(call: Pick<Posted, 'bytes' | 'headers'>): Outcome<unknown> {
  const media = call.headers['content-type'] ?? ''
  if (!/^application\/(ld\+)?json\s*(;|$)/i.test(media))
    return refused(refusal(epcisRefusals, 'trace.media', { media }))
  try {
    return granted(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.bytes)))
  } catch {
    return refused(refusal(epcisRefusals, 'trace.not_json'))
  }
}

function posted(call: Posted): Outcome<EpcisDocument> {
  const accepts = acceptable(call.headers)
  if (!accepts.ok) return accepts
  const json = readJson(call)
  if (!json.ok) return json
  const document = readDocument(json.value)
  if (!document.ok) return document
  const count = document.value.events.length
  return count > CAPTURE_EVENTS
    ? refused(refusal(epcisRefusals, 'trace.too_many_events', { count, limit: CAPTURE_EVENTS }))
    : document
}

async function taken(
  call: Posted,
  document: EpcisDocument,
  behaviour: CaptureHow['behaviour'],
): Promise<Outcome<Captured>> {
  const device = call.headers['x-device'] ?? call.agent
  const captured = await captureEvents(call, document.events, {
    behaviour,
    by: call.actor?.account ?? '',
    device: String(device).slice(0, 200) || undefined,
    namespaces: document.namespaces,
  })
  if (captured.ok) {
    const { capture, accepted, errors } = captured.value
    call.note(String(capture), { accepted: accepted.length, refused: errors.length })
  }
  return captured
}

/** POST /capture: taken at once, though the standard would let it wait; the job is finished when it is first asked for. */
export async function epcisCaptureIn(call: Call<typeof epcisCapture, 'trace'>): Promise<Outcome<RawAnswer>> {
  const asked = call.headers['gs1-capture-error-behaviour'] ?? 'rollback'
  const behaviour = asked === 'proceed' || asked === 'rollback' ? asked : undefined
  if (behaviour === undefined) {
    const what = `GS1-Capture-Error-Behaviour: ${String(asked)}`
    return refused(refusal(epcisRefusals, 'trace.not_acceptable', { what }))
  }
  const document = posted(call)
  if (!document.ok) return document
  const captured = await taken(call, document.value, behaviour)
  if (!captured.ok) return captured
  const location = `/epcis/${call.etown.slug}/capture/${captured.value.capture}`
  return granted(bare(202, { location, 'gs1-capture-error-behaviour': behaviour }))
}

/** POST /events: one event; known already, byte for byte, it is there. */
export async function epcisAddEventIn(
  call: Call<typeof epcisAddEvent, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const document = posted(call)
  if (!document.ok) return document
  const { events } = document.value
  if (events.length !== 1)
    return refused(
      refusal(epcisRefusals, 'trace.document_form', { why: `应只有一个事件，这里有 ${events.length} 个` }),
    )
  const captured = await taken(call, document.value, 'rollback')
  if (!captured.ok) return captured
  const [one] = [...captured.value.accepted, ...captured.value.known]
  return granted(
    bare(201, { location: `/epcis/${call.etown.slug}/events/${encodeURIComponent(one?.eventId ?? '')}` }),
  )
}

function jobOf(row: CaptureRow): unknown {
  const errors = Array.isArray(row.errors) ? row.errors : []
  return {
    captureID: String(row.id),
    createdAt: row.created_at.toISOString(),
    finishedAt: row.finished_at.toISOString(),
    running: false,
    success: errors.length === 0,
    captureErrorBehaviour: row.behaviour,
    errors: errors.flatMap(({ index, refused: why }) =>
      why.map((one: Parameters<typeof problemOf>[0]) =>
        problemOf({ ...one, pointer: `/epcisBody/eventList/${index}${one.pointer ?? ''}` }),
      ),
    ),
  }
}

export async function epcisCaptureJobIn(
  call: Call<typeof epcisCaptureJob, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const name = call.params.epcisName ?? ''
  const row = /^[1-9]\d{0,17}$/.test(name)
    ? await findCapture(call.db, call.etown.id, BigInt(name))
    : undefined
  if (row === undefined) return refused(refusal(epcisRefusals, 'trace.not_found', { what: name }))
  return granted(answer(jobOf(row)))
}

export async function epcisCapturesIn(
  call: Call<typeof epcisCaptures, 'trace'>,
): Promise<Outcome<RawAnswer>> {
  const paging = await readPaging(call, '/capture')
  if (!paging.ok) return paging
  const { size, place } = paging.value
  const rows = await capturesBefore(
    call.db,
    call.etown.id,
    place === undefined ? undefined : BigInt(place.after),
    size + 1,
  )
  const shown = rows.slice(0, size)
  const last = rows.length > size ? shown.at(-1) : undefined
  const link = nextLink(call, paging.value, last && { after: String(last.id) })
  return granted(answer(shown.map(jobOf), link))
}
