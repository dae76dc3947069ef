import { sql } from 'kysely'
import type { Db } from '../../../platform/db/house.ts'

type Identity = Db<'identity'>

/** Of the account `a`. */
const hasSecondFactor = sql<boolean>`exists (
  select from identity.totp t where t.account = a.id and t.confirmed_at is not null)`.as('second_factor')

export const findBySignIn = (db: Identity, signIn: string) =>
  db
    .selectFrom('identity.account as a')
    .select(['a.id', 'a.name', 'a.sign_in', 'a.password', 'a.password_set_at', 'a.state', 'a.demonstration'])
    .select(hasSecondFactor)
    .where('a.sign_in', '=', signIn)
    .executeTakeFirst()

export const findByPhone = (db: Identity, phone: Buffer) =>
  db
    .selectFrom('identity.account')
    .select(['id', 'kind', 'state', 'demonstration'])
    .where('phone_blind', '=', phone)
    .executeTakeFirst()

export const findAccount = (db: Identity, id: bigint) =>
  db
    .selectFrom('identity.account as a')
    .leftJoin('identity.house_role as h', 'h.account', 'a.id')
    .select([
      'a.id',
      'a.kind',
      'a.name',
      'a.sign_in',
      'a.password',
      'a.password_set_at',
      'a.state',
      'a.demonstration',
      'h.role as house_role',
    ])
    .select(hasSecondFactor)
    .where('a.id', '=', id)
    .executeTakeFirst()

/** A page of accounts, oldest first, and how many there are in all. `like` looks at names and sign-in names. */
export async function pageOfAccounts(
  db: Identity,
  page: {
    readonly after: bigint
    readonly limit: number
    readonly like: string | undefined
    readonly now: Date
  },
) {
  const pattern = page.like === undefined ? '%' : `%${page.like.replace(/[\\%_]/g, '\\$&')}%`
  const matching = db
    .selectFrom('identity.account as a')
    .where((w) => w.or([w('a.name', 'ilike', pattern), w('a.sign_in', 'ilike', pattern)]))
  const items = await matching
    .leftJoin('identity.house_role as h', 'h.account', 'a.id')
    .leftJoin('identity.totp as t', (j) =>
      j.onRef('t.account', '=', 'a.id').on('t.confirmed_at', 'is not', null),
    )
    .select([
      'a.id',
      'a.kind',
      'a.name',
      'a.sign_in',
      'a.phone_sealed',
      'a.state',
      'a.demonstration',
      'a.last_sign_in_at',
      'h.role as house_role',
      sql<boolean>`t.account is not null`.as('second_factor'),
      sql<boolean>`exists (select from identity.one_time_code c where c.account = a.id and c.held
        and c.released_at is null and c.used_at is null and c.ends_at > ${page.now})`.as('activation_held'),
    ])
    .where('a.id', '>', page.after)
    .orderBy('a.id')
    .limit(page.limit + 1)
    .execute()
  const { total } = await matching
    .select((e) => e.fn.countAll<bigint>().as('total'))
    .executeTakeFirstOrThrow()
  return { items, total: Number(total) }
}

/** Whether another active account holds this role of the three. Its rows stay locked until the act ends. */
export async function anotherHolds(
  db: Identity,
  role: string,
  but: bigint,
  demonstrationRuns: boolean,
): Promise<boolean> {
  const holders = await db
    .selectFrom('identity.house_role as h')
    .innerJoin('identity.account as a', 'a.id', 'h.account')
    .select('h.account')
    .where('h.role', '=', role)
    .where('a.state', '=', 'active')
    .$if(!demonstrationRuns, (q) => q.where('a.demonstration', '=', false))
    .forUpdate()
    .execute()
  return holders.some((h) => h.account !== but)
}

/** Names by account number, for lists that say who acted; numbers that are no account's are left out. */
export async function namesOf(
  db: Identity,
  accounts: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(accounts)].filter((a) => /^[1-9]\d{0,17}$/.test(a)).map(BigInt)
  if (ids.length === 0) return new Map()
  const rows = await db.selectFrom('identity.account').select(['id', 'name']).where('id', 'in', ids).execute()
  return new Map(rows.map((row) => [String(row.id), row.name]))
}
