import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { House } from '../../../platform/house.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { setUp } from '../contract/account-endpoints.ts'
import { accountRefusals, ownAccountRefusals } from '../contract/refusals.ts'
import type { HouseRole } from '../contract/roles.ts'
import { type Activation, issueActivation } from './activate.ts'
import { type IdentityDb, inside } from './inside.ts'
import { hashOneTimeCode, makeOneTimeCode } from './one-time-code.ts'

const DAY = 86_400_000

/** Whether the platform has administrators. Those of the demonstration count only while it runs. */
export async function isSetUp(db: IdentityDb, house: House): Promise<boolean> {
  const one = await db
    .selectFrom('identity.house_role as h')
    .innerJoin('identity.account as a', 'a.id', 'h.account')
    .select('h.account')
    .$if(!house.config.demo, (q) => q.where('a.demonstration', '=', false))
    .limit(1)
    .executeTakeFirst()
  return one !== undefined
}

/** 设置码 While nobody administers the platform: a fresh one-time token, good for a day. The one before it is void. */
export const offerSetUp = (house: House): Promise<string | undefined> =>
  inside(house, async (db) => {
    if (await isSetUp(db, house)) return undefined
    await db
      .deleteFrom('identity.one_time_code')
      .where('purpose', '=', 'set-up')
      .where('used_at', 'is', null)
      .execute()
    const { text, hash } = makeOneTimeCode()
    const endsAt = new Date(house.clock().getTime() + DAY)
    await db
      .insertInto('identity.one_time_code')
      .values({ code: hash, purpose: 'set-up', ends_at: endsAt })
      .execute()
    return text
  })

/**
 * Three accounts for three people, none with a password: each of them sets one with an activation code, so that whoever
 * installs never knows any. The only open token is used up in the same transaction, so it happens once.
 */
export async function setUpThree(
  call: Call<typeof setUp, 'identity'>,
): Promise<Outcome<AnswerOf<typeof setUp>>> {
  const { db, now, body } = call
  if (await isSetUp(db, call.house)) return refused(refusal(accountRefusals, 'identity.set_up_done'))
  const used = await db
    .updateTable('identity.one_time_code')
    .set({ used_at: now })
    .where('purpose', '=', 'set-up')
    .where('code', '=', hashOneTimeCode(body.token))
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .executeTakeFirst()
  if (used.numUpdatedRows !== 1n)
    return refused(refusal(ownAccountRefusals, 'identity.one_time_code_wrong', {}, '/token'))
  const people = [body.system, body.security, body.audit]
  const apart = (values: readonly string[]): boolean => new Set(values).size === people.length
  if (!apart(people.map((p) => p.name)) || !apart(people.map((p) => p.signIn)))
    return refused(refusal(accountRefusals, 'identity.three_people'))
  const appoint = async (
    person: { readonly name: string; readonly signIn: string },
    role: HouseRole,
  ): Promise<Activation> => {
    const { id } = await db
      .insertInto('identity.account')
      .values({ kind: 'administrator', name: person.name, sign_in: person.signIn })
      .returning('id')
      .executeTakeFirstOrThrow()
    await db.insertInto('identity.house_role').values({ account: id, role }).execute()
    return issueActivation(db, id, now)
  }
  const system = await appoint(body.system, 'system-admin')
  const security = await appoint(body.security, 'security-admin')
  const audit = await appoint(body.audit, 'audit-admin')
  call.note('platform', { accounts: [system.account, security.account, audit.account] })
  return granted({ system, security, audit })
}
