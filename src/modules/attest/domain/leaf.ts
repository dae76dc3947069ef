import { concatenated, fromHex, toHex } from './base64.ts'

/**
 * 存证记录 What a leaf vouches for, and what is shown to whoever may see it. Its canonical text is committed to, salted:
 * the leaf itself tells nobody what it is about, and stays valid when text and salt have been erased.
 */
export type AttestedRecord = {
  readonly etown: string
  /** The event of the outbox, and which of the leaves it announced, from 0. */
  readonly seq: string
  readonly part: number
  readonly kind: string
  readonly subject: string
  /** ISO instant, milliseconds. */
  readonly at: string
  /** Of the document: the event's payload as canonical JSON, or what its room has said. */
  readonly sha256: string
  /** SHA-256 of the evidence files it rests on. */
  readonly evidence: readonly string[]
}

/** 叶子 What stands in the public log: kind and time in clear, the record as two salted commitments (hex). */
export type Leaf = {
  readonly kind: string
  readonly at: string
  readonly sha256: string
  readonly sm3: string
}

/** What opens a leaf: the salt (32 bytes), the commitment a browser cannot compute, and the record's text in UTF-8. */
export type Opening = { readonly salt: Uint8Array; readonly sm3: Uint8Array; readonly record: Uint8Array }

/** The text of a leaf; canonical JSON (RFC 8785), as its members stand in order and hold nothing but text. */
export const leafText = ({ at, kind, sha256, sm3 }: Leaf): string => JSON.stringify({ at, kind, sha256, sm3 })

type Members = Readonly<Record<string, unknown>>
const isMembers = (value: unknown): value is Members => typeof value === 'object' && value !== null

/** Undefined for text that is no leaf. */
export function readLeaf(text: string): Leaf | undefined {
  const found = json(text)
  if (!isMembers(found)) return undefined
  const { at, kind, sha256, sm3 } = found
  const leaf = { at: String(at), kind: String(kind), sha256: String(sha256), sm3: String(sm3) }
  return leafText(leaf) === text ? leaf : undefined
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** What is hashed into a commitment. */
export const commitmentInput = ({ salt, record }: Pick<Opening, 'salt' | 'record'>): Uint8Array =>
  concatenated(salt, record)

export const openingBytes = ({ salt, sm3, record }: Opening): Uint8Array => concatenated(salt, sm3, record)

export const readOpening = (bytes: Uint8Array): Opening | undefined =>
  bytes.length <= 64
    ? undefined
    : { salt: bytes.slice(0, 32), sm3: bytes.slice(32, 64), record: bytes.slice(64) }

/** The leaf that an opening opens. */
export const leafOf = (
  { kind, at }: Pick<AttestedRecord, 'kind' | 'at'>,
  commitments: { readonly sha256: Uint8Array; readonly sm3: Uint8Array },
): Leaf => ({ kind, at, sha256: toHex(commitments.sha256), sm3: toHex(commitments.sm3) })

const isRecord = (found: unknown): found is AttestedRecord =>
  isMembers(found) &&
  ['etown', 'seq', 'kind', 'subject', 'at', 'sha256'].every((name) => typeof found[name] === 'string') &&
  typeof found.part === 'number' &&
  fromHex(String(found.sha256))?.length === 32 &&
  Array.isArray(found.evidence) &&
  found.evidence.every((sha) => typeof sha === 'string')

/** Undefined for text that is no record. */
export function readRecord(text: string): AttestedRecord | undefined {
  const found = json(text)
  return isRecord(found) ? found : undefined
}
