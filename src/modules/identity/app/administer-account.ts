import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import type {
  disableAccount,
  enableAccount,
  grantHouseRole,
  reissueActivation,
  releaseActivation,
  resetSecondFactor,
} from '../contract/account-endpoints.ts'
import { accountRefusals } from '../contract/refusals.ts'
import { HOUSE_ROLES, isHouseRole } from '../contract/roles.ts'
import { anotherHolds, findAccount } from '../db/accounts.ts'
import { issueActivation } from './activate.ts'
import type { Nothing } from './enter.ts'
import type { IdentityDb } from './inside.ts'
import { self } from './own-sessions.ts'
import { endSessions } from './sessions.ts'

type Found = NonNullable<Awaited<ReturnType<typeof findAccount>>>
type OnAccount = Pick<Call<typeof disableAccount, 'identity'>, 'db' | 'params' | 'actor' | 'note'>

/** The account an administrator acts on: it exists, and is somebody else's. */
export async function another(call: OnAccount, act: string): Promise<Outcome<Found>> {
  call.note(call.params.account)
  if (call.params.account === self(call).account)
    return refused(refusal(accountRefusals, 'identity.not_yourself', { act }))
  const found = await findAccount(call.db, BigInt(call.params.account))
  return found === undefined ? refused(refusal(accountRefusals, 'identity.no_such_account')) : granted(found)
}

/** Without one of the three the platform could not be administered any more. */
async function refuseLast(
  { db, house }: Pick<Call<typeof disableAccount, 'identity'>, 'db' | 'house'>,
  { id, house_role: role }: Found,
): Promise<Outcome<Nothing>> {
  if (role === null || !isHouseRole(role)) return granted({})
  if (await anotherHolds(db, role, id, house.config.demo)) return granted({})
  return refused(refusal(accountRefusals, 'identity.last_of_the_three', { role: HOUSE_ROLES[role].zh }))
}

/** Its sessions end now, and its roles count for nothing until it is enabled again. */
export async function disable(call: Call<typeof disableAccount, 'identity'>): Promise<Outcome<Nothing>> {
  const found = await another(call, '停用账号')
  if (!found.ok) return found
  const spared = await refuseLast(call, found.value)
  if (!spared.ok) return spared
  await setState(call.db, found.value.id, 'disabled')
  await endSessions(call.db, found.value.id)
  return granted({})
}

export async function enable(call: Call<typeof enableAccount, 'identity'>): Promise<Outcome<Nothing>> {
  const found = await another(call, '恢复账号')
  if (!found.ok) return found
  await setState(call.db, found.value.id, found.value.password === null ? 'waiting' : 'active')
  return granted({})
}

const setState = (db: IdentityDb, id: bigint, state: 'waiting' | 'active' | 'disabled'): Promise<unknown> =>
  db.updateTable('identity.account').set({ state }).where('id', '=', id).execute()

/**
 * The old password stays until the code is used; the second factor stays in any case. An account in use without one would
 * be open to whoever holds the code, so that waits for the security administrator.
 */
export async function reissue(
  call: Call<typeof reissueActivation, 'identity'>,
): Promise<Outcome<AnswerOf<typeof reissueActivation>>> {
  const found = await another(call, '重发激活码')
  if (!found.ok) return found
  const { id, password, second_factor: bound } = found.value
  const held = password !== null && !bound
  call.note(String(id), { held })
  return granted(await issueActivation(call.db, id, call.now, { by: BigInt(self(call).account), held }))
}

/** 放行激活码 The second of two administrators lets the code work. */
export async function letActivationWork(
  call: Call<typeof releaseActivation, 'identity'>,
): Promise<Outcome<Nothing>> {
  const found = await another(call, '放行激活码')
  if (!found.ok) return found
  const { numUpdatedRows } = await call.db
    .updateTable('identity.one_time_code')
    .set({ released_by: BigInt(self(call).account), released_at: call.now })
    .where('account', '=', found.value.id)
    .where('held', '=', true)
    .where('released_at', 'is', null)
    .where('used_at', 'is', null)
    .where('ends_at', '>', call.now)
    .executeTakeFirst()
  return numUpdatedRows === 1n
    ? granted({})
    : refused(refusal(accountRefusals, 'identity.no_held_activation'))
}

/** For a lost phone. Only the security administrator can, and cannot set passwords: neither of the two gets in alone. */
export async function unbindSecondFactor(
  call: Call<typeof resetSecondFactor, 'identity'>,
): Promise<Outcome<Nothing>> {
  const found = await another(call, '解绑动态口令')
  if (!found.ok) return found
  await call.db.deleteFrom('identity.totp').where('account', '=', found.value.id).execute()
  await endSessions(call.db, found.value.id)
  return granted({})
}

/** One of the three at most, on an administrator account, never by oneself: the database holds all of it too. */
export async function appoint(call: Call<typeof grantHouseRole, 'identity'>): Promise<Outcome<Nothing>> {
  const found = await another(call, '任命三员')
  if (!found.ok) return found
  const { id, kind, name, house_role: before } = found.value
  if (kind !== 'administrator')
    return refused(refusal(accountRefusals, 'identity.administrator_only', { name }))
  const { role } = call.body
  if (before !== role) {
    const spared = await refuseLast(call, found.value)
    if (!spared.ok) return spared
  }
  const by = { role, granted_by: BigInt(self(call).account), granted_at: call.now }
  await call.db
    .insertInto('identity.house_role')
    .values({ account: id, ...by })
    .onConflict((c) => c.column('account').doUpdateSet(by))
    .execute()
  call.note(String(id), { before, role })
  return granted({})
}
