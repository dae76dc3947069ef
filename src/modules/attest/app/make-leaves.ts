import { randomBytes } from 'node:crypto'
import { canonicalJson, type Json } from '../../../kernel/canonical.ts'
import type { Promised } from '../../../platform/work/outbox.ts'
import { toHex } from '../domain/base64.ts'
import { leafInput } from '../domain/hash-input.ts'
import { type AttestedRecord, commitmentInput, leafOf, leafText } from '../domain/leaf.ts'
import { sha256, sm3 } from './machine.ts'

/** A leaf on its way into the log. */
export type MadeLeaf = {
  readonly seq: bigint
  readonly part: bigint
  readonly kind: string
  readonly at: Date
  readonly subject: string
  readonly salt: Buffer
  readonly record: string
  readonly entry: string
  readonly hash: Buffer
}

/** Text as JSON, as it was hashed: what a holder compares with the record's `sha256`. */
export const contentOf = (payload: unknown): string => canonicalJson(asJson(payload))

/** What PostgreSQL's jsonb holds is JSON. */
const asJson = (value: unknown): Json => JSON.parse(JSON.stringify(value ?? null))

const isMembers = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null

const listed = (payload: unknown): readonly unknown[] =>
  isMembers(payload) && Array.isArray(payload.attested) ? payload.attested : []

/** How many leaves an event is: as many as were promised by platform.leaves_of. */
export const leavesOf = (payload: unknown): number => Math.max(1, listed(payload).length)

const SALT = 32
const SHA256 = /^[0-9a-f]{64}$/
const hashOf = (content: string): string => toHex(sha256(Buffer.from(content, 'utf8')))

/** The record of one leaf of an event: what its room attests, or, where it names nothing, the whole announcement. */
export function recordOf(etown: string, event: Promised, part: number): AttestedRecord {
  const { seq, kind, subject, at, payload, evidence } = event
  const item = listed(payload)[part]
  const whole = {
    etown,
    seq: String(seq),
    part,
    kind,
    subject,
    at: at.toISOString(),
    evidence: [...evidence],
  }
  if (item === undefined) return { ...whole, sha256: hashOf(contentOf(payload)) }
  const named = isMembers(item) ? item : {}
  const given = typeof named.sha256 === 'string' && SHA256.test(named.sha256)
  return {
    ...whole,
    kind: typeof named.kind === 'string' ? named.kind : kind,
    subject: typeof named.subject === 'string' ? named.subject : subject,
    sha256: given ? String(named.sha256) : hashOf(contentOf(item)),
  }
}

/** The entry of a leaf and its hash, from what it commits to. */
export function entryOf(record: AttestedRecord, text: string, salt: Uint8Array) {
  const input = commitmentInput({ salt, record: Buffer.from(text, 'utf8') })
  const entry = leafText(leafOf(record, { sha256: sha256(input), sm3: sm3(input) }))
  return { entry, hash: sha256(leafInput(Buffer.from(entry, 'utf8'))) }
}

function makeLeaf(etown: string, event: Promised, part: number, salt: Buffer): MadeLeaf {
  const record = recordOf(etown, event, part)
  const text = canonicalJson({ ...record })
  const { kind, subject } = record
  return {
    seq: event.seq,
    part: BigInt(part),
    kind,
    at: event.at,
    subject,
    salt,
    record: text,
    ...entryOf(record, text, salt),
  }
}

/** The next leaves of events in order, of the first from `part` on, at most `most`. Throws where a promise would be broken. */
export function makeLeaves(
  etown: string,
  events: readonly Promised[],
  from: { readonly index: bigint; readonly part: number },
  most: number,
): readonly MadeLeaf[] {
  const made: MadeLeaf[] = []
  // Asked for together: the system's randomness costs by the call.
  const salts = randomBytes(most * SALT)
  for (const [i, event] of events.entries()) {
    const first = i === 0 ? from.part : 0
    if (event.leaf + BigInt(first) !== from.index + BigInt(made.length)) {
      throw new Error(
        `事件 ${event.seq} 许诺的叶序号是 ${event.leaf}，轮到的却是 ${from.index + BigInt(made.length)}`,
      )
    }
    for (let part = first; part < leavesOf(event.payload); part++) {
      if (made.length === most) return made
      made.push(makeLeaf(etown, event, part, salts.subarray(made.length * SALT, (made.length + 1) * SALT)))
    }
  }
  return made
}
