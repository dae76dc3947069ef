import { type Day, day, dayOfInstant } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { limitOf } from '../../../kernel/wire.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { endMembership, grantMembership, listMemberships } from '../contract/account-endpoints.ts'
import { accountRefusals } from '../contract/refusals.ts'
import { isTownRole } from '../contract/roles.ts'
import { pageOfMemberships } from '../db/memberships.ts'
import { isAccountKind, isAccountState } from '../domain/account.ts'
import { refuseMembership } from '../domain/membership.ts'
import { another } from './administer-account.ts'
import type { Nothing } from './enter.ts'
import { self } from './own-sessions.ts'

type Answer = AnswerOf<typeof listMemberships>
type Row = Awaited<ReturnType<typeof pageOfMemberships>>['items'][number]

export async function listTownMemberships(
  call: Call<typeof listMemberships, 'identity'>,
): Promise<Outcome<Answer>> {
  const limit = limitOf(call.query)
  const page = { after: BigInt(call.query.after ?? 0), limit, today: dayOfInstant(call.now.getTime()) }
  const { items, total } = await pageOfMemberships(call.db, call.etown.id, page)
  const last = items[limit - 1]
  return granted({
    items: items.slice(0, limit).map(told),
    total,
    ...(items.length > limit && last !== undefined ? { next: String(last.account) } : {}),
  })
}

function told(row: Row): Answer['items'][number] {
  if (!isAccountState(row.state)) throw new Error(`account ${row.account} in an unknown state`)
  return {
    account: String(row.account),
    name: row.name,
    signIn: row.sign_in,
    state: row.state,
    roles: row.roles.filter(isTownRole),
    since: row.since,
    inForce: row.in_force,
    ...(row.department === null ? {} : { department: row.department }),
    ...(row.party === null ? {} : { party: row.party }),
    ...(row.until === null ? {} : { until: row.until }),
  }
}

/** Replaces what the person held in this e-town; what it was stands in the audit. */
export async function grantTownMembership(
  call: Call<typeof grantMembership, 'identity'>,
): Promise<Outcome<Nothing>> {
  const { db, etown, body, now } = call
  const found = await another(call, '授予岗位')
  if (!found.ok) return found
  const { id, name, kind } = found.value
  if (!isAccountKind(kind)) throw new Error(`account ${id} of an unknown kind`)
  const { party, department, since, until } = body
  const roles = [...new Set(body.roles)]
  const reasons = refuseMembership({ roles, party, since, until }, { name, kind })
  if (reasons.length > 0) return refused(...reasons)
  const held = await db
    .selectFrom('identity.membership')
    .select('roles')
    .where('etown', '=', etown.id)
    .where('account', '=', id)
    .executeTakeFirst()
  const membership = {
    roles,
    department: department ?? null,
    party: party ?? null,
    since,
    until: until ?? null,
    granted_by: BigInt(self(call).account),
    granted_at: now,
  }
  await db
    .insertInto('identity.membership')
    .values({ etown: etown.id, account: id, ...membership })
    .onConflict((c) => c.columns(['etown', 'account']).doUpdateSet(membership))
    .execute()
  const told = {
    roles,
    department: membership.department,
    party: membership.party,
    since,
    until: membership.until,
  }
  call.note(String(id), { before: held?.roles ?? [], ...told })
  call.announce({ kind: 'identity.membership-granted', subject: String(id), payload: told })
  return granted({})
}

/** Ends today, which is not included any more: the next call of that person is without these roles. */
export async function endTownMembership(
  call: Call<typeof endMembership, 'identity'>,
): Promise<Outcome<Nothing>> {
  const found = await another(call, '收回岗位')
  if (!found.ok) return found
  const today = dayOfInstant(call.now.getTime())
  const held = await call.db
    .selectFrom('identity.membership')
    .select(['since', 'until'])
    .where('etown', '=', call.etown.id)
    .where('account', '=', found.value.id)
    .forUpdate()
    .executeTakeFirst()
  if (held === undefined || (held.until !== null && held.until <= today))
    return refused(refusal(accountRefusals, 'identity.no_membership'))
  const until: Day = held.since > today ? day(held.since) : today
  await call.db
    .updateTable('identity.membership')
    .set({ until })
    .where('etown', '=', call.etown.id)
    .where('account', '=', found.value.id)
    .execute()
  call.announce({ kind: 'identity.membership-ended', subject: String(found.value.id), payload: { until } })
  return granted({})
}
