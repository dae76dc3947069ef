import { z } from 'zod'
import { keyIn } from '../../../kernel/keys.ts'
import { BATCH_STATES, type Batch } from '../contract/index.ts'
import type { BatchRow } from '../db/imports.ts'
import type { Tally } from './import-rows.ts'
import type { FileSeen } from './read-batch.ts'

const zRefusals = z.array(z.object({ code: z.string(), zh: z.string(), en: z.string() }))

export const batchView = (row: BatchRow): Batch => ({
  id: String(row.id),
  file: row.file_name,
  sha256: row.file_sha256,
  state: keyIn(BATCH_STATES, row.state),
  rows: row.seen,
  done: row.done,
  blank: row.blank,
  bad: row.bad,
  fresh: row.fresh,
  changed: row.changed,
  unchanged: row.unchanged,
  unreadColumns: row.unread_columns,
  refusals: zRefusals.parse(row.refusals),
  rowsTaken: row.rows_taken === null ? undefined : row.rows_taken === 'all' ? 'all' : 'good',
  askedBy: row.asked_by,
  askedAt: row.asked_at.toISOString(),
  committedBy: row.committed_by ?? undefined,
  committedAt: row.committed_at?.toISOString(),
})

/** The columns of a batch that say what was found in its file. */
export const countsOf = (found: FileSeen & Tally, state: 'checked' | 'committed') => ({
  state,
  seen: found.seen,
  done: found.seen,
  blank: found.blank,
  bad: found.bad,
  fresh: found.fresh,
  changed: found.changed,
  unchanged: found.unchanged,
  unread_columns: [...found.header.unread],
})
