import { canonicalEpc } from '../gs1/epc-urn.ts'

/** 编码模式 One key, or every key that begins with one of these texts. */
export type KeyPattern = { readonly key: string } | { readonly prefixes: readonly string[] }

const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9']

/**
 * Reads the value of a MATCH_ parameter: an EPC or class in either form; `urn:epc:idpat:sgtin:….*` every item of a class,
 * `urn:epc:idpat:sgtin:prefix.*.*` every item of a company; any text that ends in `*`, what begins with it.
 */
export function keyPattern(uri: string): KeyPattern {
  const company = /^urn:epc:idpat:(sgtin|sscc|lgtin):(\d{6,12})\.\*/.exec(uri)
  if (company !== null) return { prefixes: ofCompany(company[1] ?? '', company[2] ?? '') }
  if (/^urn:epc:idpat:/.test(uri)) {
    const key = canonicalEpc(uri)
    return key === uri ? { key } : { prefixes: [`${key}/`] }
  }
  if (!uri.endsWith('*')) return { key: canonicalEpc(uri) }
  const stem = uri.slice(0, -1)
  const path =
    /^https?:\/\/[^/]+(\/(?:00|01|414|8003|8004|8006|8010|8017|8018|253|255|401|402|417)\/.*)$/.exec(stem)
  return { prefixes: [path === null ? stem : `https://id.gs1.org${path[1]}`] }
}

/** The first digit of a GTIN-14 or SSCC is not the company's. */
const ofCompany = (scheme: string, prefix: string): readonly string[] =>
  DIGITS.map((digit) => `https://id.gs1.org/${scheme === 'sscc' ? '00' : '01'}/${digit}${prefix}`)

/** A class by its pattern is the class itself: `urn:epc:idpat:sgtin:….*` in a list of quantities. */
export function classPattern(uri: string): KeyPattern {
  if (/^urn:epc:idpat:[a-z]+:\d{6,12}\.\d+\.\*$/.test(uri)) return { key: canonicalEpc(uri) }
  return keyPattern(uri)
}
