import type { Refusal } from '#kernel/refusal'

/** A refusal as it comes over the wire: its status is the problem's. */
export type FieldRefusal = Omit<Refusal, 'status'>

/** 拒绝 The server said no, with every reason (RFC 9457). `refusals` is never empty. */
export class Problem extends Error {
  readonly status: number
  readonly refusals: readonly FieldRefusal[]

  constructor(status: number, refusals: readonly FieldRefusal[]) {
    super(refusals.map((r) => r.zh).join(' '))
    this.name = 'Problem'
    this.status = status
    this.refusals = refusals
  }

  has(code: string): boolean {
    return this.refusals.some((r) => r.code === code)
  }
}

/**
 * 结果未知 No answer came that can be trusted: the network broke, time ran out, or something between us and the server
 * answered. An act may or may not have been done; asking again with the same key tells which.
 */
export class Unanswered extends Error {
  constructor(cause?: unknown) {
    super('no answer', { cause })
    this.name = 'Unanswered'
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

const isRefusal = (value: unknown): value is FieldRefusal =>
  isRecord(value) &&
  typeof value.code === 'string' &&
  typeof value.zh === 'string' &&
  typeof value.en === 'string' &&
  (value.pointer === undefined || typeof value.pointer === 'string')

/** What an answer that is no success means. A body that is not ours (a proxy's page) is no answer. */
export function problemOf(status: number, body: unknown): Problem | Unanswered {
  const refusals = isRecord(body) && Array.isArray(body.errors) ? body.errors.filter(isRefusal) : []
  return refusals.length > 0 ? new Problem(status, refusals) : new Unanswered(`HTTP ${status}`)
}

/** Parsed, or undefined. Untyped on purpose: the contract of the endpoint says what it is. */
export function readJson(text: string) {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
