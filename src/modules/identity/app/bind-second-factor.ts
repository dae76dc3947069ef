import QRCode from 'qrcode'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { AloneCall, Call } from '../../../platform/http/route.ts'
import { bindRefusals, codeRefusals } from '../contract/refusals.ts'
import type { bindSecondFactor, confirmSecondFactor } from '../contract/sign-in-endpoints.ts'
import { type Nothing, traceOf } from './enter.ts'
import { inside } from './inside.ts'
import { self } from './own-sessions.ts'
import { proveAgain } from './prove-again.ts'
import { authenticatorOf, makeSecret, openSecret, sealSecret, spendCode } from './second-factor.ts'
import { endSessions, renewSession } from './sessions.ts'

const ACT = 'identity.bind-second-factor'

/** Shows a new secret once. It counts from the confirmation on; until then it may be begun anew. */
export async function beginSecondFactor(
  call: AloneCall<typeof bindSecondFactor, 'identity'>,
): Promise<Outcome<AnswerOf<typeof bindSecondFactor>>> {
  const actor = self(call)
  const proven = await proveAgain(call, actor, call.body.current, ACT)
  if (!proven.ok) return proven
  const { id, sign_in: signIn } = proven.value
  const secret = makeSecret()
  const sealed = sealSecret(call.house.vault, secret)
  const begun = await inside(call.house, async (db, record) => {
    const kept = await db
      .insertInto('identity.totp')
      .values({ account: id, secret: sealed })
      .onConflict((c) =>
        c.column('account').doUpdateSet({ secret: sealed }).where('identity.totp.confirmed_at', 'is', null),
      )
      .executeTakeFirst()
    if (kept.numInsertedOrUpdatedRows !== 1n) return false
    traceOf(call, ACT, record).done(id, actor.secondFactor)
    return true
  })
  if (!begun) return refused(refusal(bindRefusals, 'identity.second_factor_bound'))
  const uri = authenticatorOf(secret, signIn).toString()
  return granted({ uri, secret: secret.base32, qr: await QRCode.toDataURL(uri, { margin: 4, width: 240 }) })
}

/** The first code proves the phone; this session then has passed, all others end. */
export async function confirmOwnSecondFactor(
  call: Call<typeof confirmSecondFactor, 'identity'>,
): Promise<Outcome<Nothing>> {
  const { db, now } = call
  const actor = self(call)
  const account = BigInt(actor.account)
  call.note(actor.account)
  const begun = await db
    .selectFrom('identity.totp')
    .select('secret')
    .where('account', '=', account)
    .where('confirmed_at', 'is', null)
    .forUpdate()
    .executeTakeFirst()
  if (begun === undefined) return refused(refusal(bindRefusals, 'identity.second_factor_not_begun'))
  const secret = openSecret(call.house.vault, begun.secret)
  if (!(await spendCode(db, secret, account, call.body.code, now)))
    return refused(refusal(codeRefusals, 'identity.code_wrong', {}, '/code'))
  await db.updateTable('identity.totp').set({ confirmed_at: now }).where('account', '=', account).execute()
  await endSessions(db, account, actor.session)
  await renewSession(db, call, { second_factor: true })
  return granted({})
}
