import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { deriveLots } from '#contract/trace'
import { type AsApp, asApp, type Row } from '#test/as-app'
import { type Lab, openLab } from '#test/lab'

/**
 * 绕开程序 Every rule of samples and readings, tried by the application's own role straight in the database: what the program
 * would never send is refused there too. Certificates: around-certificates.db.test.ts.
 */
let lab: Lab
let direct: AsApp
let lot: { id: string; code: string }
beforeAll(async () => {
  lab = await openLab()
  direct = await asApp(lab.server)
  lot = await lab.lotOf('1000')
})
afterAll(async () => {
  await direct[Symbol.asyncDispose]()
  await lab[Symbol.asyncDispose]()
})
beforeEach(() => direct.client.query('rollback'))
const insert: AsApp['insert'] = (table, row) => direct.insert(table, row)
const ask = (text: string, values: readonly unknown[] = []) => direct.client.query(text, [...values])
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
    const { rows } = await ask('select sha256($1::bytea) as digest', [raw])
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
    const { rows } = await ask('select taken_by from inspection.sample where id = $1', [sample.id])
    await expect(run({ operator: rows[0].taken_by }, sample.id)).rejects.toThrow('not blind')
    const slow = await lab.draw(lot.id, { method: 'NY/T 761-2008' })
    await expect(run({}, slow.id)).rejects.toThrow('not a rapid method')
  })
  test('仪器写的检测人姓名，也不能复核自己', async () => {
    const sample = await lab.draw(lot.id)
    await run({ operator: '钱检测' }, sample.id)
    const { rows } = await lab.owner.query(
      "insert into identity.account (kind, name, sign_in) values ('member', '钱检测', 'qian-jian-ce') returning id",
    )
    const review = { sample: sample.id, decision: 'confirmed' }
    await expect(insert('inspection.review', { ...review, by: rows[0].id })).rejects.toThrow('same person')
    await insert('inspection.review', { ...review, by: 'y' })
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
    const { rows } = await ask('select id, lot from trace.hold where holder = $1 order by lot', [
      `inspection.sample/${sample.id}`,
    ])
    expect(rows.map((row) => String(row.lot))).toEqual([bad.id, ...answer.lots.map(({ id }) => id)])
    for (const { id } of rows)
      await expect(insert('trace.hold_end', { hold: id, by: 'x' })).rejects.toThrow('not cleared')
    await expect(
      insert('trace.supervision', { lot: bad.id, kind: 'release', said: '看着没有问题', by: 'x' }),
    ).rejects.toThrow('lot held')
    await ask("update inspection.alert set seen_by = 'x', seen_at = now() where sample = $1", [sample.id])
    await expect(
      ask('update inspection.alert set seen_by = null, seen_at = null where sample = $1', [sample.id]),
    ).rejects.toThrow('seen already')
    await expect(ask("update inspection.sample set state = 'cleared'")).rejects.toThrow('permission denied')
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
    await ask('begin')
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
    await expect(ask('commit')).rejects.toThrow('positive not held')
  })
  test('确证只用实验室方法，结论等于各项目之和，项目不能后补', async () => {
    const bad = await lab.lotOf('100')
    const sample = await lab.draw(bad.id)
    await lab.run(sample.code, '0.100')
    const sha256 = 'ab'.repeat(32)
    await ask(
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
    await ask('begin')
    const id = await insert('inspection.lab_result', result)
    await insert('inspection.lab_item', { result: id, ...item })
    await expect(ask('commit')).rejects.toThrow('does not add up')
    await ask('begin')
    const again = await insert('inspection.lab_result', result)
    await expect(insert('inspection.lab_item', { result: again, ...item, passes: true })).rejects.toThrow(
      '_follows',
    )
    await ask('rollback; begin')
    const third = await insert('inspection.lab_result', result)
    await expect(
      insert('inspection.lab_item', { result: third, ...item, found: null, passes: true }),
    ).rejects.toThrow('found_or_below')
    await ask('rollback; begin')
    const good = await insert('inspection.lab_result', result)
    await insert('inspection.lab_item', { result: good, ...item, found: 0.1, passes: true })
    await ask('commit')
    await expect(
      insert('inspection.lab_item', { result: good, ...item, item: '吡虫啉', found: 0.1, passes: true }),
    ).rejects.toThrow('result is closed')
  })
})
