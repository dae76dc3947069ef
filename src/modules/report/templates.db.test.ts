import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { fillBook } from '#platform/sheet/fill-book'
import { type ReportTown, reportTown } from '#test/reports'
import * as report from './contract/index.ts'

let at: ReportTown
beforeAll(async () => {
  at = await reportTown()
})
afterAll(() => at[Symbol.asyncDispose]())

/** An outside form as a bureau sends it: a merged title, borders, a formula, widths, a second sheet. */
const template = async () =>
  Buffer.from(
    await writeXlsx({
      sheets: [
        {
          name: '报表',
          columns: [{ width: 31 }, { width: 17 }],
          rows: [
            ['商务局季度调度表', ''],
            ['网络零售额（万元）', ''],
            ['培训（人次）', ''],
            ['填报单位', ''],
            ['折合元', ''],
          ],
          merges: [{ startRow: 0, startCol: 0, endRow: 0, endCol: 1 }],
          cells: new Map([
            [
              '1,1',
              {
                style: {
                  font: { bold: true },
                  fill: { type: 'pattern' as const, pattern: 'solid' as const, fgColor: { rgb: 'FFFF00' } },
                },
              },
            ],
            ['4,1', { formula: 'B2*10000' }],
          ]),
        },
        { name: '说明', rows: [['不要改这张']] },
      ],
    } as Parameters<typeof writeXlsx>[0]),
  )

const content = (more: object = {}) => ({
  name: '商务局调度表',
  every: 'month',
  dueWorkdays: 3,
  source: '县商务局通知',
  fields: [
    { key: 'b2', label: '网络零售额', unit: '万元', required: true, indicator: 'online-retail', place: 'B2' },
    { key: 'b3', label: '培训', unit: '人次', required: true, place: 'B3' },
    { key: 'b4', label: '填报单位', unit: '', required: true, place: 'B4' },
  ],
  rules: [],
  ...more,
})

test('an outside form: template in, cells mapped, filled by rows and people, its own layout out', async () => {
  const bytes = await template()
  const brought = await at.office(report.bringTemplate, { file: { name: '调度表.xlsx', bytes } })
  expect(brought.answer.rows[1]).toEqual({ rowNo: 2, cells: ['网络零售额（万元）', ''] })
  const { sha256 } = brought.answer
  const save = (more: object) =>
    at.office(report.saveForm, { body: { code: 'bureau', template: sha256, content: content(more) } })
  const wrong = await save({
    fields: [
      { key: 'a', label: '甲', unit: '斤', required: true, place: 'B5' },
      { key: 'a', label: '乙', unit: '人', required: true, indicator: 'online-retail', place: 'B1' },
      { key: 'c', label: '丙', unit: '元', required: true, indicator: 'nowhere', place: 'B5' },
    ],
  })
  expect(wrong.refused.map(([code]) => code).toSorted()).toEqual([
    'report.field_twice',
    'report.indicator_unknown',
    'report.place_outside',
    'report.place_outside',
    'report.place_outside',
    'report.place_twice',
    'report.unit_differs',
    'report.unit_unknown',
  ])
  expect((await save({})).answer).toEqual({ code: 'bureau', version: 1 })
  expect((await save({})).refused.map(([code]) => code)).toEqual(['report.form_unchanged'])
  expect((await save({ dueWorkdays: 4 })).answer.version).toBe(2)

  const { id } = (await at.clerk(report.openReport, { body: { form: 'bureau', period: '2026-10' } })).answer
  await at.clerk(report.fillReport, {
    params: { report: id },
    body: {
      cells: [
        { field: 'b3', base: 0, origin: 'typed', value: '1,200' },
        { field: 'b4', base: 0, origin: 'typed', value: '=cmd|calc!A1' },
      ],
    },
  })
  await at.lock(id)
  const filled = await at.office(report.snapshotBook, { params: { report: id, number: '1' } })
  const book = await readXlsx(filled.raw.rawPayload, { readStyles: true })
  const [sheet, second] = book.sheets
  expect(sheet?.rows.slice(1, 4).map((row) => row[1])).toEqual([1, 1200, '=cmd|calc!A1'])
  expect(sheet?.cells?.get('3,1')?.formula).toBeUndefined()
  expect(sheet?.cells?.get('4,1')?.formula).toBe('B2*10000')
  expect(sheet?.cells?.get('1,1')?.style?.font?.bold).toBe(true)
  expect(sheet?.merges?.length).toBe(1)
  expect(second?.rows[0]?.[0]).toBe('不要改这张')
})

test('what is filled leaves every other part of the template as it was, byte for byte', async () => {
  const bytes = await template()
  const once = await fillBook(bytes, [{ place: 'B2', value: 5 }])
  const twice = await fillBook(bytes, [{ place: 'B2', value: 5 }])
  expect(once?.equals(twice ?? Buffer.alloc(0))).toBe(true)
  expect(await fillBook(Buffer.from('名称,a\n'), [])).toBeUndefined()
})

test('a sheet filled offline: untouched rows say nothing, a cell changed meanwhile stays and is told', async () => {
  const { id } = (await at.clerk(report.openReport, { body: { form: 'monthly', period: '2026-09' } })).answer
  const params = { report: id }
  const sheet = (await at.clerk(report.offlineSheet, { params })).raw.rawPayload
  const rows = (await readXlsx(sheet)).sheets[0]?.rows.map((row) => row.map((cell) => cell ?? '')) ?? []
  const put = (field: string, text: string) => {
    const row = rows.find((one) => one[5] === field)
    if (row !== undefined) row[3] = text
  }
  put('training', '88')
  put('output', '未知')
  put('work', '离线写的工作')
  // While it was away, a colleague wrote one of the cells; the sheet's rows were sorted, too.
  await at.clerk(report.fillReport, {
    params,
    body: { cells: [{ field: 'training', base: 0, origin: 'typed', value: '90' }] },
  })
  const sorted = [...rows.slice(0, 3), ...rows.slice(3).toReversed()]
  const bytes = Buffer.from(await writeXlsx({ sheets: [{ name: '离线填报', rows: sorted }] }))
  const hand = () => at.clerk(report.handInSheet, { params, file: { name: '离线.xlsx', bytes } })
  const { answer } = await hand()
  expect([answer.taken, answer.left.map(({ field }) => field)]).toEqual([2, ['training']])
  const cell = async (key: string) => (await at.get(id)).cells.find((one) => one.key === key)
  expect((await cell('training'))?.shown).toBe('90 人次')
  expect(await cell('work')).toMatchObject({ shown: '离线写的工作', origin: 'handed-in' })
  expect((await cell('output'))?.origin).toBe('unknown')
  // Handed in again it changes nothing: the same state, in whatever order sheets come.
  expect((await hand()).answer).toMatchObject({ taken: 0 })
  const other = (await at.clerk(report.openReport, { body: { form: 'monthly', period: '2026-08' } })).answer
    .id
  const misplaced = await at.clerk(report.handInSheet, {
    params: { report: other },
    file: { name: '离线.xlsx', bytes },
  })
  expect(misplaced.refused.map(([code]) => code)).toEqual(['report.sheet_other'])
})
