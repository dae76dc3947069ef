/** 行 `rowNo` is the row as spreadsheets number it, from 1. Cells are text; dates are `2026-11-22`. */
export type SheetRow = { readonly rowNo: number; readonly cells: readonly string[] }
