/** Runs in a worker thread with a heap of its own. One task, one answer. */
import { parentPort, workerData } from 'node:worker_threads'
import { BookUnreadable, readRows } from './read-book.ts'
import type { Done, Task } from './sheet.ts'
import { writeSheets } from './write-book.ts'

const task = workerData as Task
const answer = (done: Done): void => parentPort?.postMessage(done)
try {
  if (task.kind === 'write') answer({ kind: 'bytes', bytes: await writeSheets(task.sheets) })
  else answer({ kind: 'rows', rows: await readRows(task.bytes, task.megabytes, task.cells) })
} catch (error) {
  if (!(error instanceof BookUnreadable)) throw error
  answer({ kind: 'unreadable', code: error.code })
}
