import { parentPort, workerData } from 'node:worker_threads'
import { checkZip } from './check-zip.ts'
import { workbookRows } from './workbook-rows.ts'

/** What the worker is given: the file, and whether it is a zip (.xlsx) or an old .xls. */
export type WorkbookTask = { readonly content: Uint8Array; readonly zip: boolean }

export type WorkbookTrouble = { readonly trouble: 'broken' | 'bomb' | 'locked'; readonly detail: string }

/** What it answers, once to start with and once to every message it gets; a batch without rows is the last. */
export type WorkbookAnswer = { readonly rows: readonly (readonly string[])[] } | WorkbookTrouble

const BATCH = 2_000

const { content, zip }: WorkbookTask = workerData
const bytes = Buffer.from(content.buffer, content.byteOffset, content.byteLength)

async function open(): Promise<WorkbookAnswer> {
  const trouble = zip ? await checkZip(bytes) : undefined
  if (trouble) return { trouble, detail: 'zip' }
  try {
    return { rows: workbookRows(bytes) }
  } catch (error) {
    const detail = error instanceof Error ? error.message.slice(0, 100) : ''
    return { trouble: /password|encrypt/i.test(detail) ? 'locked' : 'broken', detail }
  }
}

const opened = await open()
let given = 0

function answer(): WorkbookAnswer {
  if ('trouble' in opened) return opened
  given += BATCH
  return { rows: opened.rows.slice(given - BATCH, given) }
}

parentPort?.on('message', () => parentPort?.postMessage(answer()))
parentPort?.postMessage(answer())
