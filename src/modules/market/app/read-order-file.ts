import { setImmediate as breathe } from 'node:timers/promises'
import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import { copyRow } from '../db/copy-row.ts'
import type { Field, Profile } from '../domain/profile.ts'
import type { FileReading } from '../domain/receipt.ts'
import { retailDefinition } from '../domain/retail-definitions.ts'
import type { RejectedRow } from '../domain/row-cells.ts'
import { type Feed, LIMITS, type Limits, tooLarge } from './feed.ts'
import { FileBytes } from './file-bytes.ts'
import { fileKind, SAMPLE_BYTES } from './file-kind.ts'
import { OrderRows } from './order-rows.ts'
import { readWorkbook } from './read-workbook.ts'
import { CsvScanner, delimiterOf, LONGEST_ROW } from './scan-csv.ts'

/** 一批 What was read since the last batch. */
export type Batch = {
  /** Lines in COPY text format, see COPY_COLUMNS. */
  readonly copy: string
  readonly rejected: readonly RejectedRow[]
  /** Of the file so far. */
  readonly rowsRead: number
  readonly bytesRead: number
}

export type Reading = {
  readonly profile: Profile
  /** Called with each batch; the file is read on when it has resolved. */
  readonly take: (batch: Batch) => Promise<void>
  readonly limits?: Partial<Limits>
}

/** 待对应 The file's header lacks what this platform's export must have: somebody has to say which column is what. */
export type Unmapped = { readonly titles: readonly string[]; readonly missing: readonly Field[] }

export type FileOutcome = Outcome<FileReading> & { readonly unmapped?: Unmapped }

/**
 * 读订单文件 Reads a platform's order export in one pass and flat memory: encoding, delimiter and header are found, lines
 * come out in batches, and at the end stands what was read. Refuses the file as a whole with one reason; what was
 * handed out by then must be thrown away.
 */
export async function readOrderFile(
  source: AsyncIterable<Uint8Array>,
  { profile, take, limits }: Reading,
): Promise<FileOutcome> {
  const file = new FileBytes(source)
  const sample = await file.sample(SAMPLE_BYTES)
  const kind = fileKind(sample)
  if (kind.kind === 'empty') return refused(refusal(fileRefusals, 'market.file_empty'))
  if (kind.kind === 'other')
    return refused(refusal(fileRefusals, 'market.file_kind', { kind: kind.looksLike }))
  let copy = ''
  const rows = new OrderRows(profile, (line, rowNo) => {
    copy += copyRow(line, rowNo, profile.platform, retailDefinition)
  })
  const hand = async (): Promise<void> => {
    const batch = { copy, rejected: rows.takeRejected(), rowsRead: rows.rowsRead, bytesRead: file.bytes }
    copy = ''
    await take(batch)
  }
  const bounds = { ...LIMITS, ...limits }
  const trouble =
    kind.kind === 'text'
      ? await readText(
          file,
          { ...kind, delimiter: delimiterIn(sample, kind.encoding) },
          { rows, hand },
          bounds.textBytes,
        )
      : await readWorkbook(file, kind.encoding === 'xlsx', { rows, hand }, bounds.workbookBytes)
  if (trouble) return { ...refused(trouble), ...unmapped(rows) }
  const reading = rows.close()
  if ('code' in reading) return { ...refused(reading), ...unmapped(rows) }
  return granted({ ...reading, bytes: file.bytes, encoding: kind.encoding })
}

const unmapped = ({ unmapped: found }: OrderRows): { unmapped?: Unmapped } =>
  found ? { unmapped: found } : {}

/** By the sample and not by what comes first: that may be a byte-order mark alone. */
const delimiterIn = (sample: Uint8Array, encoding: string): ',' | '\t' =>
  delimiterOf(new TextDecoder(encoding).decode(sample, { stream: true }))

/**
 * Half a millisecond's work, then whoever else waits has a turn: requests, and the socket that feeds PostgreSQL the slice
 * before (measured: the import as a whole is 9 % faster than with steps of 64 KiB).
 */
const STEP = 16_384

async function readText(
  file: FileBytes,
  { encoding, delimiter }: { encoding: string; delimiter: ',' | '\t' },
  { rows, hand }: Feed,
  limit: number,
): Promise<Refusal | undefined> {
  const decoder = new TextDecoder(encoding)
  const scanner = new CsvScanner(delimiter, (cells, width) => rows.row(cells, width))
  for await (const piece of file) {
    if (file.bytes > limit) return tooLarge(limit)
    for (let at = 0; at < piece.length; at += STEP) {
      const step = piece.subarray(at, at + STEP)
      if (!scanner.push(decoder.decode(step, { stream: true }))) return tooLong(rows)
      if (rows.trouble) return rows.trouble
      await breathe()
    }
    await hand()
  }
  scanner.push(decoder.decode())
  scanner.end()
  await hand()
  return undefined
}

const tooLong = ({ rowsRead }: OrderRows): Refusal =>
  refusal(fileRefusals, 'market.row_too_long', { row: rowsRead + 1, limit: LONGEST_ROW })
