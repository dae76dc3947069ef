import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { deriveLots, drawLot, issueLabels, supervise } from '#contract/trace'
import { type Lab, openLab } from '#test/lab'
import {
  addInstrument,
  addReagent,
  addTask,
  askReinspection,
  bringFile,
  checkLot,
  enterLabResult,
  getSample,
  listAlerts,
  listSamples,
  printLabels,
  recordRun,
  reviewSample,
  seeAlert,
  tellResult,
} from './contract/index.ts'

let lab: Lab
let lot: { id: string; code: string }
beforeAll(async () => {
  lab = await openLab()
  lot = await lab.lotOf('1000')
})
afterAll(() => lab[Symbol.asyncDispose]())

const codes = (asked: { refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const scan = async (code: string) => {
  const { body } = await lab.server.app.inject({
    url: `/scan/01/${lab.gtin}/10/${code}`,
    headers: { 'accept-language': 'zh-CN' },
  })
  return body
}
const report = async (name = '报告.pdf') => {
  const pdf = Buffer.from(`%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF ${name}`)
  const { answer, refused } = await lab.reviewer(bringFile, { file: { name, bytes: pdf } })
  expect(refused).toEqual([])
  return answer.sha256
}
const labResult = async (sample: string, more: object = {}) =>
  lab.reviewer(enterLabResult, {
    params: { sample },
    body: {
      laboratory: '市农产品质量检验中心',
      reportNo: 'W2026-118',
      method: 'GB 23200.113-2018',
      reportedOn: '2026-11-22',
      report: await report(`${sample}.pdf`),
      items: [{ item: '毒死蜱', found: '0.01', most: '0.5' }],
      ...more,
    },
  })

describe('从抽样到标签', () => {
  test('抽样、盲检、复核由三个人；标签随判定而生，扫码页看得到', async () => {
    expect(await scan(lot.code)).toContain('没有本批次的检测报告')
    const sample = await lab.draw(lot.id)
    const blind = (await lab.tester(listSamples, {})).answer.items[0]
    expect([blind?.code, blind?.lot, blind?.product, blind?.partyName]).toEqual([
      sample.code,
      undefined,
      undefined,
      undefined,
    ])
    expect(blind?.warnings).toEqual(['扩展基质，仅供参考'])
    const own = (await lab.sampler(listSamples, {})).answer.items[0]
    expect(own?.lotCode).toBe(lot.code)
    expect(codes(await lab.run(sample.code, '0.300', lab.sampler))).toEqual(['inspection.not_blind'])
    const label = { query: { sample: sample.id, size: '50x30', form: 'pdf' } }
    expect(codes(await lab.reviewer(printLabels, label))).toEqual(['inspection.no_label'])
    const run = await lab.run(sample.code.toLowerCase(), '0.300')
    expect(run.answer).toMatchObject({ verdict: 'negative', percent: '40.0', state: 'to-review' })
    expect(codes(await lab.run(sample.code, '0.300'))).toEqual(['inspection.already_tested'])
    expect(await scan(lot.code)).toContain('没有本批次的检测报告')
    const review = { params: { sample: sample.id }, body: { decision: 'confirmed' } }
    expect(codes(await lab.tester(reviewSample, review))).toEqual(['inspection.same_person'])
    const { answer } = await lab.reviewer(reviewSample, review)
    expect(answer.label).toMatch(/^T[2-9A-HJ-NP-Z]{12}$/)
    expect(codes(await lab.reviewer(reviewSample, review))).toEqual(['inspection.nothing_to_review'])
    const page = await scan(lot.code)
    for (const shown of [
      '快筛阴性 抑制率 40.0 %',
      '扩展基质，仅供参考',
      'GB/T 5009.199-2003',
      '阴性不等于没有残留',
      `/hgz/${answer.label}`,
    ])
      expect(page).toContain(shown)
    const printed = await lab.reviewer(printLabels, label)
    expect(printed.raw.headers['content-type']).toBe('application/pdf')
    expect((await buffer(Readable.from([printed.raw.rawPayload]))).subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('没有意义的检测不安排：蜂蜜不做酶抑制率法，告诉送检什么', async () => {
    for (const food of ['honey', 'goat']) {
      const asked = await lab.sampler(addTask, {
        body: { lot: lot.id, food, method: 'GB/T 5009.199-2003', purpose: 'self' },
      })
      expect(codes(asked)).toEqual(['inspection.method_means_nothing'])
      expect(asked.raw.body).toContain(food === 'honey' ? '氯霉素' : '克伦特罗')
    }
  })

  test('空白太弱：没有判定、没有标签，可以重做', async () => {
    const sample = await lab.draw(lot.id)
    const weak = await lab.tester(recordRun, {
      params: { code: sample.code },
      body: { control: '0.250', sample: '0.100', measuredAt: lab.before(0), ...lab.tools },
    })
    expect(weak.answer).toMatchObject({ verdict: 'invalid', state: 'drawn', notes: ['weak-blank'] })
    expect(weak.answer).not.toHaveProperty('percent')
    expect((await lab.run(sample.code, '0.2502')).answer).toMatchObject({
      verdict: 'negative',
      percent: '50.0',
    })
    const { answer } = await lab.reviewer(getSample, { params: { sample: sample.id } })
    expect(answer.results).toHaveLength(2)
  })

  test('不写仪器试剂、仪器过检、试剂过期、测定早于抽样：不收，理由一次说全', async () => {
    const sample = await lab.draw(lot.id)
    const ask = (more: object) =>
      lab.tester(recordRun, {
        params: { code: sample.code },
        body: { control: '0.500', sample: '0.400', measuredAt: lab.before(0), ...more },
      })
    expect(codes(await ask({}))).toEqual(['inspection.instrument_missing', 'inspection.reagent_missing'])
    const { answer: idle } = await lab.reviewer(addInstrument, {
      body: { name: '旧仪器', model: '', serial: 'OLD' },
    })
    const { answer: old } = await lab.reviewer(addReagent, {
      body: { name: '旧酶', batch: 'B0', expiresOn: '2026-11-21' },
    })
    expect(codes(await ask({ instrument: idle.id, reagent: old.id }))).toEqual([
      'inspection.not_calibrated',
      'inspection.reagent_expired',
    ])
    expect(codes(await ask({ ...lab.tools, measuredAt: lab.before(3) }))).toEqual([
      'inspection.before_sampling',
    ])
    expect((await ask(lab.tools)).refused).toEqual([])
  })

  test('作废要写理由，只能作废阴性，且须重新抽样', async () => {
    const sample = await lab.draw(lot.id)
    await lab.run(sample.code, '0.400')
    const withdraw = (reason?: string) =>
      lab.reviewer(reviewSample, {
        params: { sample: sample.id },
        body: { decision: 'withdrawn', ...(reason && { reason }) },
      })
    expect(codes(await withdraw())).toEqual(['inspection.withdraw_why'])
    expect((await withdraw('样品袋破损，重新抽样')).refused).toEqual([])
    expect(codes(await lab.run(sample.code, '0.400'))).toEqual(['inspection.sample_closed'])
  })
})

describe('阳性锁定', () => {
  test('恰好 50% 即锁：赋码、转出、拆分、开证、扫码页同时停，做成的产品也停；监管解除不了；实验室合格才放', async () => {
    const held = await lab.lotOf('500')
    const { answer: split } = await lab.ask(deriveLots, {
      body: {
        way: 'split',
        inputs: [{ lot: held.id, quantity: '100' }],
        outputs: [{ quantity: '60' }, { quantity: '40' }],
        madeOn: lab.before(1).slice(0, 10),
      },
    })
    const part = split.lots[0]?.id ?? ''
    const sample = await lab.draw(held.id, { purpose: 'supervision' })
    expect((await lab.run(sample.code, '0.250')).answer).toMatchObject({
      verdict: 'positive',
      percent: '50.0',
      state: 'locked',
    })
    for (const id of [held.id, part]) {
      expect(codes(await lab.ask(issueLabels, { params: { lot: id }, body: { quantity: 1 } }))).toEqual([
        'trace.lot_not_open',
      ])
      expect(
        codes(await lab.ask(drawLot, { params: { lot: id }, body: { why: 'sale', quantity: '1' } })),
      ).toEqual(['trace.lot_not_open'])
      expect(
        codes(
          await lab.ask(supervise, {
            params: { lot: id },
            body: { kind: 'release', said: '看着没有问题，放行' },
          }),
        ),
      ).toEqual(['trace.lot_held'])
    }
    expect(codes(await lab.issue(held.id))).toEqual(
      expect.arrayContaining(['inspection.open_positive', 'inspection.lot_closed']),
    )
    const page = await scan(held.code)
    for (const shown of ['已被监管冻结', '初检阳性，锁定待复检', '批次已扣留']) expect(page).toContain(shown)

    const alerts = await lab.sampler(listAlerts, {})
    expect(alerts.answer.items[0]).toMatchObject({ code: sample.code, state: 'locked', lotCode: held.code })
    expect((await lab.sampler(seeAlert, { params: { sample: sample.id } })).refused).toEqual([])
    expect(codes(await lab.sampler(seeAlert, { params: { sample: sample.id } }))).toEqual([
      'inspection.alert_unknown',
    ])

    expect((await lab.run(sample.code, '0.400')).answer.state).toBe('locked')
    expect((await lab.run(sample.code, '0.400')).answer.state).toBe('disputed')
    expect(codes(await lab.run(sample.code, '0.400'))).toEqual(['inspection.sample_closed'])
    expect(
      codes(
        await lab.reviewer(reviewSample, { params: { sample: sample.id }, body: { decision: 'confirmed' } }),
      ),
    ).toEqual(['inspection.nothing_to_review'])
    expect(codes(await labResult(sample.id, { method: 'GB/T 5009.199-2003' }))).toEqual([
      'inspection.lab_is_rapid',
    ])
    expect((await labResult(sample.id)).answer).toEqual({ passes: true, state: 'cleared' })
    for (const id of [held.id, part])
      expect((await lab.ask(issueLabels, { params: { lot: id }, body: { quantity: 1 } })).refused).toEqual([])
    const { answer } = await lab.reviewer(getSample, { params: { sample: sample.id } })
    expect(answer.results.map((run) => run.verdict)).toEqual(['positive', 'negative', 'negative'])
  })

  test('三次都阳性：速测不合格；实验室也不合格：一直扣住，扫码页变红', async () => {
    const bad = await lab.lotOf('300')
    const sample = await lab.draw(bad.id)
    for (const state of ['locked', 'locked', 'failed'])
      expect((await lab.run(sample.code, '0.100')).answer.state).toBe(state)
    const result = await labResult(sample.id, {
      items: [{ item: '毒死蜱', found: '0.9', most: '0.5' }, { item: '氧乐果' }],
    })
    expect(result.answer).toEqual({ passes: false, state: 'condemned' })
    expect(await scan(bad.code)).toContain('本批次检验不合格')
    expect(
      codes(
        await lab.ask(supervise, {
          params: { lot: bad.id },
          body: { kind: 'release', said: '看着没有问题，放行' },
        }),
      ),
    ).toEqual(['trace.lot_held'])
  })

  test('已通过的批次后来又出阳性，照样锁；检测标签不再打印', async () => {
    const late = await lab.lotOf('100')
    const first = await lab.passed(late.id)
    const again = await lab.draw(late.id)
    expect((await lab.run(again.code, '0.200')).answer.state).toBe('locked')
    expect(codes(await lab.issue(late.id))).toContain('inspection.open_positive')
    expect(first.label).not.toBe('')
  })

  test('监督抽检：4 小时自告知起算，超时不收，没告知先告知', async () => {
    const watched = await lab.lotOf('100')
    const sample = await lab.draw(watched.id, { purpose: 'supervision' })
    await lab.run(sample.code, '0.200')
    const params = { sample: sample.id }
    const ask = (askedAt: string) => lab.sampler(askReinspection, { params, body: { askedAt } })
    expect(codes(await ask(lab.before(0)))).toEqual(['inspection.not_told'])
    const told = new Date(lab.server.clock.getTime() - 5 * 3_600_000)
    const { answer } = await lab.sampler(tellResult, {
      params,
      body: { toldAt: told.toISOString(), how: '当面送达' },
    })
    expect(answer.askUntil).toBe(new Date(told.getTime() + 4 * 3_600_000).toISOString())
    expect(
      codes(await lab.sampler(tellResult, { params, body: { toldAt: told.toISOString(), how: '再送一次' } })),
    ).toEqual(['inspection.told_already'])
    expect(codes(await ask(new Date(told.getTime() + 4 * 3_600_000 + 1).toISOString()))).toEqual([
      'inspection.too_late',
    ])
    expect((await ask(new Date(told.getTime() + 4 * 3_600_000).toISOString())).refused).toEqual([])
  })
})

describe('数据库守住', () => {
  const insertRun = (columns: Record<string, unknown>) => {
    const row = {
      etown: 1,
      instrument: lab.tools.instrument,
      reagent: lab.tools.reagent,
      limit_percent: 50,
      blank_least: 0.3,
      measured_at: new Date(),
      operator: 'x',
      by: 'x',
      ...columns,
    }
    const names = Object.keys(row)
    return lab.owner.query(
      `insert into inspection.run (${names.join(', ')}) values (${names.map((_, i) => `$${i + 1}`).join(', ')})`,
      Object.values(row),
    )
  }
  test('判定由数值定，谁也写不成别的：恰好 50% 写成阴性会被拒', async () => {
    const sample = await lab.draw(lot.id)
    const half = { sample: sample.id, control: 0.5, change: 0.25 }
    await expect(insertRun({ ...half, verdict: 'negative' })).rejects.toThrow('verdict_follows')
    await expect(
      insertRun({ sample: sample.id, control: 0.25, change: 0.1, verdict: 'positive' }),
    ).rejects.toThrow('verdict_follows')
  })
  test('阳性不扣批次就提交不了', async () => {
    const sample = await lab.draw(lot.id)
    await expect(
      insertRun({ sample: sample.id, control: 0.5, change: 0.25, verdict: 'positive' }),
    ).rejects.toThrow('positive not held')
    const { rows } = await lab.owner.query('select state from inspection.sample where id = $1', [sample.id])
    expect(rows[0].state).toBe('drawn')
  })
  test('读数不能改、不能删；没有判定插不进标签', async () => {
    const sample = await lab.draw(lot.id)
    await lab.run(sample.code, '0.400')
    await expect(lab.owner.query("update inspection.run set verdict = 'negative'")).rejects.toThrow()
    await expect(lab.owner.query('delete from inspection.run')).rejects.toThrow()
    await expect(
      lab.owner.query(
        "insert into inspection.test_label (etown, sample, number) values (1, $1, 'T222222222222')",
        [sample.id],
      ),
    ).rejects.toThrow('no verdict')
  })
  test('应用自己也写不了样品状态', async () => {
    const { rows } = await lab.owner.query(
      "select has_column_privilege('ezhen_app', 'inspection.sample', 'state', 'insert') as i, has_table_privilege('ezhen_app', 'inspection.sample', 'update') as u",
    )
    expect(rows[0]).toEqual({ i: false, u: false })
  })
})

test('能开吗：先说清用过什么药、检了什么、哪项依据为什么不能勾', async () => {
  const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '14' }
  await lab.record('input', { season: lab.season }, spray, 90)
  const { answer } = await lab.grower(checkLot, { params: { lot: lot.id } })
  expect(answer).toMatchObject({ product: '宁脆苹果', listed: true, left: '1000' })
  expect(answer.sprayed).toMatchObject([{ name: '吡虫啉', intervalDays: 14, covered: false }])
  expect(answer.tests[0]?.said).toBe('快筛阴性 抑制率 40.0 %')
  const why = Object.fromEntries(
    answer.bases.map(({ basis, problems }) => [basis, problems.map(({ code }) => code)]),
  )
  expect(why['self-test']).toEqual(['inspection.extended_is_no_basis'])
  expect(why.commissioned).toEqual(['inspection.basis_without_test'])
})
