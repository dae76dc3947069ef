import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Scope } from '../../../platform/db/act.ts'
import type { House } from '../../../platform/house.ts'
import type { RawCall } from '../../../platform/http/route.ts'
import { codeRefusals } from '../contract/refusals.ts'
import type { IdentityDb } from './inside.ts'
import type { SecondFactor } from './second-factor.ts'
import { networkBlind, openSession } from './sessions.ts'

/** The answer of an act that has nothing to tell. */
export type Nothing = Record<string, never>

export type Door = Pick<RawCall, 'house' | 'now' | 'ip' | 'agent' | 'cookies' | 'setCookie'>

/** One line of the platform's chain about a door that was tried: who, from which network (blind), why not. */
export function traceOf(door: Door, act: string, record: Scope['record']) {
  const network = networkBlind(door.house, door.ip).toString('hex', 0, 4)
  return {
    /** Whoever knocks is nobody until proven: `account` is whose door it was. */
    refuse(reason: Refusal, account: bigint | undefined, actor = 'nobody'): Outcome<never> {
      const detail = { network, codes: [reason.code] }
      record({ actor, act, subject: String(account ?? ''), outcome: 'refused', detail })
      return refused(reason)
    },
    done(account: bigint, secondFactor: boolean): void {
      const detail = { network, secondFactor }
      record({ actor: String(account), act, subject: String(account), outcome: 'done', detail })
    },
  }
}

export const mayUse = (
  house: House,
  account: { readonly state: string; readonly demonstration: boolean },
): boolean => account.state === 'active' && (house.config.demo || !account.demonstration)

/** Lets a proven person in: a session under a new token, and a line in the audit. */
export async function enter(
  db: IdentityDb,
  door: Door,
  account: bigint,
  factor: SecondFactor,
): Promise<Outcome<Nothing>> {
  await openSession(db, door, account, factor === 'passed')
  await db
    .updateTable('identity.account')
    .set({ last_sign_in_at: door.now })
    .where('id', '=', account)
    .execute()
  return granted({})
}

/** The refusal of a second factor that is missing or wrong; `undefined`: go on. */
export const refuseFactor = (factor: SecondFactor): Refusal | undefined => {
  if (factor === 'needed') return refusal(codeRefusals, 'identity.code_needed', {}, '/code')
  return factor === 'wrong' ? refusal(codeRefusals, 'identity.code_wrong', {}, '/code') : undefined
}
