import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { type Refusal, refusal } from '#kernel/refusal'
import { fileRefusals } from '../contract/refusals.ts'
import { LARGEST_WORKBOOK } from './check-zip.ts'
import { type Feed, tooLarge } from './feed.ts'
import type { FileBytes } from './file-bytes.ts'
import type { WorkbookAnswer, WorkbookTask, WorkbookTrouble } from './workbook-worker.ts'

const WORKER = new URL('./workbook-worker.ts', import.meta.url)
/** A workbook may starve its own thread, never the server. */
const HEAP_MB = 1024

/** 读工作簿 Feeds the rows of an .xlsx or .xls. It is opened in a thread of its own and comes in batches on demand. */
export async function readWorkbook(
  file: FileBytes,
  zip: boolean,
  { rows, hand }: Feed,
  limit: number,
): Promise<Refusal | undefined> {
  const content = await whole(file, limit)
  if (content === undefined) return tooLarge(limit)
  const task: WorkbookTask = { content, zip }
  const worker = new Worker(WORKER, {
    workerData: task,
    transferList: [content.buffer],
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  try {
    return await feedFrom(worker, { rows, hand })
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
      return tooLarge(LARGEST_WORKBOOK)
    }
    throw error
  } finally {
    await worker.terminate()
  }
}

/** The file in memory of its own, so that it can be handed over; undefined if it is larger than the limit. */
async function whole(file: FileBytes, limit: number): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const pieces: Uint8Array[] = []
  for await (const piece of file) {
    if (file.bytes > limit) return undefined
    pieces.push(piece)
  }
  const content = new Uint8Array(file.bytes)
  let at = 0
  for (const piece of pieces) {
    content.set(piece, at)
    at += piece.length
  }
  return content
}

async function feedFrom(worker: Worker, { rows, hand }: Feed): Promise<Refusal | undefined> {
  let wanted: readonly number[] | undefined
  for (;;) {
    const answer: WorkbookAnswer = (await once(worker, 'message'))[0]
    if ('trouble' in answer) return troubleOf(answer)
    if (answer.rows.length === 0) return undefined
    for (const row of answer.rows) {
      const cells = wanted ? wanted.map((column) => row[column] ?? '') : row
      wanted = rows.row(cells, widthOf(row)) ?? wanted
    }
    if (rows.trouble) return rows.trouble
    await hand()
    worker.postMessage('more')
  }
}

const widthOf = (row: readonly string[]): number => row.findLastIndex((cell) => cell !== '') + 1

function troubleOf({ trouble, detail }: WorkbookTrouble): Refusal {
  if (trouble === 'bomb') return tooLarge(LARGEST_WORKBOOK)
  if (trouble === 'locked') return refusal(fileRefusals, 'market.file_locked')
  return refusal(fileRefusals, 'market.file_broken', { detail })
}
