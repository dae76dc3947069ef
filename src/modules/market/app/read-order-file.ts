import { granted, type Outcome, type Refusal, refusal, refused } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import type { Profile } from '../domain/profile.ts'
import type { FileReading } from '../domain/receipt.ts'
import { retailDefinition } from '../domain/retail-definitions.ts'
import { copyRow } from './copy-row.ts'
import { type Feed, LIMITS, type Limits, tooLarge } from './feed.ts'
import { FileBytes } from './file-bytes.ts'
import { type FileKind, fileKind, SAMPLE_BYTES } from './file-kind.ts'
import { OrderRows, type RejectedRow } from './order-rows.ts'
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

/**
 * 读订单文件 Reads a platform's order export in one pass and flat memory: encoding, delimiter and header are found, lines
 * come out in batches, and at the end stands what was read. Refuses the file as a whole with one reason; what was
 * handed out by then must be thrown away.
 */
export async function readOrderFile(
  source: AsyncIterable<Uint8Array>,
  { profile, take, limits }: Reading,
): Promise<Outcome<FileReading>> {
  const file = new FileBytes(source)
  const kind = fileKind(await file.sample(SAMPLE_BYTES))
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
      ? await readText(file, kind, { rows, hand }, bounds.textBytes)
      : await readWorkbook(file, kind.encoding === 'xlsx', { rows, hand }, bounds.workbookBytes)
  if (trouble) return refused(trouble)
  const reading = rows.close()
  if ('code' in reading) return refused(reading)
  return granted({ ...reading, sha256: file.sha256(), bytes: file.bytes, encoding: kind.encoding })
}

async function readText(
  file: FileBytes,
  { encoding }: FileKind & { kind: 'text' },
  { rows, hand }: Feed,
  limit: number,
): Promise<Refusal | undefined> {
  const decoder = new TextDecoder(encoding)
  let scanner: CsvScanner | undefined
  for await (const piece of file) {
    if (file.bytes > limit) return tooLarge(limit)
    const text = decoder.decode(piece, { stream: true })
    scanner ??= new CsvScanner(delimiterOf(text), (cells, width) => rows.row(cells, width))
    if (!scanner.push(text)) return tooLong(rows)
    if (rows.trouble) return rows.trouble
    await hand()
  }
  scanner?.push(decoder.decode())
  scanner?.end()
  await hand()
  return undefined
}

const tooLong = ({ rowsRead }: OrderRows): Refusal =>
  refusal(fileRefusals, 'market.row_too_long', { row: rowsRead + 1, limit: LONGEST_ROW })
