import { createHash, randomBytes } from 'node:crypto'
import type { Config } from '../../../platform/config.ts'
import type { House } from '../../../platform/house.ts'
import type { RawCall } from '../../../platform/http/route.ts'
import { agentOf } from '../domain/agent.ts'
import { networkOf } from '../domain/network.ts'
import type { IdentityDb } from './inside.ts'

const HOUR = 3_600_000

/** Over https the browser itself guards that the cookie is ours alone (`__Host-`). */
export const cookieName = (config: Config): string =>
  config.publicUrl?.startsWith('https:') ? '__Host-ezhen' : 'ezhen'

export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

export const networkBlind = (house: House, ip: string): Buffer =>
  house.vault.blind('identity.network', networkOf(ip))

type Caller = Pick<RawCall, 'house' | 'now' | 'ip' | 'agent' | 'cookies' | 'setCookie'>

const newToken = (): string => randomBytes(32).toString('base64url')

function hand(call: Caller, token: string): void {
  call.setCookie(cookieName(call.house.config), token, call.house.config.sessionHours * 3_600)
}

/** Opens a session under a token of its own; the one the browser came with ends, and dead ones are swept away. */
export async function openSession(
  db: IdentityDb,
  call: Caller,
  account: bigint,
  secondFactor: boolean,
): Promise<void> {
  const { house, now } = call
  const before = call.cookies[cookieName(house.config)]
  if (before !== undefined)
    await db.deleteFrom('identity.session').where('token', '=', hashToken(before)).execute()
  await db
    .deleteFrom('identity.session')
    .where('account', '=', account)
    .where((w) => w.or([w('ends_at', '<=', now), w('seen_at', '<=', idleSince(house, now))]))
    .execute()
  const token = newToken()
  await db
    .insertInto('identity.session')
    .values({
      token: hashToken(token),
      account,
      second_factor: secondFactor,
      made_at: now,
      seen_at: now,
      ends_at: new Date(now.getTime() + house.config.sessionHours * HOUR),
      network: networkBlind(house, call.ip),
      agent: agentOf(call.agent),
    })
    .execute()
  hand(call, token)
}

/** A new token for the session of the call: its rights or its password changed. */
export async function renewSession(
  db: IdentityDb,
  call: Caller & Pick<RawCall, 'actor'>,
  changes: { readonly second_factor?: boolean } = {},
): Promise<void> {
  if (call.actor === undefined) throw new Error('no session to renew')
  const token = newToken()
  await db
    .updateTable('identity.session')
    .set({ ...changes, token: hashToken(token) })
    .where('id', '=', BigInt(call.actor.session))
    .execute()
  hand(call, token)
}

/** Ends the sessions of an account; the next call with any of them is nobody's. */
export async function endSessions(db: IdentityDb, account: bigint, but?: string): Promise<bigint> {
  const ended = await db
    .deleteFrom('identity.session')
    .where('account', '=', account)
    .where('id', '!=', BigInt(but ?? 0))
    .executeTakeFirst()
  return ended.numDeletedRows
}

/** Sessions last seen at or before this have been idle too long. */
export const idleSince = (house: House, now: Date): Date =>
  new Date(now.getTime() - house.config.idleMinutes * 60_000)
