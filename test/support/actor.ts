import { createHash, randomBytes } from 'node:crypto'
import pg from 'pg'
import type { TestServer } from './server-over.ts'

export type TestRole = {
  /** Roles in one e-town. */
  readonly etown?: number
  readonly roles?: readonly string[]
  readonly department?: string
  readonly party?: string
  readonly since?: string
  readonly until?: string
  /** One of the three administrators. */
  readonly houseRole?: string
  readonly name?: string
  /** Default: the session passed a second factor. */
  readonly secondFactor?: boolean
}

/** Somebody who is signed in: `headers` go with each request. */
export type TestActor = {
  readonly account: string
  readonly headers: Readonly<Record<string, string>>
}

/** All that is needed of a server: where its database is, and what time it is there. */
type Where = Pick<TestServer, 'clock'> & { readonly database: Pick<TestServer['database'], 'url'> }

let made = 0

/** Makes an account with a session straight in the database: for tests about what one may do, not about signing in. */
export async function actAs(server: Where, role: TestRole = {}): Promise<TestActor> {
  const owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  try {
    made += 1
    const kind = role.houseRole === undefined ? 'member' : 'administrator'
    const account: string = (
      await owner.query(
        `insert into identity.account (kind, name, sign_in, state) values ($1, $2, $3, 'active') returning id`,
        [kind, role.name ?? `测试${made}`, `test-${made}-${randomBytes(4).toString('hex')}`],
      )
    ).rows[0].id
    if (role.houseRole !== undefined) {
      await owner.query('insert into identity.house_role (account, role) values ($1, $2)', [
        account,
        role.houseRole,
      ])
    }
    if (role.etown !== undefined) await join(owner, account, role.etown, role)
    const token = randomBytes(32).toString('base64url')
    await owner.query(
      `insert into identity.session (token, account, second_factor, made_at, seen_at, ends_at, network, agent)
       values ($1, $2, $3, $4, $4, $4::timestamptz + interval '12 hours', '\\x00', 'program')`,
      [createHash('sha256').update(token).digest(), account, role.secondFactor ?? true, server.clock],
    )
    return { account, headers: { cookie: `ezhen=${token}` } }
  } finally {
    await owner.end()
  }
}

/** The grantor is nobody in particular: an account that exists for it. */
async function join(owner: pg.Client, account: string, etown: number, role: TestRole): Promise<void> {
  await owner.query(
    `insert into identity.account (kind, name, sign_in) values ('administrator', '授权人', 'test-grantor')
     on conflict (sign_in) do nothing`,
  )
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  await owner.query(
    `insert into identity.membership (etown, account, roles, department, party, since, until, granted_by, granted_at)
     select $1, $2, $3, $4, $5, $6, $7, id, now() from identity.account where sign_in = 'test-grantor'`,
    [
      etown,
      account,
      role.roles ?? [],
      role.department ?? null,
      role.party ?? null,
      role.since ?? '2020-01-01',
      role.until ?? null,
    ],
  )
}

/** A machine of one e-town, straight in the database. */
export async function aMachine(
  owner: pg.Client,
  clock: Date,
  etown: number,
  role: string,
): Promise<TestActor> {
  const key = `ezk_${etown}_${randomBytes(32).toString('base64url')}`
  await owner.query(`select set_config('app.etown', $1, false)`, [String(etown)])
  const { rows } = await owner.query(
    `with maker as (insert into identity.account (kind, name, sign_in, state)
       values ('administrator', '发钥人', $1, 'active') returning id)
     insert into identity.machine_key (etown, name, role, token, until, made_by, made_at)
     select $2, '一号机', $3, $4, $5::timestamptz::date + 30, id, $5 from maker returning id`,
    [
      `maker-${randomBytes(4).toString('hex')}`,
      etown,
      role,
      createHash('sha256').update(key).digest(),
      clock,
    ],
  )
  return { account: `machine-${rows[0].id}`, headers: { authorization: `Bearer ${key}` } }
}
