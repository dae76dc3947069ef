import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { PASSWORD } from '#test/account'
import { actAs, type TestActor } from '#test/actor'
import { type TestServer, testServer } from '#test/server'
import { TOWN_ROLES, townRoles } from '../contract/roles.ts'
import { howToSignIn } from './how-to-sign-in.ts'

let server: TestServer
let owner: pg.Client
let system: TestActor
let security: TestActor
let audit: TestActor
beforeAll(async () => {
  server = await testServer({ EZHEN_DEMO: 'off' })
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  await owner.query(
    "insert into platform.etown (id, slug, name, county_code) values (1, 'one', '甲县一镇', '141030'), (2, 'two', '乙县二镇', '140521')",
  )
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

type Method = 'GET' | 'POST' | 'PUT'
const send = (actor: TestActor | undefined, method: Method, url: string, body: unknown = {}) =>
  server.app.inject({
    method,
    url: `/api/${url}`,
    headers: {
      ...actor?.headers,
      'idempotency-key': crypto.randomUUID(),
      ...(method === 'GET' ? {} : { 'content-type': 'application/json' }),
    },
    ...(method === 'GET' ? {} : { payload: JSON.stringify(body) }),
  })
const codesOf = (reply: { json(): { errors?: { code: string }[] } }): string[] =>
  (reply.json().errors ?? []).map((e) => e.code)

describe('首次设置 first set-up', () => {
  const person = (name: string, signIn: string) => ({ name, signIn })
  const three = {
    system: person('王一', 'wang.yi'),
    security: person('李二', 'li.er'),
    audit: person('赵三', 'zhao.san'),
  }

  test('one link makes three accounts for three people, once', async () => {
    const old = (await howToSignIn(server.house, 'http://desk'))[1]?.split('#')[1] ?? ''
    const token = (await howToSignIn(server.house, 'http://desk'))[1]?.split('#')[1] ?? ''
    expect((await server.app.inject('/api/identity/ways')).json().setUpNeeded).toBe(true)
    const wrong = [
      { ...three, token: old },
      { ...three, token: 'A'.repeat(26) },
    ]
    for (const body of wrong)
      expect(codesOf(await send(undefined, 'POST', 'identity/set-up', body))).toEqual([
        'identity.one_time_code_wrong',
      ])
    const same = { ...three, audit: person('赵三', 'wang.yi'), token }
    expect(codesOf(await send(undefined, 'POST', 'identity/set-up', same))).toEqual(['identity.three_people'])
    const twins = await Promise.all(
      [1, 2].map(() => send(undefined, 'POST', 'identity/set-up', { ...three, token })),
    )
    expect(twins.map((t) => t.statusCode).sort()).not.toEqual([200, 200])
    const done = twins.find((t) => t.statusCode === 200)?.json()
    const { rows } = await owner.query(
      'select a.sign_in, a.state, a.password, h.role from identity.house_role h join identity.account a on a.id = h.account order by h.account',
    )
    expect(rows).toEqual([
      { sign_in: 'wang.yi', state: 'waiting', password: null, role: 'system-admin' },
      { sign_in: 'li.er', state: 'waiting', password: null, role: 'security-admin' },
      { sign_in: 'zhao.san', state: 'waiting', password: null, role: 'audit-admin' },
    ])
    expect(await howToSignIn(server.house, 'http://desk')).toEqual([])
    const again = await send(undefined, 'POST', 'identity/set-up', { ...three, token })
    expect(codesOf(again)).toEqual(['identity.set_up_done'])
    const activate = (password: string) =>
      send(undefined, 'POST', 'identity/activate', { code: done.system.code.toLowerCase(), password })
    expect(codesOf(await activate('wangyi'))).toContain('identity.password_short')
    expect((await activate(PASSWORD)).json()).toEqual({ signIn: 'wang.yi' })
    expect(codesOf(await activate(PASSWORD))).toEqual(['identity.one_time_code_wrong'])
    const signedIn = await send(undefined, 'POST', 'identity/sign-in', {
      signIn: 'wang.yi',
      password: PASSWORD,
    })
    expect(signedIn.statusCode).toBe(200)
  })

  test('activation codes are nowhere in the database', async () => {
    const actor = await actAs(server, { houseRole: 'system-admin' })
    const made = await send(actor, 'POST', 'accounts', { kind: 'member', name: '钱四', signIn: 'qian.si' })
    const letters = made.json().code.replaceAll('-', '')
    await owner.query(`select set_config('app.etown', '0', false)`)
    const { rows } = await owner.query(
      `select count(*)::int as n from platform.idempotency where answer::text like '%' || $1 || '%'`,
      [letters.slice(0, 5)],
    )
    expect(made.statusCode).toBe(200)
    expect(rows[0].n).toBe(0)
  })
})

describe('三员分立 the three administrators', () => {
  beforeAll(async () => {
    system = await actAs(server, { houseRole: 'system-admin' })
    security = await actAs(server, { houseRole: 'security-admin' })
    audit = await actAs(server, { houseRole: 'audit-admin' })
  })
  const make = async (kind: 'member' | 'administrator', signIn: string, phone?: string): Promise<string> => {
    const body = { kind, name: `人${signIn}`, signIn, ...(phone === undefined ? {} : { phone }) }
    return (await send(system, 'POST', 'accounts', body)).json().account
  }

  test('the database itself refuses a second of the three roles, an e-town role, and granting to oneself', async () => {
    const one = security.account
    await owner.query(`select set_config('app.etown', '1', false)`)
    const grant = `insert into identity.membership (etown, account, roles, since, granted_by, granted_at) values (1, $1, $2, '2026-01-01', $3, now())`
    await expect(
      owner.query(`insert into identity.house_role (account, role) values ($1, 'audit-admin')`, [one]),
    ).rejects.toThrow(/house_role_pkey/)
    await expect(owner.query(grant, [one, ['finance'], system.account])).rejects.toThrow(/foreign key/)
    const member = (await actAs(server)).account
    await expect(
      owner.query(`insert into identity.house_role (account, role) values ($1, 'audit-admin')`, [member]),
    ).rejects.toThrow(/foreign key/)
    await expect(owner.query(grant, [member, ['finance'], member])).rejects.toThrow(/check/)
    await expect(
      owner.query('update identity.house_role set granted_by = account where account = $1', [one]),
    ).rejects.toThrow(/check/)
    await owner.query('begin')
    await owner.query(grant, [member, ['finance'], one])
    await owner.query('rollback')
  })

  test('the database knows the roles of the contract, and refuses every pair of two sides', async () => {
    const member = (await actAs(server)).account
    await owner.query(`select set_config('app.etown', '1', false)`)
    const holds = async (roles: readonly string[]): Promise<boolean> => {
      await owner.query('begin')
      try {
        await owner.query(
          `insert into identity.membership (etown, account, roles, since, granted_by, granted_at) values (1, $1, $2, '2026-01-01', $3, now())`,
          [member, roles, security.account],
        )
        return true
      } catch {
        return false
      } finally {
        await owner.query('rollback')
      }
    }
    expect(await holds(['nobody'])).toBe(false)
    for (const one of townRoles) {
      expect([one, await holds([one])]).toEqual([one, true])
      for (const two of townRoles)
        expect([one, two, await holds([one, two])]).toEqual([
          one,
          two,
          TOWN_ROLES[one].side === TOWN_ROLES[two].side,
        ])
    }
  })

  test('each does its own part and no other', async () => {
    const account = await make('member', 'plain.one')
    const body = { kind: 'member', name: '某', signIn: 'some.one' }
    expect((await send(security, 'POST', 'accounts', body)).statusCode).toBe(403)
    const role = { roles: ['finance'], since: '2026-01-01' }
    expect((await send(system, 'PUT', `etowns/one/memberships/${account}`, role)).statusCode).toBe(403)
    expect((await send(audit, 'POST', `accounts/${account}/disable`)).statusCode).toBe(403)
    expect((await send(system, 'GET', 'audit')).statusCode).toBe(403)
    expect((await send(audit, 'GET', 'audit')).statusCode).toBe(200)
  })

  test('nobody appoints or disables oneself, or the last of the three', async () => {
    const put = (by: TestActor, account: string, role: string) =>
      send(by, 'PUT', `accounts/${account}/house-role`, { role })
    expect(codesOf(await put(security, security.account, 'system-admin'))).toEqual(['identity.not_yourself'])
    expect(codesOf(await send(system, 'POST', `accounts/${system.account}/disable`))).toEqual([
      'identity.not_yourself',
    ])
    expect(codesOf(await send(system, 'POST', `accounts/${audit.account}/disable`))).toEqual([
      'identity.last_of_the_three',
    ])
    expect(codesOf(await put(security, audit.account, 'system-admin'))).toEqual([
      'identity.last_of_the_three',
    ])
    const second = await make('administrator', 'second.audit')
    expect((await put(security, second, 'audit-admin')).statusCode).toBe(200)
    const member = await make('member', 'no.admin')
    expect(codesOf(await put(security, member, 'audit-admin'))).toEqual(['identity.administrator_only'])
  })

  test('one phone and one sign-in name are one account', async () => {
    await make('member', 'phone.one', '13812345678')
    const twin = { kind: 'member', name: '双', signIn: 'phone.one', phone: '+86 138-1234-5678' }
    expect(codesOf(await send(system, 'POST', 'accounts', twin))).toEqual([
      'identity.sign_in_taken',
      'identity.phone_taken',
    ])
    const { rows } = await owner.query(`select * from identity.account where sign_in = 'phone.one'`)
    expect(JSON.stringify(rows)).not.toContain('13812345678')
    const listed = (await send(system, 'GET', 'accounts?like=phone')).json()
    expect([listed.total, listed.items[0].phone]).toEqual([1, '138******78'])
  })

  test('pages through all accounts, each once', async () => {
    const seen: string[] = []
    let after = ''
    for (;;) {
      const page = (await send(security, 'GET', `accounts?limit=3${after}`)).json()
      seen.push(...page.items.map((i: { id: string }) => i.id))
      if (page.next === undefined) {
        expect(seen.length).toBe(page.total)
        break
      }
      after = `&after=${page.next}`
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect((await send(security, 'GET', 'accounts?after=abc')).statusCode).toBe(422)
  })
})

describe('岗位 memberships', () => {
  const grant = (account: string, body: unknown, slug = 'one') =>
    send(security, 'PUT', `etowns/${slug}/memberships/${account}`, body)
  const rolesOf = async (actor: TestActor): Promise<unknown> =>
    (await send(actor, 'GET', 'identity/me'))
      .json()
      .towns.map((t: { slug: string; roles: string[] }) => [t.slug, t.roles])

  test('a grant and its end bite at the next call', async () => {
    const person = await actAs(server)
    expect(await rolesOf(person)).toEqual([])
    const body = { roles: ['office', 'office'], department: '县工信局', since: '2026-11-22' }
    expect((await grant(person.account, body)).statusCode).toBe(200)
    expect(await rolesOf(person)).toEqual([['one', ['office']]])
    const listed = (await send(security, 'GET', 'etowns/one/memberships')).json()
    expect(listed.items).toContainEqual(
      expect.objectContaining({ account: person.account, department: '县工信局', inForce: true }),
    )
    const end = () => send(security, 'POST', `etowns/one/memberships/${person.account}/end`)
    expect((await end()).statusCode).toBe(200)
    expect(await rolesOf(person)).toEqual([])
    expect(codesOf(await end())).toEqual(['identity.no_membership'])
  })

  test('ends with the contract: the last day counts, the day named does not', async () => {
    const person = await actAs(server)
    await grant(person.account, { roles: ['operator'], since: '2026-11-21', until: '2026-11-23' })
    const at = async (instant: string): Promise<unknown> => {
      server.clock = new Date(instant)
      await owner.query('update identity.session set seen_at = $1, ends_at = $2', [
        instant,
        '2027-01-01T00:00:00Z',
      ])
      return rolesOf(person)
    }
    expect(await at('2026-11-20T15:59:59Z')).toEqual([])
    expect(await at('2026-11-20T16:00:00Z')).toEqual([['one', ['operator']]])
    expect(await at('2026-11-22T15:59:59Z')).toEqual([['one', ['operator']]])
    expect(await at('2026-11-22T16:00:00Z')).toEqual([])
    await at('2026-11-22T02:00:00Z')
  })

  test('says everything that is wrong with it', async () => {
    const person = await actAs(server)
    const body = { roles: ['finance', 'merchant'], since: '2026-11-22', until: '2026-11-21' }
    expect(codesOf(await grant(person.account, body))).toEqual([
      'identity.two_sides',
      'identity.party_needed',
      'identity.ends_before_begin',
    ])
    expect(codesOf(await grant(audit.account, { roles: ['finance'], since: '2026-11-22' }))).toEqual([
      'identity.member_only',
    ])
    expect(codesOf(await grant('999999', { roles: ['finance'], since: '2026-11-22' }))).toEqual([
      'identity.no_such_account',
    ])
  })

  test('a disabled account is nobody at its next call, and its sessions stay ended', async () => {
    const person = await actAs(server, { etown: 2, roles: ['leader'] })
    const me = async () => (await send(person, 'GET', 'identity/me')).statusCode
    expect(await me()).toBe(200)
    await send(system, 'POST', `accounts/${person.account}/disable`)
    expect(await me()).toBe(401)
    await send(system, 'POST', `accounts/${person.account}/enable`)
    expect(await me()).toBe(401)
  })
})

describe('审计 the audit', () => {
  test('tells who did what, newest first, with the true total', async () => {
    const first = (await send(audit, 'GET', 'audit?limit=2')).json()
    const second = (await send(audit, 'GET', `audit?limit=2&after=${first.next}`)).json()
    expect(first.items.map((i: { seq: string }) => Number(i.seq))).toEqual([first.total, first.total - 1])
    expect(Number(second.items[0].seq)).toBe(first.total - 2)
    const refused = (await send(audit, 'GET', 'audit?outcome=refused&limit=200')).json()
    expect(refused.total).toBeLessThan(first.total)
    expect(refused.items.every((i: { outcome: string }) => i.outcome === 'refused')).toBe(true)
  })

  test('names the entry somebody changed behind its back', async () => {
    expect((await send(audit, 'GET', 'audit/verified')).json()).toMatchObject({ whole: true, breaks: [] })
    await owner.query(`select set_config('app.etown', '0', false)`)
    await owner.query('alter table platform.audit_entry disable trigger user')
    await owner.query(
      `update platform.audit_entry set actor = '1' where etown = 0 and seq = 5 and actor <> '1'`,
    )
    const broken = (await send(audit, 'GET', 'audit/verified')).json()
    expect(broken).toMatchObject({ whole: false, breaks: [{ seq: '5', why: 'content' }] })
  })
})
