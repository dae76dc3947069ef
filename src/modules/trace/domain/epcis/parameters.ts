import { canonicalEpc } from '../gs1/epc-urn.ts'
import type { Comparison, Condition, Place } from './condition.ts'
import { EVENT_TYPES } from './event.ts'
import { instantMs } from './instant.ts'
import { classPattern, keyPattern } from './key-pattern.ts'
import type { MentionRole } from './mentions.ts'
import {
  ALERT,
  BIZ_STEP,
  bareWord,
  COMPONENT,
  DISPOSITION,
  ERROR_REASON,
  MEASUREMENT,
  PARTY_SIDE,
  TRANSACTION,
} from './vocabulary.ts'

/** Why the values are not the parameter's, or the conditions it makes. */
type Read = readonly Condition[] | string
type Reader = (values: readonly string[]) => Read

const time =
  (make: (ms: number) => Condition): Reader =>
  (values) => {
    const ms = instantMs(values[0] ?? '')
    return values.length !== 1 || ms === undefined ? '应为一个带时区的时刻' : [make(ms)]
  }
const boolean =
  (make: (value: boolean) => Condition): Reader =>
  ([value, ...more]) =>
    more.length > 0 || (value !== 'true' && value !== 'false')
      ? '应为 true 或 false'
      : [make(value === 'true')]
const number =
  (make: (value: number) => Condition): Reader =>
  (values) => {
    const read = values.map(Number)
    if (values.some((text) => text.trim() === '') || !read.every(Number.isFinite)) return '应为数'
    return read.length === 1 ? read.map(make) : '应为一个数'
  }
const texts =
  (make: (values: readonly string[]) => Condition, of: (text: string) => string = (text) => text): Reader =>
  (values) =>
    values.some((text) => text === '') ? '不能为空' : [make(values.map(of))]

const oneOf =
  (words: readonly string[], make: (values: readonly string[]) => Condition): Reader =>
  (values) =>
    values.every((text) => words.includes(text)) ? [make(values)] : `只能是 ${words.join('、')}`

const match = (roles: readonly MentionRole[], isClass: boolean): Reader =>
  texts((values) => ({
    by: 'mention',
    roles,
    patterns: values.map(isClass ? classPattern : keyPattern),
    isClass,
    kind: undefined,
  }))

const ANY: readonly MentionRole[] = ['epc', 'parent', 'child', 'input', 'output']
const words = (
  by: 'declarationReason' | 'dispositionSet' | 'dispositionUnset',
  kind: Parameters<typeof bareWord>[0],
) =>
  texts(
    (values) => ({ by, values }),
    (text) => bareWord(kind, text),
  )
const column = (by: 'bizStep' | 'disposition', kind: Parameters<typeof bareWord>[0]) =>
  texts(
    (values) => ({ by, values }),
    (text) => bareWord(kind, text),
  )
const place = (by: 'readPoint' | 'bizLocation', within: boolean) =>
  texts((values) => ({ by, values, within }), canonicalEpc)
const sensorText = (field: string, of?: (text: string) => string) =>
  texts((values) => ({ by: 'sensorText', field, values }), of)

/** Parameters with a name of their own (EPCIS 2.0, 8.2.7.1). */
const FIXED: Readonly<Record<string, Reader>> = {
  eventType: (values) =>
    values.every((text) => EVENT_TYPES.some((type) => type === text) || text.includes(':'))
      ? [{ by: 'type', values }]
      : `只能是 ${EVENT_TYPES.join('、')}`,
  GE_eventTime: time((ms) => ({ by: 'time', op: 'GE', ms })),
  LT_eventTime: time((ms) => ({ by: 'time', op: 'LT', ms })),
  GE_recordTime: time((ms) => ({ by: 'recordTime', op: 'GE', ms })),
  LT_recordTime: time((ms) => ({ by: 'recordTime', op: 'LT', ms })),
  EQ_action: oneOf(['ADD', 'OBSERVE', 'DELETE'], (values) => ({ by: 'action', values })),
  EQ_bizStep: column('bizStep', BIZ_STEP),
  EQ_disposition: column('disposition', DISPOSITION),
  EQ_persistentDisposition_set: words('dispositionSet', DISPOSITION),
  EQ_persistentDisposition_unset: words('dispositionUnset', DISPOSITION),
  EQ_readPoint: place('readPoint', false),
  WD_readPoint: place('readPoint', true),
  EQ_bizLocation: place('bizLocation', false),
  WD_bizLocation: place('bizLocation', true),
  EQ_transformationID: texts((values) => ({ by: 'transformation', values })),
  EQ_eventID: texts((values) => ({ by: 'eventID', values })),
  MATCH_epc: match(['epc', 'child'], false),
  MATCH_parentID: match(['parent'], false),
  MATCH_inputEPC: match(['input'], false),
  MATCH_outputEPC: match(['output'], false),
  MATCH_anyEPC: match(ANY, false),
  MATCH_epcClass: match(['epc', 'child'], true),
  MATCH_inputEPCClass: match(['input'], true),
  MATCH_outputEPCClass: match(['output'], true),
  MATCH_anyEPCClass: match(ANY, true),
  EXISTS_errorDeclaration: boolean((value) => ({ by: 'declaresError', value })),
  GE_errorDeclarationTime: time((ms) => ({ by: 'declarationTime', op: 'GE', ms })),
  LT_errorDeclarationTime: time((ms) => ({ by: 'declarationTime', op: 'LT', ms })),
  // The two files of the standard spell these differently.
  GE_errorDeclaration_Time: time((ms) => ({ by: 'declarationTime', op: 'GE', ms })),
  LT_errorDeclaration_Time: time((ms) => ({ by: 'declarationTime', op: 'LT', ms })),
  EQ_errorReason: words('declarationReason', ERROR_REASON),
  EQ_correctiveEventID: texts((values) => ({ by: 'corrective', values })),
  EXISTS_sensorElementList: boolean((value) => ({ by: 'sensed', value })),
  EQ_type: sensorText('type', (text) => bareWord(MEASUREMENT, text)),
  EQ_exception: sensorText('exception', (text) => bareWord(ALERT, text)),
  EQ_component: sensorText('component', (text) => bareWord(COMPONENT, text)),
  EQ_deviceID: sensorText('deviceID', canonicalEpc),
  EQ_deviceMetadata: sensorText('deviceMetadata', canonicalEpc),
  EQ_rawData: sensorText('rawData', canonicalEpc),
  EQ_dataProcessingMethod: sensorText('dataProcessingMethod', canonicalEpc),
  EQ_bizRules: sensorText('bizRules', canonicalEpc),
  EQ_microorganism: sensorText('microorganism'),
  EQ_chemicalSubstance: sensorText('chemicalSubstance'),
  EQ_coordinateReferenceSystem: sensorText('coordinateReferenceSystem'),
  EQ_stringValue: sensorText('stringValue'),
  EQ_hexBinaryValue: sensorText('hexBinaryValue', (text) => text.toLowerCase()),
  EQ_uriValue: sensorText('uriValue'),
  EQ_booleanValue: boolean((value) => ({ by: 'sensorBoolean', value })),
}

type Form = readonly [pattern: RegExp, read: (found: readonly string[]) => Reader]

const opOf = (text: string | undefined): Comparison =>
  text === 'GT' || text === 'GE' || text === 'LT' || text === 'LE' ? text : 'EQ'
const PLACES: Readonly<Record<string, Place>> = {
  '': 'event',
  ILMD_: 'ilmd',
  ERROR_DECLARATION_: 'errorDeclaration',
  SENSORELEMENT_: 'sensorElement',
  SENSORMETADATA_: 'sensorMetadata',
  SENSORREPORT_: 'sensorReport',
  readPoint_: 'readPoint',
  bizLocation_: 'bizLocation',
}
const NUMBERS = 'value|minValue|maxValue|meanValue|sDev|percValue|percRank'

/** Parameters whose name says part of the condition; the first that fits holds. */
const FORMS: readonly Form[] = [
  [
    /^(GE|LT)_(time|startTime|endTime)$/,
    ([, op, field]) =>
      time((ms) => ({
        by: 'sensorTime',
        field: field === 'startTime' || field === 'endTime' ? field : 'time',
        op: op === 'GE' ? 'GE' : 'LT',
        ms,
      })),
  ],
  [
    /^(EQ|GT|GE|LT|LE)_quantity(?:_([A-Z0-9]{2,4}))?$/,
    ([, op, uom]) => number((value) => ({ by: 'quantity', operand: { op: opOf(op), value }, uom })),
  ],
  [
    new RegExp(`^(EQ|GT|GE|LT|LE)_(${NUMBERS})(?:_([A-Z0-9]{2,4}))?$`),
    ([, op, field = '', uom]) =>
      number((value) => ({ by: 'sensorNumber', field, operand: { op: opOf(op), value }, uom })),
  ],
  [
    /^EQ_bizTransaction(?:_(.+))?$/,
    ([, kind]) =>
      named('transaction', kind === undefined ? undefined : bareWord(TRANSACTION, kind), (text) => text),
  ],
  [
    /^EQ_(source|destination)_(.+)$/,
    ([, role, kind = '']) =>
      kind.includes(':') && PARTY_SIDE.words.has(kind) === false && !/^(https?|urn):/.test(kind)
        ? named(role === 'source' ? 'source' : 'destination', kind, canonicalEpc)
        : named(role === 'source' ? 'source' : 'destination', bareWord(PARTY_SIDE, kind), canonicalEpc),
  ],
  // No master data is kept here, so nothing has the attribute asked for.
  [/^(HASATTR|EQATTR|EQ_ATTR)_.+$/, () => () => [{ by: 'nothing' }]],
  [
    /^EXISTS_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?([^:]+:.+)$/,
    ([, inner, where = '', name = '']) =>
      boolean((value) => ({
        by: 'extension',
        place: PLACES[where] ?? 'event',
        inner: inner !== undefined,
        name,
        op: value ? 'EXISTS' : 'ABSENT',
        values: [],
      })),
  ],
  [
    /^(EQ|GT|GE|LT|LE)_(INNER_)?(ILMD_|ERROR_DECLARATION_|SENSORELEMENT_|SENSORMETADATA_|SENSORREPORT_|readPoint_|bizLocation_)?([^:]+:.+)$/,
    ([, op, inner, where = '', name = '']) =>
      texts((values) => ({
        by: 'extension',
        place: PLACES[where] ?? 'event',
        inner: inner !== undefined,
        name,
        op: opOf(op),
        values,
      })),
  ],
]

const named = (role: MentionRole, kind: string | undefined, of: (text: string) => string): Reader =>
  texts(
    (values) => ({
      by: 'mention',
      roles: [role],
      patterns: values.map((key) => ({ key })),
      isClass: undefined,
      kind,
    }),
    of,
  )

/** The conditions of one parameter, or why it is none. */
export function parameterOf(name: string, values: readonly string[]): Read {
  if (values.length > 1_000) return '超过 1000 个值'
  const fixed = Object.hasOwn(FIXED, name) ? FIXED[name] : undefined
  if (fixed !== undefined) return fixed(values)
  for (const [pattern, read] of FORMS) {
    const found = pattern.exec(name)
    if (found !== null) return read([...found])(values)
  }
  return '没有这个参数'
}
