import { utils, write } from '@e965/xlsx'
import { readXlsx } from 'hucre/xlsx'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { downloadExport, releaseExport } from '#contract/export'
import { runOneJob } from '#platform/work/jobs'
import { actAs } from '#test/actor'
import { asking } from '#test/asking'
import { exporting, makeExports } from '#test/exports'
import { code, importing } from '#test/party-files'
import { type Office, openOffice } from '#test/towns'
import { checkImportJob } from './app/import-jobs.ts'
import { exportParties, getImport, importFile, importTemplate } from './contract/index.ts'

let office: Office
let ask: Office['ask']
let server: Office['server']
let files: ReturnType<typeof importing>
beforeAll(async () => {
  office = await openOffice()
  files = importing(office)
  ;({ ask, server } = office)
})
afterAll(() => office[Symbol.asyncDispose]())

const check = (bytes: Buffer, name?: string) => files.check(bytes, name)
const commit = (batch: string, rows?: 'all' | 'good') => files.commit(batch, rows)
const total = () => files.total()

describe('问题文件 the same file back', () => {
  const rows = (): string[][] => [
    ['大宁县市场主体名单', '', '', '', ''],
    ['类型', '名称', '信用代码', '成立日期', '备注'],
    ['个体工商户', '大宁县己店', code(), '2023-05-18', '好'],
    [],
    ['个体工商户', '大宁县庚店', '123', '2023-05-18', '=1+2'],
  ]

  test('CSV: reasons in a last column, other columns kept, formulas inert; corrected, it comes in once', async () => {
    const table = rows()
    const { answer: tried } = await check(Buffer.from(table.map((row) => row.join(',')).join('\n')))
    expect(tried).toMatchObject({ rows: 2, bad: 1, unreadColumns: ['备注'] })
    const back = (await ask(importFile, { params: { batch: tried.id }, query: { rows: 'all' } })).raw.body
    const lines = back.replace('\ufeff', '').split('\r\n')
    expect(lines[1]).toBe('类型,名称,信用代码,成立日期,备注,错误原因')
    expect(lines[2]).toMatch(/己店.*,好,$/)
    expect(lines[4]).toContain("'=1+2,【统一社会信用代码】统一社会信用代码应为18位")
    const bad = (await ask(importFile, { params: { batch: tried.id }, query: { rows: 'bad' } })).raw.body
    expect(bad).not.toContain('己店')
    await commit(tried.id, 'good')
    const fixed = await check(Buffer.from(back.replace(',123,', `,${code()},`)))
    expect(fixed.answer).toMatchObject({ rows: 2, bad: 0, fresh: 1, unchanged: 1, unreadColumns: ['备注'] })
  })

  test('XLSX: the bad cells are red, rows keep their places', async () => {
    const sheet = utils.aoa_to_sheet(rows())
    const bytes = write(
      { SheetNames: ['名单'], Sheets: { 名单: sheet } },
      { type: 'buffer', bookType: 'xlsx' },
    )
    const { answer: tried } = await check(bytes, '名单.xlsx')
    expect(tried).toMatchObject({ rows: 2, bad: 1 })
    const back = await ask(importFile, { params: { batch: tried.id }, query: { rows: 'all' } })
    expect(decodeURIComponent(String(back.raw.headers['content-disposition']))).toContain(
      '名单-标注问题.xlsx',
    )
    const marked = (await readXlsx(back.raw.rawPayload, { readStyles: true })).sheets[0]
    expect(marked?.rows[4]?.[5]).toContain('【统一社会信用代码】')
    expect(marked?.cells?.get('4,2')?.style?.fill).toBeDefined()
    expect(marked?.cells?.get('2,2')?.style?.fill).toBeUndefined()
    expect((await check(back.raw.rawPayload, '改好.xlsx')).answer).toMatchObject({ rows: 2, bad: 1 })
  })
})

describe('导出 export', () => {
  const body = { reason: '报送市局', format: 'csv', personal: false, filter: {} }

  test('whole, it comes in again unchanged; masked, it cannot be taken for a list', async () => {
    const leader = asking(server, await actAs(server, { etown: 1, roles: ['leader'] }))
    const whole = await ask(exportParties, { body: { ...body, personal: true } })
    await makeExports(server)
    const params = { export: whole.answer.export }
    await leader(releaseExport, { params, body: { decision: 'release', reason: '已核对用途' } })
    const { raw } = await ask(downloadExport, { params, body: {} })
    const lines = raw.body.split('\r\n').length - 3
    expect(lines).toBe(await total())
    const { answer } = await check(Buffer.from(raw.body))
    await runOneJob(server.house, 1, [checkImportJob], new AbortController().signal)
    expect((await ask(getImport, { params: { batch: answer.id } })).answer).toMatchObject({
      rows: lines,
      bad: 0,
      fresh: 0,
      changed: 0,
    })
    const masked = await exporting(server, ask)(exportParties, { body })
    expect(masked.raw.body).toContain('身份证号（已脱敏）')
    expect((await check(Buffer.from(masked.raw.body))).refused).toEqual([
      ['party.import_no_header', undefined],
    ])
  })

  test('personal data needs the permission to see it', async () => {
    const township = asking(server, await actAs(server, { etown: 1, roles: ['township'] }))
    const asked = await township(exportParties, { body: { ...body, personal: true } })
    expect(asked.refused).toEqual([['export.personal', undefined]])
    expect((await township(exportParties, { body })).status).toBe(200)
  })
})

test('the template is read by the import it is for, with hints and choices', async () => {
  const { raw } = await ask(importTemplate)
  const sheet = (await readXlsx(raw.rawPayload, { readStyles: true })).sheets[0]
  expect(sheet?.cells?.get('0,0')?.comment?.text).toContain('必填')
  expect(sheet?.dataValidations?.[0]?.type).toBe('list')
  expect((await check(raw.rawPayload, '模板.xlsx')).refused).toEqual([['party.import_no_rows', undefined]])
})
