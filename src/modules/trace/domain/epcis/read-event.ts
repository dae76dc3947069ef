import type { z } from 'zod'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { isFields } from '../../../../kernel/fields.ts'
import { epcisRefusals } from '../../contract/epcis-refusals.ts'
import type { EpcisEvent } from './event.ts'
import { PARTS, shapeOf } from './event-schema.ts'
import { instantMs } from './instant.ts'
import { type Mention, mentionsOf } from './mentions.ts'
import { type Namespaces, nameKind, namespacesOf } from './namespaces.ts'

/** How far the clock of whoever records may run ahead of ours: event times are local, recorded on other machines. */
const AHEAD_MS = 24 * 3_600_000
const DEEPEST = 20

const pointer = (path: readonly PropertyKey[]): string =>
  path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')

const isEvent = (value: unknown, checked: boolean): value is EpcisEvent =>
  checked && typeof value === 'object'

export type ReadEvent = {
  readonly event: EpcisEvent
  readonly namespaces: Namespaces
  /** Of the event time, since the epoch. */
  readonly timeMs: number
  readonly mentions: readonly Mention[]
}

/**
 * Reads one event: the standard's shape, the names of others, and what the standard's own schema lets through. All that
 * is wrong with it, each with a pointer into the event. `nowMs` is the server's clock.
 */
export function readEvent(raw: unknown, over: Namespaces, nowMs: number): Outcome<ReadEvent> {
  if (!isFields(raw)) return refused(formRefusal('type', '应为一个对象', ''))
  const namespaces = '@context' in raw ? namespacesOf(raw['@context'], over) : over
  const type = typeof raw.type === 'string' ? raw.type : ''
  const { schema, fields } = shapeOf(type)
  const parsed = schema.safeParse(raw)
  const problems: Refusal[] = parsed.success ? [] : parsed.error.issues.map(issueRefusal)
  problems.push(...nameProblems(raw, namespaces, fields, type))
  if (!isEvent(raw, parsed.success) || problems.length > 0) return refused(...problems)
  const timeMs = instantMs(raw.eventTime) ?? 0
  const mentions = mentionsOf(raw)
  problems.push(...senseProblems(raw, timeMs, nowMs))
  const own = ownParent(mentions)
  if (own !== undefined) problems.push(refusal(epcisRefusals, 'trace.own_parent', { epc: own }, '/parentID'))
  return problems.length > 0 ? refused(...problems) : granted({ event: raw, namespaces, timeMs, mentions })
}

const formRefusal = (field: string, why: string, at: string): Refusal =>
  refusal(epcisRefusals, 'trace.field_form', { field, why }, at)

function issueRefusal(issue: z.core.$ZodIssue): Refusal {
  if (issue.code === 'unrecognized_keys') {
    const field = issue.keys.join('、')
    return refusal(epcisRefusals, 'trace.field_unknown', { field }, pointer([...issue.path, ...issue.keys]))
  }
  return formRefusal(issue.path.map(String).join('.') || 'event', issue.message, pointer(issue.path))
}

function nameProblem(
  name: string,
  namespaces: Namespaces,
  fields: ReadonlySet<string>,
  at: string,
): Refusal | undefined {
  if (fields.has(name)) return undefined
  const kind = nameKind(namespaces, name)
  if (kind === 'declared') return undefined
  const [code, values] =
    kind === 'undeclared'
      ? (['trace.prefix_undeclared', { prefix: name.slice(0, name.indexOf(':')) }] as const)
      : (['trace.field_unknown', { field: name }] as const)
  return refusal(epcisRefusals, code, values, `${at}${pointer([name])}`)
}

/** Names at the places where the standard lets others add their own, and everything below such a name. */
function nameProblems(
  raw: Readonly<Record<string, unknown>>,
  namespaces: Namespaces,
  fields: ReadonlySet<string>,
  type: string,
): Refusal[] {
  const found: Refusal[] = []
  const part = (value: unknown, known: ReadonlySet<string>, at: string): void => {
    if (!isFields(value)) return
    for (const [name, inner] of Object.entries(value)) {
      const problem = nameProblem(name, namespaces, known, at)
      if (problem !== undefined) found.push(problem)
      else if (!known.has(name) && tooDeep(inner, 0))
        found.push(formRefusal(name, `嵌套超过 ${DEEPEST} 层`, `${at}${pointer([name])}`))
    }
  }
  part(raw, fields, '')
  if (fields.has('readPoint')) {
    part(raw.readPoint, PARTS.located ?? NONE, '/readPoint')
    part(raw.bizLocation, PARTS.located ?? NONE, '/bizLocation')
    sensors(raw.sensorElementList, part)
  } else if (nameKind(namespaces, type) !== 'declared') {
    found.push(formRefusal('type', '应为五种标准事件之一，或带前缀的自有类型', '/type'))
  }
  if (fields.has('ilmd')) part(raw.ilmd, NONE, '/ilmd')
  part(raw.errorDeclaration, PARTS.errorDeclaration ?? NONE, '/errorDeclaration')
  return found
}

const NONE: ReadonlySet<string> = new Set()

function sensors(
  list: unknown,
  part: (value: unknown, known: ReadonlySet<string>, at: string) => void,
): void {
  if (!Array.isArray(list)) return
  list.forEach((element: unknown, i) => {
    const at = `/sensorElementList/${i}`
    part(element, PARTS.sensorElement ?? NONE, at)
    if (!isFields(element)) return
    part(element.sensorMetadata, PARTS.sensorMetadata ?? NONE, `${at}/sensorMetadata`)
    if (!Array.isArray(element.sensorReport)) return
    element.sensorReport.forEach((report: unknown, j) => {
      part(report, PARTS.sensorReport ?? NONE, `${at}/sensorReport/${j}`)
    })
  })
}

const tooDeep = (value: unknown, depth: number): boolean =>
  typeof value === 'object' &&
  value !== null &&
  (depth >= DEEPEST || Object.values(value).some((inner) => tooDeep(inner, depth + 1)))

const some = (list: readonly unknown[] | undefined): boolean => (list?.length ?? 0) > 0

/** The parent, where it stands among its own children, however either is spelt. */
function ownParent(mentions: readonly Mention[]): string | undefined {
  const parent = mentions.find((m) => m.role === 'parent')?.key
  return parent !== undefined && mentions.some((m) => m.role === 'child' && m.key === parent)
    ? parent
    : undefined
}

/** What the standard says in prose and its JSON schema does not (or only half) check. */
function senseProblems(event: EpcisEvent, timeMs: number, nowMs: number): Refusal[] {
  const found: Refusal[] = []
  const no = (code: keyof typeof epcisRefusals, values: Record<string, string>, at: string): void => {
    found.push(refusal(epcisRefusals, code, values, at))
  }
  if (timeMs > nowMs + AHEAD_MS) no('trace.time_ahead', { time: event.eventTime }, '/eventTime')
  const missing = missingObjects(event)
  if (missing !== undefined) no('trace.list_missing', { what: missing }, '')
  if (event.ilmd !== undefined && event.type === 'ObjectEvent' && event.action !== 'ADD')
    no('trace.ilmd_not_at_birth', {}, '/ilmd')
  const holds = event.type === 'AggregationEvent' || event.type === 'AssociationEvent'
  if (holds && event.parentID === undefined && event.action !== 'OBSERVE')
    no('trace.parent_missing', {}, '/parentID')
  if (event.type === 'AssociationEvent' && event.parentID === undefined && event.action === 'OBSERVE')
    no('trace.parent_missing', {}, '/parentID')
  for (const [i, { sensorMetadata }] of (event.sensorElementList ?? []).entries()) {
    const [start, end] = [msOf(sensorMetadata?.startTime), msOf(sensorMetadata?.endTime)]
    if (start !== undefined && end !== undefined && start > end)
      no('trace.times_crossed', {}, `/sensorElementList/${i}/sensorMetadata/startTime`)
  }
  return found
}

const msOf = (text: unknown): number | undefined => (typeof text === 'string' ? instantMs(text) : undefined)

/** Which lists an event of this type may not all leave out; undefined: it names enough. */
function missingObjects(event: EpcisEvent): string | undefined {
  const emptied = event.action === 'DELETE'
  switch (event.type) {
    case 'ObjectEvent': {
      // A list that is there and empty says so on purpose: a place with sensors and nothing in it.
      const sensed = some(event.sensorElementList) && event.readPoint !== undefined
      return event.epcList !== undefined || some(event.quantityList) || sensed
        ? undefined
        : 'epcList、quantityList，或传感器数据加 readPoint'
    }
    case 'TransactionEvent':
      return event.epcList !== undefined || some(event.quantityList) || emptied
        ? undefined
        : 'epcList、quantityList'
    case 'AggregationEvent':
    case 'AssociationEvent':
      return some(event.childEPCs) || some(event.childQuantityList) || emptied
        ? undefined
        : 'childEPCs、childQuantityList'
    case 'TransformationEvent': {
      const comes = some(event.inputEPCList) || some(event.inputQuantityList)
      const goes = some(event.outputEPCList) || some(event.outputQuantityList)
      if (event.transformationID === undefined) return comes && goes ? undefined : '投入和产出'
      return comes || goes ? undefined : '投入或产出'
    }
    default:
      return undefined
  }
}
