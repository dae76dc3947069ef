import { z } from 'zod'
import { keyIn } from '../../../kernel/keys.ts'
import type { AnyDb } from '../../../platform/db/house.ts'
import { roomOf } from '../../../platform/db/house.ts'
import { viewJob } from '../../../platform/work/jobs.ts'
import { namesOf } from '../../identity/public.ts'
import { EXPORT_STATES, type ExportItem, type ExportState, zExport } from '../contract/index.ts'
import type { ExportRow } from '../db/exports.ts'
import { fetchableUntil, stateAt } from '../domain/release.ts'
import type { Exportable } from './exportable.ts'

export const formatOf = (row: ExportRow) => zExport.shape.format.parse(row.format)

/** The state as of now: a file that was ready expires by the clock alone. */
export function stateOf(row: ExportRow, now: Date): ExportState {
  const state = keyIn(EXPORT_STATES, row.state)
  if (state === 'expired') throw new RangeError('an export expires by the clock, not by its row')
  return stateAt({ state, readyAt: row.ready_at?.getTime() }, now.getTime())
}

const zReported = z.object({ rows: z.int(), of: z.int() }).partial()

export async function exportViews(
  db: AnyDb,
  rows: readonly ExportRow[],
  known: ReadonlyMap<string, Exportable>,
  now: Date,
): Promise<ExportItem[]> {
  const people = rows.flatMap((row) => [row.asked_by, ...(row.decided_by === null ? [] : [row.decided_by])])
  const names = await namesOf(roomOf(db, 'identity'), people)
  const items: ExportItem[] = []
  for (const row of rows) {
    const state = stateOf(row, now)
    const job = state === 'making' ? await viewJob(db, row.etown, row.job) : undefined
    const { rows: done = 0, of } = zReported.parse(job?.progress ?? {})
    items.push({
      id: String(row.id),
      name: known.get(row.kind)?.name ?? { zh: row.kind, en: row.kind },
      state,
      format: formatOf(row),
      personal: row.personal,
      reason: row.reason,
      askedBy: names.get(row.asked_by) ?? row.asked_by,
      askedAt: row.asked_at.toISOString(),
      ...(row.rows === null ? {} : { rows: Number(row.rows) }),
      ...(job === undefined ? {} : { progress: { rows: done, ...(of === undefined ? {} : { of }) } }),
      refusals: zExport.shape.refusals.parse(row.refusals),
      ...(row.ready_at === null
        ? {}
        : { until: new Date(fetchableUntil(row.ready_at.getTime())).toISOString() }),
      ...(row.decided_by === null ? {} : { decidedBy: names.get(row.decided_by) ?? row.decided_by }),
      ...(row.decided_at === null ? {} : { decidedAt: row.decided_at.toISOString() }),
      ...(row.decision_reason === null ? {} : { decisionReason: row.decision_reason }),
      downloads: row.downloads,
    })
  }
  return items
}
