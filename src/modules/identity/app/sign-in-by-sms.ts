import { timingSafeEqual } from 'node:crypto'
import { type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { smsRefusals } from '../contract/refusals.ts'
import type { signInBySms } from '../contract/sign-in-endpoints.ts'
import { SMS_CODE_TRIES } from '../domain/sms.ts'
import { codeBlind } from './ask-sms-code.ts'
import { enter, mayUse, type Nothing, refuseFactor, traceOf } from './enter.ts'
import { type IdentityDb, inside } from './inside.ts'
import { passSecondFactor } from './second-factor.ts'
import { hashToken } from './sessions.ts'
import { gatewayOf } from './sms-gateway.ts'

/**
 * A code is good for one sign-in of the request it was sent for. A session by SMS alone never counts as second factor.
 * Whoever receives the message owns the phone, so it also begins an account that waited.
 */
export async function signInWithSms(
  call: AloneCall<typeof signInBySms, 'identity'>,
): Promise<Outcome<Nothing>> {
  const { house, now, body } = call
  if (gatewayOf(house) === undefined) return refused(refusal(smsRefusals, 'identity.sms_off'))
  const request = hashToken(body.request)
  return inside(house, async (db, record) => {
    const trace = traceOf(call, 'identity.sign-in-by-sms', record)
    const wrong = refusal(smsRefusals, 'identity.sms_code_wrong', {}, '/smsCode')
    const sent = await claimCode(db, request, now)
    const right =
      sent !== undefined && timingSafeEqual(sent.code, codeBlind(house, body.request, body.smsCode))
    const id = sent?.account ?? undefined
    if (!right || id === undefined) return trace.refuse(wrong, id)
    const account = await db
      .selectFrom('identity.account')
      .select(['state', 'demonstration'])
      .where('id', '=', id)
      .executeTakeFirstOrThrow()
    const begun = { ...account, state: account.state === 'waiting' ? 'active' : account.state }
    if (!mayUse(house, begun)) return trace.refuse(wrong, id)
    const factor = await passSecondFactor(db, house.vault, id, body.code, now)
    const reason = refuseFactor(factor)
    if (reason !== undefined) return trace.refuse(reason, id)
    await db.updateTable('identity.sms_code').set({ used_at: now }).where('request', '=', request).execute()
    await db
      .updateTable('identity.account')
      .set({ state: 'active' })
      .where('id', '=', id)
      .where('state', '=', 'waiting')
      .execute()
    trace.done(id, factor === 'passed')
    return enter(db, call, id, factor)
  })
}

/** One more try at the code of a request, while there are tries; the row stays locked until this one is decided. */
const claimCode = (db: IdentityDb, request: Buffer, now: Date) =>
  db
    .updateTable('identity.sms_code')
    .set((e) => ({ tries: e('tries', '+', 1) }))
    .where('request', '=', request)
    .where('used_at', 'is', null)
    .where('ends_at', '>', now)
    .where('tries', '<', SMS_CODE_TRIES)
    .returning(['account', 'code'])
    .executeTakeFirst()
