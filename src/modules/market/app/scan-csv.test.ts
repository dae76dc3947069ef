import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { CsvScanner, delimiterOf, LONGEST_ROW } from './scan-csv.ts'

function scan(pieces: readonly string[], delimiter: ',' | '\t' = ',', wanted?: readonly number[]) {
  const rows: { cells: string[]; width: number }[] = []
  const scanner = new CsvScanner(delimiter, (cells, width) => {
    rows.push({ cells: [...cells], width })
    return rows.length === 1 ? wanted : undefined
  })
  for (const piece of pieces) scanner.push(piece)
  scanner.end()
  return rows
}

const cellsOf = (text: string, delimiter?: ',' | '\t') => scan([text], delimiter).map(({ cells }) => cells)

const cell = fc.oneof(
  fc.stringMatching(/^[a-z梨,"\n\r\t ]{0,6}$/),
  fc.constantFrom('', '39.80\t', '260314-4'),
)
const table = fc.array(fc.array(cell, { minLength: 2, maxLength: 5 }), { minLength: 1, maxLength: 8 })
const quoted = (text: string): string => (/[",\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)
const csv = (rows: string[][], end: string): string =>
  rows.map((row) => row.map(quoted).join(',') + end).join('')

describe('CsvScanner', () => {
  test('reads what was written', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n', '\r'), (rows, end) => {
        expect(cellsOf(csv(rows, end))).toEqual(rows)
      }),
      { numRuns: 500 },
    )
  })

  test('agrees with csv-parse on well-formed text', () => {
    fc.assert(
      fc.property(table, fc.constantFrom('\n', '\r\n'), (rows, end) => {
        const text = csv(rows, end)
        const theirs: string[][] = parse(text, { record_delimiter: end, relax_column_count: true })
        expect(cellsOf(text)).toEqual(theirs)
      }),
      { numRuns: 500 },
    )
  })

  test('where the pieces end makes no difference', () => {
    const cuts = fc.array(fc.nat(), { maxLength: 6 })
    const broken = fc.stringMatching(/^[a,"\n\r]{0,40}$/)
    fc.assert(
      fc.property(
        fc.oneof(
          table.map((rows) => csv(rows, '\r\n')),
          broken,
        ),
        cuts,
        (text, at) => {
          const places = at.map((cut) => cut % (text.length + 1)).sort((a, b) => a - b)
          const pieces = [0, ...places].map((from, i) => text.slice(from, places[i] ?? text.length))
          expect(scan(pieces)).toEqual(scan([text]))
        },
      ),
      { numRuns: 1_000 },
    )
  })

  test('hands over only the wanted columns, from the row after the header on', () => {
    expect(scan(['a,b,c\n1,2,3\n4\n"x","y,""z""",\n'], ',', [0, 2])).toEqual([
      { cells: ['a', 'b', 'c'], width: 3 },
      { cells: ['1', '3'], width: 3 },
      { cells: ['4', ''], width: 1 },
      { cells: ['x', ''], width: 2 },
    ])
  })

  test.each([
    ['="2603",x\n', [['="2603"', 'x']]],
    ['5" 盘,x\n', [['5" 盘', 'x']]],
    ['"a"b,c\n', [['a', 'c']]],
    ['a,b', [['a', 'b']]],
    ['a,"b', [['a', 'b']]],
    ['\na\n\n', [[''], ['a'], ['']]],
  ])('%j', (text, rows) => {
    expect(cellsOf(text)).toEqual(rows)
  })

  test('an unclosed quote does not swallow the file', () => {
    const scanner = new CsvScanner(',', () => undefined)
    const piece = 'x'.repeat(1 << 18)
    const answers = Array.from({ length: 8 }, (_, i) => scanner.push(i === 0 ? `"${piece}` : piece))
    expect(answers.indexOf(false)).toBe(LONGEST_ROW / piece.length - 1)
  })
})

test.each([
  ['订单号,状态,金额\n1\t,2\t,3\t\n', ','],
  ['订单号\t状态\t金额\n1\t2\t3\n', '\t'],
  ['订单号\n', ','],
] as const)('the delimiter of %j', (text, delimiter) => {
  expect(delimiterOf(text)).toBe(delimiter)
})
