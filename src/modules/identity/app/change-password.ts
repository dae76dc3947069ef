import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { passwordRefusals, signInRefusals } from '../contract/refusals.ts'
import type { changePassword } from '../contract/sign-in-endpoints.ts'
import { localWords } from '../domain/local-words.ts'
import { refusePassword } from '../domain/password.ts'
import { type Nothing, traceOf } from './enter.ts'
import { inside } from './inside.ts'
import { self } from './own-sessions.ts'
import { hashPassword } from './passwords.ts'
import { proveAgain } from './prove-again.ts'
import { endSessions, renewSession } from './sessions.ts'

/** Ends every other session, and gives this one a new token. */
export async function changeOwnPassword(
  call: AloneCall<typeof changePassword, 'identity'>,
): Promise<Outcome<Nothing>> {
  const { house, body } = call
  const actor = self(call)
  const proven = await proveAgain(call, actor, body.current, 'identity.change-password')
  if (!proven.ok) return proven
  const { id, name, sign_in: signIn } = proven.value
  const towns = await listEtowns(call.db)
  const reasons = [
    ...refusePassword(body.password, house.config.passwords, localWords(towns, { name, signIn })),
    ...(body.password === body.current
      ? [refusal(passwordRefusals, 'identity.password_same', {}, '/password')]
      : []),
  ]
  if (reasons.length > 0) return refused(...reasons)
  const password = await hashPassword(body.password)
  if (password === undefined) return refused(refusal(signInRefusals, 'identity.sign_in_busy'))
  return inside(house, async (db, record) => {
    await db
      .updateTable('identity.account')
      .set({ password, password_set_at: call.now })
      .where('id', '=', id)
      .execute()
    await endSessions(db, id, actor.session)
    await renewSession(db, call)
    traceOf(call, 'identity.change-password', record).done(id, actor.secondFactor)
    return granted({})
  })
}
