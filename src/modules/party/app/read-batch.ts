import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Sheet } from '../../../platform/sheet/sheet.ts'
import { importRefusals } from '../contract/index.ts'
import { HEADER_WITHIN, type Header, headerIn, noHeader } from '../domain/header.ts'
import { isPassedOver, type RowContext, type RowReading, readRow } from '../domain/row.ts'

export type ReadRow = { readonly rowNo: number; readonly reading: RowReading }

/** What was in a file besides its rows. */
export type FileSeen = { readonly header: Header; readonly seen: number; readonly blank: number }

const CHUNK = 500

/**
 * Reads the rows of a file and gives them on in chunks, in order. Blank rows and totals are counted and passed over,
 * wherever they stand. Refused: no header, no rows, or more than `most`.
 */
export async function readBatch(
  sheet: Sheet,
  context: RowContext,
  most: number,
  take: (rows: readonly ReadRow[], seen: number) => Promise<void>,
): Promise<Outcome<FileSeen>> {
  let above = 0
  let header: Header | undefined
  let chunk: ReadRow[] = []
  let seen = 0
  let blank = 0
  for await (const row of sheet.rows) {
    if (header === undefined) {
      above += 1
      const found = headerIn(row.rowNo, row.cells)
      if (found?.ok === false) return found
      if (found === undefined && above === HEADER_WITHIN) return noHeader()
      header = found?.value
      continue
    }
    if (isPassedOver(row.cells)) {
      blank += 1
      continue
    }
    seen += 1
    if (seen > most) return refused(refusal(importRefusals, 'party.import_too_many_rows', { limit: most }))
    chunk.push({ rowNo: row.rowNo, reading: readRow(row.cells, header, context) })
    if (chunk.length === CHUNK) {
      await take(chunk, seen)
      chunk = []
    }
  }
  if (header === undefined) return noHeader()
  if (seen === 0) return refused(refusal(importRefusals, 'party.import_no_rows'))
  if (chunk.length > 0) await take(chunk, seen)
  return granted({ header, seen, blank })
}
