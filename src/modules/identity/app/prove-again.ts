import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Actor } from '../../../platform/http/actor.ts'
import { ownAccountRefusals, signInRefusals } from '../contract/refusals.ts'
import { findAccount } from '../db/accounts.ts'
import { type Door, traceOf } from './enter.ts'
import { type IdentityDb, inside } from './inside.ts'
import { checkPassword } from './passwords.ts'
import { triedOf } from './sign-in.ts'
import { claim, forget, giveBack } from './tries.ts'

export type Proven = NonNullable<Awaited<ReturnType<typeof findAccount>>>

/** Asks the password of the signed-in person once more; failures count as they do at the door. */
export async function proveAgain(
  call: Door & { readonly db: IdentityDb },
  actor: Actor,
  password: string,
  act: string,
): Promise<Outcome<Proven>> {
  const { house, now } = call
  const account = BigInt(actor.account)
  const refuse = (reason: Refusal): Promise<Outcome<never>> =>
    inside(house, async (_, record) => traceOf(call, act, record).refuse(reason, account, actor.account))
  const me = await findAccount(call.db, account)
  if (me === undefined) throw new Error('an actor without an account')
  if (me.password === null) return refused(refusal(ownAccountRefusals, 'identity.no_password'))
  const tried = triedOf(house, me.sign_in, call.ip)
  const next = await claim(house, tried, now)
  if ('lockedFor' in next)
    return refuse(refusal(signInRefusals, 'identity.locked', { minutes: next.lockedFor }))
  const right = await checkPassword(me.password, password)
  if (right === false)
    return refuse(refusal(ownAccountRefusals, 'identity.current_password_wrong', {}, '/current'))
  await inside(house, (db) => (right ? forget(db, tried, new Date(0)) : giveBack(db, tried)))
  return right ? granted(me) : refused(refusal(signInRefusals, 'identity.sign_in_busy'))
}
