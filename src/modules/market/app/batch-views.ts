import { z } from 'zod'
import { refusal } from '../../../kernel/refusal.ts'
import type { Evidence } from '../../../platform/files/evidence.ts'
import type { JobView } from '../../../platform/work/jobs.ts'
import {
  type Batch,
  type BatchItem,
  zBatchItem,
  zFound,
  zProgress,
  zReceipt,
  type zRejectedRow,
} from '../contract/index.ts'
import { rowRefusals } from '../contract/refusals.ts'
import type { BatchRow } from '../db/batches.ts'
import type { BatchState } from '../domain/batch.ts'
import { platformOf } from './ask-import.ts'

export const stateOf = (batch: { readonly state: string }): BatchState =>
  zBatchItem.shape.state.parse(batch.state)

export function batchItem(row: BatchRow): BatchItem {
  const { read_rows: read, accepted_rows: accepted, merged_rows: merged, rejected_rows: rejected } = row
  return {
    id: String(row.id),
    shop: String(row.shop),
    shopName: row.shop_name,
    platform: platformOf(row),
    file: row.file_name,
    sha256: row.sha256,
    state: stateOf(row),
    ...(read !== null && accepted !== null && merged !== null && rejected !== null
      ? { rows: { read, accepted, merged, rejected } }
      : {}),
    askedBy: row.asked_by,
    askedAt: row.asked_at.toISOString(),
    ...(row.ended_at === null ? {} : { endedAt: row.ended_at.toISOString() }),
  }
}

const zRefusals = z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))
const zReported = zProgress.pick({ phase: true, rows: true, bytes: true }).partial()

export function batchView(row: BatchRow, file: Evidence | undefined, job: JobView | undefined): Batch {
  return {
    ...batchItem(row),
    ...(row.state === 'waiting' && job ? { progress: progressOf(job, file?.bytes ?? 0) } : {}),
    ...(row.receipt === null ? {} : { receipt: zReceipt.parse(row.receipt) }),
    ...(row.found === null ? {} : { found: zFound.parse(row.found) }),
    refusals: zRefusals.parse(row.refusals),
  }
}

function progressOf({ state, progress, trouble, tries }: JobView, ofBytes: number) {
  // What an earlier try had reported is no place to be at.
  const { phase, rows, bytes } = state === 'running' ? zReported.parse(progress) : {}
  return {
    phase: phase ?? ('waiting' as const),
    rows: rows ?? 0,
    bytes: bytes ?? 0,
    ofBytes,
    tries,
    ...(trouble === undefined ? {} : { trouble }),
    gaveUp: state === 'failed',
  }
}

/** The sentence is made anew from its code, so that a better wording reaches old imports too. */
export function rejectedView(row: {
  readonly row_no: number
  readonly code: string
  readonly header: string
  readonly example: string
}): z.output<typeof zRejectedRow> {
  const { row_no: no, code, header: column, example } = row
  const known = Object.keys(rowRefusals).find((name): name is keyof typeof rowRefusals => name === code)
  const said =
    known === undefined
      ? { code, zh: code, en: code }
      : refusal(rowRefusals, known, { row: no, column, example })
  return { code, zh: said.zh, en: said.en, row: no, column, example }
}
