import { Secret, TOTP } from 'otpauth'
import type { Vault } from '../../../platform/vault.ts'
import type { IdentityDb } from './inside.ts'

const PURPOSE = 'identity.totp'
const PERIOD = 30
/** One step either way, for phones whose clock is a little off. */
const WINDOW = 1

/** The authenticator of an account, as RFC 6238 has it: SHA-1, 6 digits, 30 s (what every authenticator app reads). */
export const authenticatorOf = (secret: Secret, label: string): TOTP =>
  new TOTP({ issuer: 'e镇通', label, secret, algorithm: 'SHA1', digits: 6, period: PERIOD })

export const makeSecret = (): Secret => new Secret({ size: 20 })

export const sealSecret = (vault: Vault, secret: Secret): Buffer => vault.seal(PURPOSE, secret.base32)

export const openSecret = (vault: Vault, sealed: Buffer): Secret =>
  Secret.fromBase32(vault.open(PURPOSE, sealed))

export type SecondFactor = 'not bound' | 'passed' | 'needed' | 'wrong'

/** Checks a code and uses it up: the same one, or an older one, never passes again. */
export async function passSecondFactor(
  db: IdentityDb,
  vault: Vault,
  account: bigint,
  code: string | undefined,
  now: Date,
): Promise<SecondFactor> {
  const bound = await db
    .selectFrom('identity.totp')
    .select('secret')
    .where('account', '=', account)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  if (bound === undefined) return 'not bound'
  if (code === undefined) return 'needed'
  return (await spendCode(db, openSecret(vault, bound.secret), account, code, now)) ? 'passed' : 'wrong'
}

/** True once a step: the step is written only if it is later than every one used before. */
export async function spendCode(
  db: IdentityDb,
  secret: Secret,
  account: bigint,
  code: string,
  now: Date,
): Promise<boolean> {
  const delta = authenticatorOf(secret, '').validate({
    token: code,
    timestamp: now.getTime(),
    window: WINDOW,
  })
  if (delta === null) return false
  const step = BigInt(Math.floor(now.getTime() / 1_000 / PERIOD) + delta)
  const used = await db
    .updateTable('identity.totp')
    .set({ last_step: step })
    .where('account', '=', account)
    .where('last_step', '<', step)
    .executeTakeFirst()
  return used.numUpdatedRows === 1n
}

/** What the authenticator shows now, and for how long. */
export const codeNow = (
  secret: Secret,
  now: Date,
): { readonly code: string; readonly secondsLeft: number } => ({
  code: authenticatorOf(secret, '').generate({ timestamp: now.getTime() }),
  secondsLeft: PERIOD - (Math.floor(now.getTime() / 1_000) % PERIOD),
})
