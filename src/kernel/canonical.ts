import canonicalize from 'canonicalize'

/** What JSON can hold. Money goes in as text (#kernel/wire fromFen), days as they are. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [name: string]: Json }

const MAX_DEPTH = 200

const isPlain = (value: object): boolean => {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}

/** Why the value cannot be hashed, with its JSON pointer. JSON.stringify would drop or bend it silently. */
function flaw(value: unknown, pointer: string, depth: number): string | undefined {
  const at = pointer === '' ? 'the value' : pointer
  if (depth > MAX_DEPTH) return `${at} is nested too deep, or in a circle`
  switch (typeof value) {
    case 'string':
      return /\p{Surrogate}/u.test(value) ? `${at} has a lone surrogate` : undefined
    case 'boolean':
      return undefined
    case 'number':
      return Number.isFinite(value) ? undefined : `${at} is ${value}`
    case 'object': {
      if (value === null) return undefined
      if (!Array.isArray(value) && !isPlain(value)) return `${at} is not a plain object`
      return firstFlaw(Object.entries(Array.isArray(value) ? [...value] : value), pointer, depth)
    }
    default:
      return `${at} is ${typeof value}`
  }
}

function firstFlaw(
  entries: readonly (readonly [string, unknown])[],
  pointer: string,
  depth: number,
): string | undefined {
  for (const [name, inner] of entries) {
    const found =
      flaw(name, `the name ${pointer}/…`, depth) ?? flaw(inner, `${pointer}/${escaped(name)}`, depth + 1)
    if (found !== undefined) return found
  }
  return undefined
}

const escaped = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1')

/**
 * 规范化 JSON RFC 8785: one text per value, whatever order its members were set in; the text that is hashed and signed.
 * Throws TypeError, naming the place, for bigint, undefined (also a member's), NaN, ±Infinity, Date, Map, class
 * instances, lone surrogates and circles: a bug, never user input.
 */
export function canonicalJson(value: Json): string {
  const found = flaw(value, '', 0)
  const text = found === undefined ? canonicalize(value) : undefined
  if (text === undefined) throw new TypeError(`no canonical JSON: ${found}`)
  return text
}
