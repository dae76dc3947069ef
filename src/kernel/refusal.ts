/**
 * 拒绝 Refusals are values with stable codes, never exceptions: rules collect all of them, one place maps
 * them to HTTP. A code, its status and its sentences stand on one line, so they cannot drift apart.
 */

/** One line of a room's catalogue. `{name}` in a sentence is filled from the refusal's values. */
export type RefusalLine = {
  /** HTTP status the platform answers with. */
  readonly status: 400 | 401 | 403 | 404 | 406 | 409 | 413 | 415 | 422 | 429 | 503
  /** 说什么、为什么、怎么办: what happened, why, what to do. */
  readonly zh: string
  readonly en: string
}

/** A room's refusals by stable code, e.g. `'party.credit_code_check'`. A published code never changes. */
export type RefusalCatalogue = Readonly<Record<string, RefusalLine>>

export type RefusalValues = Readonly<Record<string, string | number | bigint>>

/** One refusal, its sentences already filled. */
export type Refusal = {
  readonly code: string
  readonly status: RefusalLine['status']
  readonly zh: string
  readonly en: string
  /** JSON pointer (RFC 6901) to the field of the request it speaks of, e.g. `/creditCode`. */
  readonly pointer?: string
}

/** The result of a rule or a use case: a value, or every reason why not. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly refused: readonly Refusal[] }

const fill = (sentence: string, values: RefusalValues): string =>
  sentence.replace(/\{(\w+)\}/g, (whole, name: string) => (name in values ? String(values[name]) : whole))

/** Makes one refusal from a room's catalogue. */
export function refusal<C extends RefusalCatalogue>(
  catalogue: C,
  code: keyof C & string,
  values: RefusalValues = {},
  pointer?: string,
): Refusal {
  const line = catalogue[code] as RefusalLine
  const filled = { code, status: line.status, zh: fill(line.zh, values), en: fill(line.en, values) }
  return pointer === undefined ? filled : { ...filled, pointer }
}

export const granted = <T>(value: T): Outcome<T> => ({ ok: true, value })

export const refused = (...reasons: readonly Refusal[]): Outcome<never> => ({ ok: false, refused: reasons })
