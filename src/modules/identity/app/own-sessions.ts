import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import type { Call } from '../../../platform/http/route.ts'
import { ownAccountRefusals } from '../contract/refusals.ts'
import type { endSession, listSessions, signOut } from '../contract/sign-in-endpoints.ts'
import { isAgent } from '../domain/agent.ts'
import type { Nothing } from './enter.ts'
import { cookieName, idleSince } from './sessions.ts'

/** The caller of an endpoint that is only for whoever is signed in. */
export function self(call: { readonly actor: Actor | undefined }): Actor {
  if (call.actor === undefined) throw new Error('the seam lets nobody unknown in here')
  return call.actor
}

export async function listOwnSessions(
  call: Call<typeof listSessions, 'identity'>,
): Promise<Outcome<AnswerOf<typeof listSessions>>> {
  const me = self(call)
  const rows = await call.db
    .selectFrom('identity.session')
    .select(['id', 'agent', 'second_factor', 'made_at', 'seen_at', 'ends_at'])
    .where('account', '=', BigInt(me.account))
    .where('ends_at', '>', call.now)
    .where('seen_at', '>', idleSince(call.house, call.now))
    .orderBy('seen_at', 'desc')
    .execute()
  const items = rows.map((row) => ({
    id: String(row.id),
    current: String(row.id) === me.session,
    agent: isAgent(row.agent) ? row.agent : ('program' as const),
    secondFactor: row.second_factor,
    madeAt: row.made_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
  }))
  return granted({ items, total: items.length })
}

export async function endOwnSession(call: Call<typeof endSession, 'identity'>): Promise<Outcome<Nothing>> {
  call.note(call.params.session)
  const ended = await call.db
    .deleteFrom('identity.session')
    .where('id', '=', BigInt(call.params.session))
    .where('account', '=', BigInt(self(call).account))
    .executeTakeFirst()
  return ended.numDeletedRows === 1n
    ? granted({})
    : refused(refusal(ownAccountRefusals, 'identity.no_such_session'))
}

/** The session ends, and the browser forgets what it kept of us. */
export async function leave(call: Call<typeof signOut, 'identity'>): Promise<Outcome<Nothing>> {
  const me = self(call)
  call.note(me.account)
  await call.db.deleteFrom('identity.session').where('id', '=', BigInt(me.session)).execute()
  call.setCookie(cookieName(call.house.config), '', 0)
  call.setHeader('clear-site-data', '"cache", "cookies", "storage"')
  return granted({})
}
