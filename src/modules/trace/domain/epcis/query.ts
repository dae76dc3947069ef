import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { epcisRefusals } from '../../contract/epcis-refusals.ts'
import type { Condition } from './condition.ts'
import { keyPattern } from './key-pattern.ts'
import type { MentionRole } from './mentions.ts'
import { type Namespaces, namespacesOf } from './namespaces.ts'
import { parameterOf } from './parameters.ts'

/** 查询 Every condition must hold. */
export type EventQuery = {
  readonly conditions: readonly Condition[]
  /** Of the query, for the names of extensions. */
  readonly namespaces: Namespaces
  readonly orderBy: 'eventTime' | 'recordTime'
  readonly direction: 'ASC' | 'DESC'
  /** Only so many, the first in order. */
  readonly limit: number | undefined
  /** More than so many is a refusal. */
  readonly most: number | undefined
}

export type Parameters = Readonly<Record<string, unknown>>

/** What steers a page or a subscription, not which events match. */
export const STEERING: ReadonlySet<string> = new Set([
  'perPage',
  'nextPageToken',
  '@context',
  'second',
  'minute',
  'hour',
  'dayOfMonth',
  'month',
  'dayOfWeek',
  'reportIfEmpty',
  'stream',
  'initialRecordTime',
])

const bad = (name: string, why: string): Refusal =>
  refusal(epcisRefusals, 'trace.parameter', { name, why }, `/query/${name}`)

/** Reads the parameters of a query, from an address (`|` between values) or from JSON; all faults at once. */
export function readQuery(parameters: Parameters): Outcome<EventQuery> {
  const faults: Refusal[] = []
  const conditions: Condition[] = []
  const steer = new Map<string, unknown>()
  for (const [name, raw] of Object.entries(parameters)) {
    if (STEERING.has(name)) continue
    if (['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount'].includes(name)) {
      steer.set(name, Array.isArray(raw) ? raw[0] : raw)
      continue
    }
    const read = parameterOf(name, textsOf(raw))
    if (typeof read === 'string') faults.push(bad(name, read))
    else conditions.push(...read)
  }
  const order = String(steer.get('orderBy') ?? 'eventTime')
  const direction = String(steer.get('orderDirection') ?? 'DESC')
  const [limit, most] = [countOf(steer.get('eventCountLimit')), countOf(steer.get('maxEventCount'))]
  if (order !== 'eventTime' && order !== 'recordTime')
    faults.push(bad('orderBy', '只能是 eventTime 或 recordTime'))
  if (direction !== 'ASC' && direction !== 'DESC') faults.push(bad('orderDirection', '只能是 ASC 或 DESC'))
  if (limit === null) faults.push(bad('eventCountLimit', '应为正整数'))
  if (most === null) faults.push(bad('maxEventCount', '应为正整数'))
  if (limit && most) faults.push(bad('maxEventCount', '不能与 eventCountLimit 同时使用'))
  if (faults.length > 0) return refused(...faults)
  return granted({
    conditions,
    namespaces: namespacesOf(contextOf(parameters['@context'])),
    orderBy: order === 'recordTime' ? 'recordTime' : 'eventTime',
    direction: direction === 'ASC' ? 'ASC' : 'DESC',
    limit: limit ?? undefined,
    most: most ?? undefined,
  })
}

/** In an address the context is JSON text. */
function contextOf(raw: unknown): unknown {
  if (typeof raw !== 'string' || !/^\s*[[{]/.test(raw)) return raw
  try {
    return JSON.parse(raw)
  } catch {
    return undefined
  }
}

function textsOf(raw: unknown): readonly string[] {
  if (typeof raw === 'string') return raw.split('|')
  const list: readonly unknown[] = Array.isArray(raw) ? raw : [raw]
  return list.map((one) => (typeof one === 'object' ? JSON.stringify(one) : String(one)))
}

/** undefined: not asked for; null: no count. */
function countOf(raw: unknown): number | undefined | null {
  if (raw === undefined) return undefined
  const text = String(raw)
  return /^[1-9]\d{0,8}$/.test(text) ? Number(text) : null
}

/** The condition that a thing is named, in these roles: what the resources of one EPC, step or place ask. */
export const mentioning = (roles: readonly MentionRole[], uri: string): Condition => ({
  by: 'mention',
  roles,
  patterns: [keyPattern(uri)],
  isClass: undefined,
  kind: undefined,
})
