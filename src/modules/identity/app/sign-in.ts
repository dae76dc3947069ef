import { granted, type Outcome, refusal } from '../../../kernel/refusal.ts'
import type { House } from '../../../platform/house.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { signInRefusals } from '../contract/refusals.ts'
import type { signIn } from '../contract/sign-in-endpoints.ts'
import { findBySignIn } from '../db/accounts.ts'
import { renewDuePassword } from './due-password.ts'
import { enter, mayUse, type Nothing, refuseFactor, traceOf } from './enter.ts'
import { inside } from './inside.ts'
import { checkPassword } from './passwords.ts'
import { passSecondFactor } from './second-factor.ts'
import { endSessions, networkBlind } from './sessions.ts'
import { claim, forget, giveBack, type Tried } from './tries.ts'

const HOUR = 3_600_000

/** Failures count by the name that was typed, whether or not somebody has it. */
export const triedOf = (house: House, signIn: string, ip: string): Tried => ({
  subject: house.vault.blind('identity.sign-in', signIn),
  network: networkBlind(house, ip),
})

/**
 * Claims a try, proves the password outside any transaction, then the second factor, then opens the session. All that
 * is refused leaves a line in the audit; names nobody has take as long and read the same.
 */
export async function signInWith(call: AloneCall<typeof signIn, 'identity'>): Promise<Outcome<Nothing>> {
  const { house, now, body } = call
  const name = body.signIn.trim().toLowerCase()
  const tried = triedOf(house, name, call.ip)
  const minutes = house.config.signInLockMinutes
  const next = await claim(house, tried, now)
  const account = await findBySignIn(call.db, name)
  if ('lockedFor' in next) {
    const locked = refusal(signInRefusals, 'identity.locked', { minutes: next.lockedFor })
    return inside(house, async (_, record) =>
      traceOf(call, 'identity.sign-in', record).refuse(locked, account?.id),
    )
  }
  const known = account !== undefined && mayUse(house, account) ? account.password : null
  const right = await checkPassword(known ?? undefined, body.password)
  const renewal = right && account !== undefined ? await renewDuePassword(call, account) : granted(undefined)
  return inside(house, async (db, record) => {
    const trace = traceOf(call, 'identity.sign-in', record)
    if (right === undefined) {
      await giveBack(db, tried)
      return trace.refuse(refusal(signInRefusals, 'identity.sign_in_busy'), account?.id)
    }
    if (!right || account === undefined) {
      const wrong = refusal(signInRefusals, 'identity.wrong_sign_in', { left: next.left, minutes })
      return trace.refuse(wrong, account?.id)
    }
    const factor = await passSecondFactor(db, house.vault, account.id, body.code, now)
    const reason = refuseFactor(factor)
    if (factor === 'needed') await giveBack(db, tried)
    if (reason !== undefined) return trace.refuse(reason, account.id)
    if (!renewal.ok) {
      await giveBack(db, tried)
      for (const why of renewal.refused) trace.refuse(why, account.id)
      return renewal
    }
    if (renewal.value !== undefined) {
      await db
        .updateTable('identity.account')
        .set({ password: renewal.value, password_set_at: now })
        .where('id', '=', account.id)
        .execute()
      await endSessions(db, account.id)
    }
    await forget(db, tried, new Date(now.getTime() - 24 * HOUR))
    trace.done(account.id, factor === 'passed')
    return enter(db, call, account.id, factor)
  })
}
