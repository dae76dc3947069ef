import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { maskPhone } from '../../../kernel/mask.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { smsRefusals } from '../contract/refusals.ts'
import type { signInWays, smsOutbox } from '../contract/sign-in-endpoints.ts'
import { codeNow, openSecret } from './second-factor.ts'
import { isSetUp } from './set-up.ts'
import { gatewayOf } from './sms-gateway.ts'

const MESSAGES = 20

export async function tellWays(
  call: Call<typeof signInWays, 'identity'>,
): Promise<Outcome<AnswerOf<typeof signInWays>>> {
  return granted({
    setUpNeeded: !(await isSetUp(call.db, call.house)),
    sms: gatewayOf(call.house) !== undefined,
    demonstration: call.house.config.demo,
  })
}

/** The phones and authenticators of people who do not exist. Whoever looks still needs their password. */
export async function showDemonstration(
  call: Call<typeof smsOutbox, 'identity'>,
): Promise<Outcome<AnswerOf<typeof smsOutbox>>> {
  const { db, house, now } = call
  if (!house.config.demo) return refused(refusal(smsRefusals, 'identity.not_a_demonstration'))
  const messages = await db
    .selectFrom('identity.sms_message as m')
    .innerJoin('identity.account as a', 'a.id', 'm.account')
    .select(['m.text', 'm.at', 'a.name', 'a.phone_sealed'])
    .orderBy('m.id', 'desc')
    .limit(MESSAGES)
    .execute()
  const bound = await db
    .selectFrom('identity.totp as t')
    .innerJoin('identity.account as a', 'a.id', 't.account')
    .select(['a.sign_in', 'a.name', 't.secret'])
    .where('a.demonstration', '=', true)
    .orderBy('a.id')
    .execute()
  return granted({
    messages: messages.map((m) => {
      const phone = m.phone_sealed === null ? '' : house.vault.open('identity.phone', m.phone_sealed)
      return { to: `${m.name} ${maskPhone(phone)}`, text: m.text, at: m.at.toISOString() }
    }),
    codes: bound.map((b) => ({
      signIn: b.sign_in,
      name: b.name,
      ...codeNow(openSecret(house.vault, b.secret), now),
    })),
  })
}
