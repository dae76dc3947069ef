import type { FastifyRequest } from 'fastify'
import { addDays, dayOfInstant, startOfDay } from '../../../kernel/day.ts'
import type { House } from '../../../platform/house.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { machineBehind } from './machine-keys.ts'
import { type KnownSession, rememberSessions } from './remembered.ts'
import { cookieName, hashToken, idleSince } from './sessions.ts'

type Row = {
  account: bigint
  name: string
  session: bigint
  seen_at: Date
  ends_at: Date
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
 * Who is calling. What was asked a moment ago is remembered until anything about anybody changes, so that an ended
 * session, a disabled account or a lost role bites at the next call, in every process (docs/adr/0007).
 */
export function authenticate(house: House): (request: FastifyRequest) => Promise<Actor | undefined> {
  const cookie = cookieName(house.config)
  const remembered = rememberSessions(house)
  return async (request) => {
    const now = house.clock()
    const { authorization } = request.headers
    if (authorization !== undefined) return machineBehind(house, authorization, now)
    const token = request.cookies[cookie]
    if (token === undefined) return undefined
    const hashed = hashToken(token)
    const key = hashed.toString('latin1')
    const found = remembered.find(key, now)
    if (found !== undefined) return found.actor
    const keep = remembered.asking(key)
    const asked = await house.pool.query<Row>(ACTOR_OF, [
      hashed,
      now,
      idleSince(house, now),
      house.config.demo,
    ])
    const row = asked.rows[0]
    if (row === undefined) return undefined
    if (now.getTime() - row.seen_at.getTime() >= MINUTE) touch(house, row.session, now)
    const session = sessionOf(row, now)
    keep(session)
    return session.actor
  }
}

/** Nobody waits for it; a lost touch costs at most a minute of idle time. */
function touch(house: House, session: bigint, now: Date): void {
  house.pool
    .query(TOUCH, [session, now])
    .catch((err: unknown) => house.log.warn({ err }, 'session not touched'))
}

/** Roles begin and end with the day, so it is known of today only. */
function sessionOf(row: Row, now: Date): KnownSession {
  const today = dayOfInstant(now.getTime())
  return {
    actor: actorOf(row),
    from: startOfDay(today),
    until: Math.min(row.ends_at.getTime(), startOfDay(addDays(today, 1))),
    seenAt: row.seen_at,
  }
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
