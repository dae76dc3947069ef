import { inEtown } from '../../../platform/db/act.ts'
import { listEtowns } from '../../../platform/db/etowns.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import { HOUSE_ROLES, houseRoles, TOWN_ROLES, type TownRole } from '../contract/roles.ts'
import { type IdentityDb, inside } from './inside.ts'
import { hashPassword } from './passwords.ts'
import { makeSecret, sealSecret } from './second-factor.ts'
import { phoneBlind } from './sms-gateway.ts'

/** Everybody the plans' lists of duties name, and a merchant where a market entity is given for it. */
const ROLES = [
  'leader',
  'office',
  'finance',
  'agriculture',
  'revitalization',
  'approval',
  'investment',
  'publicity',
  'township',
  'operator',
  'merchant',
  'auditor',
] as const
type Post = {
  readonly key: string
  readonly role: TownRole
  readonly name: string
  /** Works behind the scene: nobody is told to sign in as it. */
  readonly hidden?: boolean
}
const POSTS: readonly Post[] = [
  ...ROLES.map((role) => ({ key: role, role, name: TOWN_ROLES[role].zh })),
  // Whoever checked an application cannot pay it: a visitor needs a second one.
  { key: 'finance2', role: 'finance', name: `${TOWN_ROLES.finance.zh}国库岗` },
  { key: 'evaluator', role: 'reviewer', name: TOWN_ROLES.reviewer.zh },
  // Who brings in the demonstration's data: a code they have just used is not one a visitor wants to use.
  { key: 'records', role: 'office', name: `${TOWN_ROLES.office.zh}资料员` },
  { key: 'intake', role: 'operator', name: `${TOWN_ROLES.operator.zh}录入员` },
  // Who certifies the demonstration's lots.
  { key: 'grower', role: 'merchant', name: '合格证开具人', hidden: true },
  // Who decides on the demonstration's money, and who pays it.
  { key: 'deciding', role: 'leader', name: '资金审定人', hidden: true },
  { key: 'paying', role: 'finance', name: '资金支付人', hidden: true },
  // Who passes the demonstration's reports for the township.
  { key: 'passing', role: 'township', name: '镇级审核员', hidden: true },
  // Who tells the story of the subsidies, under a clock of their own.
  { key: 'filer', role: 'merchant', name: '申报员', hidden: true },
  { key: 'reviewer', role: 'office', name: '初审员', hidden: true },
  { key: 'checker', role: 'finance', name: '财政复核员', hidden: true },
  { key: 'council', role: 'leader', name: '领导小组审定员', hidden: true },
  { key: 'treasurer', role: 'finance', name: '财政拨付员', hidden: true },
]

/** An office that receives what e-towns report has one side only. */
const RECEIVING: readonly Post[] = [
  { key: 'city', role: 'city', name: TOWN_ROLES.city.zh },
  { key: 'receiving', role: 'city', name: '接收员', hidden: true },
]
const postsOf = ({ countyCode }: { readonly countyCode: string }): readonly Post[] =>
  countyCode.endsWith('00') ? RECEIVING : POSTS

/** 演示账号 One password for all of them, and how each signs in. */
export type Demonstration = {
  readonly password: string
  readonly accounts: readonly { readonly signIn: string; readonly name: string }[]
}

/**
 * Accounts of the demonstration in every e-town marked as such, and its three administrators; the second factor is
 * bound. Safe to call at every start and in several processes. The password follows from the installation's own key, so
 * that no two installations share it and nothing is stored to print it again.
 * @param parties the market entity a demonstration merchant acts for, by e-town
 */
export async function ensureDemoAccounts(
  house: House,
  parties: ReadonlyMap<number, string> = new Map(),
): Promise<Demonstration> {
  if (!house.config.demo) throw new Error('demonstration accounts outside the demonstration')
  const password = demoPassword(house)
  const hash = await hashPassword(password)
  if (hash === undefined) throw new Error('too busy to hash')
  const accounts: { signIn: string; name: string }[] = []
  const make = async (
    db: IdentityDb,
    signIn: string,
    name: string,
    kind: 'administrator' | 'member',
    hidden = false,
  ) => {
    if (!hidden) accounts.push({ signIn, name })
    return ensureAccount(house, db, { signIn, name, kind, hash, phone: phoneOf(house, signIn) })
  }
  const grantor = await inside(house, async (db) => {
    const three = new Map<string, bigint>()
    for (const role of houseRoles) {
      const id = await make(db, `demo.${role}`, `${HOUSE_ROLES[role].zh}（演示）`, 'administrator')
      three.set(role, id)
      await db
        .insertInto('identity.house_role')
        .values({ account: id, role })
        .onConflict((c) => c.doNothing())
        .execute()
    }
    return three.get('security-admin')
  })
  if (grantor === undefined) throw new Error('no security administrator')
  for (const town of await listEtowns(house.db)) {
    if (!town.demonstration) continue
    const party = parties.get(town.id)
    await inEtown(house.pool, town.id, 'write', async (scope) => {
      const db = roomOf(scope.db, 'identity')
      for (const { key, role, name, hidden } of postsOf(town)) {
        if (role === 'merchant' && party === undefined) continue
        const account = await make(
          db,
          `${key}.${town.slug}`.slice(0, 32),
          `${name}（演示）`,
          'member',
          hidden,
        )
        await ensureMembership(db, town.id, { account, role, party, grantor, now: house.clock() })
      }
    })
  }
  return { password, accounts }
}

const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
function demoPassword(house: House): string {
  const bytes = house.vault.key('identity.demonstration-password')
  const letters = Array.from(bytes.subarray(0, 12), (b) => LETTERS[b % LETTERS.length] ?? '').join('')
  return `${letters.slice(0, 4)}-${letters.slice(4, 8).toUpperCase()}-${letters.slice(8)}`
}

const phoneOf = (house: House, signIn: string): string => {
  const place = house.vault.blind('identity.demonstration-phone', signIn).readUInt32BE() % 100_000_000
  return `199${String(place).padStart(8, '0')}`
}

type Person = {
  readonly signIn: string
  readonly name: string
  readonly kind: 'administrator' | 'member'
  readonly hash: string
  readonly phone: string
}

async function ensureAccount(house: House, db: IdentityDb, person: Person): Promise<bigint> {
  const { vault } = house
  const now = house.clock()
  const made = await db
    .insertInto('identity.account')
    .values({
      kind: person.kind,
      name: person.name,
      sign_in: person.signIn,
      password: person.hash,
      password_set_at: now,
      state: 'active',
      demonstration: true,
      phone_sealed: vault.seal('identity.phone', person.phone),
      phone_blind: phoneBlind(house, person.phone),
    })
    .onConflict((c) => c.doNothing())
    .returning('id')
    .executeTakeFirst()
  if (made !== undefined) {
    const secret = sealSecret(vault, makeSecret())
    await db.insertInto('identity.totp').values({ account: made.id, secret, confirmed_at: now }).execute()
    return made.id
  }
  const known = await db
    .selectFrom('identity.account')
    .select('id')
    .where('sign_in', '=', person.signIn)
    .where('demonstration', '=', true)
    .executeTakeFirst()
  if (known === undefined) throw new Error(`a real account holds the demonstration's name ${person.signIn}`)
  return known.id
}

type DemoMembership = {
  readonly account: bigint
  readonly role: TownRole
  readonly party: string | undefined
  readonly grantor: bigint
  readonly now: Date
}

const ensureMembership = (db: IdentityDb, etown: number, asked: DemoMembership): Promise<unknown> =>
  db
    .insertInto('identity.membership')
    .values({
      etown,
      account: asked.account,
      roles: [asked.role],
      party: asked.role === 'merchant' ? (asked.party ?? null) : null,
      since: '2020-01-01',
      granted_by: asked.grantor,
      granted_at: asked.now,
    })
    .onConflict((c) => c.doNothing())
    .execute()
