import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import type { AloneCall } from '../../../platform/http/route.ts'
import { ownAccountRefusals, signInRefusals } from '../contract/refusals.ts'
import type { activate } from '../contract/sign-in-endpoints.ts'
import { localWords } from '../domain/local-words.ts'
import { refusePassword } from '../domain/password.ts'
import { traceOf } from './enter.ts'
import { type IdentityDb, inside } from './inside.ts'
import { hashOneTimeCode, makeOneTimeCode } from './one-time-code.ts'
import { hashPassword } from './passwords.ts'
import { endSessions } from './sessions.ts'

const HOUR = 3_600_000
const ACTIVATION_HOURS = 72
const wrong = () => refused(refusal(ownAccountRefusals, 'identity.one_time_code_wrong', {}, '/code'))

export type Activation = {
  readonly account: string
  readonly code: string
  readonly endsAt: string
  /** Works only once the security administrator has released it. */
  readonly held: boolean
}

/** Who asked for a code, and whether somebody else has to release it first. */
type Asked = { readonly by?: bigint; readonly held?: boolean }

/** A code for the account; the one before it is void. */
export async function issueActivation(
  db: IdentityDb,
  account: bigint,
  now: Date,
  { by, held = false }: Asked = {},
): Promise<Activation> {
  await db
    .deleteFrom('identity.one_time_code')
    .where('account', '=', account)
    .where('used_at', 'is', null)
    .execute()
  const { text, hash } = makeOneTimeCode()
  const endsAt = new Date(now.getTime() + ACTIVATION_HOURS * HOUR)
  await db
    .insertInto('identity.one_time_code')
    .values({ code: hash, purpose: 'activation', account, ends_at: endsAt, asked_by: by ?? null, held })
    .execute()
  return { account: String(account), code: text, endsAt: endsAt.toISOString(), held }
}

/** The code is looked at before the password is hashed, and used up with the change itself. */
export async function activateAccount(
  call: AloneCall<typeof activate, 'identity'>,
): Promise<Outcome<AnswerOf<typeof activate>>> {
  const { house, now, body } = call
  const code = hashOneTimeCode(body.code)
  const found = await call.db
    .selectFrom('identity.one_time_code as c')
    .innerJoin('identity.account as a', 'a.id', 'c.account')
    .select(['a.id', 'a.name', 'a.sign_in', 'c.held', 'c.released_at'])
    .where('c.code', '=', code)
    .where('c.used_at', 'is', null)
    .where('c.ends_at', '>', now)
    .where('a.state', '!=', 'disabled')
    .executeTakeFirst()
  if (found === undefined) return wrong()
  if (found.held && found.released_at === null)
    return refused(refusal(ownAccountRefusals, 'identity.activation_held', {}, '/code'))
  const towns = await listEtowns(call.db)
  const known = localWords(towns, { name: found.name, signIn: found.sign_in })
  const reasons = refusePassword(body.password, house.config.passwords, known)
  if (reasons.length > 0) return refused(...reasons)
  const password = await hashPassword(body.password)
  if (password === undefined) return refused(refusal(signInRefusals, 'identity.sign_in_busy'))
  return inside(house, async (db, record) => {
    const used = await db
      .updateTable('identity.one_time_code')
      .set({ used_at: now })
      .where('code', '=', code)
      .where('used_at', 'is', null)
      .executeTakeFirst()
    if (used.numUpdatedRows !== 1n) return wrong()
    await db
      .updateTable('identity.account')
      .set({ password, password_set_at: now, state: 'active' })
      .where('id', '=', found.id)
      .execute()
    await endSessions(db, found.id)
    traceOf(call, 'identity.activate', record).done(found.id, false)
    return granted({ signIn: found.sign_in })
  })
}
