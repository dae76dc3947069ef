import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { creditCodeCheck } from '#kernel/credit-code'
import { day } from '#kernel/day'
import { inEtown } from '#platform/db/act'
import { foldNext } from '#platform/work/consumers'
import { type Office, openOffice } from '#test/towns'
import { proposeDuplicates } from './app/propose-duplicates.ts'
import {
  addProduct,
  amendParty,
  decideDuplicate,
  getParty,
  listDuplicates,
  listParties,
  type PartyForm,
  registerParty,
} from './contract/index.ts'
import { operatorsLike, partiesOf } from './public.ts'

let office: Office
let ask: Office['ask']
let owner: Office['owner']
let server: Office['server']
beforeAll(async () => {
  office = await openOffice()
  ;({ ask, owner, server } = office)
})
afterAll(() => office[Symbol.asyncDispose]())

const register = async (form: PartyForm): Promise<string> =>
  (await ask(registerParty, { body: form })).answer.id
const fold = async (): Promise<void> => {
  while ((await foldNext(server.house, 1, proposeDuplicates)) > 0);
}
const pairs = async (state = 'open') => {
  await fold()
  return (await ask(listDuplicates, { query: { state } })).answer.items
}
const decide = (a: string, b: string, body: Record<string, string>) =>
  ask(decideDuplicate, { params: { a, b }, body: { reason: '电话核实过', ...body } })
const counted = async (): Promise<number> => {
  const { rows } = await owner.query('select count(*)::int as n from party_pub.entity where counted')
  return rows[0].n
}
const shop = (name: string, body: string, more: Partial<PartyForm> = {}): PartyForm => ({
  kind: body.startsWith('92') ? 'sole-trader' : 'enterprise',
  name,
  creditCode: body + creditCodeCheck(body),
  registeredOn: day('2023-05-18'),
  ...more,
})

describe('疑似重复 what looks alike', () => {
  test('is proposed with its reasons, and goes when it no longer holds', async () => {
    const a = await register({ kind: 'farmer', name: '王五', placeCode: '141030100' })
    const b = await register({ kind: 'farmer', name: '王五', placeCode: '141030100', phone: '13700000001' })
    await register({ kind: 'farmer', name: '王六', placeCode: '141030100', phone: '13700000001' })
    const [pair, ...rest] = await pairs()
    expect(rest).toEqual([])
    expect(pair).toMatchObject({ a: { id: a }, b: { id: b }, score: 60, state: 'open' })
    expect(pair?.why.map((reason) => reason.code)).toEqual(['same-name', 'same-place'])
    await ask(amendParty, {
      params: { party: a },
      body: {
        version: 1,
        reason: '补录手机号',
        form: { kind: 'farmer', name: '王五', placeCode: '141030100', phone: '13700000002' },
      },
    })
    expect(await pairs()).toEqual([])
  })

  test('different stays decided, whatever changes later', async () => {
    const a = await register({ kind: 'station', name: '罗曲村电商服务站', phone: '13700000003' })
    const b = await register({ kind: 'station', name: '罗曲村电商服务站点', phone: '13700000003' })
    expect(await pairs()).toHaveLength(1)
    expect((await decide(a, b, { decision: 'different' })).answer).toEqual({ state: 'different' })
    const form = { kind: 'station', name: '罗曲村电商服务站', phone: '13700000003', mainProducts: '代收代发' }
    await ask(amendParty, { params: { party: a }, body: { version: 1, reason: '补录内容', form } })
    expect(await pairs()).toEqual([])
    expect((await decide(a, b, { decision: 'different' })).refused).toEqual([
      ['party.pair_decided', undefined],
    ])
  })
})

describe('合并 merging', () => {
  test('keeps both rows, counts one, and can be taken back', async () => {
    const phone = '13700000004'
    const old = await register(shop('大宁县隆泰果业', '92141030MA0000001', { phone, placeCode: '141030100' }))
    const now = await register(shop('大宁县隆泰果业', '91141030MA0000002', { phone, placeCode: '141030100' }))
    for (const party of [old, now]) {
      await ask(addProduct, {
        params: { party },
        body: { name: '宁脆苹果', category: '水果', since: '2024-01-01' },
      })
    }
    expect(await pairs()).toHaveLength(1)
    expect(await counted()).toBe(2)
    expect((await decide(old, now, { decision: 'same' })).refused).toEqual([['party.pair_kept', '/keep']])
    expect((await decide(old, now, { decision: 'same', keep: now })).answer).toEqual({ state: 'same' })
    expect(await counted()).toBe(1)
    expect((await owner.query('select party::text, name from party_pub.product')).rows).toEqual([
      { party: now, name: '宁脆苹果' },
    ])
    expect(
      (await ask(listParties, { query: { merged: 'yes' } })).answer.items.map((p) => p.mergedInto),
    ).toEqual([now])
    const change = { version: 2, reason: '改一改看', form: shop('x', '92141030MA0000001') }
    expect((await ask(amendParty, { params: { party: old }, body: change })).refused).toEqual([
      ['party.merged_away', undefined],
    ])
    const last = await owner.query("select payload from platform.event where kind = 'party.merged'")
    expect(last.rows).toMatchObject([{ payload: { before: { counted: true }, after: { counted: false } } }])

    expect((await decide(old, now, { decision: 'different' })).status).toBe(200)
    expect(await counted()).toBe(2)
    expect(
      (await ask(getParty, { params: { party: old } })).answer.history.map((v) =>
        v.changes.map((c) => c.field),
      ),
    ).toEqual([[], ['mergedInto'], ['mergedInto']])
  })

  test('a merged party’s code is free again, so a merger may be past taking back', async () => {
    const phone = '13700000005'
    const form = shop('大宁县丰源商行', '92141030MA0000003', { phone, placeCode: '141030100' })
    const [old, now] = [
      await register(form),
      await register(shop('大宁县丰源商行', '91141030MA0000004', { phone, placeCode: '141030100' })),
    ]
    await fold()
    await decide(old, now, { decision: 'same', keep: now })
    const again = await register(form)
    expect((await decide(old, now, { decision: 'different' })).refused).toEqual([
      ['party.known_already', undefined],
    ])
    expect(again).not.toBe(old)
  })

  test('cannot run in a circle, even when two people decide at once', async () => {
    const phone = '13700000006'
    const ids = []
    for (const body of ['92141030MA0000005', '92141030MA0000006', '91141030MA0000007']) {
      ids.push(await register(shop('大宁县众合电商', body, { phone, placeCode: '141030100' })))
    }
    const [a = '', b = '', c = ''] = ids
    await fold()
    await Promise.all([
      decide(a, b, { decision: 'same', keep: a }),
      decide(b, c, { decision: 'same', keep: b }),
      decide(a, c, { decision: 'same', keep: c }),
    ])
    const { rows } = await owner.query(
      'select party::text, survivor::text from party_pub.survivor where party = any($1) order by party',
      [ids],
    )
    expect(rows.map((row) => row.party)).toEqual(ids)
    const merged = await owner.query(
      'select count(merged_into)::int as n from party.party where id = any($1)',
      [ids],
    )
    expect(new Set(rows.map((row) => row.survivor)).size).toBe(3 - merged.rows[0].n)
    expect(merged.rows[0].n).toBeGreaterThan(0)
  })
})

test('other rooms are told who a merged party counts as', async () => {
  const phone = '13700000007'
  const old = await register(shop('大宁县永兴商行', '92141030MA0000008', { phone, placeCode: '141030100' }))
  const now = await register(shop('大宁县永兴商行', '91141030MA0000009', { phone, placeCode: '141030100' }))
  await fold()
  await decide(old, now, { decision: 'same', keep: now })
  await inEtown(server.house.pool, 1, 'read', async ({ db }) => {
    const found = await partiesOf(db, 1, [BigInt(old), BigInt(now), 999_999n])
    expect([old, now].map((id) => found.get(BigInt(id))?.id)).toEqual([BigInt(now), BigInt(now)])
    expect(found.size).toBe(2)
    expect((await operatorsLike(db, 1, '永兴')).map((party) => party.id)).toEqual([BigInt(now)])
  })
})
