import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { type itemTrace, recallRefusals } from '../contract/index.ts'
import { traceEvents } from '../db/trace-walk.ts'
import { canonicalEpc } from '../domain/gs1/epc-urn.ts'

/** Beyond it a thing has a history nobody reads; the EPCIS interface has pages. */
const MOST = 1_000

/** 全程 Everything that happened to a thing, each event with who entered it, how late, on what. */
export async function itemTraceIn(
  call: Call<typeof itemTrace, 'trace'>,
): Promise<Outcome<AnswerOf<typeof itemTrace>>> {
  const code = canonicalEpc(call.query.code)
  const rows = await traceEvents(call.db, call.etown.id, code, MOST)
  if (rows.length === 0)
    return refused(refusal(recallRefusals, 'trace.recall_unknown_code', { code }, '/query/code'))
  return granted({
    code,
    events: rows.map((row) => ({
      eventId: row.eventId,
      type: row.document.type,
      at: row.at.toISOString(),
      recordedAt: row.recordedAt.toISOString(),
      minutesLate: Math.max(0, Math.round((row.recordedAt.getTime() - row.at.getTime()) / 60_000)),
      through: row.key,
      by: row.by,
      evidence: [...row.evidence],
      ...(row.device !== null && { device: row.device }),
      ...(row.bizStep !== null && { bizStep: row.bizStep }),
      ...(row.disposition !== null && { disposition: row.disposition }),
      ...(row.place !== null && { place: row.place }),
    })),
  })
}
