import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { readPlanFile } from '#plan'
import { statisticsTown, type Town } from '#test/statistics-town'

let town: Town
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
})
afterAll(() => town[Symbol.asyncDispose]())

type Line = { code: string; verdict: string; [field: string]: unknown }
async function lineOf(code: string, year: number): Promise<Line> {
  const reply = await town.get(`daning/statistics/board?year=${year}`)
  expect(reply.statusCode).toBe(200)
  return reply.json().targets.find((t: Line) => t.code === code)
}
const query = (fields: Record<string, string>): string => new URLSearchParams(fields).toString()
const enter = (fields: Record<string, string>, role = 'township') =>
  town.post(`daning/statistics/entered?${query(fields)}`, { role, file: '全市网络零售额增速,8%\n' })
const YEAR_2024 = { from: '2024-01-01', until: '2025-01-01' }

describe('看板 the board', () => {
  test('shows every target of the plan, with its clause and definition, before anything is known', async () => {
    const board = (await town.get('daning/statistics/board?year=2024')).json()
    const plan = await readPlanFile('plans/141030-daning-2022.yaml')
    expect(board.targets.map((t: Line) => t.code)).toEqual(plan.ok && plan.plan.targets.map((t) => t.code))
    expect(board.asOf).toBeUndefined()
    expect(new Set(board.targets.map((t: Line) => t.verdict))).toEqual(new Set(['not-computed']))
    const online = board.targets[2]
    expect(online).toMatchObject({
      code: 'online-retail',
      required: '≥ 2000 万元',
      window: YEAR_2024,
      verdict: 'not-computed',
    })
    expect(board.clauses.find((c: { id: string }) => c.id === online.clause).text).toContain(
      '网络零售额不少于2000万元',
    )
    expect(
      board.definitions.find((d: { version: string }) => d.version === online.definition).source,
    ).toContain('国家统计局')
    const visits = board.targets.find((t: Line) => t.code === 'training-visits')
    expect(visits.systems).toEqual(['S18 直播中心', 'S22 线上线下培训'])
  })

  test('a figure comes from the sums, so far, with its pace', async () => {
    await town.importLines([
      { shop: 'a', no: '1', day: '2023-02-10', retailFen: 40_000_000n },
      { shop: 'a', no: '2', day: '2023-12-31', retailFen: 160_000_000n },
      { shop: 'a', no: '3', day: '2024-02-10', retailFen: 60_000_000n },
      { shop: 'b', no: '4', day: '2024-10-31', retailFen: 50_000_000n, refundFen: 1n },
      { shop: 'b', no: '5', day: '2024-10-31', excluded: { why: 'wholesale', fen: 9_900n } },
    ])
    await town.fold()
    expect(await lineOf('online-retail', 2024)).toMatchObject({
      verdict: 'not-due',
      own: { state: 'known', origin: 'computed', value: { num: '110000000', den: '1' } },
      period: { from: '2024-01-01', until: '2024-11-01' },
      pace: { days: 305, of: 366, ahead: false },
    })
    const { asOf } = (await town.get('daning/statistics/board?year=2024')).json()
    expect(asOf).toMatchObject({ seq: '1' })
  })

  test('growth so far is held against the same days of last year, the city against its own figure', async () => {
    expect(await lineOf('online-retail-growth', 2024)).toMatchObject({
      verdict: 'city-missing',
      own: { value: { num: '7', den: '4' } },
    })
    const city = {
      indicator: 'online-retail-growth',
      area: '141000',
      value: '１７０',
      unit: '%',
      source: '临汾市统计局2024年10月月报第3页',
    }
    expect((await enter({ ...city, from: '2024-01-01', until: '2024-11-01' })).statusCode).toBe(200)
    expect(await lineOf('online-retail-growth', 2024)).toMatchObject({
      verdict: 'not-due',
      city: { num: '17', den: '10' },
      margin: { num: '1', den: '20' },
      pace: { ahead: true },
    })
  })

  test('new entities count inside the boundary only, the share is not rounded', async () => {
    const six = Array.from({ length: 6 }, () => ({
      kind: 'enterprise' as const,
      on: '2022-08-01',
      ecommerce: '2022-09-01',
    }))
    const four = Array.from({ length: 4 }, () => ({ kind: 'sole-trader' as const, on: '2022-12-31' }))
    await town.addEntities([
      ...six,
      ...four,
      { kind: 'cooperative', on: '2022-07-01', ecommerce: '2023-01-01' },
      { kind: 'enterprise', on: '2022-08-01', inside: false },
      { kind: 'enterprise', on: '2022-08-01', inside: null },
      { kind: 'enterprise', on: '2023-01-01' },
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
    const other = (await town.get('longgang/statistics/board?year=2024')).json()
    expect(other.targets.find((t: Line) => t.code === 'online-retail').verdict).toBe('not-computed')
    expect(other.plan.number).toBe('沁政办发〔2023〕33号')
    expect((await town.get('daning/statistics/board', 'merchant')).statusCode).toBe(403)
  })

  test('a year before any plan was in force has no targets and says so', async () => {
    const board = (await town.get('longgang/statistics/board?year=2022')).json()
    expect([board.plan, board.targets]).toEqual([undefined, []])
  })
})

describe('两下到行 two clicks to the rows', () => {
  test('a figure adds up by month and by shop, what is left out stands beside it', async () => {
    const figure = (await town.get(`daning/statistics/figures/online-retail?${query(YEAR_2024)}`)).json()
    expect(figure).toMatchObject({
      reading: { value: { num: '110000000' } },
      adds: true,
      parts: [
        { key: 'a', amount: '60000000' },
        { key: 'b', amount: '50000000' },
      ],
      excluded: [{ key: 'wholesale', amount: '9900' }],
    })
    expect(figure.months[1]).toEqual({ month: '2024-02', amount: '60000000', lastYear: '40000000' })
    expect(figure.months).toHaveLength(12)
  })

  test('a growth is made of two figures, each open to its rows', async () => {
    const figure = (
      await town.get(`daning/statistics/figures/online-retail-growth?${query(YEAR_2024)}`)
    ).json()
    expect(figure.madeOf).toMatchObject([
      { indicator: 'online-retail', period: YEAR_2024, reading: { value: { num: '110000000' } } },
      {
        indicator: 'online-retail',
        period: { from: '2023-01-01', until: '2024-01-01' },
        reading: { value: { num: '200000000' } },
      },
    ])
  })

  test('the rows come page by page, with their true total, their file and row, and add up to the figure', async () => {
    const rows = `daning/statistics/figures/online-retail/order-lines?${query(YEAR_2024)}`
    const first = (await town.get(`${rows}&limit=1`)).json()
    expect(first).toMatchObject({
      total: 2,
      items: [{ orderNo: '3', amount: '60000000', row: 4, evidence: 'a'.repeat(64) }],
    })
    const second = (await town.get(`${rows}&limit=1&after=${encodeURIComponent(first.next)}`)).json()
    expect(second).toMatchObject({ total: 2, items: [{ orderNo: '4', refund: '1' }] })
    expect(second.next).toBeUndefined()
    const out = (await town.get(`${rows}&counted=no`)).json()
    expect(out).toMatchObject({ total: 1, items: [{ orderNo: '5', excluded: 'wholesale', amount: '9900' }] })
    const check = `daning/statistics/figures/online-retail/check?${query(YEAR_2024)}`
    expect((await town.get(check)).json()).toEqual({
      rows: 2,
      sum: '110000000',
      figure: '110000000',
      equal: true,
    })
    expect((await town.get(`${check}&month=2024-10&shop=b`)).json()).toMatchObject({
      rows: 1,
      sum: '50000000',
      equal: true,
    })
  })

  test('entities too: 11 rows behind 11, 6 behind 6', async () => {
    const span = query({ from: '2022-07-01', until: '2023-01-01' })
    const all = (await town.get(`daning/statistics/figures/new-entities/entities?${span}&limit=10`)).json()
    expect([all.total, all.items.length]).toEqual([11, 10])
    const rest = (
      await town.get(
        `daning/statistics/figures/new-entities/entities?${span}&after=${encodeURIComponent(all.next)}`,
      )
    ).json()
    expect(rest.items).toHaveLength(1)
    const part = (await town.get(`daning/statistics/figures/new-ecommerce-entities/entities?${span}`)).json()
    expect([part.total, part.items[0].ecommerceEvidence]).toEqual([6, 'a'.repeat(64)])
    const figure = (await town.get(`daning/statistics/figures/new-entities?${span}`)).json()
    expect(figure).toMatchObject({
      adds: true,
      excluded: [
        { key: 'outside', amount: '1' },
        { key: 'undecided', amount: '1' },
      ],
    })
  })

  test('an indicator without rows of its own says what it is made of', async () => {
    const reply = await town.get(
      `daning/statistics/figures/online-retail-growth/order-lines?${query(YEAR_2024)}`,
    )
    expect([reply.statusCode, reply.json().errors[0].code]).toEqual([404, 'statistics.no_rows_kept'])
    expect(reply.json().title).toContain('由网络零售额')
  })
})
