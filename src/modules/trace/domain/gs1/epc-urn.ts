import { type Parsed, read, unread } from '#kernel/parsed'
import { type AiValue, aiFault } from './ai-value.ts'
import { chinesePrefixLength, type PrefixLength } from './company-prefix.ts'
import { CANONICAL_STEM, type DigitalLink, parseDigitalLink, printDigitalLink } from './digital-link.ts'
import { CLASS_SCHEMES, type EpcScheme, ID_SCHEMES, PATTERN_SCHEMES, type UrnParts } from './epc-schemes.ts'

/** Why an EPC URN has no Digital Link: no such scheme, one GS1 keys do not know (gid, adi …), or a wrong part. */
export type UrnFault = 'urn' | 'scheme' | 'parts' | 'value'

const FAMILIES: Readonly<Record<string, readonly EpcScheme[]>> = {
  id: ID_SCHEMES,
  class: CLASS_SCHEMES,
  idpat: PATTERN_SCHEMES,
}

const unescaped = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** The characters a URN part cannot hold as they are (Tag Data Standard 2, 6.3.1). */
const escaped = (text: string): string =>
  text.replace(/["#%&/<>?]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`)

/** Cuts at dots; only the last part may hold dots of its own. */
function partsOf(scheme: EpcScheme, body: string): UrnParts | undefined {
  const pieces = body.split('.')
  const own = [...pieces.slice(0, scheme.extra + 1), pieces.slice(scheme.extra + 1).join('.')].map(unescaped)
  if (pieces.length < scheme.extra + 2 || own.includes(undefined)) return undefined
  const [prefix = '', reference = '', ...rest] = own.map((part) => part ?? '')
  if (!/^\d{6,12}$/.test(prefix) || !fits(scheme, prefix, reference) || rest.includes('')) return undefined
  return { prefix, reference, rest }
}

function fits(scheme: EpcScheme, prefix: string, reference: string): boolean {
  if (scheme.digits === undefined) return reference !== ''
  return /^\d*$/.test(reference) && prefix.length + reference.length === scheme.digits
}

/**
 * EPC URN → 数字链接: `urn:epc:id:sgtin:6901234.012345.A1` → `https://id.gs1.org/01/…/21/A1`. Lots (`class:lgtin`) and
 * patterns (`idpat:…*`) become the link of the lot or the class.
 */
export function digitalLinkOfUrn(urn: string): Parsed<string, UrnFault> {
  const [, family = '', name = '', body = ''] =
    /^urn:epc:(id|class|idpat):([a-z0-9]+):(\S+)$/i.exec(urn) ?? []
  if (body === '') return unread('urn')
  const scheme = FAMILIES[family.toLowerCase()]?.find((one) => one.name === name.toLowerCase())
  if (scheme === undefined) return unread('scheme')
  const parts = partsOf(scheme, body)
  if (parts === undefined) return unread('parts')
  if (family.toLowerCase() === 'idpat' && parts.rest.at(-1) !== '*') return unread('parts')
  const [key, ...qualifiers] = scheme.toLink(parts)
  if (key === undefined || [key, ...qualifiers].some((one) => aiFault(one) !== undefined))
    return unread('value')
  return read(printDigitalLink({ key, qualifiers }))
}

const bodyOf = ({ prefix, reference, rest }: UrnParts): string =>
  [prefix, escaped(reference), ...rest.map((part) => (part === '*' ? part : escaped(part)))].join('.')

/**
 * 数字链接 → EPC URN. Undefined where there is none: the company prefix's length is not known, the number is for
 * restricted circulation, or the key has no EPC scheme. A lot beside a serial number has no place in a URN and is left.
 */
export function urnOfDigitalLink(
  link: Pick<DigitalLink, 'key' | 'qualifiers'>,
  prefixLength: PrefixLength = chinesePrefixLength,
): string | undefined {
  const values = Object.fromEntries([link.key, ...link.qualifiers].map(({ ai, value }) => [ai, value]))
  for (const [family, schemes] of Object.entries(FAMILIES))
    for (const scheme of schemes) {
      const found = scheme.fromLink(values)
      if (found === undefined) continue
      const length = prefixLength(found.digits)
      return length === undefined
        ? undefined
        : `urn:epc:${family}:${scheme.name}:${bodyOf(found.parts(length))}`
    }
  return undefined
}

const NAMES_AN_ITEM: Readonly<Record<string, readonly string[]>> = {
  '01': ['21', '235'],
  '8006': ['21'],
  '8010': ['8011'],
}

/** What identifies the thing and no more: a serial number makes lot and variant a detail, attributes always are. */
function essence(link: DigitalLink): readonly AiValue[] {
  const serial = link.qualifiers.filter((q) => NAMES_AN_ITEM[link.key.ai]?.includes(q.ai))
  return serial.length > 0 ? serial : link.qualifiers.filter((q) => q.ai !== '22')
}

/**
 * The one spelling under which a store keeps an identifier: the canonical Digital Link of a URN or of a link with any
 * stem; a text that is neither (a GUID, another company's URI) is its own.
 */
export function canonicalEpc(uri: string): string {
  if (uri.startsWith('urn:')) {
    const link = digitalLinkOfUrn(uri)
    return link.ok ? link.value : uri
  }
  const link = parseDigitalLink(uri)
  if (!link.ok) return uri
  return printDigitalLink({ key: link.value.key, qualifiers: essence(link.value) }, CANONICAL_STEM)
}

/** The EPC URN of an identifier in either form; undefined where it has none. */
export function urnOf(uri: string, prefixLength: PrefixLength = chinesePrefixLength): string | undefined {
  if (uri.startsWith('urn:')) return uri
  const link = parseDigitalLink(uri)
  return link.ok ? urnOfDigitalLink(link.value, prefixLength) : undefined
}
