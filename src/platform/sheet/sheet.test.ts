import { Readable } from 'node:stream'
import { utils, write } from '@e965/xlsx'
import { readXlsx, writeXlsx } from 'hucre/xlsx'
import { describe, expect, test } from 'vitest'
import { granted } from '#kernel/refusal'
import { gb18030 } from '#test/gb18030'
import { zipBomb } from '#test/zip'
import type { Evidence, EvidenceStore } from '../files/evidence.ts'
import type { SheetRow } from './row.ts'
import { openSheet, reading, writeBook } from './sheet.ts'
import { writeCsv } from './write-csv.ts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** Reads bytes as if they had been uploaded; `chunk` cuts the text inside its characters. */
async function rowsOf(bytes: Uint8Array, media = XLSX, chunk = bytes.length): Promise<SheetRow[]> {
  const pieces = Array.from({ length: Math.ceil(bytes.length / chunk) }, (_, i) =>
    Buffer.from(bytes.subarray(i * chunk, (i + 1) * chunk)),
  )
  const store: EvidenceStore = {
    read: async () => Readable.from(pieces),
    receive: () => Promise.reject(new Error('not here')),
    sweep: () => Promise.reject(new Error('not here')),
  }
  const file: Evidence = { sha256: '', stored: '', bytes: bytes.length, media, name: 'a' }
  const rows: SheetRow[] = []
  for await (const row of openSheet(store, file).rows) rows.push(row)
  return rows
}
const cellsOf = async (bytes: Uint8Array, media?: string, chunk?: number): Promise<(readonly string[])[]> =>
  (await rowsOf(bytes, media, chunk)).map((row) => row.cells)
const codeOf = async (bytes: Uint8Array, media?: string): Promise<string | undefined> => {
  const outcome = await reading(async () => granted(await rowsOf(bytes, media)))
  return outcome.ok ? undefined : outcome.refused[0]?.code
}
const workbook = (cells: Record<string, unknown>, more: Record<string, unknown> = {}): Buffer =>
  write({ SheetNames: ['甲'], Sheets: { 甲: cells }, ...more } as never, { type: 'buffer', bookType: 'xlsx' })

describe('读 CSV reading separated text', () => {
  test.each([
    ['UTF-8', Buffer.from('名称,a\n"镕,1",2\n')],
    ['UTF-8 with its mark', Buffer.from('\ufeff名称,a\n"镕,1",2\n')],
    ['UTF-16', Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('名称,a\n"镕,1",2\n', 'utf16le')])],
    ['GB18030', gb18030('名称,a\n"镕,1",2\n')],
    ['tabs', Buffer.from('名称\ta\n镕,1\t2\n')],
    ['semicolons and CRLF', Buffer.from('名称;a\r\n镕,1;2\r\n')],
  ])('%s, whatever the stream cuts', async (_what, bytes) => {
    for (const chunk of [1, 3, bytes.length]) {
      expect(await cellsOf(bytes, 'text/csv', chunk)).toEqual([
        ['名称', 'a'],
        ['镕,1', '2'],
      ])
    }
  })

  test('four-byte GB18030 after 70,000 bytes of ASCII is still seen', async () => {
    const rows = await cellsOf(
      Buffer.concat([Buffer.from('a,b\n'.repeat(17_500)), Buffer.from('823094392c310a', 'hex')]),
      'text/csv',
    )
    expect(rows.at(-1)).toEqual(['㕪', '1'])
  })

  test('rows are numbered as people see them, with empty lines and ragged ones', async () => {
    const rows = await rowsOf(Buffer.from('a,b\n\n1\n2,3,4\n'), 'text/csv')
    expect(rows.map((r) => [r.rowNo, r.cells.length])).toEqual([
      [1, 2],
      [2, 1],
      [3, 1],
      [4, 3],
    ])
  })

  test('an open quote is refused with its row', async () =>
    expect(await codeOf(Buffer.from('a,b\n1,2\n"3,4\n5,6'), 'text/csv')).toBe('sheet.quotes'))
})

describe('读 Excel reading workbooks', () => {
  test('text, long text digits, numbers, mangled numbers, days, errors, formulas', async () => {
    const bytes = workbook({
      '!ref': 'A1:H1',
      A1: { t: 's', v: '００12' },
      B1: { t: 's', v: '140521199001011234' },
      C1: { t: 'n', v: 13_812_345_678 },
      D1: { t: 'n', v: 1.405211990010112e17 },
      E1: { t: 'n', v: 45_064, z: 'yyyy/m/d' },
      F1: { t: 'e', v: 42 },
      G1: { t: 'n', v: 3, f: '1+2' },
      H1: { t: 'b', v: true },
    })
    expect(await cellsOf(bytes)).toEqual([
      ['００12', '140521199001011234', '13812345678', '1.41E+17', '2023-05-18', '#N/A', '3', 'TRUE'],
    ])
  })

  test('days of a workbook that counts from 1904', async () => {
    const cells = { '!ref': 'A1', A1: { t: 'n', v: 45_064 - 1_462, z: 'yyyy-mm-dd' } }
    expect(await cellsOf(workbook(cells, { Workbook: { WBProps: { date1904: true } } }))).toEqual([
      ['2023-05-18'],
    ])
  })

  test('merged cells all say what the first says; row numbers stay true', async () => {
    const sheet = utils.aoa_to_sheet([['村', '名'], ['罗曲', '甲'], [null, '乙'], [], ['东关', '丙']])
    sheet['!merges'] = [{ s: { r: 1, c: 0 }, e: { r: 2, c: 0 } }]
    const rows = await rowsOf(workbook(sheet))
    expect(rows.filter((r) => r.cells.length > 0)).toEqual([
      { rowNo: 1, cells: ['村', '名'] },
      { rowNo: 2, cells: ['罗曲', '甲'] },
      { rowNo: 3, cells: ['罗曲', '乙'] },
      { rowNo: 5, cells: ['东关', '丙'] },
    ])
  })

  test('two cells at the far corners cost no rectangle', async () => {
    const rows = await rowsOf(
      workbook({ '!ref': 'A1:A1048576', A1: { t: 's', v: '甲' }, A1048576: { t: 's', v: '乙' } }),
    )
    expect(rows.filter((r) => r.cells[0] !== undefined).map((r) => r.rowNo)).toEqual([1, 1_048_576])
  })

  test('hidden sheets are passed over', async () => {
    const book = {
      SheetNames: ['隐', '显'],
      Sheets: { 隐: utils.aoa_to_sheet([['x']]), 显: utils.aoa_to_sheet([['y']]) },
    }
    const hidden = { ...book, Workbook: { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] } }
    expect(await cellsOf(write(hidden as never, { type: 'buffer', bookType: 'xlsx' }))).toEqual([['y']])
  })

  test('an old .xls', async () => {
    const book = { SheetNames: ['甲'], Sheets: { 甲: utils.aoa_to_sheet([['名称'], ['镕']]) } }
    expect(await cellsOf(write(book, { type: 'buffer', bookType: 'xls' }))).toEqual([['名称'], ['镕']])
  })
})

/** A bomb whose directory says it becomes 1,000 bytes. */
function lyingBomb(): Buffer {
  const size = 50_000_000
  const bytes = zipBomb(1, size)
  const said = Buffer.alloc(4)
  said.writeUInt32LE(size)
  for (let at = bytes.indexOf(said); at >= 0; at = bytes.indexOf(said)) bytes.writeUInt32LE(1_000, at)
  return bytes
}

describe('坏文件 files that harm', () => {
  const whole = workbook(utils.aoa_to_sheet([['名称'], ['镕']]))
  test.each([
    ['a truncated zip', whole.subarray(0, whole.length - 40), 'sheet.broken'],
    ['a zip of something else', zipBomb(1, 10), 'sheet.broken'],
    ['a bomb that says its size', zipBomb(8, 50_000_000), 'sheet.too_big'],
    ['a bomb that lies about its size', lyingBomb(), 'sheet.broken'],
    ['bytes that only begin like one', Buffer.from('PK\u0003\u0004 and then nothing'), 'sheet.broken'],
  ])('%s', async (_what, bytes, code) => expect(await codeOf(bytes)).toBe(code))

  test('a file with a password', async () => {
    const locked = await writeXlsx({
      sheets: [{ name: '甲', rows: [['1']] }],
      encryption: { password: 'x', spinCount: 1 },
    })
    expect(await codeOf(Buffer.from(locked))).toBe('sheet.locked')
  })
})

describe('写 writing', () => {
  test('a workbook says what was put in, as text, with red cells, notes and choices', async () => {
    const bytes = await writeBook([
      {
        name: '主体',
        frozen: 1,
        columns: [{ width: 12, choices: ['企业', '农户'] }, { width: 20 }],
        rows: [
          ['类型', '名称'],
          ['企业', '=1+2'],
        ],
        red: [[1, 1]],
        notes: [[0, 0, '必填']],
      },
    ])
    expect(await cellsOf(bytes)).toEqual([
      ['类型', '名称'],
      ['企业', '=1+2'],
    ])
    const sheet = (await readXlsx(bytes, { readStyles: true })).sheets[0]
    expect(sheet?.cells?.get('1,1')?.style?.fill).toMatchObject({
      fgColor: { rgb: expect.stringContaining('FFC7CE') },
    })
    expect(sheet?.cells?.get('1,1')?.formula).toBeUndefined()
    expect(sheet?.cells?.get('0,0')?.comment?.text).toBe('必填')
    expect(sheet?.dataValidations?.[0]).toMatchObject({ type: 'list', range: 'A2:A10000' })
  })

  test('CSV: marked, quoted, formulas inert', () =>
    expect(writeCsv([['a,b', '=1+2', '-5', 'c"d']]).toString()).toBe('\ufeff"a,b",\'=1+2,\'-5,"c""d"\r\n'))
})
