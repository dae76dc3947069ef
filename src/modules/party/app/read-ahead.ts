import type { Evidence } from '../../../platform/files/evidence.ts'
import type { House } from '../../../platform/house.ts'
import { openSheet, readAhead, type Sheet } from '../../../platform/sheet/sheet.ts'

/** A larger file has more rows than the answer waits for. */
export const INLINE_BYTES = 1_048_576

const ahead = new WeakMap<Evidence, Sheet>()

/** Opens a small workbook before the transaction of its upload begins: a thread reads it, which may take seconds. */
export async function openWorkbookAhead(file: Evidence, house: House): Promise<void> {
  if (file.bytes <= INLINE_BYTES) ahead.set(file, await readAhead(house.evidence, file))
}

export const sheetOfUpload = (file: Evidence, house: House): Sheet =>
  ahead.get(file) ?? openSheet(house.evidence, file)
