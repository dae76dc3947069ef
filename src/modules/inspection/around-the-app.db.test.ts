import pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deriveLots } from '#contract/trace'
import { appUrl } from '#platform/db/migrate'
import { type Lab, openLab } from '#test/lab'
import { aParty } from '#test/shops'
import {
  collectCertificate,
  getCertificate,
  issueBuyerCertificate,
  voidCertificate,
} from './contract/index.ts'

/**
 * 绕开程序 Every rule of this room, tried by the application's own role straight in the database: what the program would never
 * send is refused there too.
 */
let lab: Lab
let app: pg.Client
let grower = ''
let lot: { id: string; code: string }
beforeAll(async () => {
  lab = await openLab()
  app = new pg.Client({ connectionString: appUrl(lab.server.database.url) })
  await app.connect()
  await app.query("select set_config('app.etown', '1', false)")
  await lab.record('tending', { season: lab.season }, { what: '疏果、套袋' }, 60)
  lot = await lab.lotOf('1000')
  const issued = await lab.issue(lot.id, { quantity: '1' })
  const { rows } = await lab.owner.query('select by from inspection.certificate where id = $1', [
    issued.answer.id,
  ])
  grower = rows[0].by
})
afterAll(async () => {
  await app.end()
  await lab[Symbol.asyncDispose]()
})
beforeEach(() => app.query('rollback'))

type Row = Readonly<Record<string, unknown>>
async function insert(table: string, row: Row): Promise<string> {
  const names = Object.keys({ etown: 1, ...row })
  const { rows } = await app.query(
    `insert into ${table} (${names.map((name) => `"${name}"`).join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')}) returning *`,
    Object.values({ etown: 1, ...row }),
  )
  return String(rows[0].id ?? '')
}
const NOW = '2026-11-22T02:00:00Z'

describe('任务与样品', () => {
  const task = (more: Row) =>
    insert('inspection.task', {
      lot: lot.id,
      food: 'apple',
      method: 'GB/T 5009.199-2003',
      purpose: 'self',
      by: 'x',
      ...more,
    })
  test('蜂蜜、羊肉的酶抑制率法，没登记的方法，都不成任务', async () => {
    for (const food of ['honey', 'goat', 'stone'])
      await expect(task({ food })).rejects.toThrow('method means nothing')
    await expect(task({ method: 'GB 0000' })).rejects.toThrow('method means nothing')
    await expect(task({ at: '1999-01-01T00:00:00Z' })).rejects.toThrow('method not in force')
  })
  test('样品不能换批次、换方法、少复检', async () => {
    const row = {
      task: await task({}),
      lot: lot.id,
      food: 'apple',
      method: 'GB/T 5009.199-2003',
      retests: 2,
      code: 'ABCDEF',
      taken_at: '2026-11-21T02:00:00Z',
      taken_by: 'x',
      taken_where: '园里',
      at: NOW,
    }
    const other = (await lab.lotOf('5')).id
    for (const more of [{ lot: other }, { method: 'NY/T 761-2008' }, { food: 'pear' }, { retests: 0 }])
      await expect(insert('inspection.sample', { ...row, ...more })).rejects.toThrow('not of its task')
    await expect(insert('inspection.sample', { ...row, taken_at: '2026-11-23T02:00:00Z' })).rejects.toThrow(
      'not taken yet',
    )
    await expect(insert('inspection.sample', { ...row, state: 'passed' })).rejects.toThrow(
      'permission denied',
    )
  })
})

describe('测定', () => {
  const run = async (more: Row, sample?: string) =>
    insert('inspection.run', {
      sample: sample ?? (await lab.draw(lot.id)).id,
      ...lab.tools,
      control: 0.5,
      change: 0.4,
      limit_percent: 50,
      blank_least: 0.3,
      verdict: 'negative',
      measured_at: '2026-11-22T01:00:00Z',
      operator: 'x',
      by: 'x',
      at: NOW,
      ...more,
    })
  test('限值、空白下限是方法的，不是写的人的', async () => {
    await expect(run({ change: 0.2, limit_percent: 90 })).rejects.toThrow('not the limit of the method')
    await expect(run({ control: 0.1, change: 0.09, blank_least: 0.05 })).rejects.toThrow(
      'not the limit of the method',
    )
    await expect(run({ change: 0.25 })).rejects.toThrow('verdict_follows')
  })
  test('没写仪器试剂、仪器过检、试剂过期、时间不对，都不成测定', async () => {
    await expect(run({ reagent: null })).rejects.toThrow('no instrument')
    await expect(run({ instrument: null })).rejects.toThrow('no instrument')
    const old = await insert('inspection.reagent', {
      name: '旧酶',
      batch: 'B0',
      expires_on: '2026-11-21',
      by: 'x',
    })
    await expect(run({ reagent: old })).rejects.toThrow('reagent expired')
    const idle = await insert('inspection.instrument', {
      name: '旧仪器',
      model: '',
      serial: 'OLD',
      registered_by: 'x',
    })
    await expect(run({ instrument: idle })).rejects.toThrow('not calibrated')
    await insert('inspection.calibration', {
      instrument: idle,
      on_day: '2025-11-22',
      until: '2026-11-22',
      certificate: '检-1',
      by: 'x',
    })
    await expect(run({ instrument: idle })).rejects.toThrow('not calibrated')
    await expect(run({ measured_at: '2026-11-24T01:00:00Z' })).rejects.toThrow('not measured yet')
    await expect(run({ measured_at: '2026-11-20T01:00:00Z' })).rejects.toThrow('before sampling')
  })
  test('仪器读数只能是它那一行说的，一行只用一次；行只认自己的字节', async () => {
    const read = {
      instrument: lab.tools.instrument,
      via: 'http',
      sample_code: 'X',
      read_at: NOW,
      value: 60,
      received_by: 'x',
    }
    const raw = Buffer.from('一行')
    await expect(
      insert('inspection.device_line', { ...read, raw, digest: Buffer.alloc(32) }),
    ).rejects.toThrow('known_by_its_bytes')
    const { rows } = await app.query('select sha256($1::bytea) as digest', [raw])
    const line = await insert('inspection.device_line', { ...read, raw, digest: rows[0].digest })
    await expect(insert('inspection.device_line', { ...read, raw, digest: rows[0].digest })).rejects.toThrow(
      'device_line_etown_instrument_digest_key',
    )
    const bare = { control: null, change: null, reagent: null, verdict: 'negative', measured_at: NOW }
    await expect(run({ ...bare, value: 10 })).rejects.toThrow('no line')
    await expect(run({ ...bare, value: 10, line })).rejects.toThrow('not what the line says')
    const of = (await lab.lotOf('5')).id
    const sample = (await lab.draw(of)).id
    await expect(run({ ...bare, value: 60, verdict: 'positive', line }, sample)).rejects.toThrow(
      'positive not held',
    )
  })
  test('抽样人不测，实验室方法不在检测台测，读数够了不再收', async () => {
    const sample = await lab.draw(lot.id)
    const { rows } = await app.query('select taken_by from inspection.sample where id = $1', [sample.id])
    await expect(run({ operator: rows[0].taken_by }, sample.id)).rejects.toThrow('not blind')
    const slow = await lab.draw(lot.id, { method: 'NY/T 761-2008' })
    await expect(run({}, slow.id)).rejects.toThrow('not a rapid method')
  })
  test('检测人不复核自己；没有通过的结果没有标签', async () => {
    const sample = await lab.draw(lot.id)
    const label = { sample: sample.id, number: 'T222222222222' }
    await expect(insert('inspection.test_label', label)).rejects.toThrow('no verdict')
    await expect(
      insert('inspection.review', { sample: sample.id, decision: 'confirmed', by: 'y' }),
    ).rejects.toThrow('nothing to review')
    await run({}, sample.id)
    await expect(insert('inspection.test_label', label)).rejects.toThrow('no verdict')
    await expect(
      insert('inspection.review', { sample: sample.id, decision: 'confirmed', by: 'x' }),
    ).rejects.toThrow('same person')
    await expect(
      insert('inspection.review', { sample: sample.id, decision: 'withdrawn', by: 'y' }),
    ).rejects.toThrow('review_check')
  })
})

describe('阳性与扣留', () => {
  test('扣留结束不了，做成的产品也逃不掉，签收不能改', async () => {
    const bad = await lab.lotOf('100')
    const { answer } = await lab.ask(deriveLots, {
      body: {
        way: 'split',
        inputs: [{ lot: bad.id, quantity: '40' }],
        outputs: [{ quantity: '30' }, { quantity: '10' }],
        madeOn: lab.before(1).slice(0, 10),
      },
    })
    const sample = await lab.draw(bad.id)
    expect((await lab.run(sample.code, '0.100')).answer.state).toBe('locked')
    const { rows } = await app.query('select id, lot from trace.hold where holder = $1 order by lot', [
      `inspection.sample/${sample.id}`,
    ])
    expect(rows.map((row) => String(row.lot))).toEqual([bad.id, ...answer.lots.map(({ id }) => id)])
    for (const { id } of rows)
      await expect(insert('trace.hold_end', { hold: id, by: 'x' })).rejects.toThrow('not cleared')
    await expect(
      insert('trace.supervision', { lot: bad.id, kind: 'release', said: '看着没有问题', by: 'x' }),
    ).rejects.toThrow('lot held')
    await app.query("update inspection.alert set seen_by = 'x', seen_at = now() where sample = $1", [
      sample.id,
    ])
    await expect(
      app.query('update inspection.alert set seen_by = null, seen_at = null where sample = $1', [sample.id]),
    ).rejects.toThrow('seen already')
    await expect(app.query("update inspection.sample set state = 'cleared'")).rejects.toThrow(
      'permission denied',
    )
  })
  test('只扣本批、不扣做成的产品，提交不了', async () => {
    const bad = await lab.lotOf('100')
    await lab.ask(deriveLots, {
      body: {
        way: 'split',
        inputs: [{ lot: bad.id, quantity: '40' }],
        outputs: [{ quantity: '30' }, { quantity: '10' }],
        madeOn: lab.before(1).slice(0, 10),
      },
    })
    const sample = await lab.draw(bad.id)
    await app.query('begin')
    await insert('inspection.run', {
      sample: sample.id,
      ...lab.tools,
      control: 0.5,
      change: 0.1,
      limit_percent: 50,
      blank_least: 0.3,
      verdict: 'positive',
      measured_at: NOW,
      operator: 'x',
      by: 'x',
      at: NOW,
    })
    await insert('trace.supervision', { lot: bad.id, kind: 'freeze', said: '快检阳性', by: 'x' })
    await insert('trace.hold', { lot: bad.id, holder: `inspection.sample/${sample.id}`, by: 'x' })
    await expect(app.query('commit')).rejects.toThrow('positive not held')
  })
  test('确证只用实验室方法，结论等于各项目之和，项目不能后补', async () => {
    const bad = await lab.lotOf('100')
    const sample = await lab.draw(bad.id)
    await lab.run(sample.code, '0.100')
    const sha256 = 'ab'.repeat(32)
    await app.query(
      "insert into platform.evidence (etown, sha256, media, name, bytes, stored, brought_by) values (1, $1, 'application/pdf', '报告', 1, $1, 'x')",
      [sha256],
    )
    const result = {
      sample: sample.id,
      laboratory: '市农检中心',
      report_no: 'W1',
      method: 'GB 23200.113-2018',
      kind: 'confirmatory',
      reported_on: '2026-11-22',
      sha256,
      passes: true,
      by: 'y',
      at: NOW,
    }
    for (const method of ['GB/T 5009.199-2003', 'GB/T 18932.19-2003', '没有'])
      await expect(insert('inspection.lab_result', { ...result, method })).rejects.toThrow('not confirmatory')
    await expect(insert('inspection.lab_result', result)).rejects.toThrow('does not add up')
    const item = { item: '毒死蜱', found: 0.9, below: false, most: 0.5, passes: false }
    await app.query('begin')
    const id = await insert('inspection.lab_result', result)
    await insert('inspection.lab_item', { result: id, ...item })
    await expect(app.query('commit')).rejects.toThrow('does not add up')
    await app.query('begin')
    const again = await insert('inspection.lab_result', result)
    await expect(insert('inspection.lab_item', { result: again, ...item, passes: true })).rejects.toThrow(
      '_follows',
    )
    await app.query('rollback; begin')
    const third = await insert('inspection.lab_result', result)
    await expect(
      insert('inspection.lab_item', { result: third, ...item, found: null, passes: true }),
    ).rejects.toThrow('found_or_below')
    await app.query('rollback; begin')
    const good = await insert('inspection.lab_result', result)
    await insert('inspection.lab_item', { result: good, ...item, found: 0.1, passes: true })
    await app.query('commit')
    await expect(
      insert('inspection.lab_item', { result: good, ...item, item: '吡虫啉', found: 0.1, passes: true }),
    ).rejects.toThrow('result is closed')
  })
})

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
    await expect(app.query('delete from inspection.certificate_void')).rejects.toThrow('permission denied')
    await expect(app.query('update inspection.certificate set quantity = 2')).rejects.toThrow(
      'permission denied',
    )
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
