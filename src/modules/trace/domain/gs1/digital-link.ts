import { type Parsed, read, unread } from '#kernel/parsed'
import { type AiFault, type AiValue, aiFault, togetherFault } from './ai-value.ts'
import { applicationIdentifier } from './application-identifier.ts'

/** The domain under which an identifier has one spelling, whoever prints it (GS1 Digital Link 1.4, CBV 2.0). */
export const CANONICAL_STEM = 'https://id.gs1.org'

/** 数字链接 A GS1 Digital Link taken apart. */
export type DigitalLink = {
  /** Scheme, domain and whatever stands before the key: `https://id.gs1.org`. No slash at its end. */
  readonly stem: string
  /** Primary key, e.g. `01` with a GTIN of 14 digits. */
  readonly key: AiValue
  /** In the order the standard fixes: `22`, `10`, `21`. */
  readonly qualifiers: readonly AiValue[]
  /** Data attributes of the query, sorted by identifier. */
  readonly attributes: readonly AiValue[]
  /** Everything else in the query, e.g. `linkType`, in its order. */
  readonly others: readonly (readonly [name: string, value: string])[]
}

/** Why a text is no Digital Link. */
export type DigitalLinkFault =
  | AiFault
  | 'scheme'
  | 'encoding'
  | 'no-key'
  | 'qualifiers'
  | 'not-attribute'
  | 'repeated'
  | 'needs'
  | 'excludes'

const decoded = (text: string): string | undefined => {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}

/** RFC 3986 leaves only letters, digits and `-._~` untouched everywhere; a second spelling would be a second item. */
export const encoded = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)

/** Links before version 1.2 left out a GTIN's leading zeros; they stay readable. */
const wholeGtin = ({ ai, value }: AiValue): AiValue =>
  ai === '01' && /^(\d{8}|\d{12}|\d{13})$/.test(value)
    ? { ai, value: value.padStart(14, '0') }
    : { ai, value }

type Pairs = { readonly before: readonly string[]; readonly pairs: readonly AiValue[] }

/** From the end of the path backwards, pair by pair, up to the first primary key. */
function pairsOf(path: string): Parsed<Pairs, 'no-key' | 'encoding'> {
  const segments = path.replace(/\/$/, '').split('/')
  const pairs: AiValue[] = []
  for (let i = segments.length - 2; i > 0; i -= 2) {
    const ai = segments[i] ?? ''
    const value = decoded(segments[i + 1] ?? '')
    if (value === undefined) return unread('encoding')
    const known = applicationIdentifier(ai)
    if (known === undefined) break
    pairs.unshift(wholeGtin({ ai, value }))
    if (known.qualifiers !== undefined) return read({ before: segments.slice(0, i), pairs })
  }
  return unread('no-key')
}

/** Qualifiers stand in one of the key's orders, each at most once; gaps are allowed. */
function inOrder(key: string, qualifiers: readonly string[]): boolean {
  const orders = applicationIdentifier(key)?.qualifiers ?? []
  return [...orders, []].some((order) => {
    let at = 0
    for (const ai of order) if (qualifiers[at] === ai) at++
    return at === qualifiers.length
  })
}

type Query = Pick<DigitalLink, 'attributes' | 'others'>

function queryOf(query: string): Parsed<Query, 'encoding' | 'unknown-ai' | 'not-attribute'> {
  const attributes: AiValue[] = []
  const others: [string, string][] = []
  for (const pair of query.split(/[&;]/).filter((p) => p !== '')) {
    const [rawName = '', ...rawValue] = pair.split('=')
    const name = decoded(rawName.replaceAll('+', ' '))
    const value = decoded(rawValue.join('=').replaceAll('+', ' '))
    if (name === undefined || value === undefined) return unread('encoding')
    if (!/^\d+$/.test(name)) {
      others.push([name, value])
      continue
    }
    const known = applicationIdentifier(name)
    if (known === undefined) return unread('unknown-ai')
    if (!known.attribute) return unread('not-attribute')
    attributes.push({ ai: name, value })
  }
  return read({ attributes: attributes.sort((a, b) => (a.ai < b.ai ? -1 : 1)), others })
}

/**
 * Reads a GS1 Digital Link URI (uncompressed), any stem, and holds it to the General Specifications: the key, the
 * order of its qualifiers, every value, and what must or must not stand together.
 */
export function parseDigitalLink(uri: string): Parsed<DigitalLink, DigitalLinkFault> {
  const [, origin = '', path = '', query = ''] =
    /^(https?:\/\/[^/?#\s@]+)(\/[^?#\s]*)(?:\?([^#\s]*))?(?:#\S*)?$/i.exec(uri) ?? []
  if (origin === '') return unread('scheme')
  const found = pairsOf(path)
  if (!found.ok) return found
  const asked = queryOf(query)
  if (!asked.ok) return asked
  const [key, ...qualifiers] = found.value.pairs
  if (key === undefined) return unread('no-key')
  if (
    !inOrder(
      key.ai,
      qualifiers.map((q) => q.ai),
    )
  )
    return unread('qualifiers')
  const all = [...found.value.pairs, ...asked.value.attributes]
  for (const one of all) {
    const fault = aiFault(one)
    if (fault !== undefined) return unread(fault)
  }
  const together = togetherFault(all.map((one) => one.ai))
  if (together !== undefined) return unread(together)
  return read({ stem: origin + found.value.before.join('/'), key, qualifiers, ...asked.value })
}

/** The path of a link, without its stem: `/01/…/10/…`. */
export const linkPath = (link: Pick<DigitalLink, 'key' | 'qualifiers'>): string =>
  [link.key, ...link.qualifiers].map(({ ai, value }) => `/${ai}/${encoded(value)}`).join('')

/** Writes a link in its one spelling under a stem; query parameters that are no identifiers are dropped. */
export function printDigitalLink(
  link: Pick<DigitalLink, 'key' | 'qualifiers'> & Partial<Pick<DigitalLink, 'attributes'>>,
  stem: string = CANONICAL_STEM,
): string {
  const query = (link.attributes ?? []).map(({ ai, value }) => `${ai}=${encoded(value)}`).join('&')
  return `${stem}${linkPath(link)}${query === '' ? '' : `?${query}`}`
}
