import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ReportTown, reportTown } from '#test/reports'
import * as report from './contract/index.ts'

let at: ReportTown
beforeAll(async () => {
  at = await reportTown()
})
afterAll(() => at[Symbol.asyncDispose]())

const codes = (asked: { readonly refused: readonly (readonly [string, string | undefined])[] }) =>
  asked.refused.map(([code]) => code)
const cellOf = async (id: string, key: string) => (await at.get(id)).cells.find((cell) => cell.key === key)

describe('from an empty form to a locked snapshot', () => {
  let id = ''
  test('a period that is not over, or of another rhythm, is not opened; a second one of the same neither', async () => {
    const open = (period: string) => at.clerk(report.openReport, { body: { form: 'monthly', period } })
    expect(codes(await open('2026-11'))).toEqual(['report.period_future'])
    expect(codes(await open('2026Q3'))).toEqual(['report.period_unfit'])
    const first = await open('2026-10')
    expect(first.status, first.raw.body).toBe(200)
    id = first.answer.id
    expect(codes(await open('2026-10'))).toEqual(['report.opened'])
  })

  test('what rows know is there at once, with its definition and its days; the rest is open', async () => {
    const { cells, state, due, late } = await at.get(id)
    expect(state).toBe('filling')
    // Five working days after 31 October 2026, a Saturday; nobody has submitted by 22 November.
    expect([due, late]).toEqual(['2026-11-06', 10])
    const said = Object.fromEntries(cells.map(({ key, shown, origin }) => [key, shown ?? origin]))
    expect(said).toMatchObject({
      etown: '大宁县乡村e镇',
      retail: '1.00 万元',
      'retail-ytd': '1.30 万元',
      'retail-last-year': '0.80 万元',
      'retail-growth': '25.00%',
      'new-entities': '2 个',
      'new-ecommerce': '1 个',
      training: 'blank',
    })
    expect(cells.find(({ key }) => key === 'retail')).toMatchObject({
      origin: 'computed',
      definition: { version: 'online-retail@2026' },
      days: { from: '2026-10-01', until: '2026-11-01' },
    })
  })

  test('nobody types over what rows say; a number is a number; all that is wrong is told at once', async () => {
    const base = async (field: string) => (await cellOf(id, field))?.no ?? 0
    const cells = [
      { field: 'retail', base: await base('retail'), origin: 'typed', value: '99' },
      { field: 'training', base: 0, origin: 'typed', value: '很多' },
      { field: 'nothing', base: 0, origin: 'typed', value: '1' },
      { field: 'output', base: 7, origin: 'typed', value: '1' },
    ]
    const filled = await at.clerk(report.fillReport, { params: { report: id }, body: { cells } })
    expect(filled.refused).toEqual([
      ['report.cell_computed', '/cells/retail'],
      ['report.cell_number', '/cells/training'],
      ['report.cell_unknown', '/cells/nothing'],
      ['report.cell_stale', '/cells/output'],
    ])
  })

  test('with open cells it is not submitted, and each of them is named', async () => {
    const submitted = await at.clerk(report.submitReport, { params: { report: id }, body: {} })
    expect(submitted.refused).toEqual([
      ['report.cell_open', '/cells/output'],
      ['report.cell_open', '/cells/training'],
      ['report.cell_open', '/cells/work'],
    ])
    const { problems, completeness } = await at.get(id)
    expect(problems.map(({ field }) => field)).toEqual(['output', 'training', 'work'])
    expect(completeness).toEqual({ known: 8, unknown: 0, required: 11 })
  })

  test('two people at one cell: the second is told what the first wrote, and nothing is lost', async () => {
    const fill = (value: string) =>
      at.clerk(report.fillReport, {
        params: { report: id },
        body: { cells: [{ field: 'training', base: 0, origin: 'typed', value }] },
      })
    expect((await fill('100')).status).toBe(200)
    expect(codes(await fill('110'))).toEqual(['report.cell_stale'])
    expect((await cellOf(id, 'training'))?.shown).toBe('100 人次')
  })

  test('未知 answers the question without making it complete', async () => {
    const cells = [
      { field: 'output', base: 0, origin: 'unknown' },
      { field: 'work', base: 0, origin: 'typed', value: '苹果节直播三场。' },
    ]
    await at.clerk(report.fillReport, { params: { report: id }, body: { cells } })
    const { problems, completeness } = await at.get(id)
    expect(problems).toEqual([])
    expect(completeness).toEqual({ known: 10, unknown: 1, required: 11 })
  })

  test('sent back with a comment on a cell, changed, submitted again: the comment is still there', async () => {
    const params = { report: id }
    await at.clerk(report.submitReport, { params, body: {} })
    const late = await at.clerk(report.fillReport, {
      params,
      body: { cells: [{ field: 'training', base: 1, origin: 'typed', value: '5' }] },
    })
    expect(codes(late)).toEqual(['report.state'])
    const remarks = [{ field: 'training', text: '与签到表不符，签到表是120人次' }]
    await at.township(report.returnFromTownship, { params, body: { remarks } })
    expect(await at.get(id)).toMatchObject({ state: 'filling', reopened: 'return' })
    await at.clerk(report.fillReport, {
      params,
      body: { cells: [{ field: 'training', base: 1, origin: 'typed', value: '120' }] },
    })
    await at.clerk(report.submitReport, { params, body: {} })
    expect((await at.get(id)).remarks).toMatchObject([
      { field: 'training', text: '与签到表不符，签到表是120人次', followed: true },
    ])
  })

  test('who filled does not pass, who passed does not lock: in the answer and in the database', async () => {
    const params = { report: id }
    const both = await at.town.as('office')
    expect(codes(await at.office(report.lockReport, { params, body: {} }))).toEqual(['report.state'])
    expect((await at.township(report.passReport, { params, body: {} })).raw.body).toBe(`{"id":"${id}"}`)
    expect((await both(report.lockReport, { params, body: {} })).raw.body).toBe(`{"id":"${id}"}`)
    const { rows } = await at.town.owner.query('select by from report.step where action = $1', ['submit'])
    const forged = at.town.owner.query(
      `insert into report.step (etown, report, no, prior, action, before, after, note, by, at)
       select etown, report, no + 1, no, 'amend', after, 'filling', '更正', by, now() from report.step
       where report = $1 order by no desc limit 1`,
      [id],
    )
    await forged
    // The three steps the clerk may take, and then one he may not.
    const step = (action: string, after: string, by: string) =>
      at.town.owner.query(
        `insert into report.step (etown, report, no, prior, action, before, after, by, at)
         select etown, report, no + 1, no, $2, after, $3, $4, now() from report.step where report = $1 order by no desc limit 1`,
        [id, action, after, by],
      )
    await step('submit', 'township', rows[0].by)
    await expect(step('pass', 'county', rows[0].by)).rejects.toThrow('须为三人')
    await expect(step('lock', 'locked', 'somebody')).rejects.toThrow('known_step')
    await step('pass', 'county', 'somebody')
    await expect(step('lock', 'locked', 'else')).rejects.toThrow('锁定而无快照')
  })
})
