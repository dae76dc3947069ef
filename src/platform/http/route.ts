import type { IncomingHttpHeaders } from 'node:http'
import type { Readable } from 'node:stream'
import type { AnswerOf, BodyOf, Endpoint, ParamsOf, QueryOf } from '../../kernel/endpoint.ts'
import type { Outcome, Refusal } from '../../kernel/refusal.ts'
import type { Announcement } from '../db/act.ts'
import { type AnyDb, type Db, type HouseDb, roomOf } from '../db/house.ts'
import type { Evidence } from '../files/evidence.ts'
import type { House } from '../house.ts'
import type { Actor, Matrix } from './actor.ts'

/** e镇 The tenant of a call. */
export type Etown = {
  readonly id: number
  readonly slug: string
  readonly name: string
  readonly countyCode: string
  readonly demonstration: boolean
}

/** What every handler gets, before its endpoint's types are applied. */
export type RawCall = {
  readonly params: unknown
  readonly query: unknown
  readonly body: unknown
  /** The e-town of the path; the whole platform (id 0) where the path names none. */
  readonly etown: Etown
  readonly actor: Actor | undefined
  /** Who may what, joined from all rooms. */
  readonly matrix: Matrix
  readonly db: HouseDb
  readonly house: House
  readonly now: Date
  /** Where the call comes from, for lockout and audit: never stored in clear. */
  readonly ip: string
  readonly headers: IncomingHttpHeaders
  /** `HEAD` also where the endpoint is a GET: it asks for the headers alone. */
  readonly method: string
  /** Path and query as they came, still encoded. */
  readonly url: string
  /** The header `user-agent`. */
  readonly agent: string
  readonly cookies: Readonly<Record<string, string | undefined>>
  /** The uploaded file of a `takes: 'stream'` endpoint, already in the evidence store. */
  readonly file: Evidence | undefined
  /** The body of a `takes: 'bytes'` endpoint, as it came. */
  readonly bytes: Buffer | undefined
  announce(event: Announcement): void
  /** Names the subject of the audit entry of this call, and what an auditor should see of it (no personal data). */
  note(subject: string, detail?: Readonly<Record<string, unknown>>): void
  setCookie(name: string, value: string, maxAgeSeconds: number): void
  setHeader(name: string, value: string): void
}

/** What a call of any room has in common: enough to act in another room by its door, for the same person and moment. */
export type AnyCall = {
  readonly db: AnyDb
  readonly etown: Pick<Etown, 'id'>
  readonly actor: Pick<Actor, 'account'> | undefined
  readonly now: Date
  announce(event: Announcement): void
}

/** 一次调用 One call of an endpoint, in the tables of the handler's rooms `R`. */
export type Call<E, R extends string> = Omit<RawCall, 'params' | 'query' | 'body' | 'db'> & {
  readonly params: ParamsOf<E>
  readonly query: QueryOf<E>
  readonly body: BodyOf<E>
  readonly db: Db<R>
}

/** A download: sent after the transaction has ended. `inline` shows it in the browser. */
export type Download = {
  readonly name: string
  readonly media: string
  readonly content: Buffer | Readable
  readonly inline?: boolean
}

/**
 * 原样答复 An answer as another standard wants it (EPCIS, the tiles of a log, a page a phone scanned). 200 where no
 * status is given; kept by no cache unless its headers say otherwise.
 */
export type RawAnswer = {
  readonly status?: number
  readonly headers: Readonly<Record<string, string | readonly string[]>>
  readonly body: string | Buffer | Readable
}

export type Route = {
  readonly endpoint: Endpoint
  readonly handle: (call: RawCall) => Promise<Outcome<unknown>>
  /** The handler opens its own transactions (inEtown) and writes its own audit lines. */
  readonly alone?: true
  /** What takes long with an uploaded file and needs no database: done before the transaction begins. */
  readonly before?: (file: Evidence, house: House) => Promise<void>
  /** How the standard this endpoint speaks puts a refusal; without it, as our own problem+json. */
  readonly refuse?: Refuse
}

/** Also puts what the seam itself refuses (signed out, not allowed, no such e-town) in the words of the standard. */
export type Refuse = (refused: readonly Refusal[], headers: IncomingHttpHeaders) => RawAnswer

type Answered<E> = E extends { sends: 'file' }
  ? Download
  : E extends { sends: 'raw' }
    ? RawAnswer
    : AnswerOf<E>
type Handle<E, R extends string> = (call: Call<E, R>) => Promise<Outcome<Answered<E>>>

/**
 * Joins an endpoint and its handler. `room` names the room(s) whose tables the handler may touch.
 * @example route(listParties, 'party', async ({ db, query }) => granted(await listParties(db, query)))
 */
export const route = <E extends Endpoint, R extends string>(
  endpoint: E,
  room: R,
  handle: Handle<E, R>,
  refuse?: Refuse,
): Route => ({
  endpoint,
  ...(refuse && { refuse }),
  handle: (call) => handle({ ...call, db: roomOf(call.db, room) } as unknown as Call<E, R>),
})

/** What a handler that stands alone gets: `db` is the pool, outside any transaction and any e-town. */
export type AloneCall<E, R extends string> = Omit<Call<E, R>, 'announce' | 'note' | 'file'>

/**
 * For the few acts that must not hold a connection while they work (a password hash), or must leave a trace though
 * they are refused (a wrong password counts).
 */
export const routeAlone = <E extends Endpoint, R extends string>(
  endpoint: E,
  room: R,
  handle: (call: AloneCall<E, R>) => Promise<Outcome<Answered<E>>>,
  refuse?: Refuse,
): Route => ({
  endpoint,
  alone: true,
  ...(refuse && { refuse }),
  handle: (call) => handle({ ...call, db: roomOf(call.db, room) } as unknown as AloneCall<E, R>),
})
