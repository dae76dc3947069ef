import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { makeAccount, PASSWORD } from '#test/account'
import { actAs, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { type TestServer, testServer } from '#test/server'
import { activate, listAccounts, reissueActivation, releaseActivation, signIn } from '../contract/index.ts'
import { recoverAccount } from './recover.ts'

let server: TestServer
let owner: pg.Client
let systemAdmin: TestActor
let system: ReturnType<typeof asking>
let security: ReturnType<typeof asking>
let nobody: ReturnType<typeof asking>
beforeAll(async () => {
  server = await testServer()
  owner = new pg.Client({ connectionString: server.database.url })
  await owner.connect()
  systemAdmin = await actAs(server, { houseRole: 'system-admin' })
  system = asking(server, systemAdmin)
  security = asking(server, await actAs(server, { houseRole: 'security-admin' }))
  nobody = asking(server, { account: '0', headers: {} })
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

const NEW = 'Tz4#mosh-Wren8'
const enter = (name: string, password: string, newPassword?: string) =>
  nobody(signIn, { body: { signIn: name, password, ...(newPassword === undefined ? {} : { newPassword }) } })
const bindFactor = (account: string) =>
  owner.query(`insert into identity.totp (account, secret, confirmed_at) values ($1, '\\x00', now())`, [
    account,
  ])

describe('重发激活码 a new code for an account in use', () => {
  test('works only once the security administrator has released it: one administrator alone gets in nowhere', async () => {
    const account = await makeAccount(server, 'lu.ren')
    const params = { account }
    const { answer } = await system(reissueActivation, { params })
    expect(answer.held).toBe(true)
    const use = (password = NEW) => nobody(activate, { body: { code: answer.code, password } })
    expect((await use()).refused).toEqual([['identity.activation_held', '/code']])
    expect((await system(releaseActivation, { params })).status).toBe(403)
    const listed = await security(listAccounts, { query: { like: 'lu.ren' } })
    expect(listed.answer.items[0]).toMatchObject({ id: account, activationHeld: true })
    expect((await enter('lu.ren', PASSWORD)).status).toBe(200)
    expect((await security(releaseActivation, { params })).status).toBe(200)
    expect((await security(releaseActivation, { params })).refused).toEqual([
      ['identity.no_held_activation', undefined],
    ])
    expect((await use()).status).toBe(200)
    expect((await enter('lu.ren', NEW)).status).toBe(200)
    expect((await enter('lu.ren', PASSWORD)).status).toBe(401)
  })

  test('a new account, and one with a second factor, need no release', async () => {
    const bound = await makeAccount(server, 'you.shouji')
    await bindFactor(bound)
    expect((await system(reissueActivation, { params: { account: bound } })).answer.held).toBe(false)
    const { rows } = await owner.query(
      `insert into identity.account (kind, name, sign_in) values ('member', '新', 'xin.ren') returning id`,
    )
    expect((await system(reissueActivation, { params: { account: rows[0].id } })).answer.held).toBe(false)
  })

  test('the database itself refuses that the asker, or the account, releases', async () => {
    const account = await makeAccount(server, 'zi.ji')
    await system(reissueActivation, { params: { account } })
    const release =
      'update identity.one_time_code set released_by = $1, released_at = now() where account = $2'
    for (const by of [systemAdmin.account, account])
      await expect(owner.query(release, [by, account])).rejects.toThrow(/released_by_another/)
  })
})

describe('服务器上恢复 recovery on the server', () => {
  test('takes the lost phone off, ends sessions, gives a code, and stands in the audit', async () => {
    const account = await makeAccount(server, 'an.quan', { kind: 'administrator' })
    await bindFactor(account)
    const recovered = await recoverAccount(server.house, ' An.Quan ')
    if (!recovered.ok) throw new Error('not recovered')
    expect((await nobody(activate, { body: { code: recovered.value.code, password: NEW } })).status).toBe(200)
    expect((await enter('an.quan', NEW)).status).toBe(200)
    await owner.query(`select set_config('app.etown', '0', false)`)
    const { rows } = await owner.query(
      `select actor, subject, detail from platform.audit_entry where act = 'identity.recover'`,
    )
    expect(rows).toEqual([{ actor: 'server', subject: account, detail: { secondFactor: true } }])
    expect(await recoverAccount(server.house, 'mei.you')).toMatchObject({
      refused: [{ code: 'identity.no_such_account' }],
    })
  })
})

describe('密码到期 a due password', () => {
  test('lets nobody in before a new one is chosen, in the same place', async () => {
    const account = await makeAccount(server, 'lao.mima')
    await owner.query(`update identity.account set password_set_at = $2 where id = $1`, [
      account,
      new Date(server.clock.getTime() - 90 * 86_400_000),
    ])
    expect((await enter('lao.mima', PASSWORD)).refused).toEqual([['identity.password_due', '/newPassword']])
    expect((await enter('lao.mima', PASSWORD, PASSWORD)).refused).toContainEqual([
      'identity.password_same',
      '/newPassword',
    ])
    expect((await enter('lao.mima', PASSWORD, 'kurz')).refused).toContainEqual([
      'identity.password_short',
      '/newPassword',
    ])
    expect((await enter('lao.mima', 'wrong-password', NEW)).refused).toEqual([
      ['identity.wrong_sign_in', undefined],
    ])
    expect((await enter('lao.mima', PASSWORD, NEW)).status).toBe(200)
    expect((await enter('lao.mima', NEW)).status).toBe(200)
    expect((await enter('lao.mima', PASSWORD)).status).toBe(401)
  })

  test('a password that is not due is not changed on the way in', async () => {
    await makeAccount(server, 'xin.mima')
    expect((await enter('xin.mima', PASSWORD, NEW)).status).toBe(200)
    expect((await enter('xin.mima', PASSWORD)).status).toBe(200)
  })
})
