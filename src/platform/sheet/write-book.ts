import { type CellStyle, writeXlsx } from 'hucre/xlsx'
import type { BookSheet } from './sheet.ts'

const RED: CellStyle = { fill: { type: 'pattern', pattern: 'solid', fgColor: { rgb: 'FFC7CE' } } }
const HEAD: CellStyle = { font: { bold: true } }
const LAST_ROW = 10_000

/** A workbook of text and numbers. Runs in the worker only. */
export async function writeSheets(sheets: readonly BookSheet[]): Promise<Uint8Array> {
  return writeXlsx({
    sheets: sheets.map((sheet) => {
      const cells = new Map<string, { style?: CellStyle; comment?: { text: string } }>()
      const frozen = sheet.frozen ?? 0
      const head = sheet.rows[frozen - 1] ?? []
      head.forEach((_, c) => {
        cells.set(`${frozen - 1},${c}`, { style: HEAD })
      })
      for (const [r, c] of sheet.red ?? []) cells.set(`${r},${c}`, { style: RED })
      for (const [r, c, text] of sheet.notes ?? []) {
        cells.set(`${r},${c}`, { ...cells.get(`${r},${c}`), comment: { text } })
      }
      return {
        name: sheet.name,
        columns: sheet.columns.map(({ width, money }) => ({ width, numFmt: money ? '#,##0.00' : '@' })),
        rows: sheet.rows.map((row) => [...row]),
        cells,
        ...(frozen > 0 ? { freezePane: { rows: frozen } } : {}),
        dataValidations: sheet.columns.flatMap(({ choices }, c) => {
          const letter = String.fromCharCode(65 + c)
          const range = `${letter}${frozen + 1}:${letter}${LAST_ROW}`
          return choices === undefined
            ? []
            : [
                {
                  type: 'list' as const,
                  values: [...choices],
                  range,
                  allowBlank: true,
                  errorStyle: 'warning' as const,
                },
              ]
        }),
      }
    }),
  })
}
