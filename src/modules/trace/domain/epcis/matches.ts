import { type Fields, isFields } from '../../../../kernel/fields.ts'
import type { Condition, Operand, Place } from './condition.ts'
import type { EpcisEvent } from './event.ts'
import { instantMs } from './instant.ts'
import { keyOf } from './key-of.ts'
import { fullName, type Namespaces } from './namespaces.ts'
import type { EventQuery } from './query.ts'
import { comparable } from './units.ts'
import { ALERT, bareWord, COMPONENT, DISPOSITION, ERROR_REASON, MEASUREMENT } from './vocabulary.ts'

/**
 * Whether a document meets the conditions that the database does not decide (`db/find-events.ts` decides the others).
 * `own` are the prefixes of the document.
 */
export function matches(event: EpcisEvent, own: Namespaces, query: EventQuery): boolean {
  return query.conditions.every((condition) => meets(event, own, query.namespaces, condition))
}

function meets(event: EpcisEvent, own: Namespaces, asked: Namespaces, condition: Condition): boolean {
  switch (condition.by) {
    case 'declarationTime':
      return within(event.errorDeclaration?.declarationTime, condition)
    case 'declarationReason':
      return among(condition.values, bare(ERROR_REASON, event.errorDeclaration?.reason))
    case 'corrective':
      return (event.errorDeclaration?.correctiveEventIDs ?? []).some((id) => condition.values.includes(id))
    case 'dispositionSet':
      return (event.persistentDisposition?.set ?? []).some((d) =>
        among(condition.values, bare(DISPOSITION, d)),
      )
    case 'dispositionUnset':
      return (event.persistentDisposition?.unset ?? []).some((d) =>
        among(condition.values, bare(DISPOSITION, d)),
      )
    case 'quantity':
      return quantities(event).some(({ quantity, uom }) =>
        holds(quantity, uom, condition.operand, condition.uom),
      )
    case 'sensed':
      return (event.sensorElementList?.length ?? 0) > 0 === condition.value
    case 'sensorTime':
      return sensorParts(event).some((part) => within(part[condition.field], condition))
    case 'sensorText':
      return sensorParts(event).some((part) =>
        among(condition.values, sensorWord(condition.field, part[condition.field])),
      )
    case 'sensorBoolean':
      return sensorParts(event).some((part) => part.booleanValue === condition.value)
    case 'sensorNumber':
      return reports(event).some((report) =>
        holds(report[condition.field], report.uom, condition.operand, condition.uom),
      )
    case 'extension':
      return condition.op === 'ABSENT'
        ? !extended(event, own, asked, { ...condition, op: 'EXISTS' })
        : extended(event, own, asked, condition)
    case 'nothing':
      return false
    default:
      return true
  }
}

const among = (values: readonly string[], text: string | undefined): boolean =>
  text !== undefined && values.includes(text)
const bare = (kind: Parameters<typeof bareWord>[0], text: string | undefined): string | undefined =>
  text === undefined ? undefined : bareWord(kind, text)

function within(text: unknown, { op, ms }: { readonly op: 'GE' | 'LT'; readonly ms: number }): boolean {
  const at = typeof text === 'string' ? instantMs(text) : undefined
  return at !== undefined && (op === 'GE' ? at >= ms : at < ms)
}

const quantities = (event: EpcisEvent) =>
  [event.quantityList, event.childQuantityList, event.inputQuantityList, event.outputQuantityList].flatMap(
    (l) => l ?? [],
  )
const reports = (event: EpcisEvent): readonly Fields[] =>
  (event.sensorElementList ?? []).flatMap((e) => e.sensorReport)
const sensorParts = (event: EpcisEvent): readonly Fields[] =>
  (event.sensorElementList ?? []).flatMap((e) => [
    ...(e.sensorMetadata === undefined ? [] : [e.sensorMetadata]),
    ...e.sensorReport,
  ])

function sensorWord(field: string, value: unknown): string | undefined {
  if (typeof value !== 'string') return undefined
  switch (field) {
    case 'type':
      return bareWord(MEASUREMENT, value)
    case 'exception':
      return bareWord(ALERT, value)
    case 'component':
      return bareWord(COMPONENT, value)
    case 'hexBinaryValue':
      return value.toLowerCase()
    case 'deviceID':
    case 'deviceMetadata':
    case 'rawData':
    case 'dataProcessingMethod':
    case 'bizRules':
      return keyOf(value)
    default:
      return value
  }
}

function compare(value: number, op: Operand['op'], asked: number): boolean {
  switch (op) {
    case 'EQ':
      return value === asked
    case 'GT':
      return value > asked
    case 'GE':
      return value >= asked
    case 'LT':
      return value < asked
    case 'LE':
      return value <= asked
  }
}

function holds(
  value: unknown,
  unit: unknown,
  { op, value: asked }: Operand,
  uom: string | undefined,
): boolean {
  if (typeof value !== 'number') return false
  if (uom === undefined) return compare(value, op, asked)
  const pair = comparable(value, typeof unit === 'string' ? unit : undefined, asked, uom)
  return pair !== undefined && compare(pair[0], op, pair[1])
}

function placesOf(event: EpcisEvent, place: Place): readonly unknown[] {
  switch (place) {
    case 'event':
      return [event]
    case 'ilmd':
      return [event.ilmd]
    case 'errorDeclaration':
      return [event.errorDeclaration]
    case 'readPoint':
      return [event.readPoint]
    case 'bizLocation':
      return [event.bizLocation]
    case 'sensorElement':
      return event.sensorElementList ?? []
    case 'sensorMetadata':
      return (event.sensorElementList ?? []).map((e) => e.sensorMetadata)
    case 'sensorReport':
      return reports(event)
  }
}

type Extension = Extract<Condition, { by: 'extension' }>

/**
 * A query may name an extension by a prefix it declares, by the document's own prefix, by the whole address, or in the
 * old way with `#` between namespace and name.
 */
function extended(event: EpcisEvent, own: Namespaces, asked: Namespaces, condition: Extension): boolean {
  const wanted = new Set([condition.name, fullName(asked, condition.name), condition.name.replace('#', '')])
  const named = (name: string): boolean => wanted.has(name) || wanted.has(fullName(own, name))
  const fits = (value: unknown): boolean =>
    condition.op === 'EXISTS' || valuesOf(value).some((v) => meetsValue(v, condition))
  const found = (part: unknown, inside: boolean): boolean => {
    if (Array.isArray(part)) return part.some((inner) => found(inner, inside))
    if (!isFields(part)) return false
    return Object.entries(part).some(([name, inner]) => {
      const foreign = name.includes(':')
      if (foreign && (inside || !condition.inner) && named(name) && fits(inner)) return true
      return condition.inner && (foreign || inside) && found(inner, true)
    })
  }
  return placesOf(event, condition.place).some((part) => found(part, false))
}

const valuesOf = (value: unknown): readonly unknown[] => {
  if (Array.isArray(value)) return value.flatMap(valuesOf)
  if (isFields(value)) return valuesOf(value['@value'] ?? value['#text'] ?? value['@id'] ?? [])
  return [value]
}

function meetsValue(value: unknown, { op, values }: Extension): boolean {
  if (op === 'EXISTS' || op === 'ABSENT') return true
  if (op === 'EQ')
    return values.some(
      (text) => String(value) === text || (typeof value === 'number' && value === Number(text)),
    )
  return values.some((text) => {
    const [left, right] = [orderOf(value), orderOf(text)]
    return left !== undefined && right !== undefined && compare(left, op, right)
  })
}

/** Numbers by size, instants by time. */
function orderOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value
  if (typeof value !== 'string' || value.trim() === '') return undefined
  const plain = Number(value)
  return Number.isFinite(plain) ? plain : instantMs(value)
}
