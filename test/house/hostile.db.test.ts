import type pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { actAs, type TestActor } from '#test/actor'
import { asking } from '#test/asking'
import { csv } from '#test/party-files'
import { type TestServer, testServer } from '#test/server'
import { aParty } from '#test/shops'
import { twoTowns } from '#test/towns'
import { listOrderLines, listShops, openShop } from '../../src/modules/market/contract/index.ts'
import {
  checkImport,
  importFile,
  listDuplicates,
  listParties,
} from '../../src/modules/party/contract/index.ts'

/** What somebody tried on a running server and got away with, once. */
let server: TestServer
let owner: pg.Client
let clerk: TestActor
let parties: readonly string[]

beforeAll(async () => {
  server = await testServer()
  owner = await twoTowns(server)
  clerk = await actAs(server, { etown: 1, roles: ['office'] })
  parties = [await aParty(owner, 1, '甲合作社'), await aParty(owner, 1, '乙合作社')]
})
afterAll(async () => {
  await owner.end()
  await server[Symbol.asyncDispose]()
})

describe('请求的样子 what is no request of ours', () => {
  test('an e-town that cannot be one is not looked for in the database', async () => {
    const reply = await server.app.inject({
      method: 'GET',
      url: '/api/etowns/%00/plan',
      headers: clerk.headers,
    })
    expect([reply.statusCode, reply.json().errors[0].code]).toEqual([404, 'http.no_such_etown'])
  })

  test.each(['%', '%E0%A4%A', '%00', encodeURIComponent('😀'.repeat(150))])(
    'a file may have any name: %s',
    async (name) => {
      const reply = await server.app.inject({
        method: 'POST',
        url: '/api/etowns/one/party-imports',
        payload: csv('合作社,丙合作社'),
        headers: {
          ...clerk.headers,
          'content-type': 'application/octet-stream',
          'x-file-name': name,
          'idempotency-key': crypto.randomUUID(),
        },
      })
      expect(reply.statusCode).toBeLessThan(500)
    },
  )

  test('text is not taken for JSON', async () => {
    const reply = await server.app.inject({
      method: 'POST',
      url: '/api/etowns/one/parties',
      payload: '{}',
      headers: { ...clerk.headers, 'content-type': 'text/plain', 'idempotency-key': crypto.randomUUID() },
    })
    expect([reply.statusCode, reply.json().errors[0].code]).toEqual([415, 'http.media'])
  })

  test.each([[listShops], [listOrderLines]])('a page that begins nowhere is refused', async (list) => {
    for (const after of ['x', '1e3', '2025-02-30~jd~1~', '9223372036854775808'])
      expect((await asking(server, clerk)(list, { query: { after } })).refused).toEqual([
        ['field.form', '/query/after'],
      ])
  })
})

describe('一人一户 who acts for one party', () => {
  test.each([
    ['a keeper of no station', { roles: ['station-keeper'] }],
    ['a merchant without a party', { roles: ['merchant'] }],
    ['a merchant of something unreadable', { roles: ['merchant'], party: 'x' }],
  ])('%s sees nobody', async (_who, role) => {
    const ask = asking(server, await actAs(server, { etown: 1, ...role }))
    expect((await ask(listParties)).answer.total).toBe(0)
    if (role.roles[0] === 'merchant') expect((await ask(listShops)).answer.total).toBe(0)
  })

  test('a merchant sees its own party, and no pair with another', async () => {
    const [a = '', b = ''] = parties
    await owner.query(
      `insert into party.duplicate_proposal (etown, a, b, score, why) values (1, $1, $2, 50, '[{"code": "same-phone", "points": 50}]')`,
      [a, b],
    )
    const ask = asking(server, await actAs(server, { etown: 1, roles: ['merchant'], party: a }))
    expect((await ask(listParties)).answer.items.map(({ id }) => id)).toEqual([a])
    expect((await ask(listDuplicates)).answer.total).toBe(0)
    expect((await asking(server, clerk)(listDuplicates)).answer.total).toBe(1)
  })
})

test('a file of whole personal data is for who brought it, or who may see such data', async () => {
  const brought = await asking(server, await actAs(server, { etown: 1, roles: ['township'] }))(checkImport, {
    file: { name: 'a.csv', bytes: csv('农户,王试一,,13800138000') },
  })
  const asked = { params: { batch: brought.answer.id }, query: { rows: 'all' } }
  const other = asking(server, await actAs(server, { etown: 1, roles: ['agriculture'] }))
  expect((await other(importFile, asked)).refused).toEqual([['party.import_not_yours', undefined]])
  expect((await asking(server, clerk)(importFile, asked)).status).toBe(200)
})

test('who registers the same shop at the same moment is told so, and nothing is doubled', async () => {
  const body = { platform: 'jd', name: '同时开的店', operator: parties[0] }
  const replies = await Promise.all(
    Array.from({ length: 8 }, () => asking(server, clerk)(openShop, { body })),
  )
  expect(replies.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
  const { rows } = await owner.query(`select count(*)::int as n from market.shop where name = $1`, [
    body.name,
  ])
  expect(rows).toEqual([{ n: 1 }])
})
