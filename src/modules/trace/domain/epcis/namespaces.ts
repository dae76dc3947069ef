import { GS1_VOC } from './vocabulary.ts'

/** 前缀 What the prefixes of a document's `@context` stand for. */
export type Namespaces = ReadonlyMap<string, string>

/** Declared by the EPCIS context itself. */
const STANDARD: Namespaces = new Map([
  ['epcis', 'https://ref.gs1.org/epcis/'],
  ['cbv', 'https://ref.gs1.org/cbv/'],
  ['cbvmda', 'urn:epcglobal:cbv:mda'],
  ['gs1', GS1_VOC],
  ['rdfs', 'http://www.w3.org/2000/01/rdf-schema#'],
  ['owl', 'http://www.w3.org/2002/07/owl#'],
  ['xsd', 'http://www.w3.org/2001/XMLSchema#'],
  ['dcterms', 'http://purl.org/dc/terms/'],
])

/** Prefixes of a `@context` (a URI, an object, or a list of both), on top of those that hold already. */
export function namespacesOf(context: unknown, over: Namespaces = STANDARD): Namespaces {
  const parts = (Array.isArray(context) ? context : [context]).filter(
    (part): part is Record<string, unknown> => typeof part === 'object' && part !== null,
  )
  if (parts.length === 0) return over
  const own = parts.flatMap((part) =>
    Object.entries(part).flatMap(([prefix, uri]) => {
      const id = typeof uri === 'object' && uri !== null && '@id' in uri ? uri['@id'] : uri
      return typeof id === 'string' && !prefix.startsWith('@') ? [[prefix, id] as const] : []
    }),
  )
  return new Map([...over, ...own])
}

/** What a document declared beyond the standard, as JSON; undefined: nothing. */
export function declaredBy(namespaces: Namespaces): Readonly<Record<string, string>> | undefined {
  const own = [...namespaces].filter(([prefix, uri]) => STANDARD.get(prefix) !== uri)
  return own.length === 0 ? undefined : Object.fromEntries(own)
}

export const declaredNamespaces = (declared: Readonly<Record<string, string>> | undefined): Namespaces =>
  declared === undefined ? STANDARD : new Map([...STANDARD, ...Object.entries(declared)])

const SCHEMES = new Set(['http', 'https', 'urn'])

/** How a prefixed name is known: whole (`https://…`), by a declared prefix, by an undeclared one, or not prefixed. */
export function nameKind(namespaces: Namespaces, name: string): 'declared' | 'undeclared' | 'bare' {
  const colon = name.indexOf(':')
  if (colon < 1 || colon === name.length - 1) return 'bare'
  const prefix = name.slice(0, colon)
  return namespaces.has(prefix) || SCHEMES.has(prefix) ? 'declared' : 'undeclared'
}

/** `example:lot` → `{https://ns.example.com/epcis/}lot`, the spelling of the event hash. */
export function bracedName(namespaces: Namespaces, name: string): string {
  const colon = name.indexOf(':')
  const uri = colon < 1 ? undefined : namespaces.get(name.slice(0, colon))
  return uri === undefined ? name : `{${uri}}${name.slice(colon + 1)}`
}

/** `example:lot` → `https://ns.example.com/epcis/lot`: one name whatever prefix a document chose. */
export function fullName(namespaces: Namespaces, name: string): string {
  const colon = name.indexOf(':')
  const uri = colon < 1 ? undefined : namespaces.get(name.slice(0, colon))
  return uri === undefined ? name : `${uri}${name.slice(colon + 1)}`
}
