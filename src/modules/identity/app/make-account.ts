import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { parseMobile } from '../../../kernel/mobile.ts'
import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import type { makeAccount } from '../contract/account-endpoints.ts'
import { accountRefusals, smsRefusals } from '../contract/refusals.ts'
import { findByPhone, findBySignIn } from '../db/accounts.ts'
import { issueActivation } from './activate.ts'
import { self } from './own-sessions.ts'
import { phoneBlind } from './sms-gateway.ts'

/** An account without a password; the code goes to its person by hand. */
export async function openAccount(
  call: Call<typeof makeAccount, 'identity'>,
): Promise<Outcome<AnswerOf<typeof makeAccount>>> {
  const { db, house, body, now } = call
  const reasons: Refusal[] = []
  const phone = body.phone === undefined ? undefined : parseMobile(body.phone)
  if (phone?.ok === false) reasons.push(refusal(smsRefusals, 'identity.phone_unreadable', {}, '/phone'))
  const blind = phone?.ok ? phoneBlind(house, phone.value) : undefined
  if (await findBySignIn(db, body.signIn))
    reasons.push(refusal(accountRefusals, 'identity.sign_in_taken', { signIn: body.signIn }, '/signIn'))
  if (blind !== undefined && (await findByPhone(db, blind)))
    reasons.push(refusal(accountRefusals, 'identity.phone_taken', {}, '/phone'))
  if (reasons.length > 0) return refused(...reasons)
  const { id } = await db
    .insertInto('identity.account')
    .values({
      kind: body.kind,
      name: body.name,
      sign_in: body.signIn,
      phone_sealed: phone?.ok ? house.vault.seal('identity.phone', phone.value) : null,
      phone_blind: blind ?? null,
      made_by: BigInt(self(call).account),
      made_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  call.note(String(id), { kind: body.kind })
  return granted(await issueActivation(db, id, now))
}
