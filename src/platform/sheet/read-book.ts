import { read, SSF, type WorkBook, type WorkSheet } from '@e965/xlsx'
import yauzl from 'yauzl'
import type { SheetRow } from './row.ts'

/** Why a workbook is not read. Crosses the border of the thread as its code. */
export class BookUnreadable extends Error {
  readonly code: 'sheet.broken' | 'sheet.locked' | 'sheet.too_big'
  constructor(code: 'sheet.broken' | 'sheet.locked' | 'sheet.too_big') {
    super(code)
    this.code = code
  }
}

/** The first visible sheet of a workbook (.xlsx, .xls). Runs in the worker only. */
export async function readRows(bytes: Uint8Array, megabytes: number, cells: number): Promise<SheetRow[]> {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (buffer.subarray(0, 2).toString() === 'PK') await measure(buffer, megabytes * 1_048_576)
  const book = open(buffer)
  const names = book.SheetNames.filter((_, i) => (book.Workbook?.Sheets?.[i]?.Hidden ?? 0) === 0)
  const sheet = book.Sheets[names[0] ?? book.SheetNames[0] ?? '']
  if (sheet === undefined) throw new BookUnreadable('sheet.broken')
  return rowsOf(sheet, cells, book.Workbook?.WBProps?.date1904 === true)
}

/** A zip says how large its parts become; inflating each once, and dropping it, finds out whether it lied. */
function measure(zip: Buffer, limit: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const broken = () => reject(new BookUnreadable('sheet.broken'))
    yauzl.fromBuffer(zip, { lazyEntries: true, validateEntrySizes: true }, (error, file) => {
      if (error) return broken()
      let total = 0
      file.on('error', broken)
      file.on('end', resolve)
      file.on('entry', (entry: yauzl.Entry) => {
        total += entry.uncompressedSize
        if (total > limit) return reject(new BookUnreadable('sheet.too_big'))
        file.openReadStream(entry, (failure, stream) => {
          if (failure) return broken()
          stream.on('error', broken)
          stream.on('end', () => file.readEntry())
          stream.resume()
        })
      })
      file.readEntry()
    })
  })
}

function open(buffer: Buffer): WorkBook {
  try {
    return read(buffer, {
      type: 'buffer',
      dense: true,
      cellFormula: false,
      cellHTML: false,
      cellText: false,
      cellNF: true,
    })
  } catch (error) {
    const locked = error instanceof Error && /password|encrypt/i.test(error.message)
    throw new BookUnreadable(locked ? 'sheet.locked' : 'sheet.broken')
  }
}

type Cell = { readonly t: string; readonly v?: unknown; readonly z?: string | number }

function rowsOf(sheet: WorkSheet, limit: number, date1904: boolean): SheetRow[] {
  const data = (sheet['!data'] ?? []) as (Cell | undefined)[][]
  let count = 0
  const spend = (n: number): void => {
    count += n
    if (count > limit) throw new BookUnreadable('sheet.too_big')
  }
  // `forEach` passes over the holes of a sheet whose last row is number 1,048,576.
  const rows = new Map<number, string[]>()
  data.forEach((cells, r) => {
    spend(cells.length)
    rows.set(
      r,
      Array.from(cells, (cell) => (cell === undefined ? '' : textOf(cell, date1904))),
    )
  })
  for (const { s, e } of sheet['!merges'] ?? []) {
    const text = rows.get(s.r)?.[s.c] ?? ''
    spend((e.r - s.r + 1) * (e.c - s.c + 1))
    for (let r = s.r; text !== '' && r <= e.r; r += 1) {
      const row = rows.get(r) ?? []
      for (let c = s.c; c <= e.c; c += 1) row[c] = text
      rows.set(
        r,
        Array.from(row, (cell) => cell ?? ''),
      )
    }
  }
  return [...rows].sort(([a], [b]) => a - b).map(([r, cells]) => ({ rowNo: r + 1, cells }))
}

const ERRORS: Readonly<Record<number, string>> = {
  0: '#NULL!',
  7: '#DIV/0!',
  15: '#VALUE!',
  23: '#REF!',
  29: '#NAME?',
  36: '#NUM!',
  42: '#N/A',
}
const DAYS_1904 = 1_462

function textOf(cell: Cell, date1904: boolean): string {
  if (cell.t === 'e') return ERRORS[Number(cell.v)] ?? '#N/A'
  if (cell.t === 'b') return cell.v === true ? 'TRUE' : 'FALSE'
  if (cell.t !== 'n' || typeof cell.v !== 'number') return cell.v === undefined ? '' : String(cell.v)
  if (cell.z !== undefined && SSF.is_date(String(SSF.get_table()[Number(cell.z)] ?? cell.z))) {
    return SSF.format('yyyy-mm-dd', cell.v + (date1904 ? DAYS_1904 : 0))
  }
  // Beyond 15 digits a spreadsheet has lost some: shown so that nobody takes the rest for a number.
  return Math.abs(cell.v) < 1e15 ? String(cell.v) : cell.v.toExponential(2).toUpperCase()
}
