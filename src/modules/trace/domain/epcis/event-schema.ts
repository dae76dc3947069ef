import { z } from 'zod'
import { EVENT_TYPES } from './event.ts'
import { instantMs } from './instant.ts'
import {
  ALERT,
  BIZ_STEP,
  COMPONENT,
  DISPOSITION,
  ERROR_REASON,
  MEASUREMENT,
  PARTY_SIDE,
  TRANSACTION,
} from './vocabulary.ts'

/** RFC 3986 characters after a scheme; JSON of EPCIS knows no IRIs. */
const URI = /^[a-z][a-z0-9+.-]*:(?:[!#$&-;=?-Z[\]_a-z~]|%[0-9a-f]{2})+$/i
const zUri = z.string().max(1_000, '超过 1000 个字符').regex(URI, '应为完整的 URI')
const zTime = z
  .string()
  .max(40)
  .refine((text) => instantMs(text) !== undefined, '应为带时区的时刻，如 2026-11-22T08:00:00+08:00')
const zNumber = z.number()

/** A bare word of the standard, or the URI of somebody's own; the old URNs and bare unknown words are neither. */
const zWord = (kind: { readonly words: ReadonlySet<string> }, forbidden = /^urn:epcglobal:cbv/) =>
  z
    .string()
    .max(500)
    .refine(
      (text) => kind.words.has(text) || (URI.test(text) && !forbidden.test(text)),
      '应为标准词或自有词的 URI',
    )

const distinct = (list: readonly string[]): boolean => new Set(list).size === list.length
const zEpcs = z.array(zUri).max(100_000).refine(distinct, '同一编码出现了两次')
const zQuantity = z.strictObject({
  epcClass: zUri,
  quantity: zNumber.optional(),
  uom: z
    .string()
    .regex(/^[A-Z0-9]{2,3}$/)
    .optional(),
})
const zQuantities = z.array(zQuantity).max(10_000)
const zLocated = z.looseObject({ id: zUri })
const zDispositions = z.array(zWord(DISPOSITION)).min(1).refine(distinct, '同一状态出现了两次')

const zReport = z.looseObject({
  type: zWord(MEASUREMENT, /^https?:\/\/(www\.)?gs1\.org\/voc\//),
  exception: zWord(ALERT, /^https?:\/\/(www\.)?gs1\.org\/voc\//).optional(),
  deviceID: zUri.optional(),
  deviceMetadata: zUri.optional(),
  rawData: zUri.optional(),
  dataProcessingMethod: zUri.optional(),
  bizRules: zUri.optional(),
  time: zTime.optional(),
  microorganism: zUri.optional(),
  chemicalSubstance: zUri.optional(),
  coordinateReferenceSystem: zUri.optional(),
  value: zNumber.optional(),
  component: zWord(COMPONENT).optional(),
  stringValue: z.string().max(10_000).optional(),
  booleanValue: z.boolean().optional(),
  hexBinaryValue: z
    .string()
    .regex(/^[A-Fa-f0-9]+$/)
    .optional(),
  uriValue: zUri.optional(),
  minValue: zNumber.optional(),
  maxValue: zNumber.optional(),
  meanValue: zNumber.optional(),
  sDev: zNumber.optional(),
  percRank: zNumber.optional(),
  percValue: zNumber.optional(),
  uom: z.string().max(10).optional(),
})
const zMetadata = z.looseObject({
  time: zTime.optional(),
  startTime: zTime.optional(),
  endTime: zTime.optional(),
  deviceID: zUri.optional(),
  deviceMetadata: zUri.optional(),
  rawData: zUri.optional(),
  dataProcessingMethod: zUri.optional(),
  bizRules: zUri.optional(),
})
const zSensors = z
  .array(z.looseObject({ sensorMetadata: zMetadata.optional(), sensorReport: z.array(zReport).min(1) }))
  .max(10_000)
const zDeclaration = z.looseObject({
  declarationTime: zTime,
  reason: zWord(ERROR_REASON).optional(),
  correctiveEventIDs: z.array(zUri).max(1_000).optional(),
})

const everyEvent = {
  '@context': z.unknown().optional(),
  type: z.string(),
  eventTime: zTime,
  recordTime: zTime.optional(),
  eventTimeZoneOffset: z.string().regex(/^[+-]((0\d|1[0-3]):[0-5]\d|14:00)$/, '应为时差，如 +08:00'),
  eventID: zUri.optional(),
  certificationInfo: z.union([zUri, z.array(zUri)]).optional(),
  errorDeclaration: zDeclaration.optional(),
}
const known = {
  ...everyEvent,
  bizStep: zWord(BIZ_STEP).optional(),
  disposition: zWord(DISPOSITION).optional(),
  readPoint: zLocated.optional(),
  bizLocation: zLocated.optional(),
  bizTransactionList: z
    .array(z.strictObject({ type: zWord(TRANSACTION).optional(), bizTransaction: zUri }))
    .max(1_000)
    .optional(),
  sourceList: z
    .array(z.strictObject({ type: zWord(PARTY_SIDE), source: zUri }))
    .max(100)
    .optional(),
  destinationList: z
    .array(z.strictObject({ type: zWord(PARTY_SIDE), destination: zUri }))
    .max(100)
    .optional(),
  sensorElementList: zSensors.optional(),
}
const action = z.enum(['ADD', 'OBSERVE', 'DELETE'])
const persistentDisposition = z
  .strictObject({ set: zDispositions.optional(), unset: zDispositions.optional() })
  .refine(({ set, unset }) => set !== undefined || unset !== undefined, '至少写明 set 或 unset')
  .optional()
const ilmd = z.record(z.string(), z.unknown()).optional()
const children = {
  action,
  parentID: zUri.optional(),
  childEPCs: zEpcs.optional(),
  childQuantityList: zQuantities.optional(),
}

const SHAPES = {
  ObjectEvent: {
    ...known,
    action,
    epcList: zEpcs.optional(),
    quantityList: zQuantities.optional(),
    persistentDisposition,
    ilmd,
  },
  AggregationEvent: { ...known, ...children },
  AssociationEvent: { ...known, ...children },
  TransactionEvent: {
    ...known,
    action,
    parentID: zUri.optional(),
    epcList: zEpcs.optional(),
    quantityList: zQuantities.optional(),
    bizTransactionList: known.bizTransactionList.unwrap().min(1),
  },
  TransformationEvent: {
    ...known,
    transformationID: zUri.optional(),
    inputEPCList: zEpcs.optional(),
    inputQuantityList: zQuantities.optional(),
    outputEPCList: zEpcs.optional(),
    outputQuantityList: zQuantities.optional(),
    persistentDisposition,
    ilmd,
  },
} as const satisfies Record<(typeof EVENT_TYPES)[number], z.ZodRawShape>

export type EventShape = { readonly schema: z.ZodType; readonly fields: ReadonlySet<string> }

const shape = (fields: z.ZodRawShape): EventShape => ({
  schema: z.looseObject(fields),
  fields: new Set(Object.keys(fields)),
})

const OWN = shape(everyEvent)
const KNOWN = new Map<string, EventShape>(EVENT_TYPES.map((type) => [type, shape(SHAPES[type])]))

/** The fields of an event of this type; of a type that is not the standard's, those every event has. */
export const shapeOf = (type: string): EventShape => KNOWN.get(type) ?? OWN

/** Fields of the parts of an event that may carry names of others. */
export const PARTS: Readonly<Record<string, ReadonlySet<string>>> = {
  sensorReport: new Set(Object.keys(zReport.shape)),
  sensorMetadata: new Set(Object.keys(zMetadata.shape)),
  sensorElement: new Set(['sensorMetadata', 'sensorReport']),
  errorDeclaration: new Set(Object.keys(zDeclaration.shape)),
  located: new Set(['id']),
  ilmd: new Set(),
}
