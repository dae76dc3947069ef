import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { gs1CheckDigit } from '#kernel/gs1'
import { type Orchard, openOrchard } from '#test/orchard'
import {
  addItem,
  bringFinding,
  deriveLots,
  drawLot,
  getLabelRun,
  getLot,
  getSeason,
  harvest,
  issueLabels,
  listLots,
  openFinding,
  supervise,
} from './contract/index.ts'

let orchard: Orchard
let ask: Orchard['ask']
beforeAll(async () => {
  orchard = await openOrchard()
  ;({ ask } = orchard)
})
afterAll(() => orchard[Symbol.asyncDispose]())

const lotSeen = async (lot: string) => (await ask(getLot, { params: { lot } })).answer
const today = () => orchard.before(0).slice(0, 10)

describe('编码 numbers', () => {
  test("a product without a GS1 number gets one of the e-town's own, told apart from GS1's", async () => {
    expect(orchard.gtin).toMatch(/^020001\d{8}$/)
    expect(gs1CheckDigit(orchard.gtin.slice(0, -1))).toBe(orchard.gtin.at(-1))
  })
  test("a firm's own number needs its certificate, a right check digit, and no restricted range", async () => {
    const form = {
      party: orchard.party,
      name: '宁脆苹果礼盒',
      spec: '',
      unit: 'kg',
      packSize: '5',
      numbering: 'gs1',
    }
    const wrong = await ask(addItem, { body: { ...form, gtin: '6901234567893' } })
    expect(wrong.refused).toEqual([
      ['trace.gtin_form', '/gtin'],
      ['trace.certificate_missing', '/gs1Certificate'],
    ])
    const shop = `200001234567${gs1CheckDigit('200001234567')}`
    const inShop = await ask(addItem, { body: { ...form, gtin: shop, gs1Certificate: '物编注字第 1 号' } })
    expect(inShop.refused).toEqual([['trace.gtin_restricted', '/gtin']])
    const right = await ask(addItem, {
      body: { ...form, gtin: '6901234567892', gs1Certificate: '物编注字第 1 号' },
    })
    expect(right.answer.gtin).toBe('06901234567892')
    const twice = await ask(addItem, {
      body: { ...form, gtin: '6901234567892', gs1Certificate: '物编注字第 1 号' },
    })
    expect(twice.refused).toEqual([['trace.gtin_known', '/gtin']])
  })
  test('the database itself takes no invented number', async () => {
    const forged = orchard.owner.query(
      `insert into trace.trade_item (etown, party, name, spec, unit, pack_size, numbering, gtin, gs1_certificate, registered_by)
       values (1, $1, '假码', '', 'kg', 1, 'gs1', '02000199999990', '证书', '1')`,
      [orchard.party],
    )
    await expect(forged).rejects.toThrow('numbering_told_apart')
  })
})

describe('生产记录 records', () => {
  test('every missing field is told, and nothing from the future', async () => {
    const { refused } = await orchard.record(
      'input',
      { season: orchard.season },
      { inputKind: 'pesticide' },
      -1,
    )
    expect(refused).toEqual([
      ['trace.fact_missing', '/facts/name'],
      ['trace.fact_missing', '/facts/dose'],
      ['trace.interval_missing', '/facts/intervalDays'],
      ['trace.day_later', '/occurredAt'],
    ])
  })
  test('nothing is harvested within a safety interval, and a spray that comes to light late freezes its lot', async () => {
    const spray = { inputKind: 'pesticide', name: '吡虫啉', dose: '20 克/亩', intervalDays: '21' }
    const sprayed = await orchard.record('input', { season: orchard.season }, spray, 40)
    expect(sprayed.refused).toEqual([])
    const early = await ask(harvest, {
      params: { season: orchard.season },
      body: { occurredAt: orchard.before(25), quantity: '100' },
    })
    expect(early.refused).toEqual([['trace.interval_open', '/occurredAt']])
    const { id } = await orchard.lotOf('100')
    const late = await orchard.record('input', { season: orchard.season }, { ...spray, name: '毒死蜱' }, 12)
    expect(late.answer).toMatchObject({ frozen: [id] })
    expect((await lotSeen(id)).state).toBe('frozen')
    const season = (await ask(getSeason, { params: { season: orchard.season } })).answer
    expect(season.harvestFrom).toBe(
      new Date(Date.parse(orchard.before(12)) + (21 + 8 / 24) * 86_400_000).toISOString().slice(0, 10),
    )
    const rightName = { ...spray, intervalDays: '0', name: '苏云金杆菌' }
    const corrects = (late.answer as { id: string }).id
    const corrected = await orchard.record('input', { season: orchard.season, corrects }, rightName, 12)
    expect(corrected.refused).toEqual([])
  })
})

describe('物料平衡 mass balance', () => {
  test('parts equal the whole; processing keeps to its yield', async () => {
    const { id } = await orchard.lotOf('1000')
    const split = (quantities: string[]) =>
      ask(deriveLots, {
        body: {
          way: 'split',
          inputs: [{ lot: id, quantity: '300' }],
          outputs: quantities.map((quantity) => ({ quantity })),
          madeOn: today(),
        },
      })
    expect((await split(['100', '100'])).refused).toEqual([['trace.unbalanced', undefined]])
    const parts = await split(['100', '200'])
    expect(parts.refused).toEqual([])
    expect((await lotSeen(id)).left).toBe('700')
    const juice = await orchard.newItem({ name: '苹果汁', unit: 'litre', packSize: '1' })
    const pressed = (quantity: string) =>
      ask(deriveLots, {
        body: {
          way: 'transform',
          inputs: [{ lot: id, quantity: '100' }],
          outputs: [{ quantity, item: juice.id }],
          yield: '0.6',
          madeOn: today(),
        },
      })
    expect((await pressed('60.001')).refused).toEqual([['trace.beyond_yield', '/outputs']])
    const made = await pressed('60')
    const [lot] = made.answer.lots
    expect(await lotSeen(lot?.id ?? '')).toMatchObject({ origin: 'transform', from: [{ quantity: '100' }] })
    const gone = await ask(drawLot, { params: { lot: id }, body: { why: 'loss', quantity: '600.001' } })
    expect(gone.refused).toEqual([['trace.more_than_left', '/quantity']])
  })
  test('a hundred at once draw no more than there is, and label no more packs than there are', async () => {
    const { id } = await orchard.lotOf('100')
    const draws = Array.from({ length: 30 }, () =>
      ask(drawLot, { params: { lot: id }, body: { why: 'sale', quantity: '3' } }),
    )
    const labels = Array.from({ length: 15 }, () =>
      ask(issueLabels, { params: { lot: id }, body: { quantity: 1 } }),
    )
    const [drawn, issued] = [await Promise.all(draws), await Promise.all(labels)]
    const sold = drawn.filter((one) => one.status === 200).length
    const labelled = issued.filter((one) => one.status === 200).length
    expect(sold * 3 + labelled * 5).toBeLessThanOrEqual(100)
    expect(100 - (sold * 3 + labelled * 5)).toBeLessThan(5)
    expect([...drawn, ...issued].every((one) => one.status === 200 || one.status === 409)).toBe(true)
    expect((await lotSeen(id)).labels).toBe(labelled)
  })
  test('past the application, the database refuses too', async () => {
    const { id } = await orchard.lotOf('10')
    const over = orchard.owner.query(
      `insert into trace.lot_move (etown, from_lot, why, quantity, by) values (1, $1, 'loss', 11, '1')`,
      [id],
    )
    await expect(over).rejects.toThrow('mass_balance')
    const fromNothing = orchard.owner.query(
      `insert into trace.lot (etown, code, item, party, origin, made_on, quantity, pack_size, made_by)
       values (1, 'FROM-NOTHING', $1, $2, 'merge', '2026-11-01', 5, 5, '1')`,
      [orchard.item, orchard.party],
    )
    await expect(fromNothing).rejects.toThrow('投入与产出不平衡')
  })
})

describe('赋码 labels', () => {
  test('one a pack, random, made by a job that goes on where it stood', async () => {
    const { id, code } = await orchard.lotOf('12500')
    const many = await ask(issueLabels, { params: { lot: id }, body: { quantity: 2501 } })
    expect(many.refused).toEqual([['trace.labels_beyond', '/quantity']])
    const { run, sample } = await orchard.labelled(id, 2500)
    const { answer } = await ask(getLabelRun, { params: { run } })
    expect(answer).toMatchObject({ quantity: 2500, made: 2500 })
    expect(sample[0]).toMatch(new RegExp(`/01/${orchard.gtin}/10/${code}/21/[0-9A-HJKMNP-TV-Z]{10}$`))
    const { rows } = await orchard.owner.query(
      'select count(distinct serial)::int as n, max(n) as last from trace.serial where run = $1',
      [run],
    )
    expect(rows[0]).toEqual({ n: 2500, last: 2500 })
  })
})

describe('事件库 the event store', () => {
  test('knows what the desk did: a lot, its packs, what it was made into', async () => {
    const { id, code } = await orchard.lotOf('50')
    await orchard.labelled(id, 3)
    const packed = await orchard.record('packing', { lot: id }, { material: '瓦楞纸箱' }, 1)
    expect(packed.refused).toEqual([])
    const lot = `https://id.gs1.org/01/${orchard.gtin}/10/${code}`
    const { rows } = await orchard.owner.query(
      `select e.document ->> 'bizStep' as step, m.link, count(*)::int as n from trace.mention m
       join trace.event e on e.etown = m.etown and e.id = m.event
       where m.key = $1 or m.via = $1 group by 1, 2 order by 1, 2`,
      [lot],
    )
    expect(rows).toEqual([
      { step: 'commissioning', link: 'lot', n: 3 },
      { step: 'commissioning', link: null, n: 1 },
      { step: 'packing', link: null, n: 1 },
    ])
  })
})

describe('监管 supervision', () => {
  test('a frozen lot moves nowhere; a recalled one stays recalled', async () => {
    const { id } = await orchard.lotOf('50')
    const said = (kind: string) =>
      ask(supervise, { params: { lot: id }, body: { kind, said: '抽样送检，等结果' } })
    expect((await said('freeze')).answer.state).toBe('frozen')
    const draw = await ask(drawLot, { params: { lot: id }, body: { why: 'sale', quantity: '1' } })
    expect(draw.refused).toEqual([['trace.lot_not_open', undefined]])
    expect((await said('release')).answer.state).toBe('open')
    expect((await said('recall')).answer.state).toBe('recalled')
    expect((await said('release')).refused).toEqual([['trace.lot_recalled', undefined]])
    expect((await said('sample')).answer.state).toBe('recalled')
    expect((await lotSeen(id)).supervisions.map((s) => s.kind)).toEqual([
      'freeze',
      'release',
      'recall',
      'sample',
    ])
    const { answer } = await ask(listLots, { query: { state: 'recalled' } })
    expect(answer.items.map((lot) => lot.id)).toContain(id)
  })
  test('a finding rests on its paper, which the log vouches for, and which only who sees the lot opens', async () => {
    const { id } = await orchard.lotOf('50')
    const params = { lot: id }
    const body = { kind: 'finding' as const, said: '地头留有农药空瓶，已责令清理' }
    const strange = await ask(supervise, { params, body: { ...body, paper: 'a'.repeat(64) } })
    expect(strange.refused).toEqual([['trace.paper_unknown', '/paper']])
    const bytes = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n')
    const brought = await ask(bringFinding, { file: { name: '现场检查记录.pdf', bytes } })
    expect(brought.refused).toEqual([])
    const { sha256: paper } = brought.answer
    expect((await ask(supervise, { params, body: { ...body, paper } })).refused).toEqual([])
    expect((await ask(supervise, { params, body })).refused).toEqual([])
    const { supervisions, code } = await lotSeen(id)
    expect(supervisions.map((one) => one.paper)).toEqual([true, false])
    const [withIt = '', without = ''] = supervisions.map((one) => one.id)
    const opened = await ask(openFinding, { params: { ...params, supervision: withIt } })
    expect([opened.raw.statusCode, opened.raw.rawPayload]).toEqual([200, bytes])
    const none = await ask(openFinding, { params: { ...params, supervision: without } })
    expect(none.refused).toEqual([['trace.finding_unknown', undefined]])
    const { rows } = await orchard.owner.query(
      "select evidence, payload from platform.event where kind = 'trace.lot-supervised' order by seq desc limit 2",
    )
    expect(rows.map((row) => row.evidence)).toEqual([[], [paper]])
    const scan = await orchard.server.app.inject({ url: `/scan/01/${orchard.gtin}/10/${code}` })
    expect(scan.body).toContain('附有凭据')
  })
  test("a merchant sees and writes its own, and nobody else's", async () => {
    const stranger = await orchard.as(['merchant'], '999')
    const { id } = await orchard.lotOf('20')
    expect((await stranger(getLot, { params: { lot: id } })).status).toBe(404)
    expect((await stranger(listLots)).answer.total).toBe(0)
    const own = await orchard.as(['merchant'], orchard.party)
    expect((await own(getLot, { params: { lot: id } })).answer.left).toBe('20')
    const refused = await own(supervise, {
      params: { lot: id },
      body: { kind: 'freeze', said: '不该能冻结' },
    })
    expect(refused.status).toBe(403)
  })
})
