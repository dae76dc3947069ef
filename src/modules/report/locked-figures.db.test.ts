import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { exportTable, readBoard, readFigure, readWall } from '#contract/statistics'
import { exporting } from '#test/exports'
import { type ReportTown, reportTown } from '#test/reports'
import * as report from './contract/index.ts'

let at: ReportTown
beforeAll(async () => {
  at = await reportTown()
  for (const period of ['2025-10', '2026-09', '2026-10']) await at.lock(await at.fillMonth(period))
})
afterAll(() => at[Symbol.asyncDispose]())

const OCTOBER = { from: '2026-10-01', until: '2026-11-01' }
const params = { indicator: 'online-retail' }
const onBoard = async () => {
  const asked = await at.office(readBoard, { query: { year: '2025' } })
  expect(asked.status, asked.raw.body).toBe(200)
  return asked.answer.targets.find(({ indicator }) => indicator === 'online-retail')?.locked
}
const figureOf = async (query: { from: string; until: string }) =>
  (await at.office(readFigure, { params, query })).answer
const bookOf = async (bytes: Buffer) => (await readXlsx(bytes)).sheets.map((sheet) => sheet.rows)

describe('锁定 v1 / 现在', () => {
  test('a board holds the furthest-reaching locked year to date against the same days now', async () => {
    expect(await onBoard()).toMatchObject({
      name: '乡村e镇建设月报 2025年10月',
      number: 1,
      period: { from: '2025-01-01', until: '2025-11-01' },
      value: { num: '800000', den: '1' },
      now: { state: 'known', origin: 'computed', value: { num: '800000', den: '1' } },
      difference: { num: '0', den: '1' },
      same: true,
    })
  })

  test('rows that come later move what it is now, and nothing that is locked', async () => {
    await at.town.importOrders([
      { shop: '宁脆旗舰店', no: 9, day: '2025-10-07', fen: 5_000n },
      { shop: '宁脆旗舰店', no: 10, day: '2026-10-07', fen: 5_000n },
    ])
    const locked = await onBoard()
    expect(locked).toMatchObject({
      value: { num: '800000' },
      now: { value: { num: '805000' } },
      difference: { num: '5000' },
      same: false,
    })
    expect((await at.office(report.getSnapshot, { params: { report: '1', number: '1' } })).status).toBe(200)
    expect(locked?.href).toBe(`/e/${at.town.slugs.daning}/reports/1/snapshots/1`)
    expect(locked?.nowHref).toContain('figures/online-retail?from=2025-01-01&until=2025-11-01')
    const { answer: wall } = await at.office(readWall)
    expect(wall.locked).toMatchObject({
      period: { from: '2026-01-01', until: '2026-11-01' },
      value: { num: '1300000' },
      now: { value: { num: '1305000' } },
    })
  })

  test('a figure lists what is locked inside its days: that of the whole period first', async () => {
    const month = await figureOf(OCTOBER)
    expect(month.locked.map((one) => [one.period, one.value?.num, one.now.value?.num])).toEqual([
      [OCTOBER, '1000000', '1005000'],
    ])
    const year = await figureOf({ from: '2026-01-01', until: '2027-01-01' })
    expect(year.locked.map(({ period }) => [period.from, period.until])).toEqual([
      ['2026-01-01', '2026-11-01'],
      ['2026-10-01', '2026-11-01'],
      ['2026-01-01', '2026-10-01'],
      ['2026-09-01', '2026-10-01'],
    ])
    expect((await figureOf({ from: '2026-10-02', until: '2026-11-01' })).locked).toEqual([])
  })

  test('growth is held against growth, and what had no base stays 无可比基数', async () => {
    const growth = (query: typeof OCTOBER) =>
      at.office(readFigure, { params: { indicator: 'online-retail-growth' }, query })
    expect((await growth(OCTOBER)).answer.locked[0]).toMatchObject({
      value: { num: '1', den: '4' },
      now: { value: { num: '40', den: '161' } },
      difference: { num: '-1', den: '644' },
    })
    const september = (await growth({ from: '2026-09-01', until: '2026-10-01' })).answer.locked[0]
    expect([september?.value, september?.now.state, september?.same]).toEqual([undefined, 'no-base', true])
  })

  test('a correction is the next number, and the one that counts', async () => {
    const asked = { report: '1' }
    await at.office(report.amendReport, { params: asked, body: { reason: '十月七日的订单迟到' } })
    expect((await onBoard())?.number).toBe(1)
    await at.lock('1')
    expect(await onBoard()).toMatchObject({ number: 2, value: { num: '805000' }, same: true })
  })

  test('another e-town sees none of it', async () => {
    const other = await at.town.as('office', at.town.slugs.longgang)
    const { answer } = await other(readFigure, { params, query: OCTOBER })
    expect(answer.locked).toEqual([])
  })
})

describe('每张表都能导出 every table out', () => {
  const reason = '归档备查'
  const made = async (ask: Record<string, unknown>) => {
    const exported = exporting(at.town.server, at.office)
    const { raw } = await exported(report.exportReportTable, { body: { format: 'xlsx', reason, ask } })
    return bookOf(raw.rawPayload)
  }
  test.each([
    [{ table: 'reports' }, '报表', 3],
    [{ table: 'reports', state: 'filling' }, '报表', 0],
    [{ table: 'forms' }, '式样', 1],
    [{ table: 'form', form: 'monthly' }, '栏目', 13],
    [{ table: 'dispatches' }, '包号', 0],
    [{ table: 'bulletins' }, '标题', 0],
    [{ table: 'snapshot', report: '1', number: 2 }, '栏目', 13],
  ])('%j', async (ask, first, rows) => {
    const [list = [], notes = []] = await made(ask)
    expect(list[1]?.[0]).toBe(first)
    // The first line is the watermark.
    expect(list).toHaveLength(2 + rows)
    expect(notes.map(([name]) => name)).toEqual(expect.arrayContaining(['行数']))
  })

  test('a corrected snapshot shows what it was before and what it is now', async () => {
    const [list = []] = await made({ table: 'snapshot', report: '1', number: 1 })
    const retail = list.find(([label]) => label === '本月网络零售额')
    expect(retail?.slice(1, 4)).toEqual(['0.80 万元', '0.81 万元', ''])
    const [second = []] = await made({ table: 'snapshot', report: '1', number: 2 })
    expect(second.find(([label]) => label === '本月网络零售额')?.slice(1, 4)).toEqual([
      '0.81 万元',
      '0.81 万元',
      '0.80 万元',
    ])
  })

  test('the board and a figure carry what is locked', async () => {
    const exported = exporting(at.town.server, at.office)
    const table = (ask: Record<string, unknown>) =>
      exported(exportTable, { body: { format: 'xlsx', reason, ask } })
    const [board = []] = await bookOf((await table({ table: 'board', year: '2025' })).raw.rawPayload)
    expect(board.flat()).toContain('锁定 v2（至2025年10月31日）¥8,050.00，现在 ¥8,050.00')
    const ask = { table: 'locked', ...params, ...OCTOBER }
    const [locked = []] = await bookOf((await table(ask)).raw.rawPayload)
    expect(locked[2]?.slice(1, 3)).toEqual(['乡村e镇建设月报 2026年10月', 'v1'])
    for (const other of ['excluded', 'made-of'])
      expect((await table({ ...ask, table: other })).status).toBe(200)
    expect((await table({ table: 'views' })).status).toBe(200)
  })

  test('who may not export may not, and nobody but the office above its comparison', async () => {
    const reader = await at.town.as('publicity')
    const body = { format: 'xlsx', reason, ask: { table: 'reports' } }
    expect((await reader(report.exportReportTable, { body })).status).toBe(403)
    expect(
      (await at.office(report.exportReceived, { body: { ...body, ask: { table: 'senders' } } })).status,
    ).toBe(403)
    expect((await at.office(report.compareReceived)).status).toBe(403)
  })
})
