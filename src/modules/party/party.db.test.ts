import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { day } from '#kernel/day'
import { residentIdCheck } from '#kernel/resident-id'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { type Office, openOffice } from '#test/towns'
import { creditCode } from '#world/codes'
import {
  amendParty,
  exportParties,
  getParty,
  listParties,
  type PartyForm,
  registerParty,
  revealParty,
} from './contract/index.ts'

let office: Office
let ask: Office['ask']
let owner: Office['owner']
let server: Office['server']
beforeAll(async () => {
  office = await openOffice()
  ;({ ask, owner, server } = office)
})
afterAll(() => office[Symbol.asyncDispose]())

let made = 0
const newCode = (): string => {
  made += 1
  return creditCode('1', '141030', made)
}
const residentId = `14103019900101123${residentIdCheck('14103019900101123')}`
const PHONE = '13812345678'
const firm = (more: Partial<PartyForm> = {}): PartyForm => ({
  kind: 'enterprise',
  name: `大宁县隆泰${made}果业有限公司`,
  creditCode: newCode(),
  registeredOn: day('2023-05-18'),
  ...more,
})
const registered = async (form: PartyForm): Promise<string> => {
  const { answer, refused } = await ask(registerParty, { body: form })
  expect(refused).toEqual([])
  return answer.id
}
const detail = async (party: string) => (await ask(getParty, { params: { party } })).answer

describe('登记与历史 registering and history', () => {
  test('a party is kept with its history, and announced as it counts', async () => {
    const party = await registered(
      firm({ legalRepresentative: '张三丰', phone: PHONE, address: '东大街 1 号' }),
    )
    const before = await detail(party)
    expect(before).toMatchObject({
      version: 1,
      counted: true,
      insideBasis: 'unknown',
      legalRepresentative: '张**',
    })
    const { name, creditCode, registeredOn } = before
    const form = {
      kind: 'enterprise',
      name: `${name}（新）`,
      creditCode,
      registeredOn,
      address: '西大街 2 号',
    }
    const amended = await ask(amendParty, {
      params: { party },
      body: { version: 1, reason: '执照变更', form },
    })
    expect(amended.answer).toEqual({ id: party, version: 2 })
    const after = await detail(party)
    expect(after.phone).toBe('138******78')
    expect(after.history.map((v) => [v.version, v.by, v.why, v.changes])).toEqual([
      [1, '王办事', '登记', []],
      [
        2,
        '王办事',
        '执照变更',
        [
          { field: 'address', before: '东大街 1 号', after: '西大街 2 号' },
          { field: 'name', before: name, after: `${name}（新）` },
        ],
      ],
    ])
    const { rows } = await owner.query(
      'select kind, payload from platform.event where subject = $1 order by seq',
      [party],
    )
    const counts = {
      kind: 'enterprise',
      inside: null,
      counted: true,
      registeredOn: '2023-05-18',
      deregisteredOn: null,
      ecommerceSince: null,
    }
    expect(rows).toEqual([
      { kind: 'party.registered', payload: { version: 1, before: null, after: counts } },
      { kind: 'party.amended', payload: { version: 2, before: counts, after: counts } },
    ])
  })

  test('the same credit code is one party; so is the same farmer; a phone tells two farmers apart', async () => {
    const form = firm()
    const party = await registered(form)
    const again = await ask(registerParty, { body: { ...form, name: '另一个名字' } })
    expect([again.status, again.refused]).toEqual([409, [['party.known_already', undefined]]])
    expect(again.raw.json().title).toContain(`第 ${party} 号`)
    await registered({ kind: 'farmer', name: '张三', placeCode: '141030100' })
    expect(
      (await ask(registerParty, { body: { kind: 'farmer', name: '张 三', placeCode: '141030100' } })).status,
    ).toBe(409)
    await registered({ kind: 'farmer', name: '张三', placeCode: '141030100', phone: PHONE })
  })

  test('who saw an older version is told; nothing changed is nothing saved; a bad form names its fields', async () => {
    const form = firm()
    const party = await registered(form)
    const amend = (version: number, changed: PartyForm) =>
      ask(amendParty, { params: { party }, body: { version, reason: '更正内容', form: changed } })
    expect((await amend(1, form)).refused).toEqual([['party.nothing_changed', undefined]])
    expect((await amend(1, { ...form, mainProducts: '苹果' })).status).toBe(200)
    expect((await amend(1, { ...form, mainProducts: '梨' })).refused).toEqual([
      ['party.changed_meanwhile', undefined],
    ])
    expect((await amend(2, { ...form, phone: '1' })).refused).toEqual([
      ['kernel.mobile_length', '/form/phone'],
    ])
  })

  test('the database keeps history by itself, and lets nobody write it', async () => {
    const party = await registered(firm())
    await server.house.pool.query(
      `begin; set local app.etown = '1'; update party.party set name = '直接改', changed_why = '绕过' where id = ${party}; commit`,
    )
    expect((await detail(party)).history.at(-1)).toMatchObject({ version: 2, why: '绕过' })
    const sneak = `begin; set local app.etown = '1'; insert into party.party_version select * from party.party_version`
    await expect(server.house.pool.query(sneak)).rejects.toThrow(/permission denied/)
    await expect(owner.query('update party.party_version set why = $1', ['改写'])).rejects.toThrow(
      /append-only/,
    )
    await expect(owner.query('delete from party.party_version')).rejects.toThrow(/append-only/)
  })
})

describe('个人信息 personal data', () => {
  test('is masked, sealed, out of history, and revealed only with a reason that is audited', async () => {
    const farmer: PartyForm = {
      kind: 'farmer',
      name: '欧阳小二',
      residentId,
      phone: '13987654321',
      placeCode: '141030100204',
      address: '昕水镇罗曲村 8 号',
      point: { lon: 110.752_917, lat: 36.465_102 },
    }
    const party = await registered(farmer)
    const seen = await ask(getParty, { params: { party } })
    expect(seen.answer).toMatchObject({
      name: '欧**二',
      residentId: '1410**********1230'.replace('1230', residentId.slice(-4)),
      phone: '139******21',
      address: '昕水镇罗曲村***',
      point: { lon: 110.753, lat: 36.465 },
    })
    const canaries = new RegExp([residentId, '13987654321', '欧阳小二', '8 号', '110.752917'].join('|'))
    expect(seen.raw.body).not.toMatch(canaries)
    expect((await ask(listParties, { query: { kind: 'farmer' } })).raw.body).not.toMatch(canaries)
    for (const table of [
      'party.party_version',
      'platform.event',
      'platform.audit_entry',
      'platform.idempotency',
    ]) {
      const { rows } = await owner.query(`select t::text as said from ${table} t`)
      expect(JSON.stringify(rows), table).not.toMatch(/欧阳小二|罗曲村 8 号/)
      expect(JSON.stringify(rows), table).not.toMatch(canaries)
    }
    const form = { kind: 'farmer', name: '', placeCode: '141030100204', mainProducts: '苹果' }
    const amended = await ask(amendParty, {
      params: { party },
      body: { version: 1, reason: '补录产品', form },
    })
    expect(amended.refused).toEqual([])
    expect((await ask(revealParty, { params: { party }, body: { reason: '看看' } })).status).toBe(422)
    const reason = '核对身份证原件'
    const revealed = await ask(revealParty, { params: { party }, body: { reason } })
    expect(revealed.answer).toEqual({
      name: '欧阳小二',
      residentId,
      phone: '13987654321',
      address: '昕水镇罗曲村 8 号',
    })
    const { rows } = await owner.query(
      'select act, subject, detail from platform.audit_entry order by seq desc limit 1',
    )
    expect(rows).toEqual([{ act: 'party.reveal', subject: party, detail: { reason } }])
    const kept = await owner.query(
      'select count(*)::int as n from platform.idempotency where answer::text like $1',
      [`%${residentId}%`],
    )
    expect(kept.rows[0].n).toBe(0)
  })

  test('revealing and exporting need the second factor', async () => {
    const careless = asking(server, await actAs(server, { etown: 1, roles: ['office'], secondFactor: false }))
    const party = await registered(firm())
    const reveal = await careless(revealParty, { params: { party }, body: { reason: '核对身份证原件' } })
    expect(reveal.refused).toEqual([['http.second_factor', undefined]])
    const exporting = { format: 'csv', reason: '报送名单', personal: false, filter: {} }
    expect((await careless(exportParties, { body: exporting })).refused).toEqual([
      ['http.second_factor', undefined],
    ])
  })
})

describe('谁看得到 who sees what', () => {
  test('another e-town sees and changes nothing, with or without our help', async () => {
    const form = firm()
    const party = await registered(form)
    const other = asking(server, await actAs(server, { etown: 2, roles: ['office'] }), 'two')
    expect((await other(getParty, { params: { party } })).status).toBe(404)
    expect((await other(getParty, { etown: 'one', params: { party } })).status).toBe(403)
    expect((await other(listParties)).answer.total).toBe(0)
    expect((await other(registerParty, { body: form })).status).toBe(200)
    expect(
      (await other(amendParty, { params: { party }, body: { version: 1, reason: '越界修改', form } })).status,
    ).toBe(404)
    const tables = [
      'boundary',
      'import_batch',
      'import_row_problem',
      'party',
      'party_version',
      'duplicate_proposal',
      'site',
      'product',
    ]
    for (const table of tables
      .map((name) => `party.${name}`)
      .concat('party_pub.entity', 'party_pub.survivor', 'party_pub.product')) {
      await expect(server.house.pool.query(`select * from ${table}`), table).rejects.toThrow(
        /app.etown|integer/,
      )
    }
  })

  test('a merchant sees its own party only, and nobody without the role sees any', async () => {
    const [own, other] = [await registered(firm()), await registered(firm())]
    const merchant = asking(server, await actAs(server, { etown: 1, roles: ['merchant'], party: own }))
    expect((await merchant(listParties)).answer).toMatchObject({ total: 1, items: [{ id: own }] })
    expect((await merchant(getParty, { params: { party: own } })).status).toBe(200)
    expect((await merchant(getParty, { params: { party: other } })).refused).toEqual([
      ['party.not_found', undefined],
    ])
    expect((await merchant(registerParty, { body: firm() })).status).toBe(403)
    const trainee = asking(server, await actAs(server, { etown: 1, roles: ['trainee'] }))
    expect((await trainee(listParties)).status).toBe(403)
    const lost = asking(server, await actAs(server, { etown: 1, roles: ['merchant'], party: 'p-1' }))
    expect((await lost(listParties)).answer.total).toBe(0)
  })
})

describe('名单 the list', () => {
  test('pages through everything once, with the true total, under every filter', async () => {
    const town = await actAs(server, { etown: 2, roles: ['office'] })
    const there = asking(server, town, 'two')
    for (let n = 0; n < 7; n += 1) {
      await there(registerParty, {
        body: firm({ name: `甲${n}号（Ａ）果业`, registeredOn: day(`2023-05-1${n}`) }),
      })
    }
    await there(registerParty, { body: { kind: 'farmer', name: '赵六' } })
    const seen: string[] = []
    let after: string | undefined
    do {
      const { answer } = await there(listParties, {
        query: { limit: '3', kind: 'enterprise', text: '号（a）', ...(after && { after }) },
      })
      expect(answer.total).toBe(7)
      seen.push(...answer.items.map((item) => item.name))
      after = answer.next
    } while (after !== undefined)
    expect(new Set(seen).size).toBe(7)
    const total = async (query: Record<string, string>) => (await there(listParties, { query })).answer.total
    expect(await total({ registeredFrom: '2023-05-12', registeredUntil: '2023-05-15' })).toBe(3)
    expect(await total({ inside: 'unknown' })).toBe(await total({}))
    expect(await total({ inside: 'yes' })).toBe(0)
    expect(await total({ ecommerce: 'yes' })).toBe(0)
    expect(await total({ text: '100%_' })).toBe(0)
    expect((await there(listParties, { query: { after: 'x' } })).status).toBe(422)
  })
})
