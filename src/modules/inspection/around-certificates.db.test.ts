import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type AsApp, asApp, type Row } from '#test/as-app'
import { type Lab, openLab } from '#test/lab'
import { aParty } from '#test/shops'
import {
  collectCertificate,
  getCertificate,
  issueBuyerCertificate,
  voidCertificate,
} from './contract/index.ts'

/** 绕开程序 Every rule of certificates, tried by the application's own role straight in the database. */
let lab: Lab
let direct: AsApp
let grower = ''
let lot: { id: string; code: string }
beforeAll(async () => {
  lab = await openLab()
  direct = await asApp(lab.server)
  await lab.record('tending', { season: lab.season }, { what: '疏果、套袋' }, 60)
  lot = await lab.lotOf('1000')
  const issued = await lab.issue(lot.id, { quantity: '1' })
  const { rows } = await lab.owner.query('select by from inspection.certificate where id = $1', [
    issued.answer.id,
  ])
  grower = rows[0].by
})
afterAll(async () => {
  await direct[Symbol.asyncDispose]()
  await lab[Symbol.asyncDispose]()
})
beforeEach(() => direct.client.query('rollback'))
const insert: AsApp['insert'] = (table, row) => direct.insert(table, row)
const ask = (text: string, values: readonly unknown[] = []) => direct.client.query(text, [...values])
const NOW = '2026-11-22T02:00:00Z'

describe('合格证', () => {
  const certificate = (more: Row) =>
    insert('inspection.certificate', {
      number: 'C222222222222',
      style: 'producer',
      template: '2025-4',
      party: lab.party,
      lot: lot.id,
      product: '宁脆苹果',
      listed: true,
      quantity: 1,
      unit: 'kg',
      boxes: 1,
      origin: '大宁县',
      subject: '合作社',
      contact: Buffer.from('x'),
      bases: ['control'],
      issued_on: '2026-11-22',
      retained_until: '2028-12-01',
      sha256: 'a'.repeat(64),
      by: grower,
      at: NOW,
      ...more,
    })
  test('谁的货谁开：别人、别的批次、别的品名单位开不成', async () => {
    await expect(certificate({ by: 'x' })).rejects.toThrow('not theirs to promise')
    const other = await aParty(lab.owner, 1, '别家果园')
    await expect(certificate({ party: other })).rejects.toThrow('not their lot')
    for (const more of [{ product: '蜂蜜' }, { unit: 'piece' }])
      await expect(certificate(more)).rejects.toThrow('not their lot')
    await expect(certificate({ quantity: 1000 })).rejects.toThrow('more than the lot')
    await expect(certificate({ bases: [] })).rejects.toThrow('bases')
  })
  test('样式随开具日，旧样式、旧依据今天开不成，日期不能倒填', async () => {
    for (const more of [
      { template: '2021-16' },
      { bases: ['own-word'] },
      { issued_on: '2026-11-21' },
      { issued_on: '2026-03-01', template: '2021-16' },
    ])
      await expect(certificate(more)).rejects.toThrow('not the template of the day')
    await expect(certificate({ retained_until: '2027-11-22' })).rejects.toThrow('kept_long_enough')
  })
  test('间隔期、没填的间隔期、未检的药、未了结的阳性', async () => {
    const item = (await lab.newItem({ name: '黄瓜' })).id
    const sown = async (facts: Record<string, string>, days: number) => {
      const { rows } = await lab.owner.query(
        "insert into trace.season (etown, item, party, site, name, started_on, opened_by) select 1, $1, party, site, '黄瓜一季', '2026-08-01', 'x' from trace.season limit 1 returning id",
        [item],
      )
      const season = rows[0].id
      const made = await lab.owner.query(
        "insert into trace.lot (etown, code, item, party, season, origin, made_on, quantity, pack_size, made_by) select 1, 'HG-' || $2::bigint, $1, party, $2, 'harvest', '2026-11-12', 100, 1, 'x' from trace.trade_item where id = $1 returning id",
        [item, season],
      )
      const id = String(made.rows[0].id)
      const step = (kind: string, of: string | null, daysBefore: number, said: object) =>
        lab.owner.query(
          "insert into trace.step (etown, kind, party, season, lot, occurred_at, facts, source, entered_by) values (1, $1, $2, $3, $4, '2026-11-12T02:00:00Z'::timestamptz - $5 * interval '1 day', $6, 'desk', 'x')",
          [kind, lab.party, season, of, daysBefore, JSON.stringify(said)],
        )
      await step('input', null, days, { inputKind: 'pesticide', ...facts })
      await step('harvest', id, 0, {})
      return (more: Row) => certificate({ lot: id, product: '黄瓜', ...more })
    }
    await expect((await sown({ name: '吡虫啉', intervalDays: '14' }, 13))({})).rejects.toThrow(
      'interval_open',
    )
    await expect((await sown({ name: '吡虫啉' }, 40))({})).rejects.toThrow('interval_unknown')
    const fine = await sown({ name: '吡虫啉', intervalDays: '14' }, 14)
    await expect(fine({ bases: ['self-test'] })).rejects.toThrow('basis_without_test')
    await expect(fine({ bases: ['commissioned'] })).rejects.toThrow('basis_without_test')
    expect(await fine({})).not.toBe('')
  })
  test('批次关着开不成；附的检测须是本批次的；作废要本人、写理由、只一次', async () => {
    const bad = await lab.lotOf('10')
    await lab.run((await lab.draw(bad.id)).code, '0.100')
    await expect(certificate({ lot: bad.id })).rejects.toThrow('lot not open')
    const elsewhere = await lab.passed((await lab.lotOf('5')).id)
    await expect(certificate({ sample: elsewhere.id })).rejects.toThrow('test not passed')
    const id = await certificate({ number: 'C232222222222' })
    await expect(
      insert('inspection.certificate_void', { certificate: id, why: '', by: grower }),
    ).rejects.toThrow('why')
    await expect(
      insert('inspection.certificate_void', { certificate: id, why: '写错了数量', by: 'x' }),
    ).rejects.toThrow('not theirs to promise')
    await insert('inspection.certificate_void', { certificate: id, why: '写错了数量', by: grower })
    await expect(
      insert('inspection.certificate_void', { certificate: id, why: '写错了数量', by: grower }),
    ).rejects.toThrow('certificate_void_pkey')
    await expect(ask('delete from inspection.certificate_void')).rejects.toThrow('permission denied')
    await expect(ask('update inspection.certificate set quantity = 2')).rejects.toThrow('permission denied')
  })
})

describe('收证与转开', () => {
  test('一张证几家收，加起来不超过所载；作废的不能收、不能用', async () => {
    const big = await lab.lotOf('100')
    const { answer: issued } = await lab.issue(big.id, { quantity: '100', boxes: 4 })
    const buyers = await Promise.all(
      ['春苗收购站', '秋实收购站'].map(async (name) => {
        const party = await aParty(lab.owner, 1, name)
        return { party, ask: await lab.as(['merchant'], party) }
      }),
    )
    const [one, two] = buyers
    if (one === undefined || two === undefined) throw new Error('two buyers')
    const first = await one.ask(collectCertificate, { body: { number: issued.number, quantity: '60' } })
    expect(first.refused).toEqual([])
    const over = await two.ask(collectCertificate, { body: { number: issued.number, quantity: '41' } })
    expect(over.refused.map(([code]) => code)).toEqual(['inspection.more_than_certified'])
    const facts = {
      party: two.party,
      source: 'own',
      number: issued.number,
      certificate: issued.id,
      product: '宁脆苹果',
      quantity: 41,
      unit: 'kg',
      issuer: '大宁县隆泰果业合作社',
      issued_on: '2026-11-22',
      collected_on: '2026-11-22',
      retained_until: '2028-12-01',
      by: 'x',
    }
    await expect(insert('inspection.incoming', facts)).rejects.toThrow('more than certified')
    await expect(insert('inspection.incoming', { ...facts, quantity: 1, product: '蜂蜜' })).rejects.toThrow(
      'not that certificate',
    )
    await expect(insert('inspection.incoming', { ...facts, quantity: 1, used: 0 })).rejects.toThrow(
      'permission denied',
    )
    const rest = await two.ask(collectCertificate, { body: { number: issued.number } })
    expect(rest.answer.quantity).toBe('40')
    const form = (incoming: string, quantity: string) => ({
      body: {
        product: '宁脆苹果',
        unit: 'kg',
        upstream: [{ incoming, quantity }],
        quantity,
        boxes: 1,
        origin: '大宁县',
        contact: '0357-1',
        bases: ['control'],
      },
    })
    const sold = await one.ask(issueBuyerCertificate, form(first.answer.id, '60'))
    expect(sold.refused).toEqual([])
    await expect(
      insert('inspection.incoming_use', {
        certificate: sold.answer.id,
        incoming: rest.answer.id,
        quantity: 1,
      }),
    ).rejects.toThrow('not theirs')
    await expect(
      insert('inspection.incoming_use', {
        certificate: sold.answer.id,
        incoming: first.answer.id,
        quantity: 1,
      }),
    ).rejects.toThrow()
    await lab.grower(voidCertificate, {
      params: { certificate: issued.id },
      body: { reason: '检出问题，作废' },
    })
    const dead = await two.ask(issueBuyerCertificate, form(rest.answer.id, '40'))
    expect(dead.refused.map(([code]) => code)).toEqual(['inspection.upstream_unknown'])
    const { answer } = await one.ask(getCertificate, { params: { certificate: sold.answer.id } })
    expect(answer.upstream).toMatchObject([{ quantity: '60', voided: true }])
  })
})
