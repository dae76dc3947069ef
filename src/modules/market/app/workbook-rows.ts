import { type CellObject, read, SSF, type WorkSheet } from '@e965/xlsx'

/** Beyond 15 digits a workbook's number is no longer what somebody typed. */
const EXACT = 1e15

/**
 * 工作簿的行 The rows of a workbook's first sheet with any content, each cell as the text that a csv export would have.
 * Formulas come as `=…`, so that they are refused like those of a csv; numbers that lost digits in scientific notation.
 * Throws what the library throws on a damaged or locked workbook.
 */
export function workbookRows(content: Uint8Array): readonly (readonly string[])[] {
  const book = read(content, {
    dense: true,
    cellFormula: true,
    cellNF: true,
    cellText: false,
    cellHTML: false,
  })
  const is1904 = book.Workbook?.WBProps?.date1904 === true
  const sheets = book.SheetNames.map((name) => gridOf(book.Sheets[name]))
  const grid = sheets.find((rows) => rows.length > 0) ?? []
  return Array.from(grid, (row) => Array.from(row ?? [], (cell) => cellText(cell, is1904)))
}

type Grid = readonly (readonly (CellObject | undefined)[] | undefined)[]

const gridOf = (sheet: WorkSheet | undefined): Grid => {
  const data: unknown = sheet?.['!data']
  return Array.isArray(data) ? data : []
}

function cellText(cell: CellObject | undefined, is1904: boolean): string {
  if (cell === undefined) return ''
  if (typeof cell.f === 'string') return `=${cell.f}`
  if (typeof cell.v !== 'number') return cell.v === undefined || cell.t === 'z' ? '' : String(cell.v)
  if (typeof cell.z === 'string' && SSF.is_date(cell.z)) return timeText(cell.v, is1904)
  return Math.abs(cell.v) >= EXACT ? cell.v.toExponential() : String(Number(cell.v.toPrecision(15)))
}

const two = (n: number): string => String(n).padStart(2, '0')

function timeText(serial: number, is1904: boolean): string {
  const { y, m, d, H, M, S } = SSF.parse_date_code(serial, { date1904: is1904 })
  return `${y}-${two(m)}-${two(d)} ${two(H)}:${two(M)}:${two(Math.floor(S))}`
}
