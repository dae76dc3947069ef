import type { IncomingHttpHeaders } from 'node:http'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { RawAnswer, Refuse } from '../../../platform/http/route.ts'
import { CAPTURE_BYTES, CAPTURE_EVENTS, epcisRefusals } from '../contract/index.ts'
import type { StoredEvent } from '../db/find-events.ts'
import { type EpcFormat, inFormat } from '../domain/epcis/epc-format.ts'

const VERSIONS = { 'gs1-epcis-version': '2.0.0', 'gs1-cbv-version': '2.0.0', 'gs1-extensions': '' }
const LIMITS = {
  'gs1-epcis-min': '2.0.0',
  'gs1-epcis-max': '2.0.0',
  'gs1-cbv-min': '2.0.0',
  'gs1-cbv-max': '2.0.0',
  'gs1-vendor-version': '1',
}
/** A client in another page's script reads no other header. */
const EXPOSED = {
  'access-control-expose-headers':
    'Location, Link, Allow, GS1-EPCIS-Version, GS1-CBV-Version, GS1-Extensions, GS1-Next-Page-Token-Expires, GS1-EPC-Format',
}
const JSON_TYPE = { 'content-type': 'application/json; charset=utf-8' }
const CONTEXT = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'

type Headers = Readonly<Record<string, string | readonly string[]>>

export const answer = (body: unknown, headers: Headers = {}, status = 200): RawAnswer => ({
  status,
  headers: { ...VERSIONS, ...EXPOSED, ...JSON_TYPE, ...headers },
  body: JSON.stringify(body),
})

/** An answer without a body: 202 for a capture, 201 with the place of what was made, 204. */
export const bare = (status: number, headers: Headers = {}): RawAnswer => ({
  status,
  headers: { ...VERSIONS, ...EXPOSED, ...headers },
  body: '',
})

/** What a path can: its methods, versions, limits and forms. */
export const discovery = (methods: readonly string[], captures: boolean): RawAnswer =>
  bare(204, {
    ...LIMITS,
    allow: [...methods, 'OPTIONS'].join(', '),
    'gs1-epc-format': 'Always_GS1_Digital_Link, Always_EPC_URN, Never_Translates',
    ...(captures && {
      'gs1-capture-error-behaviour': 'all',
      'gs1-epcis-capture-limit': String(CAPTURE_EVENTS),
      'gs1-epcis-capture-file-size-limit': String(CAPTURE_BYTES),
    }),
  })

/** Our refusals by their name in the standard. */
const EXCEPTIONS: Readonly<Record<string, string>> = {
  'trace.parameter': 'QueryParameterException',
  'trace.token': 'QueryParameterException',
  'trace.answer_too_large': 'QueryTooLargeException',
  'trace.too_many_events': 'CaptureLimitExceededException',
  'trace.too_many_codes': 'CaptureLimitExceededException',
  'trace.media': 'UnsupportedMediaTypeException',
  'trace.not_acceptable': 'NotAcceptableException',
  'trace.not_found': 'NoSuchResourceException',
  'trace.event_known': 'ResourceAlreadyExistsException',
  'trace.query_known': 'ResourceAlreadyExistsException',
  'trace.subscription_form': 'SubscriptionControlsException',
  'http.sign_in_first': 'SecurityException',
  'http.not_allowed': 'SecurityException',
  'http.second_factor': 'SecurityException',
  'http.no_such_etown': 'NoSuchResourceException',
}
export const exceptionOf = (code: string): string =>
  `epcisException:${EXCEPTIONS[code] ?? 'ValidationException'}`

/** One refusal as a capture job lists it. */
export const problemOf = (why: Refusal) => ({
  type: exceptionOf(why.code),
  title: why.zh,
  status: why.status,
  detail: why.en,
  ...(why.pointer !== undefined && why.pointer !== '' && { instance: why.pointer }),
})

/** RFC 7807: the standard names the first, our own list names all, each with its pointer. */
export const epcisProblem: Refuse = (reasons) => {
  const [first] = reasons
  const status = first?.status ?? 400
  return {
    status,
    headers: { ...VERSIONS, ...EXPOSED, 'content-type': 'application/problem+json; charset=utf-8' },
    body: JSON.stringify({
      type: first === undefined ? 'epcisException:ImplementationException' : exceptionOf(first.code),
      title: first?.zh ?? '',
      status,
      detail: first?.en ?? '',
      errors: reasons.map(({ code, zh, en, pointer }) => ({
        code,
        zh,
        en,
        ...(pointer !== undefined && { pointer }),
      })),
    }),
  }
}

const FORMATS: readonly EpcFormat[] = ['Always_GS1_Digital_Link', 'Always_EPC_URN', 'Never_Translates']

/** A form as it was stored. */
export const formatOf = (text: string): EpcFormat =>
  FORMATS.find((known) => known === text) ?? 'Never_Translates'

/** How identifiers shall be written; no header is Digital Link, and no preference is as they came. */
export function formatAsked(headers: IncomingHttpHeaders): Outcome<EpcFormat> {
  const asked = headers['gs1-epc-format'] ?? 'Always_GS1_Digital_Link'
  const format = asked === 'No_Preference' ? 'Never_Translates' : FORMATS.find((known) => known === asked)
  return format === undefined
    ? refused(refusal(epcisRefusals, 'trace.not_acceptable', { what: `GS1-EPC-Format: ${String(asked)}` }))
    : granted(format)
}

const SPOKEN = /(^|,)\s*(\*\/\*|application\/(\*|json|ld\+json|problem\+json))\s*(;|,|$)/i

/** Versions and media type a client insists on. */
export function acceptable(headers: IncomingHttpHeaders): Outcome<undefined> {
  if (headers.accept !== undefined && !SPOKEN.test(headers.accept))
    return refused(refusal(epcisRefusals, 'trace.not_acceptable', { what: `Accept: ${headers.accept}` }))
  for (const name of ['gs1-epcis-version', 'gs1-epcis-min', 'gs1-cbv-version', 'gs1-cbv-min']) {
    const asked = headers[name]
    if (asked !== undefined && !/^(1|2\.0)(\.|$)/.test(String(asked)))
      return refused(refusal(epcisRefusals, 'trace.not_acceptable', { what: `${name}: ${String(asked)}` }))
  }
  for (const name of ['gs1-epcis-max', 'gs1-cbv-max']) {
    const asked = headers[name]
    if (asked !== undefined && /^[01](\.|$)/.test(String(asked)))
      return refused(refusal(epcisRefusals, 'trace.not_acceptable', { what: `${name}: ${String(asked)}` }))
  }
  return granted(undefined)
}

/** Events as a document of query results, prefixes declared once; an event whose prefix means something else says so. */
export function queryDocument(
  events: readonly StoredEvent[],
  format: EpcFormat,
  now: Date,
  query: { readonly name?: string; readonly subscription?: string } = {},
): unknown {
  const prefixes: Record<string, string> = {}
  const eventList = events.map((stored) => {
    const own = Object.entries(stored.namespaces ?? {})
    const apart = own.some(([prefix, uri]) => (prefixes[prefix] ?? uri) !== uri)
    if (!apart) Object.assign(prefixes, stored.namespaces)
    return {
      ...(apart && { '@context': [CONTEXT, Object.fromEntries(own)] }),
      ...inFormat(stored.document, format),
      eventID: stored.eventId,
      recordTime: stored.recordedAt.toISOString(),
    }
  })
  return {
    '@context': [CONTEXT, ...(Object.keys(prefixes).length > 0 ? [prefixes] : [])],
    type: 'EPCISQueryDocument',
    schemaVersion: '2.0',
    creationDate: now.toISOString(),
    epcisBody: {
      queryResults: {
        ...(query.subscription !== undefined && { subscriptionID: query.subscription }),
        queryName: query.name ?? 'SimpleEventQuery',
        resultsBody: { eventList },
      },
    },
  }
}
