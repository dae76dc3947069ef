import type { House } from '../../../platform/house.ts'
import { ACTORS_CHANGED, type Actor } from '../../../platform/http/actor.ts'
import { idleSince } from './sessions.ts'

/** How long an answer of the database may be used again, should a lost connection go unnoticed. */
const KEPT_MS = 3_000
const MOST = 10_000

/** 记住的会话 What the database said of a token: who it is, from when until when (milliseconds since 1970 UTC). */
export type KnownSession = {
  readonly actor: Actor
  readonly from: number
  readonly until: number
  readonly seenAt: Date
}

export type Remembered = {
  /** What is known of a token and still true by the clock; `undefined`: ask. */
  find(token: string, now: Date): KnownSession | undefined
  /** To be called before asking; what it gives keeps the answer, unless something changed while it was under way. */
  asking(token: string): (known: KnownSession) => void
}

/**
 * Sessions the process has asked for. All are forgotten when any session, account or role changes, whoever changes it
 * (db/migrations/0002-identity.sql: who_changed), and none is used while we could miss that.
 */
export function rememberSessions(house: House): Remembered {
  const known = new Map<string, { session: KnownSession; until: number }>()
  let changes = 0
  const hearing = house.ear.on(ACTORS_CHANGED, () => {
    changes += 1
    known.clear()
  })
  return {
    find(token, now) {
      const kept = known.get(token)
      if (kept === undefined || !hearing() || kept.until < performance.now()) return undefined
      const { from, until, seenAt } = kept.session
      const alive = from <= now.getTime() && now.getTime() < until && idleSince(house, now) < seenAt
      return alive ? kept.session : undefined
    },
    asking(token) {
      const before = changes
      return (session) => {
        if (before !== changes || !hearing()) return
        if (known.size >= MOST) known.clear()
        known.set(token, { session, until: performance.now() + KEPT_MS })
      }
    },
  }
}
