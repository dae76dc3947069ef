import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlanFile } from '#plan'
import { statisticsTown, type Town } from '#test/statistics-town'
import {
  checkRows,
  enterFigure,
  listEntities,
  listOrderLines,
  readBoard,
  readFigure,
} from '../contract/index.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  ask = await town.as('office')
})
afterAll(() => town[Symbol.asyncDispose]())

const YEAR_2024 = { from: '2024-01-01', until: '2025-01-01' }
const board = async (year: number) => (await ask(readBoard, { query: { year: String(year) } })).answer
const lineOf = async (code: string, year: number) => (await board(year)).targets.find((t) => t.code === code)
const enter = (query: Record<string, string>) =>
  ask(enterFigure, { query, file: { name: '月报.csv', bytes: Buffer.from('全市网络零售额增速,8%\n') } })

describe('看板 the board', () => {
  test('shows every target of the plan, with its clause and definition, before anything is known', async () => {
    const { asOf, definitions, targets } = await board(2024)
    const plan = await readPlanFile('plans/141030-daning-2022.yaml')
    expect(targets.map((t) => t.code)).toEqual(plan.ok && plan.plan.targets.map((t) => t.code))
    expect([asOf, new Set(targets.map((t) => t.verdict))]).toEqual([undefined, new Set(['not-computed'])])
    const online = targets.find((t) => t.code === 'online-retail')
    expect(online).toMatchObject({ required: '≥ 2000 万元', window: YEAR_2024 })
    expect(online?.quote).toBe('网络零售额不少于2000万元/年/镇')
    expect(online?.clause).toEqual({ id: '一', heading: '一、主要目标' })
    expect(definitions.find((d) => d.version === online?.definition)?.source).toContain('国家统计局')
    expect((await lineOf('training-visits', 2024))?.systems).toContain('线上线下培训')
  })

  test('a figure comes from the sums, so far, with its pace', async () => {
    await town.importOrders([
      { shop: '甲店', no: 1, day: '2023-02-10', fen: 40_000_000n },
      { shop: '甲店', no: 2, day: '2023-12-31', fen: 160_000_000n },
      { shop: '甲店', no: 3, day: '2024-02-10', fen: 60_000_000n },
      { shop: '乙店', no: 4, day: '2024-10-31', fen: 50_000_000n },
      { shop: '乙店', no: 5, day: '2024-10-30', fen: 9_900n, status: '待支付' },
    ])
    expect(await lineOf('online-retail', 2024)).toMatchObject({
      verdict: 'not-due',
      own: { state: 'known', origin: 'computed', value: { num: '110000000', den: '1' } },
      period: { from: '2024-01-01', until: '2024-11-01' },
      pace: { days: 305, of: 366, ahead: false },
    })
    expect((await board(2024)).asOf?.seq).toMatch(/^[1-9]/)
  })

  test('growth so far is held against the same days of last year, the city against its own figure', async () => {
    expect(await lineOf('online-retail-growth', 2024)).toMatchObject({
      verdict: 'city-missing',
      own: { value: { num: '7', den: '4' } },
    })
    const entered = await enter({
      indicator: 'online-retail-growth',
      area: '141000',
      value: '１７０',
      unit: '%',
      source: '临汾市统计局2024年10月月报第3页',
      from: '2024-01-01',
      until: '2024-11-01',
    })
    expect(entered.status).toBe(200)
    expect(await lineOf('online-retail-growth', 2024)).toMatchObject({
      verdict: 'not-due',
      city: { num: '17', den: '10' },
      margin: { num: '1', den: '20' },
      pace: { ahead: true },
    })
  })

  test('new entities count inside the boundary only, the share is not rounded', async () => {
    const online = { kind: 'enterprise' as const, on: '2022-08-01', ecommerce: '2022-09-01' }
    await town.addEntities([
      ...Array.from({ length: 6 }, () => online),
      ...Array.from({ length: 4 }, () => ({ kind: 'sole-trader' as const, on: '2022-12-31' })),
      { kind: 'cooperative', on: '2022-07-01', ecommerce: '2023-01-01' },
      { kind: 'enterprise', on: '2022-08-01', inside: false },
      { kind: 'enterprise', on: '2022-08-01', inside: null },
      { kind: 'enterprise', on: '2023-01-01' },
      { kind: 'sole-trader', on: '2023-01-15', ecommerce: '2023-01-15' },
    ])
    expect(await lineOf('new-entities', 2022)).toMatchObject({
      verdict: 'met',
      own: { value: { num: '11' } },
    })
    expect(await lineOf('new-entities-ecommerce-share', 2022)).toMatchObject({
      verdict: 'not-met',
      own: { value: { num: '6', den: '11' } },
    })
  })

  test('reads only its own e-town, and nothing for who may not read', async () => {
    const other = await town.as('office', town.slugs.longgang)
    const { plan, targets } = (await other(readBoard)).answer
    expect(plan?.number).toBe('沁政办发〔2023〕33号')
    expect(targets.find((t) => t.code === 'online-retail')?.verdict).toBe('not-computed')
    expect((await other(readBoard, { etown: town.slugs.daning })).status).toBe(403)
    expect((await (await town.as('merchant'))(readBoard)).status).toBe(403)
  })

  test('opens on the newest year that has data', async () => {
    town.server.clock = new Date('2026-02-01T02:00:00Z')
    const late = await town.as('office')
    expect((await late(readBoard)).answer.year).toBe(2024)
    town.server.clock = new Date('2024-11-22T02:00:00Z')
  })

  test('a year before any plan was in force has no targets and says so', async () => {
    const other = await town.as('office', town.slugs.longgang)
    const { plan, targets } = (await other(readBoard, { query: { year: '2022' } })).answer
    expect([plan, targets]).toEqual([undefined, []])
  })
})

describe('两下到行 two clicks to the rows', () => {
  const of = (indicator: string, query: Record<string, string> = YEAR_2024) => ({
    params: { indicator },
    query,
  })

  test('a figure adds up by month and by shop, what is left out stands beside it', async () => {
    const figure = (await ask(readFigure, of('online-retail'))).answer
    expect(figure).toMatchObject({
      reading: { value: { num: '110000000' } },
      adds: true,
      parts: [
        { name: '甲店', amount: '60000000' },
        { name: '乙店', amount: '50000000' },
      ],
      excluded: [{ key: 'unpaid', amount: '9900' }],
    })
    expect(figure.months).toHaveLength(12)
    expect(figure.months[1]).toEqual({ month: '2024-02', amount: '60000000', lastYear: '40000000' })
    expect(figure.months[2]).toEqual({ month: '2024-03' })
  })

  test('a growth is made of two figures, each open to its rows', async () => {
    expect((await ask(readFigure, of('online-retail-growth'))).answer.madeOf).toMatchObject([
      { indicator: 'online-retail', period: YEAR_2024, reading: { value: { num: '110000000' } } },
      {
        indicator: 'online-retail',
        period: { from: '2023-01-01', until: '2024-01-01' },
        reading: { value: { num: '200000000' } },
      },
    ])
  })

  test('the rows come page by page, with their true total, their file and row, and add up to the figure', async () => {
    const first = (await ask(listOrderLines, of('online-retail', { ...YEAR_2024, limit: '1' }))).answer
    expect(first).toMatchObject({ total: 2, items: [{ amount: '60000000', row: 4, shopName: '甲店' }] })
    const { rows } = await town.owner.query('select name from platform.evidence where sha256 = $1', [
      first.items[0]?.evidence,
    ])
    expect(rows).toEqual([{ name: '订单.csv' }])
    const after = first.next ?? ''
    const second = (await ask(listOrderLines, of('online-retail', { ...YEAR_2024, limit: '1', after })))
      .answer
    expect(second).toMatchObject({ total: 2, items: [{ amount: '50000000', shopName: '乙店' }] })
    expect(second.next).toBeUndefined()
    const out = (await ask(listOrderLines, of('online-retail', { ...YEAR_2024, counted: 'no' }))).answer
    expect(out).toMatchObject({ total: 1, items: [{ excluded: 'unpaid', amount: '9900' }] })
    const check = (await ask(checkRows, of('online-retail'))).answer
    expect(check).toEqual({ rows: 2, sum: '110000000', figure: '110000000', equal: true })
    const shop = await town.shop('乙店')
    const narrow = (await ask(checkRows, of('online-retail', { ...YEAR_2024, month: '2024-10', shop })))
      .answer
    expect(narrow).toMatchObject({ rows: 1, sum: '50000000', equal: true })
  })

  test.each(['2024-02-31/1/a/b', '2024-02-01/x/a/b', "2024-02-01/1/a'/b/c"])(
    'refuses the place %s',
    async (after) => {
      expect((await ask(listOrderLines, of('online-retail', { ...YEAR_2024, after }))).status).toBe(422)
    },
  )

  test('entities too: 11 rows behind 11, 6 behind 6', async () => {
    const span = { from: '2022-07-01', until: '2023-01-01' }
    const all = (await ask(listEntities, of('new-entities', { ...span, limit: '10' }))).answer
    expect([all.total, all.items.length]).toEqual([11, 10])
    const rest = (await ask(listEntities, of('new-entities', { ...span, after: all.next ?? '' }))).answer
    expect(rest.items).toHaveLength(1)
    const part = (await ask(listEntities, of('new-ecommerce-entities', span))).answer
    expect([part.total, part.items[0]?.ecommerceEvidence]).toEqual([6, 'a'.repeat(64)])
    expect((await ask(readFigure, of('new-entities', span))).answer).toMatchObject({
      adds: true,
      excluded: [
        { key: 'outside', amount: '1' },
        { key: 'undecided', amount: '1' },
      ],
    })
  })

  test('a firm is an enterprise or a cooperative, not a sole trader', async () => {
    const span = { from: '2022-07-01', until: '2023-02-01' }
    const totals = async (indicator: string) => (await ask(listEntities, of(indicator, span))).answer.total
    expect([await totals('new-ecommerce-firms'), await totals('new-ecommerce-entities')]).toEqual([7, 8])
  })

  test('an indicator without rows of its own says what it is made of', async () => {
    const reply = await ask(listOrderLines, of('online-retail-growth'))
    expect([reply.status, reply.refused]).toEqual([404, [['statistics.no_rows_kept', '/path/indicator']]])
    expect(reply.raw.json().title).toContain('由网络零售额')
  })
})

test('a board is shown again while nothing was done, and made anew after any act, fold, or minute', async () => {
  const retail = async () => {
    const own = (await lineOf('online-retail', 2023))?.own
    return own?.value?.num
  }
  const past =
    'update statistics.daily_sum set amount = amount + $1 where measure = $2 and part = $3 and day = $4'
  const tamper = (by: number) => town.owner.query(past, [by, 'retail', '', '2023-12-31'])
  const before = BigInt((await retail()) ?? 0)
  await tamper(1)
  expect(await retail()).toBe(String(before))
  town.server.clock = new Date(town.server.clock.getTime() + 61_000)
  expect(await retail()).toBe(String(before + 1n))
  await tamper(-1)
  await town.importOrders([{ shop: '甲店', no: 70, day: '2023-06-01', fen: 5n }])
  expect(await retail()).toBe(String(before + 5n))
})
