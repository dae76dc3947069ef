import { setTimeout as pause } from 'node:timers/promises'
import { granted, type Outcome, type Refusal, refused } from '../../../kernel/refusal.ts'
import { inEtown } from '../../../platform/db/act.ts'
import { roomOf } from '../../../platform/db/house.ts'
import type { House } from '../../../platform/house.ts'
import { runOneJob, viewJob } from '../../../platform/work/jobs.ts'
import type { WireReceipt } from '../contract/index.ts'
import { findBatch } from '../db/batches.ts'
import { batchView } from './batch-views.ts'
import { importJob } from './import-job.ts'

const POLL_MS = 200

/**
 * Waits until an import has ended, and works its job off where nobody else does: the same beside a running product and
 * alone. Throws the trouble of a job that was given up.
 */
export async function seeThrough(
  house: House,
  etown: number,
  batch: bigint,
  signal: AbortSignal = new AbortController().signal,
): Promise<Outcome<WireReceipt>> {
  for (;;) {
    const ended = await lookAt(house, etown, batch)
    if (ended !== undefined) return ended
    signal.throwIfAborted()
    if (!(await runOneJob(house, etown, [importJob], signal))) await pause(POLL_MS)
  }
}

const lookAt = (house: House, etown: number, batch: bigint): Promise<Outcome<WireReceipt> | undefined> =>
  inEtown(house.pool, etown, 'read', async (scope) => {
    const row = await findBatch(roomOf(scope.db, 'market'), etown, batch)
    if (row === undefined) throw new Error(`no such import: ${batch}`)
    if (row.state !== 'waiting') {
      const { receipt, refusals } = batchView(row, undefined, undefined)
      return receipt ? granted(receipt) : refused(...refusals.map(asRefusal))
    }
    const job = await viewJob(scope.db, etown, row.job)
    if (job?.state === 'failed') throw new Error(job.trouble ?? 'the import was given up')
    return undefined
  })

const asRefusal = (said: Omit<Refusal, 'status'>): Refusal => ({ ...said, status: 422 })
