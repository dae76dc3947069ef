import { granted, type Outcome, type Refusal, refusal, refused } from '../../../kernel/refusal.ts'
import { importRefusals } from '../contract/refusals.ts'
import { type Column, columnOf, type Field, REASON_HEADER } from './columns.ts'
import { nameKey } from './names.ts'

/** How many rows above the data may be titles and notes. */
export const HEADER_WITHIN = 10

/** 名单表头 Where the columns of a file are. `at` counts from 0. */
export type Header = {
  /** The row as spreadsheets number it, from 1. */
  readonly rowNo: number
  readonly columns: readonly { readonly column: Column; readonly at: number }[]
  readonly unread: readonly string[]
}

/** The row as a header, if it has 主体类型 and 名称. Refused where two columns mean the same. */
export function headerIn(rowNo: number, cells: readonly string[]): Outcome<Header> | undefined {
  const found = cells.map((cell, at) => ({ cell, at, column: columnOf(cell) }))
  const columns = found.flatMap(({ column, at }) => (column === undefined ? [] : [{ column, at }]))
  const placeOf = (field: Field): number => columns.findIndex(({ column }) => column.field === field)
  if (placeOf('kind') < 0 || placeOf('name') < 0) return undefined
  const twice = columns.flatMap(({ column, at }, i): Refusal[] => {
    const first = columns[placeOf(column.field)]
    if (first === undefined || first === columns[i]) return []
    const values = { column: column.header, first: first.at + 1, second: at + 1 }
    return [refusal(importRefusals, 'party.import_column_twice', values)]
  })
  if (twice.length > 0) return refused(...twice)
  const unread = found
    .filter((f) => f.column === undefined && nameKey(f.cell) !== '' && f.cell !== REASON_HEADER)
    .map((f) => f.cell)
  return granted({ rowNo, columns, unread })
}

export const noHeader = (): Outcome<never> =>
  refused(refusal(importRefusals, 'party.import_no_header', { rows: HEADER_WITHIN }))
