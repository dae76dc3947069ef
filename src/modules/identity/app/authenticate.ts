import type { FastifyRequest } from 'fastify'
import type { Pool, PoolClient } from 'pg'
import type { House } from '../../../platform/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { cookieName, hashToken, idleSince } from './sessions.ts'

/** The pool, or the connection that goes on with the call. */
type Line = Pool | PoolClient

type Row = {
  account: bigint
  name: string
  session: bigint
  seen_at: Date
  second_factor: boolean
  house_role: string | null
  towns:
    | readonly (readonly [etown: number, roles: string[], department: string | null, party: string | null])[]
    | null
}

const MINUTE = 60_000
const ACTOR_OF = 'select * from identity.actor_of($1, $2, $3, $4)'
const TOUCH = 'update identity.session set seen_at = $2 where id = $1 and seen_at < $2'

/**
 * Who is calling: one statement a call and nothing remembered, so that an ended session, a disabled account or a lost
 * role bites at the next call, in every process.
 */
export function authenticate(
  house: House,
): (request: FastifyRequest, line: Line) => Promise<Actor | undefined> {
  const cookie = cookieName(house.config)
  return async (request, line) => {
    const token = request.cookies[cookie]
    if (token === undefined) return undefined
    const now = house.clock()
    const found = await line.query<Row>(ACTOR_OF, [
      hashToken(token),
      now,
      idleSince(house, now),
      house.config.demo,
    ])
    const row = found.rows[0]
    if (row === undefined) return undefined
    if (now.getTime() - row.seen_at.getTime() >= MINUTE) touch(house, row.session, now)
    return actorOf(row)
  }
}

/** Nobody waits for it; a lost touch costs at most a minute of idle time. */
function touch(house: House, session: bigint, now: Date): void {
  house.pool
    .query(TOUCH, [session, now])
    .catch((err: unknown) => house.log.warn({ err }, 'session not touched'))
}

const actorOf = (row: Row): Actor => ({
  account: String(row.account),
  name: row.name,
  session: String(row.session),
  houseRoles: row.house_role === null ? [] : [row.house_role],
  towns: new Map(
    (row.towns ?? []).map(([etown, roles, department, party]) => [
      etown,
      { roles, department: department ?? undefined, party: party ?? undefined },
    ]),
  ),
  secondFactor: row.second_factor,
})
