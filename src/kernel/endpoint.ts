import type { z } from 'zod'
import type { RefusalCatalogue } from './refusal.ts'

/** Who may call: a permission of the matrix, whoever is signed in, or anybody. */
export type May = `${string}.${string}` | 'signed-in' | 'public'

/**
 * 接口契约 An endpoint as data. The server mounts it, the web client calls it, OpenAPI prints it, the permission
 * test walks it. A path with `:etown` runs inside that e-town's row-level security; one without does not.
 */
export type Endpoint<
  Params extends z.ZodType = z.ZodType,
  Query extends z.ZodType = z.ZodType,
  Body extends z.ZodType = z.ZodType,
  Answer extends z.ZodType = z.ZodType,
> = {
  /** `room.verb-noun`; names the endpoint in logs, metrics, audit and OpenAPI. */
  readonly id: `${string}.${string}`
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS'
  /** Fastify path, e.g. `/api/etowns/:etown/parties/:party`. Outside `/api` only where another standard says so. */
  readonly path: string
  readonly may: May
  readonly summary: { readonly zh: string; readonly en: string }
  /** Path parameters other than `etown`. */
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  /** What may leave: undeclared fields are stripped. With `sends: 'file'` or `'raw'` it is not used. */
  readonly answer: Answer
  /**
   * `stream`: the request's body is a file, sent raw; its name in the header `x-file-name` (URI-encoded).
   * `bytes`: the body of a protocol that is not ours, of any media type, whole.
   */
  readonly takes?: 'json' | 'stream' | 'bytes'
  /** The most bytes of a body it takes, where that is more than the server's usual limit. */
  readonly limit?: number
  /** With `takes: 'stream'`: what the first bytes of the file may say it is. */
  readonly accepts?: readonly ('table' | 'image' | 'document' | 'yaml')[]
  /** `file`: the answer is a download. `raw`: status, headers and bytes follow a standard that is not ours. */
  readonly sends?: 'json' | 'file' | 'raw'
  /** The refusals a caller can meet here, besides the platform's own. */
  readonly refusals?: RefusalCatalogue
  /** Must not be logged by the audit as an act, though the method is not GET (a search by POST, a sign-in probe). */
  readonly reads?: boolean
  /** A read that leaves an audit line all the same: it hands out a file with personal data. */
  readonly traced?: boolean
  /** A mutation that takes no Idempotency-Key and whose answer is never kept, with the reason (e.g. it shows a secret). */
  readonly keyless?: string
}

export const endpoint = <const E extends Endpoint>(e: E): E => e

export type ParamsOf<E> = E extends Endpoint<infer P, z.ZodType, z.ZodType, z.ZodType> ? z.output<P> : never
export type QueryOf<E> = E extends Endpoint<z.ZodType, infer Q, z.ZodType, z.ZodType> ? z.output<Q> : never
export type BodyOf<E> = E extends Endpoint<z.ZodType, z.ZodType, infer B, z.ZodType> ? z.output<B> : never
export type AnswerOf<E> = E extends Endpoint<z.ZodType, z.ZodType, z.ZodType, infer A> ? z.input<A> : never

/** Roles that hold a permission. Each room declares its own; the server joins them into the matrix. */
export type Grants<Role extends string> = Readonly<
  Record<
    `${string}.${string}`,
    {
      readonly zh: string
      readonly roles: readonly Role[]
      /** The act needs a second factor in the session (approve, pay, export, administer). */
      readonly secondFactor?: boolean
    }
  >
>
