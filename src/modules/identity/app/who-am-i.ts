import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome } from '../../../kernel/refusal.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import type { Actor, Matrix, Membership } from '../../../platform/http/actor.ts'
import type { Call, Etown } from '../../../platform/http/route.ts'
import { isHouseRole, isTownRole } from '../contract/roles.ts'
import type { whoAmI } from '../contract/sign-in-endpoints.ts'
import { findAccount } from '../db/accounts.ts'
import { abilitiesOf } from '../domain/abilities.ts'
import { passwordIsDue } from '../domain/password-age.ts'

type Answer = AnswerOf<typeof whoAmI>

/** The signed-in person, with what each e-town's screens may offer now. One of the three sees every e-town. */
export async function tellWhoIAm(call: Call<typeof whoAmI, 'identity'>): Promise<Outcome<Answer>> {
  const { actor, db, house, matrix } = call
  if (actor === undefined) throw new Error('signed-in without an actor')
  const account = await findAccount(db, BigInt(actor.account))
  if (account === undefined) throw new Error('an actor without an account')
  const bound = await db
    .selectFrom('identity.totp')
    .select('account')
    .where('account', '=', account.id)
    .where('confirmed_at', 'is not', null)
    .executeTakeFirst()
  const towns = await listEtowns(db)
  const reachable = towns.filter((t) => actor.houseRoles.length > 0 || actor.towns.has(t.id))
  const waits = [...reachable.map((t) => actor.towns.get(t.id)?.roles ?? []), []].some(
    (roles) => abilitiesOf(matrix, [...actor.houseRoles, ...roles], actor.secondFactor).waitsForSecondFactor,
  )
  return granted({
    account: actor.account,
    name: account.name,
    signIn: account.sign_in,
    demonstration: account.demonstration,
    houseRoles: actor.houseRoles.filter(isHouseRole),
    may: [...abilitiesOf(matrix, actor.houseRoles, actor.secondFactor).may],
    towns: reachable.map((town) => describe(town, actor.towns.get(town.id), actor, matrix)),
    hasPassword: account.password !== null,
    passwordDue: passwordIsDue({
      profile: house.config.passwords,
      setAt: account.password_set_at?.getTime(),
      now: call.now.getTime(),
      secondFactor: bound !== undefined,
    }),
    secondFactor: { bound: bound !== undefined, passed: actor.secondFactor, needed: waits },
  })
}

function describe(
  town: Etown,
  membership: Membership | undefined,
  actor: Actor,
  matrix: Matrix,
): Answer['towns'][number] {
  const roles = membership?.roles ?? []
  return {
    slug: town.slug,
    name: town.name,
    demonstration: town.demonstration,
    roles: roles.filter(isTownRole),
    ...(membership?.department === undefined ? {} : { department: membership.department }),
    ...(membership?.party === undefined ? {} : { party: membership.party }),
    may: [...abilitiesOf(matrix, [...actor.houseRoles, ...roles], actor.secondFactor).may],
  }
}
