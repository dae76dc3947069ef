import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downloadExport, getExport } from '#contract/export'
import { exporting, makeExports } from '#test/exports'
import { statisticsTown, type Town } from '#test/statistics-town'
import { exportRows, readFigure } from '../contract/index.ts'

let town: Town
let ask: Awaited<ReturnType<Town['as']>>
beforeAll(async () => {
  town = await statisticsTown()
  town.server.clock = new Date('2024-11-22T02:00:00Z')
  ask = await town.as('office')
  await town.importOrders([
    { shop: '甲店', no: 1, day: '2024-02-10', fen: 60_000_001n },
    { shop: '甲店', no: 2, day: '2024-02-11', fen: 12_345n },
    { shop: '乙店', no: 3, day: '2024-10-31', fen: 50_000_000n },
    { shop: '乙店', no: 4, day: '2024-10-30', fen: 9_900n, status: '已取消' },
    { shop: '乙店', no: 5, day: '2023-10-30', fen: 777n },
  ])
  await town.addEntities([
    { kind: 'enterprise', on: '2024-03-01' },
    { kind: 'cooperative', on: '2024-04-01' },
    { kind: 'sole-trader', on: '2024-05-01', inside: false },
  ])
  await town.fold()
})
afterAll(() => town[Symbol.asyncDispose]())

const rows = { from: '2024-01-01', until: '2025-01-01' }
const form = { format: 'xlsx', reason: '报送省厅季度表' }
const params = { indicator: 'online-retail' }
const bookOf = async (bytes: Buffer) => {
  const [list, notes] = (await readXlsx(bytes)).sheets
  return { list: list?.rows ?? [], notes: Object.fromEntries(notes?.rows ?? []) }
}

describe('数字的明细行 the rows of a figure', () => {
  test('sum to the figure the board shows, to the fen, with its definition beside them', async () => {
    const { raw } = await exporting(town.server, ask)(exportRows, { params, body: { ...form, rows } })
    const { list, notes } = await bookOf(raw.rawPayload)
    const { answer: figure } = await ask(readFigure, { params, query: rows })
    expect(figure.reading).toMatchObject({ value: { num: '110012346', den: '1' } })
    expect(list).toHaveLength(2 + 3 + 1)
    const amounts = list.slice(2, -1).map((row) => Math.round(Number(row[7]) * 100))
    expect(amounts.toSorted()).toEqual([12_345, 50_000_000, 60_000_001])
    expect(list.at(-1)?.slice(0, 8)).toEqual(['合计', '', '', '', '', '', '', 1_100_123.46])
    expect(notes).toMatchObject({
      期间: '2024年1月1日至2024年12月31日',
      行合计: '¥1,100,123.46',
      看板数字: '¥1,100,123.46',
      核对: '一致：行合计等于看板数字',
      定义: expect.stringContaining('国家统计局'),
    })
  })

  test('of a month, and those left out with their reason', async () => {
    const exported = exporting(town.server, ask)
    const month = await exported(exportRows, {
      params,
      body: { ...form, format: 'csv', rows: { ...rows, month: '2024-02' } },
    })
    expect(month.raw.body.split('\r\n')).toHaveLength(2 + 2 + 1 + 1)
    expect(month.raw.body).toContain('600123.46')
    const out = await exported(exportRows, { params, body: { ...form, rows: { ...rows, counted: 'no' } } })
    const { list, notes } = await bookOf(out.raw.rawPayload)
    expect(list).toHaveLength(2 + 1 + 1)
    expect(list[2]?.[6]).not.toBe('')
    expect(notes).not.toHaveProperty('看板数字')
  })

  test('entities are counted, one a row', async () => {
    const { raw } = await exporting(town.server, ask)(exportRows, {
      params: { indicator: 'new-entities' },
      body: { ...form, rows },
    })
    const { list, notes } = await bookOf(raw.rawPayload)
    expect(list.slice(2).map((row) => row[2])).toEqual(['2024-03-01', '2024-04-01', ''])
    expect(notes).toMatchObject({ 看板数字: '2 家', 核对: '一致：行数等于看板数字' })
  })

  test('waits for sums that have not yet taken in the newest rows', async () => {
    const { answer } = await ask(exportRows, { params, body: { ...form, rows } })
    const id = { export: answer.export }
    const { owner } = town
    await owner.query(
      "update statistics.daily_sum set amount = amount - 1 where day = '2024-02-10' and measure = 'retail'",
    )
    await makeExports(town.server)
    expect((await ask(getExport, { params: id })).answer.state).toBe('making')
    await owner.query(
      "update statistics.daily_sum set amount = amount + 1 where day = '2024-02-10' and measure = 'retail'",
    )
    await owner.query('update platform.job set run_at = now()')
    await makeExports(town.server)
    const { raw } = await ask(downloadExport, { params: id, body: {} })
    expect((await bookOf(raw.rawPayload)).notes).toMatchObject({ 核对: '一致：行合计等于看板数字' })
  })

  test('an indicator that keeps no rows is refused when it is asked', async () => {
    const { refused } = await ask(exportRows, {
      params: { indicator: 'online-retail-growth' },
      body: { ...form, rows },
    })
    expect(refused).toEqual([['statistics.no_rows_kept', '/path/indicator']])
  })
})
