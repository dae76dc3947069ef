import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { passwordRefusals, signInRefusals } from '../contract/refusals.ts'
import type { signIn } from '../contract/sign-in-endpoints.ts'
import type { findBySignIn } from '../db/accounts.ts'
import { localWords } from '../domain/local-words.ts'
import { refusePassword } from '../domain/password.ts'
import { passwordIsDue } from '../domain/password-age.ts'
import { hashPassword } from './passwords.ts'

type Call = Pick<AloneCall<typeof signIn, 'identity'>, 'db' | 'house' | 'now' | 'body'>
type Account = NonNullable<Awaited<ReturnType<typeof findBySignIn>>>

/** What becomes of a right password: it stays, or a due one is replaced by the hash of the new one. */
export type Renewal = Outcome<string | undefined>

/**
 * 密码到期 A due password lets nobody in by itself: the door asks for a new one in the same place.
 * @law GB/T 22239-2019 身份鉴别: 鉴别信息定期更换
 */
export async function renewDuePassword({ db, house, now, body }: Call, account: Account): Promise<Renewal> {
  const due = passwordIsDue({
    profile: house.config.passwords,
    setAt: account.password_set_at?.getTime(),
    now: now.getTime(),
    secondFactor: Boolean(account.second_factor),
  })
  if (!due) return granted(undefined)
  const { newPassword, password } = body
  if (newPassword === undefined)
    return refused(refusal(signInRefusals, 'identity.password_due', {}, '/newPassword'))
  const known = localWords(await listEtowns(db), { name: account.name, signIn: account.sign_in })
  const reasons = [
    ...refusePassword(newPassword, house.config.passwords, known),
    ...(newPassword === password ? [refusal(passwordRefusals, 'identity.password_same')] : []),
  ].map((reason) => ({ ...reason, pointer: '/newPassword' }))
  if (reasons.length > 0) return refused(...reasons)
  const hashed = await hashPassword(newPassword)
  return hashed === undefined ? refused(refusal(signInRefusals, 'identity.sign_in_busy')) : granted(hashed)
}
