import { randomBytes, randomInt } from 'node:crypto'
import { addDays, day, dayOfInstant, startOfDay } from '../../../kernel/day.ts'
import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { parseMobile } from '../../../kernel/mobile.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { House } from '../../../platform/house.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { smsRefusals } from '../contract/refusals.ts'
import type { askSmsCode } from '../contract/sign-in-endpoints.ts'
import { findByPhone } from '../db/accounts.ts'
import { claimSms, SMS_CODE_MINUTES, SMS_PER_DAY } from '../domain/sms.ts'
import { type IdentityDb, inside } from './inside.ts'
import { hashToken } from './sessions.ts'
import { gatewayOf, phoneBlind } from './sms-gateway.ts'

export const codeBlind = (house: House, request: string, code: string): Buffer =>
  house.vault.blind('identity.sms-code', `${request}:${code}`)

/** A code by SMS to whoever registered the phone; the reply, its limits and its time are the same for everybody else. */
export async function sendSmsCode(
  call: AloneCall<typeof askSmsCode, 'identity'>,
): Promise<Outcome<AnswerOf<typeof askSmsCode>>> {
  const { house, now } = call
  const gateway = gatewayOf(house)
  if (gateway === undefined) return refused(refusal(smsRefusals, 'identity.sms_off'))
  const phone = parseMobile(call.body.phone)
  if (!phone.ok) return refused(refusal(smsRefusals, 'identity.phone_unreadable', {}, '/phone'))
  const blind = phoneBlind(house, phone.value)
  const request = randomBytes(32).toString('base64url')
  const code = String(randomInt(1_000_000)).padStart(6, '0')
  const asked = await inside(house, async (db, record) => {
    const wait = await claimAllowance(db, blind, now)
    if (wait !== undefined) return { wait, account: undefined }
    const found = await findByPhone(db, blind)
    const account = found?.kind === 'member' && found.state !== 'disabled' ? found.id : undefined
    await db
      .insertInto('identity.sms_code')
      .values({
        request: hashToken(request),
        account: account ?? null,
        code: codeBlind(house, request, code),
        ends_at: new Date(now.getTime() + SMS_CODE_MINUTES * 60_000),
      })
      .execute()
    await db.deleteFrom('identity.sms_code').where('ends_at', '<', now).execute()
    if (account !== undefined) {
      const act = 'identity.ask-sms-code'
      record({ actor: 'nobody', act, subject: String(account), outcome: 'done', detail: {} })
    }
    return { wait: undefined, account }
  })
  if (asked.wait !== undefined) {
    const values = { seconds: asked.wait, perDay: SMS_PER_DAY }
    return refused(refusal(smsRefusals, 'identity.sms_too_often', values))
  }
  if (asked.account !== undefined) {
    const text = `【e镇通】登录验证码 ${code}，${SMS_CODE_MINUTES} 分钟内有效。不要告诉任何人。`
    // Nobody waits for the provider: how long it takes would tell who is registered.
    gateway
      .send({ phone: phone.value, text })
      .catch((err: unknown) => house.log.error({ err }, 'SMS not sent'))
  }
  return granted({ request, seconds: SMS_CODE_MINUTES * 60 })
}

/** Counts one more code for the phone; seconds to wait where that is too many. */
async function claimAllowance(db: IdentityDb, phone: Buffer, now: Date): Promise<number | undefined> {
  const today = dayOfInstant(now.getTime())
  await db
    .insertInto('identity.sms_allowance')
    .values({ phone, day: today, sent: 0, last_at: new Date(0) })
    .onConflict((c) => c.doNothing())
    .execute()
  const past = await db
    .selectFrom('identity.sms_allowance')
    .select(['day', 'sent', 'last_at'])
    .where('phone', '=', phone)
    .forUpdate()
    .executeTakeFirstOrThrow()
  await db.deleteFrom('identity.sms_allowance').where('day', '<', addDays(today, -1)).execute()
  const next = claimSms(
    { day: day(past.day), sent: past.sent, lastAt: past.last_at.getTime() },
    now.getTime(),
    today,
    startOfDay(addDays(today, 1)),
  )
  if ('waitSeconds' in next) return next.waitSeconds
  await db
    .updateTable('identity.sms_allowance')
    .set({ day: today, sent: next.sent, last_at: now })
    .where('phone', '=', phone)
    .execute()
  return undefined
}
