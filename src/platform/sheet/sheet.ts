import { buffer } from 'node:stream/consumers'
import { Worker } from 'node:worker_threads'
import { type Outcome, refusal, refused } from '../../kernel/refusal.ts'
import type { Evidence, EvidenceStore } from '../files/evidence.ts'
import { readCsv } from './read-csv.ts'
import { SheetUnreadable, sheetRefusals } from './refusals.ts'
import type { SheetRow } from './row.ts'

/** 表 The rows of an uploaded table, in order; reading may throw SheetUnreadable. */
export type Sheet = { readonly format: 'csv' | 'xlsx'; readonly rows: AsyncIterable<SheetRow> }

/** 单元格 Text, or a number; neither can be a formula. */
export type BookCell = string | number

/** What a workbook to be written holds. */
export type BookSheet = {
  readonly name: string
  readonly columns: readonly BookColumn[]
  readonly rows: readonly (readonly BookCell[])[]
  /** Rows above which the pane is frozen. */
  readonly frozen?: number
  /** Cells to be shown red, [row, column] from 0. */
  readonly red?: readonly (readonly [number, number])[]
  /** Notes on cells, [row, column, text] from 0. */
  readonly notes?: readonly (readonly [number, number, string])[]
}
export type BookColumn = {
  readonly width: number
  /** Its numbers are yuan; otherwise it holds text. */
  readonly money?: boolean
  /** A drop-down of these values below the first row. */
  readonly choices?: readonly string[]
}

const LIMITS = { megabytes: 300, cells: 3_000_000, seconds: 30, heapMegabytes: 768 } as const

export type Task =
  | { readonly kind: 'read'; readonly bytes: Uint8Array; readonly megabytes: number; readonly cells: number }
  | { readonly kind: 'write'; readonly sheets: readonly BookSheet[] }
export type Done =
  | { readonly kind: 'rows'; readonly rows: readonly SheetRow[] }
  | { readonly kind: 'bytes'; readonly bytes: Uint8Array }
  | { readonly kind: 'unreadable'; readonly code: 'sheet.broken' | 'sheet.locked' | 'sheet.too_big' }

/** Opens an uploaded table by what its bytes are, not by its name. */
export function openSheet(store: EvidenceStore, file: Evidence): Sheet {
  const open = () => store.read(file.stored)
  return file.media === 'text/csv'
    ? { format: 'csv', rows: readCsv(open) }
    : { format: 'xlsx', rows: readBook(async () => buffer(await open())) }
}

/**
 * The sheet of an uploaded table with its workbook already read, so that no transaction waits for that. What it is refused
 * for is thrown when its rows are asked for, as by openSheet.
 */
export async function readAhead(store: EvidenceStore, file: Evidence): Promise<Sheet> {
  const sheet = openSheet(store, file)
  if (sheet.format === 'csv') return sheet
  const rows: SheetRow[] = []
  let refused: SheetUnreadable | undefined
  try {
    for await (const row of sheet.rows) rows.push(row)
  } catch (error) {
    if (!(error instanceof SheetUnreadable)) throw error
    refused = error
  }
  async function* again(): AsyncGenerator<SheetRow> {
    if (refused !== undefined) throw refused
    yield* rows
  }
  return { format: sheet.format, rows: again() }
}

async function* readBook(open: () => Promise<Uint8Array>): AsyncGenerator<SheetRow> {
  const done = await inWorker({ kind: 'read', bytes: await open(), ...LIMITS })
  if (done.kind === 'unreadable') throw new SheetUnreadable(done.code, LIMITS)
  if (done.kind === 'rows') yield* done.rows
}

/** Writes an .xlsx. `seconds`: how long it may take; a job may wait longer than an answer. */
export async function writeBook(
  sheets: readonly BookSheet[],
  seconds: number = LIMITS.seconds,
): Promise<Buffer> {
  const done = await inWorker({ kind: 'write', sheets }, seconds)
  if (done.kind !== 'bytes') throw new Error('the workbook was not written')
  return Buffer.from(done.bytes)
}

/** Workbooks are opened away from the server: a file that eats memory or time takes its thread down, nothing else. */
async function inWorker(task: Task, seconds: number = LIMITS.seconds): Promise<Done> {
  const worker = new Worker(new URL('./book-worker.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: LIMITS.heapMegabytes },
    stdout: true,
    stderr: true,
  })
  const late = setTimeout(() => void worker.terminate(), seconds * 1_000)
  try {
    return await new Promise<Done>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', (error: Error & { code?: string }) =>
        reject(
          error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? new SheetUnreadable('sheet.too_big', LIMITS) : error,
        ),
      )
      worker.once('exit', () => reject(new SheetUnreadable('sheet.too_slow', LIMITS)))
    })
  } finally {
    clearTimeout(late)
    await worker.terminate()
  }
}

/** Runs work that reads a sheet, and gives back what the sheet was refused for. */
export async function reading<T>(work: () => Promise<Outcome<T>>): Promise<Outcome<T>> {
  try {
    return await work()
  } catch (error) {
    if (error instanceof SheetUnreadable) return refused(refusal(sheetRefusals, error.code, error.values))
    throw error
  }
}
