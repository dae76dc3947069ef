import { gs1CheckDigit } from '#kernel/gs1'
import type { AiValue } from './ai-value.ts'

/** The parts of a URN after its scheme: company prefix, reference, and what follows (decoded). */
export type UrnParts = {
  readonly prefix: string
  readonly reference: string
  readonly rest: readonly string[]
}

/** One kind of key in both its forms (GS1 EPC Tag Data Standard 2, chapters 6 and 7). */
export type EpcScheme = {
  readonly name: string
  /** How many parts follow the reference. */
  readonly extra: number
  /** Digits of prefix and reference together; undefined where the reference is free text. */
  readonly digits?: number
  readonly toLink: (parts: UrnParts) => readonly AiValue[]
  /** The digits that begin with the company prefix, and the parts once its length is known; undefined: not this kind. */
  readonly fromLink: (
    values: Readonly<Record<string, string>>,
  ) => { readonly digits: string; readonly parts: (length: number) => UrnParts } | undefined
}

const withCheck = (body: string): string => body + gs1CheckDigit(body)

/** GTIN and SSCC: the first digit of the reference stands before the company prefix. */
const woven = ({ prefix, reference }: UrnParts): string =>
  withCheck(`${reference.slice(0, 1)}${prefix}${reference.slice(1)}`)

const unwoven = (key: string, rest: readonly string[]) => ({
  digits: key.slice(1),
  parts: (length: number) => ({
    prefix: key.slice(1, 1 + length),
    reference: `${key.slice(0, 1)}${key.slice(1 + length, -1)}`,
    rest,
  }),
})

/** The other numeric keys: prefix and reference follow each other, a check digit closes. */
const closed = (key: string, rest: readonly string[]) => ({
  digits: key,
  parts: (length: number) => ({ prefix: key.slice(0, length), reference: key.slice(length, -1), rest }),
})

/** The keys whose reference is free text: no check digit. */
const open = (key: string, rest: readonly string[]) => ({
  digits: key,
  parts: (length: number) => ({ prefix: key.slice(0, length), reference: key.slice(length), rest }),
})

const plain = (parts: UrnParts): string => withCheck(parts.prefix + parts.reference)
const first = (parts: UrnParts): string => parts.rest[0] ?? ''

/** A 13-digit key with a serial number behind it in the same value. */
function serialised(name: string, ai: string, lead: string): EpcScheme {
  return {
    name,
    extra: 1,
    digits: 12,
    toLink: (parts) => [{ ai, value: `${lead}${plain(parts)}${first(parts)}` }],
    fromLink: (values) => {
      const key = values[ai]?.slice(lead.length)
      return key !== undefined && key.length > 13 ? closed(key.slice(0, 13), [key.slice(13)]) : undefined
    },
  }
}

function single(name: string, ai: string, digits?: number): EpcScheme {
  return {
    name,
    extra: 0,
    ...(digits !== undefined && { digits }),
    toLink: (parts) => [{ ai, value: digits === undefined ? parts.prefix + parts.reference : plain(parts) }],
    fromLink: (values) => {
      const key = values[ai]
      if (key === undefined) return undefined
      return digits === undefined ? open(key, []) : closed(key, [])
    },
  }
}

/** A GTIN with the identifier that tells one item, or one lot, from the next. */
function item(name: string, ai: string): EpcScheme {
  return {
    name,
    extra: 1,
    digits: 13,
    toLink: (parts) => [
      { ai: '01', value: woven(parts) },
      { ai, value: first(parts) },
    ],
    fromLink: (values) => {
      const [key, own] = [values['01'], values[ai]]
      return key === undefined || own === undefined ? undefined : unwoven(key, [own])
    },
  }
}

const sscc: EpcScheme = {
  name: 'sscc',
  extra: 0,
  digits: 17,
  toLink: (parts) => [{ ai: '00', value: woven(parts) }],
  fromLink: (values) => (values['00'] === undefined ? undefined : unwoven(values['00'], [])),
}

/** The extension `0` of a location means: none. */
const sgln: EpcScheme = {
  name: 'sgln',
  extra: 1,
  digits: 12,
  toLink: (parts) => [
    { ai: '414', value: plain(parts) },
    ...(first(parts) === '0' ? [] : [{ ai: '254', value: first(parts) }]),
  ],
  fromLink: (values) =>
    values['414'] === undefined ? undefined : closed(values['414'], [values['254'] ?? '0']),
}

const cpi: EpcScheme = {
  name: 'cpi',
  extra: 1,
  toLink: (parts) => [
    { ai: '8010', value: parts.prefix + parts.reference },
    { ai: '8011', value: first(parts) },
  ],
  fromLink: (values) => {
    const [key, serial] = [values['8010'], values['8011']]
    return key === undefined || serial === undefined ? undefined : open(key, [serial])
  },
}

const itip: EpcScheme = {
  name: 'itip',
  extra: 3,
  digits: 13,
  toLink: (parts) => [
    { ai: '8006', value: `${woven(parts)}${first(parts)}${parts.rest[1] ?? ''}` },
    { ai: '21', value: parts.rest[2] ?? '' },
  ],
  fromLink: (values) => {
    const [key, serial] = [values['8006'], values['21']]
    if (key === undefined || serial === undefined) return undefined
    return unwoven(key.slice(0, 14), [key.slice(14, 16), key.slice(16, 18), serial])
  },
}

/** What names one thing, `urn:epc:id:…`. A serial number says more than a lot, so it is looked for first. */
export const ID_SCHEMES: readonly EpcScheme[] = [
  item('sgtin', '21'),
  item('upui', '235'),
  sscc,
  sgln,
  serialised('grai', '8003', '0'),
  single('giai', '8004'),
  single('gsrn', '8018', 17),
  single('gsrnp', '8017', 17),
  serialised('gdti', '253', ''),
  cpi,
  serialised('sgcn', '255', ''),
  single('ginc', '401'),
  single('gsin', '402', 16),
  itip,
  single('pgln', '417', 12),
]

/** What names a lot, `urn:epc:class:…`. */
export const CLASS_SCHEMES: readonly EpcScheme[] = [item('lgtin', '10')]

/** A class without its serial number, `urn:epc:idpat:….*`. */
const kind = (name: string, ai: string, digits: number, lead = ''): EpcScheme => ({
  name,
  extra: 1,
  digits,
  toLink: (parts) => [{ ai, value: lead + (ai === '01' ? woven(parts) : plain(parts)) }],
  fromLink: (values) => {
    const key = values[ai]?.slice(lead.length)
    if (key === undefined || key.length !== (ai === '01' ? 14 : 13)) return undefined
    return ai === '01' ? unwoven(key, ['*']) : closed(key, ['*'])
  },
})

export const PATTERN_SCHEMES: readonly EpcScheme[] = [
  kind('sgtin', '01', 13),
  kind('upui', '01', 13),
  kind('grai', '8003', 12, '0'),
  kind('gdti', '253', 12),
  kind('sgcn', '255', 12),
  {
    ...cpi,
    toLink: (parts) => [{ ai: '8010', value: parts.prefix + parts.reference }],
    fromLink: (values) => (values['8010'] === undefined ? undefined : open(values['8010'], ['*'])),
  },
  {
    ...itip,
    toLink: (parts) => [{ ai: '8006', value: `${woven(parts)}${first(parts)}${parts.rest[1] ?? ''}` }],
    fromLink: (values) => {
      const key = values['8006']
      return key === undefined
        ? undefined
        : unwoven(key.slice(0, 14), [key.slice(14, 16), key.slice(16, 18), '*'])
    },
  },
]
