import type { EpcisEvent } from '../epcis/event.ts'
import { instantMs, utcText } from '../epcis/instant.ts'
import { keyOf } from '../epcis/key-of.ts'
import { bracedName, type Namespaces } from '../epcis/namespaces.ts'
import { fullUrn, fullWord, MEASUREMENT, PARTY_SIDE, TRANSACTION, WORDS_OF } from '../epcis/vocabulary.ts'

/**
 * The text whose SHA-256 is the CBV 2.0 event hash (docs/rules/event-hash.md): every field of the event in one fixed
 * order, lists sorted, identifiers as Digital Links, words as web addresses, times in UTC to the millisecond. eventID,
 * recordTime and errorDeclaration take no part, so that an event and its withdrawal share a hash.
 * @see RalphTro/epcis-event-hash-generator 5d2f1c3, the reference named by CBV 2.0 §8.9
 */
export function preHash(event: EpcisEvent, namespaces: Namespaces): string {
  return `eventType=${bracedName(namespaces, event.type)}${inOrder(event, FIELDS, namespaces)}${foreign(event, namespaces, LEFT_OUT)}`
}

type Tree = Readonly<Record<string, unknown>>
type Write = (value: unknown, namespaces: Namespaces, name: string) => string
/** A field's name as the hash writes it, its name in JSON, and how its value is written after the name. */
type Field = readonly [name: string, write: Write]

const isTree = (value: unknown): value is Tree =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Python sorts by code point, JavaScript by UTF-16 unit: they part beyond the basic plane. */
function sorted(list: readonly string[]): readonly string[] {
  if (list.length < 2) return list
  const plain = !list.some((text) => /[\ud800-\udfff]/.test(text))
  return [...list].sort(plain ? undefined : byCodePoint)
}

function byCodePoint(a: string, b: string): number {
  const [left, right] = [[...a], [...b]]
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const by = (left[i]?.codePointAt(0) ?? 0) - (right[i]?.codePointAt(0) ?? 0)
    if (by !== 0) return by
  }
  return left.length - right.length
}

const NUMBER = /^\s*[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?\s*$/i

/** Numbers as Python prints them: no leading plus, no trailing zeros, exponent of two digits below a ten-thousandth. */
function numberText(text: string): string {
  const value = Number(text)
  if (!Number.isFinite(value)) return text
  if (Number.isInteger(value)) return BigInt(value).toString()
  if (Math.abs(value) >= 1e-4) return String(value)
  return value.toExponential().replace(/e-(\d)$/, 'e-0$1')
}

/** Digital Link standard, table 7-1, encodes less than we do; the hash follows it. */
const asReference = (link: string): string =>
  link.includes('%')
    ? link.replace(/%(27|3B|3D)/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
    : link

function plainText(value: unknown, namespaces: Namespaces): string {
  if (typeof value === 'boolean') return String(value)
  if (typeof value === 'number') return numberText(String(value))
  if (typeof value !== 'string') return ''
  const text = fullUrn(gs1Name(value.trim(), namespaces))
  if (NUMBER.test(text)) return numberText(text)
  const canonical = keyOf(text)
  return canonical === text ? text : asReference(canonical)
}

/** Of prefixed values only GS1's own are opened; a prefix of somebody else may be text. */
function gs1Name(text: string, namespaces: Namespaces): string {
  if (text.startsWith('http') || text.startsWith('urn:') || !text.includes(':')) return text
  const found = /^([A-Za-z][\w.-]*):(.+)$/.exec(text)
  const uri = found === null ? undefined : namespaces.get(found[1] ?? '')
  return uri !== undefined && /^https:\/\/(ref\.)?gs1\.org/.test(uri) ? `${uri}${found?.[2]}` : text
}

const named = (name: string, text: string): string => (text === '' ? '' : `${name}=${text}`)

const plain: Write = (value, namespaces, name) =>
  sorted(listed(value).map((one) => named(name, plainText(one, namespaces)))).join('')

const word =
  (kind: Parameters<typeof fullWord>[0]): Write =>
  (value, namespaces, name) =>
    sorted(
      listed(value).map((one) =>
        named(name, typeof one === 'string' ? plainText(fullWord(kind, one.trim()), namespaces) : ''),
      ),
    ).join('')

const instant: Write = (value, _namespaces, name) => {
  if (typeof value !== 'string') return ''
  const ms = instantMs(value.trim())
  return named(name, ms === undefined ? value : utcText(ms))
}

const listed = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value])

/** A list whose elements go by a name of their own: `epcListepc=…epc=…`; nothing at all when it is empty. */
const listOf =
  (element: string, write: Write): Write =>
  (value, namespaces, name) => {
    const texts = listed(value).map((one) => write(one, namespaces, element))
    const text = sorted(texts).join('')
    return text === '' ? '' : `${name}${text}`
  }

/** A thing with fields of its own, names of others behind them. */
const thing =
  (fields: readonly Field[], own: ReadonlySet<string> = new Set(fields.map(([field]) => field))): Write =>
  (value, namespaces, name) => {
    if (!isTree(value)) return ''
    const text = inOrder(value, fields, namespaces) + foreign(value, namespaces, own)
    return text === '' ? '' : `${name}${text}`
  }

/** Transactions and parties: the kind, then the identifier, under no name but their own. */
const pair =
  (id: string, kind: Parameters<typeof fullWord>[0]): Write =>
  (value, namespaces) =>
    isTree(value) ? word(kind)(value.type, namespaces, 'type') + plain(value[id], namespaces, id) : ''

function inOrder(value: Tree, fields: readonly Field[], namespaces: Namespaces): string {
  let text = ''
  for (const [name, write] of fields) {
    const inner = value[name]
    if (inner !== undefined && inner !== null) text += write(inner, namespaces, name)
  }
  return text
}

/** Fields nobody of the standard ordered: sorted by what they say, their names with the namespace in braces. */
function foreign(value: Tree, namespaces: Namespaces, own: ReadonlySet<string>): string {
  const texts: string[] = []
  for (const name in value) {
    if (own.has(name) || COMMENTS.has(name)) continue
    const braced = bracedName(namespaces, name)
    for (const one of listed(value[name])) texts.push(foreignText(braced, one, namespaces))
  }
  return sorted(texts).join('')
}

function foreignText(name: string, value: unknown, namespaces: Namespaces): string {
  if (!isTree(value)) {
    const text = plainText(value, namespaces)
    return text === '' ? name : `${name}=${text}`
  }
  const text = typeof value['#text'] === 'string' ? plainText(value['#text'], namespaces) : ''
  return `${name}${text === '' ? '' : `=${text}`}${foreign(value, namespaces, TEXT)}`
}

const COMMENTS: ReadonlySet<string> = new Set(['rdfs:comment', 'comment'])
const TEXT: ReadonlySet<string> = new Set(['#text'])

const quantity = thing([
  ['epcClass', plain],
  ['quantity', plain],
  ['uom', plain],
])
const epcs = listOf('epc', plain)
const quantities = listOf('quantityElement', quantity)
const wordOf = (field: string): Write => {
  const kind = WORDS_OF[field]
  if (kind === undefined) throw new RangeError(`no words of ${field}`)
  return word(kind)
}

const report = thing([
  ['type', word(MEASUREMENT)],
  ['exception', wordOf('exception')],
  ['deviceID', plain],
  ['deviceMetadata', plain],
  ['rawData', plain],
  ['dataProcessingMethod', plain],
  ['time', instant],
  ['microorganism', plain],
  ['chemicalSubstance', plain],
  ['value', plain],
  ['component', wordOf('component')],
  ['stringValue', plain],
  ['booleanValue', plain],
  ['hexBinaryValue', plain],
  ['uriValue', plain],
  ['minValue', plain],
  ['maxValue', plain],
  ['meanValue', plain],
  ['sDev', plain],
  ['percRank', plain],
  ['percValue', plain],
  ['uom', plain],
  ['coordinateReferenceSystem', plain],
])
const metadata = thing([
  ['time', instant],
  ['startTime', instant],
  ['endTime', instant],
  ['deviceID', plain],
  ['deviceMetadata', plain],
  ['rawData', plain],
  ['dataProcessingMethod', plain],
  ['bizRules', plain],
])
const reports: Write = (value, namespaces, name) =>
  sorted(listed(value).map((one) => report(one, namespaces, name))).join('')
const place = thing([['id', plain]])

const FIELDS: readonly Field[] = [
  ['eventTime', instant],
  ['eventTimeZoneOffset', plain],
  ['certificationInfo', plain],
  ['parentID', plain],
  ['epcList', epcs],
  ['inputEPCList', epcs],
  ['childEPCs', epcs],
  ['quantityList', quantities],
  ['childQuantityList', quantities],
  ['inputQuantityList', quantities],
  ['outputEPCList', epcs],
  ['outputQuantityList', quantities],
  ['action', plain],
  ['transformationID', plain],
  ['bizStep', wordOf('bizStep')],
  ['disposition', wordOf('disposition')],
  [
    'persistentDisposition',
    thing([
      ['set', wordOf('set')],
      ['unset', wordOf('unset')],
    ]),
  ],
  ['readPoint', place],
  ['bizLocation', place],
  ['bizTransactionList', listOf('', pair('bizTransaction', TRANSACTION))],
  ['destinationList', listOf('', pair('destination', PARTY_SIDE))],
  ['sourceList', listOf('', pair('source', PARTY_SIDE))],
  [
    'sensorElementList',
    listOf(
      'sensorElement',
      thing([
        ['sensorMetadata', metadata],
        ['sensorReport', reports],
      ]),
    ),
  ],
]

const LEFT_OUT: ReadonlySet<string> = new Set([
  ...FIELDS.map(([name]) => name),
  'type',
  'recordTime',
  'eventID',
  'errorDeclaration',
  '@context',
])
