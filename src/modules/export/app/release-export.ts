import type { AnswerOf } from '../../../kernel/endpoint.ts'
import { granted, type Outcome, refusal, refused } from '../../../kernel/refusal.ts'
import type { Call } from '../../../platform/http/route.ts'
import { exportRefusals, type releaseExport } from '../contract/index.ts'
import { lockExport, updateExport } from '../db/exports.ts'

/** 放行 Somebody else lets a file out, or does not. */
export async function releaseExportIn(
  call: Call<typeof releaseExport, 'export'>,
): Promise<Outcome<AnswerOf<typeof releaseExport>>> {
  const { db, etown, actor, now, body } = call
  const by = actor?.account ?? 'nobody'
  call.note(call.params.export, body)
  const row = await lockExport(db, etown.id, BigInt(call.params.export))
  if (row === undefined) return refused(refusal(exportRefusals, 'export.not_found'))
  if (row.asked_by === by) return refused(refusal(exportRefusals, 'export.own'))
  if (row.state !== 'held') return refused(refusal(exportRefusals, 'export.decided'))
  const state = body.decision === 'release' ? 'ready' : 'declined'
  await updateExport(db, etown.id, row.id, {
    state,
    decided_by: by,
    decided_at: now,
    decision_reason: body.reason,
    ready_at: state === 'ready' ? now : null,
  })
  return granted({ state })
}
