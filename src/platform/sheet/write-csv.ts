/** A cell that a spreadsheet would take for a formula gets an apostrophe; readers of ours take it off again. */
const inert = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text)

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** Excel and WPS need it to show Chinese. */
export const CSV_MARK = '\ufeff'

/** Text as one cell. */
export const csvCell = (text: string): string => quoted(inert(text))

/** One row with its line end. A number stays one, also below zero. */
export const csvLine = (row: readonly (string | number)[]): string =>
  `${row.map((cell) => (typeof cell === 'number' ? String(cell) : csvCell(cell))).join(',')}\r\n`

/** Rows as CSV in UTF-8. */
export const writeCsv = (rows: readonly (readonly string[])[]): Buffer =>
  Buffer.from(CSV_MARK + rows.map(csvLine).join(''))
