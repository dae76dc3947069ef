import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { importRefusals } from '../contract/refusals.ts'
import { type Column, columnOf, type Field, REASON_HEADER } from './columns.ts'
import { nameKey } from './names.ts'

/** How many rows above the data may be titles and notes. */
export const HEADER_WITHIN = 10

/** 表头 Where the columns of a file are. `at` counts from 0. */
export type Header = {
  /** The row as spreadsheets number it, from 1. */
  readonly rowNo: number
  readonly columns: readonly { readonly column: Column; readonly at: number }[]
  readonly unread: readonly string[]
}

/** Looks for the header in the first rows, `rowNo` from 1: the first row that has 主体类型 and 名称. */
export function findHeader(
  rows: readonly { readonly rowNo: number; readonly cells: readonly string[] }[],
): Outcome<Header> {
  for (const { rowNo, cells } of rows) {
    const found = cells.map((cell, at) => ({ cell, at, column: columnOf(cell) }))
    const fields = new Set<Field | undefined>(found.map((f) => f.column?.field))
    if (!fields.has('kind') || !fields.has('name')) continue
    const columns = found.flatMap(({ column, at }) => (column === undefined ? [] : [{ column, at }]))
    const twice = columns.flatMap(({ column, at }, i): Refusal[] => {
      const first = columns.findIndex((other) => other.column.field === column.field)
      if (first === i) return []
      const values = { column: column.header, first: (columns[first]?.at ?? 0) + 1, second: at + 1 }
      return [refusal(importRefusals, 'party.import_column_twice', values)]
    })
    if (twice.length > 0) return refused(...twice)
    const unread = found
      .filter((f) => f.column === undefined && nameKey(f.cell) !== '' && f.cell !== REASON_HEADER)
      .map((f) => f.cell)
    return granted({ rowNo, columns, unread })
  }
  return refused(refusal(importRefusals, 'party.import_no_header', { rows: HEADER_WITHIN }))
}
