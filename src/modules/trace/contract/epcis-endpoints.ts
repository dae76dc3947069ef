import { z } from 'zod'
import { endpoint, type May } from '../../../kernel/endpoint.ts'
import { epcisRefusals } from './epcis-refusals.ts'

/** Of one capture: what a phone on a bad line can send, and one transaction can hold in a second. */
export const CAPTURE_EVENTS = 1_000
export const CAPTURE_BYTES = 4_000_000
export const CAPTURE_CODES = 100_000

const BASE = '/epcis/:etown'
const NO_KEY = 'EPCIS knows no idempotency keys; an event is known again by its eventID'
const zQuery = z.record(z.string(), z.unknown())

type Of = { readonly zh: string; readonly en: string }
type Part = 'epcisName' | 'epcisOther'
const params = (parts: readonly Part[]) =>
  z.strictObject(Object.fromEntries(parts.map((part) => [part, z.string().min(1).max(1_000)])))

const partsOf = (path: string): readonly Part[] => [
  ...(path.includes(':epcisName') ? (['epcisName'] as const) : []),
  ...(path.includes(':epcisOther') ? (['epcisOther'] as const) : []),
]

const read = (id: string, path: string, summary: Of, may: May = 'trace.query') =>
  endpoint({
    id: `trace.epcis-${id}`,
    method: 'GET',
    path: `${BASE}${path}`,
    may,
    summary,
    params: params(partsOf(path)),
    query: zQuery,
    sends: 'raw',
    answer: z.unknown(),
    refusals: epcisRefusals,
  })

const write = (id: string, path: string, summary: Of, may: May) =>
  endpoint({
    id: `trace.epcis-${id}`,
    method: 'POST',
    path: `${BASE}${path}`,
    may,
    summary,
    keyless: NO_KEY,
    params: params(partsOf(path)),
    query: zQuery,
    takes: 'bytes',
    limit: CAPTURE_BYTES,
    sends: 'raw',
    answer: z.unknown(),
    refusals: epcisRefusals,
  })

const remove = (id: string, path: string, summary: Of, may: May) =>
  endpoint({
    id: `trace.epcis-${id}`,
    method: 'DELETE',
    path: `${BASE}${path}`,
    may,
    summary,
    keyless: NO_KEY,
    params: params(partsOf(path)),
    sends: 'raw',
    answer: z.unknown(),
    refusals: epcisRefusals,
  })

export const epcisHome = read('home', '', { zh: 'EPCIS 入口', en: 'EPCIS root' })
export const epcisRoot = read('root', '/', { zh: 'EPCIS 入口', en: 'EPCIS root' })
export const epcisCapture = write(
  'capture',
  '/capture',
  { zh: '登记一批事件', en: 'Capture events' },
  'trace.capture',
)
export const epcisCaptures = read(
  'captures',
  '/capture',
  { zh: '登记任务列表', en: 'Capture jobs' },
  'trace.capture',
)
export const epcisCaptureJob = read(
  'capture-job',
  '/capture/:epcisName',
  { zh: '登记任务', en: 'A capture job' },
  'trace.capture',
)
export const epcisAddEvent = write(
  'add-event',
  '/events',
  { zh: '登记一个事件', en: 'Capture one event' },
  'trace.capture',
)
export const epcisEvents = read('events', '/events', { zh: '查询事件', en: 'Query events' })
export const epcisEvent = read('event', '/events/:epcisName', { zh: '一个事件', en: 'One event' })
export const epcisQueries = read('queries', '/queries', { zh: '命名查询列表', en: 'Named queries' })
export const epcisAddQuery = write(
  'add-query',
  '/queries',
  { zh: '新建命名查询', en: 'Name a query' },
  'trace.subscribe',
)
export const epcisQuery = read('query', '/queries/:epcisName', { zh: '一个命名查询', en: 'A named query' })
export const epcisDropQuery = remove(
  'drop-query',
  '/queries/:epcisName',
  { zh: '删除命名查询', en: 'Delete a named query' },
  'trace.subscribe',
)
export const epcisQueryEvents = read('query-events', '/queries/:epcisName/events', {
  zh: '命名查询的事件',
  en: 'Events of a named query',
})
export const epcisSubscriptions = read(
  'subscriptions',
  '/queries/:epcisName/subscriptions',
  { zh: '订阅列表', en: 'Subscriptions' },
  'trace.subscribe',
)
export const epcisSubscribe = write(
  'subscribe',
  '/queries/:epcisName/subscriptions',
  { zh: '订阅', en: 'Subscribe' },
  'trace.subscribe',
)
export const epcisSubscription = read(
  'subscription',
  '/queries/:epcisName/subscriptions/:epcisOther',
  { zh: '一个订阅', en: 'A subscription' },
  'trace.subscribe',
)
export const epcisUnsubscribe = remove(
  'unsubscribe',
  '/queries/:epcisName/subscriptions/:epcisOther',
  { zh: '退订', en: 'Unsubscribe' },
  'trace.subscribe',
)
export const epcisDropToken = remove(
  'drop-token',
  '/nextPageToken/:epcisName',
  { zh: '作废翻页标记', en: 'Invalidate a page token' },
  'trace.query',
)

/** The six top-level resources: what the events of a repository name. */
export const EPCIS_RESOURCES = [
  'eventTypes',
  'epcs',
  'bizSteps',
  'bizLocations',
  'readPoints',
  'dispositions',
] as const
export type EpcisResource = (typeof EPCIS_RESOURCES)[number]
const RESOURCE_WORDS: Readonly<Record<EpcisResource, string>> = {
  eventTypes: '事件类型',
  epcs: '编码',
  bizSteps: '业务步骤',
  bizLocations: '业务地点',
  readPoints: '读取点',
  dispositions: '状态',
}
const kebab = (text: string): string => text.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)

export const epcisResources = EPCIS_RESOURCES.map((name) => ({
  name,
  list: read(kebab(name), `/${name}`, { zh: `${RESOURCE_WORDS[name]}列表`, en: name }),
  item: read(`one-of-${kebab(name)}`, `/${name}/:epcisName`, {
    zh: `一个${RESOURCE_WORDS[name]}`,
    en: `One of ${name}`,
  }),
  events: read(`events-of-${kebab(name)}`, `/${name}/:epcisName/events`, {
    zh: `${RESOURCE_WORDS[name]}的事件`,
    en: `Events of ${name}`,
  }),
}))

const READS = [
  epcisHome,
  epcisRoot,
  epcisCaptures,
  epcisCaptureJob,
  epcisEvents,
  epcisEvent,
  epcisQueries,
  epcisQuery,
  epcisQueryEvents,
  epcisSubscriptions,
  epcisSubscription,
  ...epcisResources.flatMap((r) => [r.list, r.item, r.events]),
]

/** What each path can, asked by OPTIONS; to be asked by whoever may read there. */
export const epcisOptions = READS.map(({ id, path, may, params: of }) =>
  endpoint({
    id: `${id}-options`,
    method: 'OPTIONS',
    path,
    may,
    summary: { zh: '接口能力', en: 'Discovery' },
    params: of,
    sends: 'raw',
    answer: z.unknown(),
  }),
)
