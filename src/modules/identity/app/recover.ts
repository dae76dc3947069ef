import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { House } from '../../../platform/house.ts'
import { accountRefusals } from '../contract/refusals.ts'
import { findBySignIn } from '../db/accounts.ts'
import { type Activation, issueActivation } from './activate.ts'
import { inside } from './inside.ts'
import { endSessions } from './sessions.ts'

/**
 * 服务器上恢复 The way back when nobody is left who could reset a phone: whoever can run commands on the server takes the
 * second factor off an account and gets a code for a new password. It stands in the audit, and everybody can read it there.
 */
export const recoverAccount = (house: House, signIn: string): Promise<Outcome<Activation>> =>
  inside(house, async (db, record) => {
    const found = await findBySignIn(db, signIn.trim().toLowerCase())
    if (found === undefined) return refused(refusal(accountRefusals, 'identity.no_such_account'))
    await db.deleteFrom('identity.totp').where('account', '=', found.id).execute()
    await endSessions(db, found.id)
    record({
      actor: 'server',
      act: 'identity.recover',
      subject: String(found.id),
      outcome: 'done',
      detail: { secondFactor: Boolean(found.second_factor) },
    })
    return granted(await issueActivation(db, found.id, house.clock()))
  })
